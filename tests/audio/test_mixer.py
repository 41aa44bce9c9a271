"""Equally loud, never clipped, no cut that clicks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from audio.mixer import FADE, TARGET, faded, levelled, limited, loudness, mixed
from audio.tone import RATE


def tone(gain, seconds=1.0, hertz=440.0):
    t = np.arange(round(seconds * RATE)) / RATE
    return (gain * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


@pytest.mark.parametrize("gain", [0.01, 0.1, 0.9])
def test_takes_of_any_level_become_equally_loud(gain):
    assert loudness(levelled(tone(gain))) == pytest.approx(TARGET, abs=0.1)


def test_a_knock_in_a_faint_take_does_not_clip():
    take = tone(0.003)
    take[RATE // 2] = 0.5
    assert np.abs(levelled(take)).max() <= 1


def test_rests_do_not_make_a_take_quieter():
    rested = np.concatenate([tone(0.3), np.zeros(3 * RATE, np.float32), tone(0.3)])
    assert loudness(rested) == pytest.approx(loudness(tone(0.3)), abs=0.2)


@pytest.mark.parametrize("n", [0, 1, 100, RATE])
def test_silence_stays_silent(n):
    assert loudness(np.zeros(n, np.float32)) == -np.inf
    assert not levelled(np.zeros(n, np.float32)).any()


def test_a_cut_rises_from_nothing_in_five_milliseconds():
    out = faded(np.ones(RATE, np.float32))
    assert FADE == 240
    assert np.abs(np.diff(out, prepend=0, append=0)).max() < 1.01 / FADE
    assert out[FADE:-FADE] == pytest.approx(1)


@given(arrays.arrays(np.float64, st.integers(0, 200), elements=st.floats(-50, 50)))
def test_nothing_is_clipped_and_soft_sound_is_not_touched(sound):
    out = limited(sound)
    assert (np.abs(out) <= 1).all()
    soft = np.abs(sound) <= 0.8
    assert out[soft] == pytest.approx(sound[soft], abs=1e-12)
    order = np.argsort(sound, kind="stable")
    assert (np.diff(out[order]) >= -1e-12).all()


def test_sounds_begin_together_and_the_longest_is_heard_to_its_end():
    out = mixed([tone(0.1, 0.5), tone(0.2, 1.0)])
    assert out == pytest.approx(np.pad(tone(0.1, 0.5), (0, RATE // 2)) + tone(0.2), abs=1e-6)
    assert len(mixed([])) == 0
