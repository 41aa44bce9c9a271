"""Several attempts in one recording are counted, and one of them is judged as it was."""

import numpy as np
import pytest

from audio import attempts as attempt_counting
from audio.attempts import attempts
from audio.grade import grade
from audio.graded import ReferenceNote
from content.model import Status
from content.stream import Stream

ONSETS = np.array([0.0, 0.8, 1.4, 2.4, 3.2, 4.0, 5.0, 5.8, 6.6, 7.6])
PITCHES = (62, 66, 64, 69, 66, 64, 62, 59, 57, 62)
NONE = Stream(np.empty(0), np.empty(0), np.empty(0))
NOTES = [
    ReferenceNote(o, d, p, Status.CONFIRMED)
    for o, d, p in zip(ONSETS, np.diff(ONSETS, append=8.5), PITCHES, strict=True)
]


def sung(*starts, flat=0.0):
    """The whole text from each of `starts`; all but the last with every note off by `flat`."""
    times = np.arange(0, starts[-1] + 10, 0.01)
    hertz = np.full(len(times), np.nan)
    for start in starts:
        for i, n in enumerate(NOTES):
            within = (times >= start + n.onset) & (times < start + n.onset + n.duration - 0.05)
            level = n.pitch - (flat * (-1) ** i if start != starts[-1] else 0)
            hertz[within] = 440 * 2 ** ((level - 69) / 12)
    return Stream(times, hertz, np.where(np.isnan(hertz), 0, 0.95))


@pytest.mark.parametrize("starts", [(0.5,), (0.5, 11.0), (0.5, 10.0, 20.5)])
def test_attempts_are_counted_and_one_is_judged_whole(starts):
    f0 = sung(*starts)
    found = grade(NOTES, f0, NONE)
    assert attempts(NOTES, f0, NONE, found) == len(starts)
    assert found.score == pytest.approx(100, abs=0.5)
    onsets = np.array([n.onset for n in found.notes])
    assert any(onsets == pytest.approx(s + ONSETS, abs=0.03) for s in starts)


def test_the_better_of_two_is_judged():
    found = grade(NOTES, sung(0.5, 11.0, flat=0.5), NONE)
    assert found.score > 97 and found.notes[0].onset == pytest.approx(11.0, abs=0.03)


def test_humming_before_is_no_attempt_and_silence_is_none():
    f0 = sung(4.0)
    hum = np.where((f0.times > 0.5) & (f0.times < 3.5), 200.0, f0.values)
    f0 = Stream(f0.times, hum, np.where(np.isnan(hum), 0, 0.95))
    assert attempts(NOTES, f0, NONE, grade(NOTES, f0, NONE)) == 1
    quiet = Stream(f0.times, np.full(len(hum), np.nan), np.zeros(len(hum)))
    assert attempts(NOTES, quiet, NONE, grade(NOTES, quiet, NONE)) == 0


def test_a_long_recording_of_many_attempts_costs_little_more_than_a_short_one(monkeypatch):
    graded = []

    def count(reference, f0, onsets):
        graded.append(f0.times[-1])
        return grade(reference, f0, onsets)

    f0 = sung(0.5, 11.0, 21.0, 34.0, 49.0, 59.0)
    found = grade(NOTES, f0, NONE)
    monkeypatch.setattr(attempt_counting, "grade", count)
    assert attempts(NOTES, f0, NONE, found) == 6
    assert sum(graded) < 5 * f0.times[-1] and max(graded) < 30
