"""Recordings in, one clear sentence out where they cannot be judged."""

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from audio import files, pitch
from audio.files import RATE, RecordingError, checked, clipped_share, read


def tone(seconds=2.0, rate=44_100, gain=0.5):
    t = np.arange(int(seconds * rate)) / rate
    return (gain * np.sin(2 * np.pi * 330 * t)).astype(np.float32)


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
def test_any_rate_becomes_sixteen_kilohertz(tmp_path, rate):
    path = tmp_path / "a.wav"
    sf.write(path, tone(2.0, rate), rate)
    found = read(path)
    assert found.duration == pytest.approx(2.0, abs=1e-3)
    assert len(found.samples) == pytest.approx(2 * RATE, abs=2)
    assert found.samples.dtype == np.float32
    spectrum = np.abs(np.fft.rfft(found.samples))
    assert np.argmax(spectrum) / 2 == pytest.approx(330, abs=1)


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg"])
def test_formats(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    sf.write(path, tone(), 44_100)
    assert read(path).duration == pytest.approx(2.0, abs=0.1)


def test_channels_are_mixed(tmp_path):
    path = tmp_path / "a.wav"
    left = tone()
    sf.write(path, np.stack([left, np.zeros_like(left)], axis=1), 44_100)
    assert read(path).peak == pytest.approx(0.25, abs=0.01)


def test_the_voice_is_found_in_one_of_six_channels(tmp_path):
    path = tmp_path / "a.wav"
    sf.write(path, np.pad(tone()[:, None], ((0, 0), (2, 3))), 48_000)
    assert read(path).peak == pytest.approx(0.5, abs=0.01)


def test_channels_that_cancel_each_other_are_not_silence(tmp_path):
    path = tmp_path / "a.wav"
    sf.write(path, np.stack([tone(), -tone()], axis=1), 44_100)
    assert read(path).peak == pytest.approx(0.5, abs=0.01)


def test_an_offset_of_the_microphone_is_no_sound(tmp_path):
    path = tmp_path / "a.wav"
    sf.write(path, 0.4 + tone(), 44_100, subtype="FLOAT")
    found = read(path)
    assert abs(found.samples.mean()) < 1e-4
    assert found.peak == pytest.approx(0.5, abs=0.01)
    sf.write(path, np.full(88_200, 0.4), 44_100)
    with pytest.raises(RecordingError, match="nothing is heard"):
        read(path)


def test_an_offset_is_no_sound_however_long_the_take():
    """Sums of float32 go astray over some minutes; 6 min at 8 kHz, each channel its own offset."""
    raw = np.empty((360 * 8000, 2), np.float32)
    raw[:] = 0.4, 0.1
    with pytest.raises(RecordingError, match="nothing is heard"):
        checked(raw, 8000, Path("a.wav"))


def test_a_take_is_left_as_it_was():
    raw = tone()[:, None]
    raw[1000] = np.nan
    raw.setflags(write=False)
    assert np.isfinite(checked(raw, 44_100, Path("a.wav")).samples).all()


def test_twenty_minutes_of_silence_are_too_long(tmp_path):
    path = tmp_path / "a.flac"
    sf.write(path, np.zeros(20 * 60 * 8000, np.int16), 8000)
    with pytest.raises(RecordingError, match=r"20\.0 minutes long"):
        read(path)


@pytest.mark.parametrize("rate", [8000, 192_000])
@pytest.mark.parametrize("trouble", ["none", "offset", "hum"])
def test_a_voice_is_read_at_any_rate_beside_offset_and_hum(tmp_path, rate, trouble):
    t = np.arange(2 * rate) / rate
    wave = 0.1 * sum(np.sin(2 * np.pi * 330 * k * t) / k for k in range(1, 10))
    wave += {"none": 0, "offset": 0.3, "hum": 0.05 * np.sin(2 * np.pi * 50 * t)}[trouble]
    sf.write(tmp_path / "a.wav", wave, rate)
    found = pitch.track(read(tmp_path / "a.wav").samples)
    inside = (found.times > 0.2) & (found.times < 1.8)
    assert found.seen[inside].all()
    assert found.values[inside] == pytest.approx(330, rel=0.006)


def test_hum_alone_is_no_voice(tmp_path):
    t = np.arange(2 * 48_000) / 48_000
    hum = sum(0.1 * np.sin(2 * np.pi * 50 * k * t + k) / k for k in (1, 2, 3, 5))
    sf.write(tmp_path / "a.wav", hum, 48_000)
    assert not pitch.track(read(tmp_path / "a.wav").samples).seen.any()


def test_a_chinese_name_and_no_suffix(tmp_path):
    path = tmp_path / "裊晴絲 吹來"
    sf.write(path, tone(), 44_100, format="WAV")
    assert read(path).duration == pytest.approx(2.0, abs=0.01)


def test_nan_samples_are_silence_not_a_crash(tmp_path):
    path = tmp_path / "a.wav"
    wave = tone()
    wave[1000:1100] = np.nan
    wave[2000] = np.inf
    sf.write(path, wave, 44_100, subtype="FLOAT")
    assert np.isfinite(read(path).samples).all()


def test_a_truncated_wav_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "a.wav"
    sf.write(path, tone(4.0), 44_100)
    path.write_bytes(path.read_bytes()[: 44 + 2 * 44_100 * 2])
    assert read(path).duration == pytest.approx(2.0, abs=0.05)


def bad(tmp_path, name):
    path = tmp_path / f"{name}.wav"
    waves = {
        "silent": np.zeros(88_200, np.float32),
        "hiss": 1e-4 * np.random.default_rng(0).standard_normal(88_200),
        "short": tone(0.3),
        "samples": tone(0.0),
        "clipped": np.clip(tone(gain=3.0), -1, 1),
        "nan": np.full(88_200, np.nan, np.float32),
        "quietly_clipped": np.clip(tone(gain=0.9), -0.4, 0.4),
    }
    if name in waves:
        sf.write(path, waves[name], 44_100, subtype="FLOAT")
    elif name == "empty":
        path.write_bytes(b"")
    elif name == "text":
        path.write_text("這不是錄音", encoding="utf-8")
    elif name == "folder":
        path.mkdir()
    elif name == "long":
        sf.write(path, np.zeros(8000 * 601, np.int16), 8000)
    elif name == "cut":
        flac = tmp_path / "whole.flac"
        sf.write(flac, tone(4.0), 44_100)
        path.write_bytes(flac.read_bytes()[:60])
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "no such file"),
        ("folder", "is a folder"),
        ("empty", "empty"),
        ("text", "not readable"),
        ("cut", "not readable"),
        ("samples", "no sound at all"),
        ("short", "only 0.30 s"),
        ("silent", "nothing is heard"),
        ("hiss", "nothing is heard"),
        ("nan", "nothing is heard"),
        ("clipped", "clipped"),
        ("quietly_clipped", "clipped"),
        ("long", "minutes"),
    ],
)
def test_bad_recordings_are_refused_in_one_sentence(tmp_path, name, words):
    path = bad(tmp_path, name)
    with pytest.raises(RecordingError) as refused:
        read(path)
    text = str(refused.value)
    assert words in text and path.name in text
    assert "\n" not in text and text.endswith(".") and "Traceback" not in text


