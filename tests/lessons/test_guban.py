"""鼓板: the clapper on a 板, the drum on a 眼, counted before a phrase; nothing in free rhythm."""

from dataclasses import replace

import numpy as np
import pytest

from audio import metre
from content.model import Basis, Status
from content.score import Metre
from lessons import asked as asking
from lessons import guban, registry

LIBRARY = registry.library()
KNOWN = Basis.of(Status.CONFIRMED, "made-up")


def asked(lesson_id):
    return asking.ask(LIBRARY, lesson_id, LIBRARY.lesson(lesson_id).steps[0].id)


@pytest.fixture(scope="module")
def metred():
    """A sung phrase in even metre, whose source does not say which beat is a 板."""
    return asked("kunqu/zuifugui")


def with_marks(phrase, kind, first, only=None):
    """The same phrase in a known metre, its first beat marked; `only` so many beats stand."""
    score = phrase.reference.score
    spans = list(score.spans[:only])
    spans[0] = spans[0].model_copy(update={"mark": first, "mark_status": Status.CONFIRMED})
    known = Metre(kind=kind, basis=KNOWN)
    marked = score.model_copy(update={"spans": tuple(spans), "metre": known})
    return replace(phrase, reference=replace(phrase.reference, score=marked))


def struck(phrase, tempo=1.0):
    """What strikes when, as (second, instrument) in order."""
    lines = guban.guban(phrase, tempo)
    return sorted((t.onset, line.instrument) for line in lines for t in line.tones)


@pytest.mark.parametrize("tempo", [1.0, 0.5])
def test_beats_of_no_known_name_are_the_clappers_and_are_counted_before(metred, tempo):
    (line,) = guban.guban(metred, tempo)
    assert line.instrument == "板"
    beats = [b.time / tempo for b in metre.beats(metred.reference.score)]
    onsets = [t.onset for t in line.tones]
    counted = onsets[: len(onsets) - len(beats)]
    assert onsets[len(counted) :] == pytest.approx(beats)
    assert guban.FEWEST <= len(counted) <= metre.COUNTED and max(counted) < 0.0
    assert len(counted) == guban.FEWEST or -counted[0] <= guban.COUNTING
    steps = np.diff([*counted, beats[0]])
    assert np.allclose(steps, steps[0], rtol=0.02)


def test_free_rhythm_is_not_counted_in():
    assert struck(asked("kunqu/bubujiao")) == []


@pytest.mark.parametrize(
    ("kind", "first", "round_"),
    [
        ("一板三眼", "头板", ["板", "单皮鼓", "单皮鼓", "单皮鼓"]),
        ("一板一眼", "头板", ["板", "单皮鼓"]),
        ("流水", "头板", ["板"]),
    ],
)
def test_the_drum_taps_each_eye_and_the_count_does_too(metred, kind, first, round_):
    hands = [hand for _, hand in struck(with_marks(metred, kind, first))]
    assert len(hands) == metre.COUNTED + len(metred.reference.score.spans)
    assert hands == [round_[i % len(round_)] for i in range(len(hands))]


def test_a_phrase_that_begins_on_an_eye_is_counted_from_a_ban(metred):
    hands = [hand for _, hand in struck(with_marks(metred, "一板三眼", "中眼"))]
    assert hands[:7] == ["板", "单皮鼓", "单皮鼓", "单皮鼓", "板", "单皮鼓", "单皮鼓"]


@pytest.mark.parametrize(("mark", "hands"), [("底板", ["板"]), ("中眼", [])])
def test_in_free_rhythm_the_clapper_alone_falls_where_a_phrase_closes(metred, mark, hands):
    assert [hand for _, hand in struck(with_marks(metred, "散板", mark, only=1))] == hands


def test_the_pulse_of_strings_is_the_clappers():
    upper = asked("pingtan/tanchang")
    (line,) = guban.guban(upper, 1.0)
    assert line.instrument == "板"
    assert len(line.tones) == metre.COUNTED + upper.reference.pattern.beats


def test_what_is_spoken_has_no_beat():
    assert guban.guban(asked("kunqu/nianbai"), 1.0) == ()
