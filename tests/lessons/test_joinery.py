"""The joiner's bench: the guide passes, each way of doing it wrong gets its own finding."""

from collections.abc import Iterator

import pytest

from content import texts
from content.event import Event
from lessons import advice, registry
from lessons.arts import joinery_guide
from lessons.arts.joinery import Joinery
from lessons.arts.joinery_guide import Guide
from lessons.arts.joinery_report import session_report
from lessons.report.html import session_page
from sim.headless import play, replay

LESSON = "xiangshan/zhisun"
LIBRARY = registry.library()


def bench() -> Joinery:
    return registry.joinery(LIBRARY, LESSON)


@pytest.fixture(autouse=True)
def brisk(monkeypatch):
    monkeypatch.setattr(joinery_guide, "LOOK_S", 0.05)


@pytest.fixture(scope="module")
def played():
    joiner = bench()
    return play(joiner, [Guide(joiner)]), joiner


def do(joiner, *acts):
    """Let a hand act, one act a substep; return what happened."""
    events = []
    for k, (name, value) in enumerate(acts):
        events += joiner.advance(10 * k, [Event(0, f"hand.{name}", value)])
    return events


def shown(joiner, *steps):
    """Let the guide do steps as if the learner had."""
    for step in steps:
        guide = Guide(joiner, step)
        tick = 0
        while not guide.done:
            due = [e for e in guide.poll(tick) if e.name != "guide.show"]
            joiner.advance(tick, due)
            tick += 1


def causes(joiner):
    return {(f.cause.removeprefix("joinery."), f.where.id) for f in joiner.assess().findings}


def strokes(count, length=3000):
    return [("stroke", {"length": length, "turn": 0})] * count


def rip(side, out):
    return ("rip", {"at": side * (70 + out), "skew": 0, "lean": 0})


def cross(side):
    return ("cross", {"side": side, "at": 8, "skew": 0, "lean": 0})


def tenon(out=7, across=7):
    found = []
    for side in (1, -1):
        found += [rip(side, out), *strokes(10)]
    for side in (1, -1):
        found += [cross(side), *strokes(across)]
    return found


def mortise(v=0, blows=8) -> Iterator[tuple[str, dict[str, object]]]:
    for u in (-162, -81, 0, 81, 162):
        yield "chisel", {"u": u, "v": v, "turn": 0, "lean": 0, "piece": "post"}
        yield from [("blow", {"force": 100, "piece": "post"})] * blows


TRIED = [("tool", {"tool": "mallet"}), ("try", {})]
FAT = [*tenon(out=11), *mortise(), *TRIED]


def test_the_guide_makes_a_joint_that_passes(played):
    session, joiner = played
    judged = session.assessment
    assert judged.passed and judged.score == 100 and not judged.findings
    done = [e.value["step"] for e in session.events if e.name == "step.done"]
    assert done == ["mark", "cheeks", "shoulders", "mortise", "try", "pare", "drive"]
    fit = next(m.value for m in judged.measures if m.name == "fit_mm")
    assert -0.3 < fit < 0
    assert joiner.state.home


def test_a_log_gives_the_same_joint_at_any_rate(played):
    session, joiner = played
    for rate in (90, 2):
        again = bench()
        assert replay(again, session.inputs, session.ticks, rate).events == session.events
        assert again.assess() == session.assessment
        assert again.state.work.rail.volume == joiner.state.work.rail.volume


def test_steps_back_bring_back_what_was_there():
    joiner = bench()
    shown(joiner, "mark", "cheeks", "shoulders")
    before = joiner.state
    events = do(joiner, *mortise(blows=2), *[("undo", {})] * 15)
    assert sum(e.name == "work.undone" for e in events) == 15
    assert joiner.state is before
    do(joiner, *[("undo", {})] * 500)
    assert joiner.state.work.rail.volume == bench().state.work.rail.volume
    assert joiner.made().removed_mm3 == pytest.approx(0, abs=1e-6)


