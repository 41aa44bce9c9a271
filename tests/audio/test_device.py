"""The live device on a sound system of paper, and the recording in its place."""

import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest

from audio import device as devices
from audio.device import DeviceError, DeviceFacts, LiveDevice
from audio.ring import BLOCK, Cue, Ring


class PortAudioError(Exception):
    pass


class PaperStream:
    """A duplex stream that passes a block whenever it is told to."""

    latency = (0.01, 0.015)
    time = 50.0

    def __init__(self, **settings):
        self.settings, self.active = settings, False

    def start(self):
        self.active = True

    def abort(self):
        self.active = False

    def close(self):
        self.settings = {}

    def block(self, heard, overflow=False, priming=False):
        class Status(SimpleNamespace):
            def __bool__(self):
                return overflow or priming

        played = np.full((BLOCK, 2), 9, np.float32)
        at = SimpleNamespace(inputBufferAdcTime=51.0)
        flags = Status(input_overflow=overflow, priming_output=priming)
        self.settings["callback"](heard.reshape(-1, 1), played, BLOCK, at, flags)
        return played


@pytest.fixture
def sound(monkeypatch):
    """A sound system of paper: one microphone, one loudspeaker, and what goes wrong with it."""

    def query(kind):
        if kind in paper.absent:
            raise PortAudioError(f"Error querying device {kind}")
        side = {"name": f"the {kind}", "hostapi": 0, "max_output_channels": 6}
        return {
            **side,
            "default_low_input_latency": 0.01,
            "default_low_output_latency": 0.02,
        }

    def stream(**settings):
        if paper.trouble:
            raise paper.trouble
        paper.stream = PaperStream(**settings)
        return paper.stream

    paper = SimpleNamespace(
        absent=(), trouble=None, stream=None, Stream=stream, query_devices=query,
        query_hostapis=lambda _host: {"name": paper.host}, host="ALSA",
        PortAudioError=PortAudioError,
        WasapiSettings=lambda auto_convert: ("convert", auto_convert),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "sounddevice", paper)
    monkeypatch.setattr(devices, "SETTLING", 0.0)
    return paper


def test_one_duplex_stream_copies_a_block_each_way(sound, deck):
    live = LiveDevice(deck)
    assert live.facts == DeviceFacts("the input", "the output", "ALSA", 0.025, False)
    asked = sound.stream.settings
    assert (asked["samplerate"], asked["blocksize"], asked["latency"]) == (48_000, 256, 0.03)
    assert asked["channels"] == (1, 2) and asked["extra_settings"] is None
    ring = Ring(2)
    ring.put(0, np.full(BLOCK, 0.25, np.float32))
    deck.cue = Cue(1, ring)
    played = sound.stream.block(np.full(BLOCK, 0.5, np.float32))
    assert np.all(played == 0.25)
    assert deck.tape.read(0, BLOCK).tolist() == [0.5] * BLOCK
    assert deck.tape.began == 51.0
    assert deck.tape.began + live.offset == pytest.approx(time.monotonic() + 1, abs=5)
    live.pump(0.0)
    assert not live.ended
    live.close()
    assert not sound.stream.active


def test_sound_that_was_lost_is_counted(sound, deck):
    LiveDevice(deck)
    deck.cue = Cue(1, Ring(1))
    nothing = np.zeros(BLOCK, np.float32)
    sound.stream.block(nothing, priming=True)
    assert deck.tape.lost == 0
    sound.stream.block(nothing, overflow=True)
    assert deck.tape.lost == 1


def test_windows_converts_the_rate(sound, deck):
    sound.host = "Windows WASAPI"
    LiveDevice(deck)
    assert sound.stream.settings["extra_settings"] == ("convert", True)


@pytest.mark.parametrize(
    ("absent", "words"), [("input", "no microphone"), ("output", "no loudspeaker")]
)
def test_a_device_that_is_not_there(sound, deck, absent, words):
    sound.absent = (absent,)
    with pytest.raises(DeviceError, match=words):
        LiveDevice(deck)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PortAudioError("Error opening Stream", -9985), "held by another program"),
        (PortAudioError("Error opening Stream", -9997), "does not run at 48 kHz"),
        (PortAudioError("Unanticipated host error", -9999), "Unanticipated host error"),
        (ValueError("something of the driver"), "something of the driver"),
    ],
)
def test_a_stream_that_does_not_open_says_why(sound, deck, error, words):
    sound.trouble = error
    with pytest.raises(DeviceError, match=f"the input.*{words}"):
        LiveDevice(deck)


def test_without_portaudio_it_says_so(monkeypatch, deck):
    class Finder:
        def find_spec(self, name, *_more):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    with pytest.raises(DeviceError, match="make system"):
        LiveDevice(deck)


def test_a_device_that_vanished_is_said(sound, deck):
    live = LiveDevice(deck)
    live.pump(0.0)
    sound.stream.active = False
    with pytest.raises(DeviceError, match="gone.*till then is safe"):
        live.pump(0.0)


def test_a_device_that_falls_silent_is_gone_too(sound, deck, monkeypatch):
    live = LiveDevice(deck)
    nothing, now = np.zeros(BLOCK, np.float32), time.monotonic()
    monkeypatch.setattr(devices.time, "monotonic", lambda: now + 10)
    sound.stream.block(nothing)
    live.pump(0.0)
    monkeypatch.setattr(devices.time, "monotonic", lambda: now + 10.5)
    live.pump(0.0)
    monkeypatch.setattr(devices.time, "monotonic", lambda: now + 11.5)
    with pytest.raises(DeviceError, match="gone"):
        live.pump(0.0)


@pytest.mark.parametrize("name", ["AirPods Pro", "Headset (Hands-Free)", "bluez_input.AC_DE"])
def test_bluetooth_is_known_by_its_names(name):
    assert DeviceFacts(name, "speakers", "ALSA", 0.1, True).wireless
    assert not DeviceFacts("USB mic", "speakers", "ALSA", 0.1, True).wireless
