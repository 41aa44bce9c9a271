"""The print shop's lessons: the guide passes each, what is done wrong gets its own finding."""

import math

import pytest

from content import texts
from content.assessment import Finding, Where
from content.model import Status
from lessons import advice, advice_printing, registry
from lessons.arts import printing_file, printing_guide
from lessons.arts.printing import Printing
from lessons.arts.printing_found import Made
from lessons.arts.printing_guide import Guide
from lessons.arts.printing_made import judge
from lessons.arts.printing_misprints import Misprint, printed
from lessons.arts.printing_sheet import measured
from lessons.arts.printing_shop import Shop
from lessons.judge import Judge
from lessons.scorers import printing as scorer
from physics.woodblock.grid import UNITS
from sim.headless import play, replay
from tests.lessons.printshop import GRID, Hand, lesson, shop, uncut, work

LIBRARY = registry.library()


@pytest.fixture(autouse=True)
def brisk(monkeypatch):
    monkeypatch.setattr(printing_guide, "LOOK_S", 0.05)


def practice(name, **changed):
    """A lesson's practice on a plane face, laid out on a coarser grid where nothing is carved."""
    path = LIBRARY.file(f"taohuawu/{name}", "print.yaml")
    asked = printing_file.read(path).model_copy(update=changed)
    return Printing(LIBRARY.lesson(f"taohuawu/{name}"), printing_file.work(asked, path))


def causes(assessment):
    return {(f.cause.removeprefix("printing."), f.where.id) for f in assessment.findings}


def value(assessment, name):
    return next(m.value for m in assessment.measures if m.name == name)


@pytest.fixture(scope="module")
def tools():
    printing = practice("gongju", cells=512)
    return play(printing, [Guide(printing)]), printing


@pytest.mark.parametrize(
    ("name", "cells"),
    [("shangyang", 1024), ("xianban", 1024), ("peijiao", 512), ("taose", 512)],
)
def test_the_guide_does_the_lesson_and_passes(name, cells):
    printing = practice(name, cells=cells)
    session = play(printing, [Guide(printing)])
    judged = session.assessment
    assert judged.passed and judged.score == 100 and not judged.findings
    done = [e.value["step"] for e in session.events if e.name == "step.done"]
    assert done == [s.id for s in printing.lesson.steps]
    assert not [e for e in session.events if e.name == "work.vain"]
    if name in ("shangyang", "xianban"):
        assert value(judged, "line_mm") < 0.1 and value(judged, "high_pct") < 2
    if name == "peijiao":
        assert value(judged, "delta_e") < 2


def test_tools_and_ink_are_done_by_the_guide(tools):
    session, printing = tools
    assert session.assessment.passed and session.assessment.score == 100
    assert [e.value["step"] for e in session.events if e.name == "step.done"] == [
        s.id for s in printing.lesson.steps
    ]


@pytest.mark.parametrize("rate", [90, 2])
def test_a_log_gives_the_same_print_at_any_rate(tools, rate):
    session, printing = tools
    again = practice("gongju", cells=512)
    second = replay(again, session.inputs, session.ticks, rate)
    assert second.events == session.events
    assert again.acts == printing.acts
    assert second.assessment == session.assessment


def test_a_step_that_is_shown_is_not_the_learners_own():
    printing = practice("gongju", cells=256)
    for step in printing.lesson.steps:
        guide = Guide(printing, step.id if step.id == "ink-key" else None)
        if step.id == "ink-key":
            tick = 0
            while not guide.done:
                printing.advance(tick, guide.poll(tick))
                tick += 1
    assert printing.done == {"ink-key"}
    found = causes(printing.assess())
    assert ("shown", "ink-key") in found and ("missing", "hang") in found
    assert ("missing", "ink-key") not in found


@pytest.fixture(scope="module")
def colours():
    path = LIBRARY.file("taohuawu/taose", "print.yaml")
    asked = printing_file.read(path).model_copy(
        update={"cells": 512, "blocks": ("key", "hong", "lv"), "sheets": 1, "astray_mm": 0.0}
    )
    return printing_file.work(asked, path)


