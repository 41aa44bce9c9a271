"""The test voice: its f0 is exactly what it says, and the same generator sings the same."""

import numpy as np
import pytest

from audio import pitch
from audio.contour import midi
from audio.synth import CONTROL, RATE, SungNote, sing


def voice(notes, seed=0):
    return sing(notes, np.random.default_rng(seed))


def test_the_same_state_sings_the_same_samples():
    notes = [SungNote(0.3, 0.8, 62, 0.07), SungNote(1.1, 0.6, 66, vibrato=(0.5, 6))]
    a, b, c = voice(notes, 1), voice(notes, 1), voice(notes, 2)
    assert np.array_equal(a.samples, b.samples)
    assert not np.array_equal(a.samples, c.samples)


@pytest.mark.parametrize("midi_number", [45, 57, 62.5, 74, 86])
def test_a_held_note_has_the_frequency_it_names(midi_number):
    sung = voice([SungNote(0.2, 2.0, midi_number)])
    part = sung.samples[int(0.5 * RATE) : int(2.0 * RATE)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 18))
    hertz = 440 * 2 ** ((midi_number - 69) / 12)
    bins = np.arange(len(spectrum)) * RATE / (1 << 18)
    near = np.abs(bins - hertz) < hertz * 0.1
    assert bins[near][np.argmax(spectrum[near])] == pytest.approx(hertz, rel=5e-4)


def test_glide_vibrato_and_turns_are_in_the_known_f0():
    notes = [
        SungNote(0.2, 1.0, 60, vibrato=(0.5, 5)),
        SungNote(1.2, 1.0, 64, turn="擞", glide=0.1),
        SungNote(2.2, 1.0, 62, turn="豁", consonant=0.05),
    ]
    sung = voice(notes)
    known = midi(sung.hertz)
    at = lambda s: known[round(s * CONTROL)]  # noqa: E731
    assert at(1.2) == pytest.approx(62, abs=0.4)  # half way of the glide
    assert at(1.7) == pytest.approx(66, abs=0.05)  # the upper note of the shake
    assert at(3.02) > 63.5  # the hook
    swing = known[round(0.7 * CONTROL) : round(1.1 * CONTROL)]
    assert np.ptp(swing) == pytest.approx(1.0, abs=0.05)
    assert np.isnan(at(0.1)) and np.isnan(at(3.4))


def test_the_tracker_hears_what_was_sung(as_written):
    notes = as_written[0].sung
    sung = sing(list(notes), np.random.default_rng(3))
    heard = pitch.track(sung.samples)
    truth = np.interp(heard.times, sung.times, np.nan_to_num(sung.hertz, nan=-1e9))
    both = heard.seen & (truth > 0)
    cents = 1200 * np.log2(heard.values[both] / truth[both])
    assert np.mean(np.abs(cents) < 50) >= 0.99
    assert np.median(np.abs(cents)) < 4
    voiced = truth > 0
    assert np.mean(heard.seen[voiced]) > 0.95
    assert np.diff(heard.times).max() < 0.0081


def test_nothing_but_noise_is_no_voice():
    noise = 0.05 * np.random.default_rng(0).standard_normal(2 * RATE)
    assert pitch.track(noise.astype(np.float32)).seen.mean() < 0.05


def test_a_hum_without_overtones_is_heard():
    t = np.arange(3 * RATE) / RATE
    for hertz in (220.0, 247.0, 440.0):
        hum = (0.3 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
        heard = pitch.track(hum)
        inside = (heard.times > 0.2) & (heard.times < 2.8)  # the network needs sound on both sides
        assert heard.seen[inside].mean() > 0.99
        assert np.nanmedian(heard.values) == pytest.approx(hertz, rel=0.005)


def test_the_same_samples_are_tracked_the_same_to_the_bit(as_written):
    samples = sing(list(as_written[0].sung), np.random.default_rng(0)).samples
    first, second = pitch.track(samples), pitch.track(samples)
    assert np.array_equal(first.values, second.values, equal_nan=True)
    assert np.array_equal(first.confidence, second.confidence)
