"""散板: lengths against each other, never a clock."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.grade import grade
from audio.graded import ReferenceNote
from audio.proportion import proportion
from content.model import Status
from content.stream import Stream

ONSETS = np.array([0, 1.0, 1.5, 3.0, 4.0, 6.0])
FREE = np.ones(6, bool)
PITCHES = (62, 64, 66, 69, 66, 62)


@given(st.floats(0.3, 4), st.floats(-3, 60))
def test_pace_and_beginning_are_free(pace, start):
    found = proportion(ONSETS, start + pace * ONSETS, FREE)
    assert found.likeness == pytest.approx(1) and found.n == 5


def test_one_length_twice_as_long_is_told_at_its_note():
    sung = ONSETS + np.array([0, 0, 0, 1.5, 1.5, 1.5])
    found = proportion(ONSETS, sung, FREE)
    assert found.off[2] == pytest.approx(np.log(2)) and np.isnan(found.off[5])
    assert np.delete(found.off, [2, 5]) == pytest.approx(0)


def test_phrases_have_their_own_pace_and_few_notes_tell_nothing():
    free = np.array([True, True, True, False, True, True])
    found = proportion(ONSETS, ONSETS, free)
    assert found.n == 0 and np.isnan(found.likeness)
    two = proportion(
        np.arange(10.0),
        np.concatenate([np.arange(5.0), 20 + 3 * np.arange(5.0)]),
        np.arange(10) != 4,
    )
    assert two.off[:3] == pytest.approx(0) and two.off[5:9] == pytest.approx(0)


def free_notes(status):
    return [
        ReferenceNote(o, d, p, status, free=True)
        for o, d, p in zip(ONSETS, np.diff(ONSETS, append=7), PITCHES, strict=True)
    ]


def sung(onsets):
    times = np.arange(0, 14, 0.01)
    hertz = np.full(len(times), np.nan)
    for o, d, p in zip(onsets, np.diff(onsets, append=onsets[-1] + 1), PITCHES, strict=True):
        hertz[(times >= o) & (times < o + 0.9 * d)] = 440 * 2 ** ((p - 69) / 12)
    return Stream(times, hertz, np.where(np.isnan(hertz), 0, 0.95))


def test_lengths_cost_only_where_a_source_confirms_them():
    none = Stream(np.empty(0), np.empty(0), np.empty(0))
    swung = 0.5 + np.array([0, 1.2, 1.6, 6.1, 7.0, 9.3])
    inferred = grade(free_notes(Status.INFERRED), sung(swung), none)
    derived = grade(free_notes(Status.DERIVED), sung(swung), none)
    confirmed = grade(free_notes(Status.CONFIRMED), sung(swung), none)
    assert inferred.score == derived.score == pytest.approx(100, abs=0.5)
    assert np.isnan(inferred.timing) and confirmed.timing < 0.9
    assert confirmed.score < inferred.score
    slow = grade(free_notes(Status.CONFIRMED), sung(0.5 + 1.7 * ONSETS), none)
    assert slow.score == pytest.approx(100, abs=0.5)
