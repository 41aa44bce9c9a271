"""Vibrato of held notes: rate and extent, and what is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import pitch, synth
from audio.contour import FPS, contour
from audio.vibrato import READ, vibrato

RATES, EXTENTS = (4.5, 5.5, 6.5, 7.5), (0.5, 1.0)


@settings(max_examples=30)
@given(st.floats(4, 8.5), st.floats(0.15, 1.5), st.floats(0.9, 4), st.floats(-0.5, 0.5))
def test_a_sine_on_a_slow_bend_is_read_exactly(rate, extent, seconds, bend):
    t = np.arange(0, seconds, 1 / FPS)
    found = vibrato(extent * np.sin(2 * np.pi * rate * t + 1) + bend * (t / seconds) ** 2)
    assert found.rate == pytest.approx(rate, abs=0.05)
    assert found.extent == pytest.approx(100 * extent / READ, rel=0.05)


def test_nothing_swings_nothing_is_told():
    t = np.arange(0, 1.5, 1 / FPS)
    turn = 2.0 * np.exp(-(((t - 0.75) / 0.12) ** 2))
    noise = 0.03 * np.random.default_rng(0).standard_normal(len(t))
    for rise in (0 * t, noise, turn, t, np.full(len(t), np.nan), t[:20], t[:0]):
        assert np.isnan(vibrato(rise).rate) and np.isnan(vibrato(rise).extent)


def test_a_voice_is_read_as_the_research_did():
    notes, true = [], []
    for rate in RATES:
        for extent in EXTENTS:
            notes.append(synth.SungNote(0.5 + 1.4 * len(notes), 1.2, 67, 0.07, (extent, rate)))
            true.append((rate, 100 * extent))
    samples = synth.sing(notes, np.random.default_rng(0)).samples
    heard = contour(pitch.track(samples)).semitones
    found = [
        vibrato(heard[round(n.onset * FPS) : round((n.onset + n.duration) * FPS)]) for n in notes
    ]
    rates, extents = np.array([(v.rate, v.extent) for v in found]).T
    assert np.abs(rates - np.array(true)[:, 0]).max() < 0.17
    assert extents / np.array(true)[:, 1] == pytest.approx(1, abs=0.15)