def misprinted(of, wrong):
    one = Shop(of)
    assert list(printed(one, (wrong,)))[-1] == 1.0
    sheet = measured(one.sheets[0], of, ("key", "hong", "lv"))
    asked = LIBRARY.lesson("taohuawu/taose")
    done = frozenset(s.id for s in asked.steps)
    return scorer.assess(asked, "", Made(done=done, sheet=sheet))


def test_a_sheet_that_is_printed_well_has_no_finding(colours):
    assert not misprinted(colours, Misprint("none", 1)).findings


@pytest.mark.parametrize("block", [1, 2])
@pytest.mark.parametrize(
    ("fault", "aside", "cause"),
    [
        ("shifted", (200, -80), "register_across"),
        ("shifted", (40, -190), "register_along"),
        ("dry", (0, 0), "dry"),
        ("drowned", (0, 0), "drowned"),
        ("double", (100, 60), "doubled"),
    ],
)
def test_each_misprint_gets_its_finding_and_no_other(colours, fault, aside, cause, block):
    judged = misprinted(colours, Misprint(fault, block, aside))
    assert causes(judged) == {(cause, colours.plates[block].name)}
    assert not judged.passed
    (finding,) = judged.findings
    if fault == "shifted":
        larger = aside[0] if cause == "register_across" else aside[1]
        assert finding.value == pytest.approx(larger / 100, abs=0.1)
    elif fault in ("dry", "drowned"):
        assert finding.where.span is not None
        assert all(0 <= v <= 256 for v in finding.where.span)


def test_a_bowl_mixed_too_thin_is_pale_and_told_so():
    printing = practice("peijiao", cells=256)
    guide = Guide(printing)
    original = printing_guide.BOWL
    printing_guide.BOWL = {"colour": 40, "glue": 60, "water": 900}
    try:
        session = play(printing, [guide])
    finally:
        printing_guide.BOWL = original
    (finding,) = session.assessment.findings
    assert finding.cause == "printing.colour" and finding.direction == "low"
    assert "paler than the reference" in advice.sentence(finding)


def test_the_best_of_the_hung_sheets_is_judged_and_the_others_are_waste():
    hand = Hand(shop("print-key", "hang", goals=[("broken_pct", 5), ("waste", 1)]))
    hand.do("shop.dip", share=5)
    hand.do("shop.page", sheet=0)
    hand.take("pad")
    hand.do("shop.lay")
    hand.rub(times=1)
    hand.do("shop.lift", dx=0, dy=0)  # nothing on it to speak of
    hand.print(0, sheet=1)
    hand.do("shop.hang")
    judged = hand.printing.assess()
    assert judged.passed and value(judged, "waste") == 1


def test_a_block_that_is_not_on_the_sheet_is_told():
    hand = Hand(shop("print-key", "print-hong", "hang"))
    hand.print(0)
    hand.do("shop.hang")
    assert ("absent", "hong") in causes(hand.printing.assess())


def test_a_judge_in_a_process_of_its_own_says_the_same():
    hand = Hand(shop("print-key", "hang", goals=[("bare_pct", 3), ("broken_pct", 5)]))
    hand.print(0)
    own = hand.printing.assess()
    beside = Judge()
    try:
        assert beside.ask(judge, hand.printing.evidence()).result() == own
    finally:
        beside.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": 10, "y": 10, "push": math.nan},
        {"x": math.inf, "y": 10, "push": 100},
        {"x": 10, "y": 2**40, "push": 100},
        {"x": "far", "y": 10, "push": 100},
        {"x": 10},
    ],
)
def test_a_lead_that_is_no_number_is_told_and_changes_nothing(wrong):
    hand = Hand(shop())
    hand.take("brush")
    told = hand.do("hand.to", **wrong)
    assert [e.value["why"] for e in told if e.name == "work.vain"] == ["no_number"]
    assert not any(act.kind == "brush" for act in hand.printing.acts)


