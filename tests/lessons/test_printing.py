"""The print shop's lessons: the guide passes each, what is done wrong gets its own finding."""

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
from sim.headless import play, replay
from tests.lessons.printshop import Hand, lesson, shop

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
