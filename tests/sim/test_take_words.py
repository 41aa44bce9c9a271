"""What the slip of a take and the row of keys say of a step."""

from pathlib import Path

import pytest

from content import texts
from lessons import asked, registry
from lessons.arts.rehearsal import FOLLOW, Place
from lessons.playing import Playing
from sim.rooms import take_words

LIBRARY = registry.library()
STEPS = [
    asked.ask(LIBRARY, e.lesson.id, step.id)
    for e in LIBRARY.lessons(set())
    if e.lesson.parts is None
    for step in e.lesson.steps
]
SOUND = take_words.Sound(Playing(), True, False, False, False, "")


@pytest.fixture(autouse=True)
def english():
    before = texts.lang()
    texts.use("en")
    yield
    texts.use(before)


def said(step, sound=SOUND):
    return take_words.card(step, Place(stage=FOLLOW), sound)


def taught(step):
    """The same step with a teacher's recording."""
    return asked.ask(LIBRARY, step.lesson.id, step.step.id, recordings=(Path("teacher.wav"),))


def test_keys_tap_only_where_there_are_beats_and_name_them_only_where_the_source_does():
    seen = set()
    for step in STEPS:
        spans = step.reference.score.spans if step.reference.score else ()
        named = any(span.mark for span in spans)
        taps = [label for label, _does in take_words.keys(step) if label in ("D", "D F")]
        beats = step.scorer == "ban" or (step.scorer == "voice" and spans)
        assert taps == ([] if not beats else ["D F"] if named else ["D"])
        if step.scorer == "ban" and not step.waits_for_master:
            assert ("眼" in take_words.doing(step)) == named
        seen.add(tuple(taps))
    assert () in seen and len(seen) > 1


def test_a_master_is_named_only_where_he_was_recorded():
    unmarked = [s for s in STEPS if not s.marked and not s.waits_for_master]
    assert unmarked
    for step in unmarked:
        assert "master" not in said(step).says and "master" in said(taught(step)).says
        assert "teacher.wav" in said(taught(step)).small


def test_a_step_that_only_a_teacher_can_fill_asks_for_no_marked_phrase():
    empty = [s for s in STEPS if s.waits_for_master and not (s.step.syllables or s.step.lines)]
    assert empty
    assert not any("marked" in take_words.doing(s) for s in empty)


def test_tempo_and_key_are_told_where_they_were_changed():
    step = STEPS[0]
    assert not any(c.isdigit() for c in said(step).small)
    changed = take_words.Sound(Playing(0.8, -2), True, False, False, False, "")
    assert "tempo 80 %" in said(step, changed).small and "key -2" in said(step, changed).small
