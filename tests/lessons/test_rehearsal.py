"""A rehearsal as a Practice: takes open and close, guidance thins and comes back, logs replay."""

import pytest

from content.assessment import Assessment
from content.event import Event
from lessons import registry
from lessons.arts.rehearsal import ALONE, FOLLOW, Rehearsal
from sim.headless import replay


@pytest.fixture(scope="module")
def lesson():
    return registry.library().lesson("kunqu/bubujiao")


@pytest.fixture
def rehearsal(lesson):
    return Rehearsal(lesson, "hash")


def told(score, passed):
    judged = Assessment(
        lesson="kunqu/bubujiao", lesson_hash="hash", references=("x",), scorer="voice",
        scorer_version=1, score=score, passed=passed, coverage=1.0,
    )  # fmt: skip
    return {"assessment": judged.model_dump(mode="json")}


def happen(rehearsal, *acts):
    names = []
    for tick, (name, value) in enumerate(acts):
        names += [e.name for e in rehearsal.advance(tick, [Event(tick, name, value)])]
    return names


def take(score, passed):
    return ("take.start", {}), ("take.stop", {}), ("take.told", told(score, passed))


def test_a_take_opens_closes_and_is_judged(rehearsal):
    assert happen(rehearsal, *take(70.0, False)) == ["take.open", "take.closed", "take.judged"]
    assert rehearsal.assess().score == 70.0 and rehearsal.place.doing == "ready"


def test_two_passes_in_a_row_thin_the_guidance_and_a_failure_brings_one_layer_back(rehearsal):
    happen(rehearsal, *take(90.0, True))
    assert rehearsal.place.stage == FOLLOW
    assert "stage.shown" in happen(rehearsal, *take(90.0, True))
    assert rehearsal.place.stage == ALONE
    happen(rehearsal, *take(50.0, False))
    assert rehearsal.place.stage == FOLLOW
    happen(rehearsal, *take(50.0, False))
    assert rehearsal.place.stage == FOLLOW


def test_a_take_without_a_mark_leaves_the_guidance_as_it_is(rehearsal):
    happen(rehearsal, *take(90.0, True), *take(None, None))
    assert (rehearsal.place.stage, rehearsal.place.streak) == (FOLLOW, 1)


def test_the_lesson_is_done_when_every_step_has_passed(rehearsal, lesson):
    names = []
    for step in lesson.steps:
        names += happen(rehearsal, ("step.go", {"step": step.id}), *take(85.0, True))
    assert names.count("lesson.done") == 1 and names[-1] == "lesson.done"
    assert len(rehearsal.assess().parts) == len(lesson.steps)


def test_turning_the_page_lets_a_running_take_go(rehearsal, lesson):
    acts = (("take.start", {}), ("step.go", {"step": lesson.steps[1].id}))
    assert happen(rehearsal, *acts) == ["take.open", "take.dropped", "step.shown"]
    assert happen(rehearsal, ("take.told", told(100.0, True))) == []


def test_what_makes_no_sense_now_changes_nothing(rehearsal):
    before = rehearsal.place
    acts = (("take.stop", {}), ("ban.tap", {"at": 3}), ("step.go", {"step": "?"}), ("x", {}))
    assert happen(rehearsal, *acts) == []
    assert rehearsal.place == before and not rehearsal.taps
    assert rehearsal.assess().withheld == "untried"


def test_taps_keep_the_substep_of_the_take(rehearsal):
    happen(rehearsal, ("take.start", {}), ("ban.tap", {"at": 480, "kind": "yan"}))
    assert rehearsal.taps == [Event(480, "ban.tap", {"kind": "yan"})]


@pytest.mark.parametrize("rate", [90, 30, 2])
def test_a_log_gives_the_same_rehearsal_at_any_frame_rate(lesson, rate):
    acts = [("take.start", {}), ("ears.place", {"note": 3}), *take(90.0, True)[1:]]
    log = [Event(50 * i, name, value) for i, (name, value) in enumerate(acts)]
    session = replay(Rehearsal(lesson, "hash"), log, 400, rate)
    assert [(e.tick, e.name) for e in session.events] == [
        (0, "take.open"), (100, "take.closed"), (150, "take.judged"),
    ]  # fmt: skip
    assert session.assessment.score == 90.0


def test_steps_that_wait_for_a_master_do_not_keep_a_lesson_from_being_done():
    lesson = registry.library().lesson("kunqu/qiangge")
    rehearsal, names = Rehearsal(lesson, "hash"), []
    can = [s for s in lesson.steps if s.slot is None and s.marked]
    assert 0 < len(can) < len(lesson.steps)
    for step in can:
        assert "lesson.done" not in names
        names += happen(rehearsal, ("step.go", {"step": step.id}), *take(85.0, True))
    assert names[-1] == "lesson.done"
    again = happen(rehearsal, *take(85.0, True))
    assert again[-1] == "take.judged" and "lesson.done" not in again


def test_a_lesson_that_marks_nothing_is_never_done():
    lesson = registry.library().lesson("kunqu/nianbai")
    rehearsal, names = Rehearsal(lesson, "hash"), []
    for step in lesson.steps:
        names += happen(rehearsal, ("step.go", {"step": step.id}), *take(None, None))
    assert "lesson.done" not in names


def test_only_syllables_of_the_phrase_are_marked_and_only_between_takes():
    rehearsal = Rehearsal(registry.library().lesson("kunqu/qiangge"), "hash")
    first, last = rehearsal.step.syllables
    outside = [("mark.toggle", {"syllable": k}) for k in (first - 1, last + 1)]
    assert happen(rehearsal, *outside) == [] and not rehearsal.marked
    happen(rehearsal, ("mark.toggle", {"syllable": last}), ("take.start", {}))
    happen(rehearsal, ("mark.toggle", {"syllable": first}))
    assert rehearsal.marked == {last}


def test_a_pad_tells_no_kind(rehearsal):
    happen(rehearsal, ("take.start", {}), ("ban.tap", {"at": 240}))
    assert rehearsal.taps == [Event(240, "ban.tap")]
