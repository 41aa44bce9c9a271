"""Sudden rises of energy are told to 10 ms, steady sound is none."""

import numpy as np
import pytest

from audio.files import RATE
from audio.onset import AT_ONCE, BANDS, WINDOW, bands, onsets, strength


def tones(starts, seconds=3.0, f=330.0):
    t = np.arange(int(seconds * RATE)) / RATE
    wave = np.zeros(len(t))
    for a, b in zip(starts, [*starts[1:], seconds], strict=True):
        on = (t >= a) & (t < b - 0.1)
        swell = np.clip((t - a) / 0.01, 0, 1) * np.clip((b - 0.1 - t) / 0.03, 0, 1)
        wave += on * swell * sum(np.sin(2 * np.pi * f * k * t) / k for k in range(1, 8))
    return (0.2 * wave).astype(np.float32)


def test_onsets_are_where_the_sound_begins():
    starts = [0.5, 1.0, 1.63, 2.2]
    found = onsets(tones(starts))
    assert found.times == pytest.approx(starts, abs=0.02)
    assert (found.values > 1).all()


def test_many_frames_are_the_same_as_few():
    frames = np.random.default_rng(0).standard_normal((2 * AT_ONCE + 7, WINDOW))
    few = [bands(frames[k : k + 100]) for k in range(0, len(frames), 100)]
    assert bands(frames) == pytest.approx(np.concatenate(few))
    assert bands(frames[:0]).shape == (0, BANDS)


def test_a_held_tone_and_vibrato_have_no_onsets():
    t = np.arange(3 * RATE) / RATE
    f = 330 * 2 ** (0.5 / 12 * np.sin(2 * np.pi * 6 * t))
    wave = (0.3 * np.sin(2 * np.pi * np.cumsum(f) / RATE)).astype(np.float32)
    found = onsets(wave)
    assert not ((found.times > 0.1) & (found.times < 2.9)).any()


@pytest.mark.parametrize("n", [0, 10, 400, 16_000])
def test_silence_of_any_length_has_none(n):
    assert len(onsets(np.zeros(n, np.float32)).times) == 0


def test_strength_does_not_depend_on_loudness():
    wave = tones([0.5, 1.5])
    assert strength(wave) == pytest.approx(strength(wave * 0.1), abs=1e-4)
