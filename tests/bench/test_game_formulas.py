"""The games' published formulas, on exact pitch."""

import numpy as np
import pytest

from audio.graded import ReferenceNote
from bench.game_formulas import performous, ultrastar
from content.model import Status
from content.stream import Stream

NOTES = [ReferenceNote(float(i), 1.0, 60.0 + i, Status.CONFIRMED) for i in range(12)]


def sung(off=0.0, start=0.5):
    times = np.arange(0, start + 13, 0.01)
    hertz = np.full(len(times), np.nan)
    for n in NOTES:
        within = (times >= start + n.onset - 1e-9) & (times < start + n.onset + 1 - 1e-9)
        hertz[within] = 440 * 2 ** ((n.pitch + off - 69) / 12)
    return Stream(times, hertz, np.ones(len(times)))


@pytest.mark.parametrize("octave", [-12, 0, 12])
def test_every_note_in_any_octave_is_ten_thousand(octave):
    for level in ("easy", "medium", "hard"):
        assert ultrastar(NOTES, sung(octave), 0.5, level) == pytest.approx(10_000)
    assert performous(NOTES, sung(octave), 0.5, "perfect") == pytest.approx(10_000)


def test_levels_forgive_what_they_were_published_to():
    assert ultrastar(NOTES, sung(-2), 0.5, "easy") == pytest.approx(10_000)
    assert ultrastar(NOTES, sung(-2), 0.5, "medium") == 0
    assert performous(NOTES, sung(1.0), 0.5, "normal") == pytest.approx(5000, abs=1)
    assert performous(NOTES, sung(1.0), 0.5, "hard") == pytest.approx(0, abs=1)


def test_neither_sees_a_quarter_of_a_tone_or_forgives_another_clock():
    assert ultrastar(NOTES, sung(-0.45), 0.5, "medium") == pytest.approx(10_000)
    assert performous(NOTES, sung(-0.45), 0.5, "normal") == pytest.approx(10_000)
    late = sung(start=1.5)  # one note late: a semitone off from the second on
    assert ultrastar(NOTES, late, 0.5, "hard") < 500
    silent = Stream(np.arange(5.0), np.full(5, np.nan), np.zeros(5))
    assert ultrastar(NOTES, silent, 0.5, "easy") == performous(NOTES, silent, 0.5, "normal") == 0
