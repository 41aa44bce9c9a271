"""Loudness, and the curves that are shown beside the master's."""

import numpy as np
import pytest

from audio.contour import Contour
from audio.files import RATE
from audio.swell import QUIETEST, loudness, swell, tone


def test_loudness_is_that_of_the_samples():
    t = np.arange(RATE) / RATE
    found = loudness((0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32))
    assert len(found.times) == 101 and found.times[50] == 0.5
    assert found.values[10:90] == pytest.approx(20 * np.log10(0.5 / np.sqrt(2)), abs=0.2)
    assert loudness(np.zeros(RATE, np.float32)).values == pytest.approx(QUIETEST)
    assert len(loudness(np.empty(0, np.float32)).times) == 1


def test_a_swell_keeps_its_shape_at_any_level():
    t = np.arange(2 * RATE) / RATE
    olive = np.sin(np.pi * np.clip((t - 0.5) / 1.0, 0, 1)) * np.sin(2 * np.pi * 300 * t)
    near, far = (swell(loudness((k * olive).astype(np.float32)), 0.5, 1.5) for k in (0.8, 0.1))
    assert near.values == pytest.approx(far.values, abs=0.1)
    assert near.at[int(np.argmax(near.values))] == pytest.approx(0.5, abs=0.05)
    assert near.values.max() == 0
    assert np.isnan(swell(loudness(olive.astype(np.float32)), np.nan, 1.0).values).all()


def test_the_tone_is_the_first_half_second():
    pitch = np.concatenate([np.full(30, np.nan), 60 + np.arange(40) / 10])
    found = tone(Contour(pitch, np.ones(70)), 0.3, 60.0)
    assert found.values[:40] == pytest.approx(np.arange(40) / 10)
    assert len(found.at) == 50 and np.isnan(found.values[40:]).all()
    assert np.isnan(tone(Contour(pitch, np.ones(70)), np.nan, 60.0).values).all()