def test_an_act_beyond_its_numbers_is_told_and_not_done():
    hand = Hand(shop())
    for name, numbers in (("fix", {"block": 0, "dx": 10**9, "dy": 0, "turn": 0}),
                          ("dip", {"share": 1.5}), ("damp", {"water": -1})):  # fmt: skip
        told = hand.do(f"shop.{name}", **numbers)
        assert [(e.value["act"], e.value["why"]) for e in told] == [(name, "no_number")]
    assert not hand.printing.acts


def test_a_stroke_beside_the_block_is_told_once_and_inks_nothing():
    hand = Hand(shop())
    hand.take("brush")
    hand.do("shop.dip", share=100)
    far = round(0.2 / GRID.cell * UNITS)
    for _ in range(60):
        hand.do("hand.to", x=far, y=far, push=500)
    told = [e for e in hand.events if e.name == "work.vain"]
    assert [(e.value["act"], e.value["why"]) for e in told] == [("brush", "beside")]
    assert hand.printing.shop.board.film.grams == 0


def test_hand_acts_come_of_a_led_tool_only():
    hand = Hand(shop(of=uncut()))
    for name in ("cut", "brush", "rub"):
        hand.do(f"shop.{name}", x0=10, y0=10, x1=900, y1=900, d0=500, d1=500, force=100, ticks=9)
    assert not hand.printing.acts


def test_nothing_is_cut_before_the_draft_is_pasted():
    hand = Hand(shop(of=uncut()))
    hand.take("quandao")
    hand.go((20, 20), (40, 20), push=2000)
    assert {e.value["why"] for e in hand.events if e.name == "work.vain"} == {"not_pasted"}
    assert not hand.printing.shop.board.depth.any()


def test_carving_is_held_against_the_draft_as_it_was_pasted():
    hand = Hand(shop("line-key", of=uncut()))
    hand.do("shop.paste", block=0, dx=500, dy=0, turn=0, paste=30)
    board = hand.printing.shop.board
    true = shop(of=uncut()).shop.board
    assert (board.drawn[:, 10:] == true.drawn[:, :-10]).all()
    assert board.asked.edge.tolist() != true.asked.edge.tolist()


def test_blocks_lie_astray_by_the_seed_and_the_first_lies_true():
    lays = [[b.lay for b in Shop(work(astray_mm=2.0, seed=s)).boards] for s in (1, 1, 2)]
    assert lays[0] == lays[1] != lays[2]
    assert lays[0][0].dx == lays[0][0].dy == lays[0][0].turn == 0
    assert all(0.9e-3 < abs(v) <= 2.1e-3 for lay in (lays[0][1], lays[2][1])
               for v in (lay.dx, lay.dy))  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_cause_has_a_sentence_with_its_remedy(lang):
    try:
        texts.use(lang)
        for cause in advice_printing.SENTENCES:
            for sign, way in ((1, "low"), (-1, "high")):
                said = advice.sentence(Finding(
                    cause=cause, where=Where(kind="part", id="hong", span=(30.0, 200.0)),
                    measure="m", value=2.5 * sign, unit="mm", tolerance=0.5, direction=way,
                    confidence=1, cost=1,
                ))  # fmt: skip
                assert "{" not in said and len(said) > 8
                assert said[-1] in ".。"
    finally:
        texts.use("en")


def test_words_for_places_follow_the_sheet():
    assert advice_printing.place_name((10.0, 250.0)) == ", at the upper left"
    assert advice_printing.place_name((128.0, 128.0)) == ", in the middle"
    assert advice_printing.place_name((250.0, 2.0)) == ", at the lower right"
    assert advice_printing.place_name(None) == ""


def test_a_lesson_without_a_graded_step_costs_nothing():
    asked = lesson("hang", goals=[("broken_pct", 5)])
    bare = asked.model_copy(
        update={"steps": tuple(
            s.model_copy(update={"basis": s.basis.model_copy(update={"status": Status.UNRESOLVED})})
            for s in asked.steps
        )}
    )  # fmt: skip
    assert scorer.assess(asked, "", Made(done=frozenset())).score == 88
    assert scorer.assess(bare, "", Made(done=frozenset())).score == 100
