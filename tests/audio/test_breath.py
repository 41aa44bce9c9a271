"""Breath is told from voice, consonant and room."""

import numpy as np
import pytest

from audio import files, pitch
from audio.breath import HOP, breaths
from audio.files import RATE
from audio.live import Analyser
from audio.synth import SungNote, sing
from content.stream import Stream

PAUSES = (1.5, 3.2)  # seconds at which the voice rests for 0.7 s
ROOM = 1e-4


@pytest.fixture(scope="module")
def sung():
    """Three phrases of two notes with consonants, and no breath between them."""
    starts = (0.3, 2.2, 3.9)
    notes = [
        SungNote(s + k * 0.6, 0.55 - 0.05 * k, 60 + 3 * k, 0.08) for s in starts for k in (0, 1)
    ]
    return sing(notes, np.random.default_rng(0)).samples


def drawn(seconds, level=3e-3):
    """A stand-in for drawn air: noise between 0.8 and 5 kHz that swells and goes."""
    noise = np.fft.rfft(np.random.default_rng(5).standard_normal(int(seconds * RATE)))
    hertz = np.fft.rfftfreq(int(seconds * RATE), 1 / RATE)
    air = np.fft.irfft(noise * ((hertz > 800) & (hertz < 5000)), int(seconds * RATE))
    return level * air / air.std() * np.hanning(len(air)) ** 0.5


def with_breath(samples, seconds=0.4):
    out = samples.astype(np.float64)
    for at in PAUSES:
        air, a = drawn(seconds), int((at + 0.15) * RATE)
        out[a : a + len(air)] += air
    return out.astype(np.float32)


def heard_at(found):
    """Where the breath begins and ends, in seconds."""
    on = np.concatenate([[False], found.values > 0.5, [False]])
    edges = np.flatnonzero(np.diff(on.astype(int))) * HOP / RATE
    return edges[::2], edges[1::2]


def test_a_breath_is_heard_where_it_was_drawn(sung):
    samples = with_breath(sung)
    begins, ends = heard_at(breaths(samples, pitch.track(samples)))
    assert begins == pytest.approx([p + 0.15 + 0.13 for p in PAUSES], abs=0.06)
    assert ends == pytest.approx([p + 0.55 for p in PAUSES], abs=0.08)


def test_live_and_afterwards_it_is_the_same_breath(sung):
    samples = with_breath(sung)
    live = Analyser(speakers=False).push(samples)
    after = breaths(samples, Stream(live.times, live.hertz, live.confidence))
    assert np.abs(after.values[: len(live)] - live.breath).max() < 0.35
    assert ((after.values[: len(live)] > 0.5) == (live.breath > 0.5)).mean() > 0.99


def test_consonants_and_rests_are_no_breath(sung):
    assert breaths(sung, pitch.track(sung)).values.max() < 0.5


def test_what_is_as_short_as_a_consonant_is_no_breath(sung):
    samples = with_breath(sung, seconds=0.08)
    assert breaths(samples, pitch.track(samples)).values.max() < 0.5


def test_a_singer_breathes_in_every_pause_and_nowhere_else(eval_data):
    """vocadito_1: ten pauses of half a second and more before a phrase, in each a breath.

    That a breath is drawn there was seen in the spectrum; no annotation says so.
    """
    samples = files.read(eval_data / "audio/vocadito/Audio/vocadito_1.wav").samples
    f0 = pitch.track(samples)
    begins, _ends = heard_at(breaths(samples, f0))
    voiced = np.concatenate([[0.0], f0.times[f0.seen]])
    rests = [(a, b) for a, b in zip(voiced, voiced[1:], strict=False) if b - a > 0.45]
    assert len(rests) == 10
    inside = [[a < t < b for a, b in rests] for t in begins]
    assert np.any(inside, axis=0).all() and np.any(inside, axis=1).all()


@pytest.mark.parametrize("n", [0, 100, HOP, 3 * RATE])
def test_silence_of_any_length_is_no_breath(n):
    silent = np.zeros(n, np.float32)
    found = breaths(silent, pitch.track(silent))
    assert len(found.times) == n // HOP and not found.values.any()
