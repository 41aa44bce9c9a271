"""Slower at the same pitch, higher at the same pace."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import pitch
from audio.files import RATE as HEARD
from audio.instruments import perform
from audio.stretch import HOP, Stretcher, stretched, transposed
from audio.synth import sing as sung
from audio.tone import RATE, Tone
from tests.audio.by_ear import strongest

FLUTE = [Tone(0.1 + 0.7 * i, 0.7, p) for i, p in enumerate((62, 69, 66, 74))]


def tone(hertz, seconds=1.0):
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, 6))
    return (0.2 * wave).astype(np.float32)


def heard(sound):
    return pitch.track(soxr.resample(sound, RATE, HEARD).astype(np.float32))


@pytest.mark.parametrize("ratio", [0.8, 1.25, 2.0])
@pytest.mark.parametrize("hertz", [147.0, 293.66, 880.0])
def test_a_tone_keeps_its_pitch_when_it_is_stretched(ratio, hertz):
    out = stretched(tone(hertz), ratio)
    assert len(out) == round(RATE * ratio)
    assert abs(1200 * np.log2(strongest(out, hertz, within=30) / hertz)) < 3


@pytest.mark.parametrize("semitones", [-5, -1.5, 4, 7])
def test_a_tone_moves_by_the_semitones_asked_and_keeps_its_length(semitones):
    out = transposed(tone(293.66), semitones)
    asked = 293.66 * 2 ** (semitones / 12)
    assert len(out) == RATE
    assert abs(1200 * np.log2(strongest(out, asked, within=30) / asked)) < 3


def test_a_voice_keeps_its_pitch_and_its_time(as_written):
    voice = soxr.resample(sung(list(as_written[0].sung), np.random.default_rng(0)).samples, HEARD,
                          RATE).astype(np.float32)  # fmt: skip
    before, after = heard(voice), heard(stretched(voice, 2.0))
    where = np.interp(after.times / 2.0, before.times[before.seen], before.values[before.seen])
    cents = 1200 * np.log2(after.values[after.seen] / where[after.seen])
    assert abs(np.median(cents)) < 3
    assert np.mean(np.abs(cents) < 50) > 0.95


def test_a_pluck_stays_one_stroke():
    pluck = perform("琵琶", [Tone(0.5, 1.0, 62)], 0).astype(np.float32)
    out = stretched(pluck, 2.0)
    loud = np.abs(out).reshape(-1, 48).max(axis=1)  # each ms
    start = np.flatnonzero(loud > 0.1 * loud.max())[0]
    assert start == pytest.approx(1000, abs=15)
    assert np.argmax(loud) - start < 30


def test_as_written_it_is_not_touched():
    flute = perform("曲笛", FLUTE, 0).astype(np.float32)
    assert stretched(flute, 1.0) == pytest.approx(flute, abs=1e-6)
    assert transposed(flute, 0) is flute


def test_a_place_that_stands_still_goes_on_sounding():
    flute = perform("曲笛", FLUTE, 0).astype(np.float32)
    reader = Stretcher(flute)
    held = np.concatenate([reader.step(0.4 * RATE) for _ in range(100)])[10 * HOP :]
    levels = np.sqrt(np.mean(held.reshape(-1, HOP) ** 2, axis=1))
    assert levels.min() > 0.5 * levels.max() > 0.03
    assert np.abs(np.diff(held)).max() < 0.15


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 20_000), st.floats(0.5, 2.0), st.integers(0, 9))
def test_any_length_and_ratio_gives_just_that_length(n, ratio, seed):
    noise = np.random.default_rng(seed).uniform(-1, 1, n).astype(np.float32)
    out = stretched(noise, ratio)
    assert len(out) == round(n * ratio)
    assert not len(out) or np.abs(out).max() <= 1.0
    assert len(transposed(noise, 12 * np.log2(ratio))) == n


def test_outside_of_the_recording_it_is_silent():
    reader = Stretcher(tone(440.0))
    for position in (-1e9, -RATE, 2 * RATE, 1e9):
        reader.step(position)
        assert np.abs(reader.step(position)).max() == 0
