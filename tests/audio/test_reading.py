"""Where a note begins and what it rests on, with a talker in the room."""

import numpy as np
import pytest

from audio.align import Aligned, Melody
from audio.contour import Contour
from audio.reading import read
from content.stream import Stream

NONE = Stream(np.empty(0), np.empty(0), np.empty(0))
TALK = 45.0


def two_notes(*others):
    """Two notes of a second from 0.5 s on, a gap of 0.1 s between; `others` are (s, s, MIDI)."""
    pitch = np.full(300, np.nan)
    pitch[50:150], pitch[160:260] = 62.0, 66.0
    for a, b, level in others:
        pitch[round(a * 100) : round(b * 100)] = level
    return Contour(pitch, np.where(np.isnan(pitch), 0, 0.9))


def loudness(*quiet):
    values = np.full(300, -20.0)
    for a, b in quiet:
        values[round(a * 100) : round(b * 100)] = -32.0
    return Stream(np.arange(300) / 100, values, np.ones(300))


def onsets(heard, loud=None):
    found = Aligned(np.array([0.5, 1.6]), np.array([1.6, 2.6]), 0.0, 0.0)
    melody = Melody(np.array([0.0, 1.1]), np.array([1.1, 1.0]), np.array([62.0, 66.0]))
    return read(heard, NONE, found, melody, loud)


def test_a_quiet_room_changes_nothing():
    plain = onsets(two_notes())
    assert plain.onset == pytest.approx([0.5, 1.6]) and plain.pitch == pytest.approx([62, 66])
    assert onsets(two_notes(), loudness((0, 0.5))).onset == pytest.approx([0.5, 1.6])


def test_a_talker_in_the_midst_of_a_note_does_not_move_its_onset():
    found = onsets(two_notes((1.64, 1.84, TALK)))
    assert found.onset[1] == pytest.approx(1.6, abs=0.02)
    assert found.pitch[1] == pytest.approx(66, abs=0.1)


def test_as_loud_as_the_note_it_was_the_note_that_had_begun():
    heard = two_notes((1.6, 1.8, TALK))
    assert onsets(heard, loudness((1.5, 1.6))).onset[1] == pytest.approx(1.6, abs=0.02)
    assert onsets(heard, loudness((1.5, 1.8))).onset[1] == pytest.approx(1.8, abs=0.02)
    assert onsets(heard).onset[1] == pytest.approx(1.8, abs=0.02)
