"""A recording in the place of the live device."""

import numpy as np
import pytest
import soundfile

from audio import device as devices
from audio import files
from audio.filedevice import FileDevice, FileMic
from audio.ring import BLOCK, RATE, Cue, Ring


@pytest.fixture
def recording(tmp_path):
    """A second and a half of noise, as a file of 44.1 kHz."""
    path = tmp_path / "sung.flac"
    noise = 0.2 * np.random.default_rng(1).standard_normal(66_150)
    soundfile.write(path, noise, 44_100)
    return path


def heard(deck, mic):
    """All of a recording through a device as fast as it is read."""
    device = FileDevice(deck, mic)
    deck.cue = Cue(1, Ring(1))
    while not device.ended:
        device.pump(60.0)
    late = round(device.facts.latency * RATE)
    return deck.tape.read(late, deck.tape.blocks * BLOCK)


@pytest.mark.parametrize("delay", [0.0, 0.12, 0.5])
def test_a_recording_is_heard_late_and_that_is_known(deck, recording, delay):
    sound = heard(deck, FileMic(recording, delay, paced=False))
    again = files.read(recording).samples
    assert len(sound) == pytest.approx(1.5 * RATE, abs=2 * BLOCK)
    assert np.array_equal(sound, heard(deck, FileMic(recording, 0.0, paced=False))[: len(sound)])
    thin = sound[::3][: len(again)]
    assert np.corrcoef(thin, again[: len(thin)])[0, 1] > 0.98


def test_it_goes_no_further_than_it_is_asked(deck, recording):
    device = FileDevice(deck, FileMic(recording, 0.25, paced=False))
    device.pump(60.0)
    assert deck.tape.take == 0  # nobody records
    deck.cue = Cue(1, Ring(1))
    for _ in range(1000):
        device.pump(0.5)
    assert deck.tape.blocks == -(-0.75 * RATE // BLOCK)
    deck.cue = Cue(2, Ring(1))  # another take begins at the beginning
    device.pump(0.5)
    assert (deck.tape.take, deck.tape.blocks) == (2, 3)


def test_at_real_pace_a_clock_says_what_is_due(deck, recording, monkeypatch):
    now = 100.0
    monkeypatch.setattr(devices.time, "monotonic", lambda: now)
    device = FileDevice(deck, FileMic(recording))
    deck.cue = Cue(1, Ring(1))
    device.pump(0.0)
    assert deck.tape.blocks == 0
    now += 10 * BLOCK / RATE
    for _ in range(9):
        device.pump(0.0)
    assert deck.tape.blocks == 10
    assert deck.tape.began == pytest.approx(100)
    now += 10.0
    for _ in range(200):
        device.pump(0.0)
    assert device.ended


def test_a_file_that_is_none_is_refused_in_words(deck, tmp_path):
    with pytest.raises(files.RecordingError, match="no such file"):
        FileDevice(deck, FileMic(tmp_path / "none.wav"))