WRONG = {
    "sawn on the wrong side of the line": (
        [*tenon(out=-8, across=8), *mortise(), ("try", {})],
        {("line", "cheek_left"), ("line", "cheek_right"), ("loose", "tenon")},
    ),
    "over-cut shoulder": ([*tenon(across=9)], {("over_cut", "shoulder_left")}),
    "mortise two millimetres too wide": (
        [*tenon(), *mortise(v=10), *mortise(v=-10), ("try", {})],
        {("loose", "mortise")},
    ),
    "crooked kerf": (
        [("rip", {"at": 81, "skew": 250, "lean": 0}), *strokes(10), cross(1), *strokes(9)],
        {("square", "cheek_left")},
    ),
    "mortise right through": ([*mortise(blows=14)], {("through", "mortise")}),
    "mortise too deep": ([*mortise(blows=10)], {("deep", "mortise")}),
    "tenon too thick": ([*tenon(out=12), *mortise(), ("try", {})], {("tight", "tenon")}),
    "mortise too shallow": ([*tenon(), *mortise(blows=6), ("try", {})], {("shallow", "mortise")}),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_way_of_doing_it_wrong_gets_its_finding(name):
    acts, wanted = WRONG[name]
    joiner = bench()
    shown(joiner, "mark")
    do(joiner, *acts)
    assert wanted <= causes(joiner)
    assert not joiner.assess().passed
    assert not {"unmarked", "mark"} & {cause for cause, _place in causes(joiner)}


def test_who_forgot_to_mark_is_told_so():
    joiner = bench()
    do(joiner, *tenon(), *mortise(blows=1))
    found = causes(joiner)
    assert {("unmarked", "cheek_left"), ("unmarked", "shoulder"), ("missing", "mark")} <= found


def test_a_line_beside_the_one_asked_for_is_told_and_drawn_again():
    joiner = bench()
    shown(joiner, "mark")
    do(joiner, ("square", {"u": 9, "skew": 0, "piece": "rail"}))
    assert ("mark", "shoulder") in causes(joiner)
    do(joiner, ("square", {"u": 1, "skew": 0, "piece": "rail"}))
    assert ("mark", "shoulder") not in causes(joiner)


def test_a_joint_that_jams_does_not_move_and_pared_it_does():
    joiner = bench()
    shown(joiner, "mark")
    events = do(joiner, *FAT, ("drive", {"force": 25}))
    driven = [e.value for e in events if e.name == "fit.driven"]
    assert [(v["deeper_mm"], v["home"]) for v in driven] == [(0.0, False)]
    assert ("tight", "tenon") in causes(joiner) and "wood.split" not in {e.name for e in events}
    shown(joiner, "pare", "drive")
    assert joiner.state.home and joiner.assess().passed


def test_a_tenon_a_millimetre_too_thick_driven_by_whole_blows_splits_the_post():
    joiner = bench()
    shown(joiner, "mark")
    events = do(joiner, *tenon(out=12), *mortise(), *TRIED, *[("drive", {"force": 100})] * 3)
    assert [e.value for e in events if e.name == "wood.split"] == [{"piece": "post"}]
    found = joiner.assess()
    split = next(f for f in found.findings if f.cause == "joinery.split")
    assert split.value == pytest.approx(-0.9) and "Pare the cheeks" in advice.sentence(split)
    assert not found.passed and ("tight", "tenon") not in causes(joiner)
    post = next(t for t in joiner.view().timbers if t.piece == "post")
    assert all(abs(z) > 0.02 for s in post.lines[-18:] for _x, _y, z in s)
    assert "split along its grain" in session_page(session_report(LIBRARY, joiner, "—"))
    do(joiner, *[("undo", {})] * 3)
    assert not joiner.state.split and ("split", "mortise") not in causes(joiner)


def test_the_axe_drives_deeper_than_the_hammer_and_the_log_says_which():
    deeper = {}
    for tool in ("mallet", "axe"):
        joiner = bench()
        shown(joiner, "mark")
        do(joiner, *tenon(out=8), *mortise(), *TRIED)
        events = do(joiner, ("tool", {"tool": tool}), ("drive", {"force": 100}))
        driven = next(e.value for e in events if e.name == "fit.driven")
        assert driven["tool"] == tool and driven["landed_ns"] == 0
        deeper[tool] = driven["deeper_mm"]
    assert 5 < deeper["mallet"] < deeper["axe"] < 25


def test_what_makes_no_sense_is_passed_over():
    joiner = bench()
    before = joiner.state
    vain = [
        ("rip", {"at": "left"}), ("rip", {"at": 10**9}), ("stroke", {"length": 3000}),
        ("stroke", {"length": float("nan")}), ("snap", {"piece": "roof"}), ("blow", {}),
        ("tool", {"tool": "adze"}), ("try", {}), ("drive", {}), ("pare", {"side": 1, "shaving": 1}),
        ("trim", {"side": 1, "shaving": 1}), ("undo", {}), ("square", {"u": True}),
        ("drive", {"force": "hard"}), ("drive", {"force": 101}),
    ]  # fmt: skip
    do(joiner, *vain)
    assert joiner.state is before and joiner.tool == "ink"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_report_tells_every_measure_and_draws_the_joint(played, language):
    _session, joiner = played
    texts.use(language)
    try:
        page = session_page(session_report(LIBRARY, joiner, "—"))
        worst = [advice.sentence(f) for f in joiner.assess().findings]
    finally:
        texts.use("en")
    assert page.count("<svg") >= 1 and "{" not in "".join(worst)
    for measure in joiner.assess().measures:
        assert "_" not in measure.name or measure.name not in page
    assert ("剖开的榫卯" if language == "zh_CN" else "The joint cut open") in page