def test_a_bad_recording_is_left_as_it_was(tmp_path):
    path = bad(tmp_path, "clipped")
    before = path.read_bytes()
    with pytest.raises(RecordingError):
        read(path)
    assert path.read_bytes() == before


def test_a_full_scale_voice_is_not_called_clipped():
    t = np.arange(44_100) / 44_100
    voice = sum(np.sin(2 * np.pi * 220 * k * t + k) / k for k in range(1, 12))
    voice = (voice / np.abs(voice).max() * 0.9999).astype(np.float32)
    pcm = np.round(voice * 32767) / 32768
    assert clipped_share(pcm) < files.CLIPPED_SHARE / 5
    assert clipped_share(np.clip(2 * pcm, -1, 1)) > files.CLIPPED_SHARE


@pytest.mark.parametrize("hertz", [110, 330])
@pytest.mark.parametrize("gain", [0.003, 0.01, 0.05, 0.15, 0.9])
def test_a_steady_hum_is_not_called_clipped_however_quiet(hertz, gain):
    hum = gain * np.sin(2 * np.pi * hertz * np.arange(44_100) / 44_100)
    assert clipped_share(np.round(hum * 32767) / 32768) < files.CLIPPED_SHARE


def test_silence_is_measured(tmp_path):
    path = tmp_path / "a.wav"
    sf.write(path, np.concatenate([tone(1.0), np.zeros(44_100, np.float32)]), 44_100)
    assert read(path).silence == pytest.approx(0.5, abs=0.03)
