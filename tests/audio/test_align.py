"""Alignment on exact pitch: any key, any tempo, pauses, repeats, omissions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.align import Melody, align, keys
from audio.contour import contour
from content.stream import Stream

PITCHES = np.array([62, 66, 64, 62, 62, 59, 64, 69, 71, 69.0])
ONSETS = np.array([0, 1, 1.5, 2.2, 3.2, 4, 4.6, 5.4, 6.4, 7])
LENGTHS = np.append(np.diff(ONSETS), 1.2)
MELODY = Melody(ONSETS, LENGTHS, PITCHES)
NONE = Stream(np.empty(0), np.empty(0), np.empty(0))


def sung(onsets, lengths, pitches, gap=0.05):
    times = np.arange(0, onsets[-1] + lengths[-1] + 0.5, 0.01)
    hertz = np.full(len(times), np.nan)
    for o, n, p in zip(onsets, lengths, pitches, strict=True):
        hertz[(times >= o) & (times < o + n - gap)] = 440 * 2 ** ((p - 69) / 12)
    return contour(Stream(times, hertz, np.where(np.isnan(hertz), 0, 0.95)))


def placed(found, onsets, within=0.08):
    return np.abs(found.starts - onsets) <= within


@settings(max_examples=25, deadline=None)
@given(st.floats(-14, 14), st.floats(0.7, 1.5), st.floats(0.3, 4))
def test_free_of_key_tempo_and_start(key, tempo, start):
    onsets = start + ONSETS * tempo
    found = align(sung(onsets, LENGTHS * tempo, PITCHES + key), NONE, MELODY)
    assert found.key == pytest.approx(key, abs=0.06)
    assert placed(found, onsets).all()


def test_two_octaves_up_is_found():
    found = align(sung(1 + ONSETS, LENGTHS, PITCHES + 24), NONE, MELODY)
    assert found.key == pytest.approx(24, abs=0.06)


@pytest.mark.parametrize("pause", [0.8, 3.0])
@pytest.mark.parametrize("at", [3, 4, 7])
def test_pauses_do_not_lead_astray(pause, at):
    onsets = 0.5 + ONSETS + pause * (np.arange(len(ONSETS)) >= at)
    assert placed(align(sung(onsets, LENGTHS, PITCHES), NONE, MELODY), onsets).all()


def test_the_right_one_of_two_equal_notes_is_missing():
    for lost in (3, 4):
        kept = np.arange(len(ONSETS)) != lost
        onsets = 0.5 + ONSETS
        found = align(sung(onsets[kept], LENGTHS[kept], PITCHES[kept]), NONE, MELODY)
        assert placed(found, onsets)[kept].all()


def test_drift_from_fast_to_slow():
    onsets = 0.5 + ONSETS * np.linspace(0.8, 1.3, len(ONSETS))
    lengths = np.append(np.diff(onsets), 1.5)
    assert placed(align(sung(onsets, lengths, PITCHES), NONE, MELODY), onsets).all()


def test_a_beginning_left_out_and_a_lead_in_of_something_else():
    onsets = 3 + ONSETS[4:] - ONSETS[4]
    hum = sung(
        np.concatenate([[0.3, 1.3], onsets]),
        np.concatenate([[0.9, 0.9], LENGTHS[4:]]),
        np.concatenate([[57.4, 76.3], PITCHES[4:]]),
    )
    found = align(hum, NONE, MELODY)
    assert placed(found, np.append(np.full(4, np.nan), onsets))[4:].all()


def test_candidate_keys_hold_the_right_one():
    assert any(abs(k + 3) < 0.1 for k in keys(sung(ONSETS, LENGTHS, PITCHES - 3), MELODY))


def test_one_note_and_a_take_too_short_for_it_all():
    one = Melody(np.array([0.0]), np.array([1.0]), np.array([60.0]))
    found = align(sung(np.array([0.4]), np.array([1.0]), np.array([60.0])), NONE, one)
    assert found.starts[0] == pytest.approx(0.4, abs=0.1)
    short = sung(np.array([0.1]), np.array([0.4]), np.array([62.0]))
    assert align(short, NONE, MELODY).on.sum() <= len(ONSETS)
