"""Live frames: the same for any blocks, 48 ms late, sane for whatever a microphone sends."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import live, pitch
from audio.files import RATE
from audio.heard import Heard, empty, join
from audio.live import HOP, LAG, Analyser
from audio.synth import SungNote, sing

NOTES = [SungNote(0.3, 0.5, 62, 0.07), SungNote(0.8, 0.4, 66), SungNote(1.4, 0.5, 57, 0.06)]


@pytest.fixture(scope="module")
def voice():
    return sing(NOTES, np.random.default_rng(0)).samples


@pytest.fixture(scope="module")
def whole(voice):
    return Analyser(speakers=True).push(voice)


def in_blocks(samples, sizes):
    analyser, parts, at = Analyser(speakers=True), [], 0
    while at < len(samples):
        size = sizes[len(parts) % len(sizes)]
        parts.append(analyser.push(samples[at : at + size]))
        at += size
    return join(parts)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_blocks_of_any_size_give_the_same_frames(voice, whole, sizes):
    heard = in_blocks(voice[:RATE], sizes)
    assert len(heard) == RATE // HOP - 2
    for one, other in zip(astuple(heard), astuple(whole), strict=True):
        assert np.array_equal(one, other[: len(one)], equal_nan=True)


def test_a_frame_comes_when_the_sound_is_48_ms_old_and_no_later(voice):
    analyser = Analyser(speakers=False)
    for hop in range(1, 20):
        found = analyser.push(voice[(hop - 1) * HOP : hop * HOP])
        expected = [hop * HOP / RATE - LAG] if hop >= 3 else []
        assert found.times.tolist() == pytest.approx(expected)
    assert round(1000 * LAG) == 48


def test_no_block_and_no_frame(voice):
    analyser = Analyser(speakers=False)
    assert len(analyser.push(voice[:0])) == len(analyser.push(voice[:100])) == len(empty()) == 0
    assert len(join([])) == 0


def test_twice_the_window_tells_no_more(voice):
    """The pitch is the same to 3 cents wherever there is one, and so is whether there is."""
    pairs = []
    for end in range(RATE // 2, 2 * RATE, 800):
        pairs.append([_read(voice[end - n * pitch.WINDOW : end]) for n in (1, 2)])
    hertz, sure = np.moveaxis(np.array(pairs), 2, 0)
    both = (sure >= live.VOICED).all(axis=1)
    assert both.sum() > 15
    assert np.percentile(np.abs(1200 * np.log2(hertz[both, 0] / hertz[both, 1])), 90) < 3
    assert np.mean(np.diff(sure >= live.VOICED, axis=1)) < 0.05


def _read(window):
    found = pitch._detector().detect(window, RATE, pitch.FMIN, pitch.FMAX)
    return found.pitch_hz[-pitch.BACK], found.confidence[-pitch.BACK]


def test_a_frame_is_what_the_tracker_itself_says_of_it(voice):
    windows = [voice[end - pitch.WINDOW : end] for end in range(pitch.WINDOW, 2 * RATE, 800)]
    told = [(pitch.latest(window), _read(window)) for window in windows]
    assert sum(own[1] > 0 for own, _theirs in told) > 20
    assert all(own == theirs if own[1] else theirs[1] == 0 for own, theirs in told)


def test_pitch_and_loudness_are_those_of_the_moment(whole):
    for note in NOTES:
        inside = (whole.times > note.onset + 0.08) & (
            whole.times < note.onset + note.duration - 0.08
        )
        assert whole.hertz[inside] == pytest.approx(440 * 2 ** ((note.pitch - 69) / 12), rel=0.01)
        assert whole.confidence[inside].min() > 0.5
    before = whole.times < 0.2
    assert np.isnan(whole.hertz[before]).all()
    assert whole.loudness[before].max() < -60 < -25 < whole.loudness[inside].min()


def test_loudness_is_in_decibels_of_full_scale():
    t = np.arange(RATE) / RATE
    heard = Analyser(speakers=False).push(np.sin(2 * np.pi * 400 * t).astype(np.float32))
    assert heard.loudness[5:] == pytest.approx(-3.01, abs=0.05)


def test_every_syllable_has_an_onset_where_its_consonant_or_its_vowel_begins():
    onsets = 0.4 + 0.5 * np.arange(8)
    notes = [SungNote(o, 0.42, 62 + k % 3, 0.06) for k, o in enumerate(onsets)]
    heard = Analyser(speakers=False).push(sing(notes, np.random.default_rng(1)).samples)
    assert (heard.onset >= 0).all()
    struck = heard.times[heard.onset > 0]
    near = struck[:, None] - onsets
    belongs = (near > -0.07) & (near < 0.02)
    assert belongs.any(axis=0).all() and belongs.any(axis=1).all()


def test_a_held_tone_has_one_onset():
    heard = Analyser(speakers=False).push(
        sing([SungNote(0.5, 3.0, 62, vibrato=(0.5, 6))], np.random.default_rng(0)).samples
    )
    assert heard.times[heard.onset > 0] == pytest.approx([0.5], abs=0.02)


@pytest.mark.parametrize("hertz", [110.0, 247.0, 440.0, 880.0])
def test_a_tone_without_overtones_is_voiced_though_the_network_doubts_it(hertz):
    t = np.arange(RATE // 2) / RATE
    hum = (0.1 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
    heard = Analyser(speakers=False).push(hum)
    assert heard.hertz[2:] == pytest.approx(hertz, rel=0.008)


def test_an_offset_and_hum_change_no_pitch(voice):
    t = np.arange(len(voice)) / RATE
    plain = Analyser(speakers=False).push(voice)
    hum = 0.02 * np.sin(2 * np.pi * 50 * t) + 0.005 * np.sin(2 * np.pi * 150 * t + 1)
    heard = Analyser(speakers=False).push((voice + 0.3 + hum).astype(np.float32))
    both = ~np.isnan(plain.hertz) & ~np.isnan(heard.hertz)
    assert both.sum() > 0.9 * (~np.isnan(plain.hertz)).sum()
    assert np.percentile(np.abs(1200 * np.log2(heard.hertz[both] / plain.hertz[both])), 95) < 25
    assert np.isnan(heard.hertz[(heard.times > 0.05) & (heard.times < 0.2)]).all()


def test_a_clipped_voice_keeps_its_pitch(voice):
    plain = Analyser(speakers=False).push(voice)
    heard = Analyser(speakers=False).push(np.clip(8 * voice, -1, 1))
    both = ~np.isnan(plain.hertz) & ~np.isnan(heard.hertz)
    assert both.sum() > 0.9 * (~np.isnan(plain.hertz)).sum()
    assert np.median(np.abs(1200 * np.log2(heard.hertz[both] / plain.hertz[both]))) < 5


def test_samples_that_are_no_numbers_are_silence(voice):
    holed, zeroed = voice.copy(), voice.copy()
    holed[12_000:12_400], zeroed[12_000:12_400] = np.nan, 0
    holed[15_000], zeroed[15_000] = -np.inf, -1
    one, other = (Analyser(speakers=True).push(x) for x in (holed, zeroed))
    for a, b in zip(astuple(one), astuple(other), strict=True):
        assert np.array_equal(a, b, equal_nan=True)


def test_silence_however_long_asks_nothing_of_the_network(monkeypatch):
    monkeypatch.setattr(pitch, "_detector", None)  # whoever asks it, fails
    analyser, block = Analyser(speakers=True), np.zeros(10 * RATE + 7, np.float32)
    for k in range(3):
        heard = analyser.push(block)
        assert len(heard) == len(block) // HOP - (2 if k == 0 else 0)
        assert len(analyser._rest) < HOP and len(analyser._window) == pitch.WINDOW
        assert np.isnan(heard.hertz).all() and not heard.confidence.any()
        assert not heard.onset.any()


def test_times_rise_by_a_hop(whole):
    assert isinstance(whole, Heard)
    assert whole.times == pytest.approx(np.arange(len(whole)) * live.HOP / RATE)
