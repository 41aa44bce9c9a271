"""What may befall the ears: no file, a device pulled out, a process that dies or hangs."""

import os
import signal
import time
from dataclasses import replace

import numpy as np
import pytest
import soundfile
import soxr

from audio import ears_worker, files, ring
from audio.device import DeviceError, DeviceFacts
from audio.ears_messages import LiveMic, Start
from audio.filedevice import FileMic
from audio.ring import BLOCK, RATE
from content import link
from tests.audio.near import TUNE


def test_a_file_that_is_none_is_one_sentence_and_another_try_runs(near, ears, tmp_path):
    listening = ears(FileMic(tmp_path / "sung.wav", paced=False))
    listening.start(Start())
    listening.wait_until(1.0)
    news = listening.poll()
    assert news.state == "trouble" and "no such file" in news.trouble and not listening.ready
    take = listening.stop()
    assert take.seconds == 0 and take.facts is None
    soundfile.write(tmp_path / "sung.wav", 0.1 * np.sin(np.arange(48_000) / 9), 16_000)
    listening.start(Start())
    listening.wait_until(1.0)
    assert listening.poll().state == "listening" and listening.poll().trouble is None
    assert listening.stop().seconds >= 1.0


class Unplugged:
    """A microphone that vanishes after a second."""

    offset, ended = 0.0, False
    facts = DeviceFacts("USB mic", "speakers", "ALSA", 0.0, False)

    def __init__(self, deck):
        self.deck, self.left = deck, RATE // BLOCK

    def pump(self, until):
        if self.deck.cue is None:
            return
        if self.left == 0:
            raise DeviceError("The microphone is gone.")
        self.deck.exchange(TUNE[:BLOCK], np.zeros(BLOCK, np.float32), time.monotonic())
        self.left -= 1

    def close(self):
        pass


def test_what_was_sung_before_the_microphone_was_unplugged_is_safe(near, ears, monkeypatch):
    monkeypatch.setattr(ears_worker, "LiveDevice", Unplugged)
    listening = ears(LiveMic())
    listening.start(Start())
    listening.wait_until(60)
    news = listening.poll()
    assert (news.state, news.trouble) == ("trouble", "The microphone is gone.")
    take = listening.stop()
    assert len(take.samples) == RATE // BLOCK * BLOCK and take.facts == Unplugged.facts


def test_a_fault_of_ours_is_one_sentence_too(near, ears, sung, monkeypatch):
    def push(_self, _samples):
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("audio.live.Analyser.push", push)
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(1.0)
    assert "ZeroDivisionError" in listening.poll().trouble
    assert listening.stop().seconds > 0


def test_ten_minutes_end_the_take(near, ears, sung, monkeypatch):
    monkeypatch.setattr(ring, "LONGEST", 100 * BLOCK / RATE)
    monkeypatch.setattr(ring, "SHORTEST", 0.0)
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(60)
    assert listening.poll().state == "ended"
    assert listening.stop().seconds == pytest.approx(100 * BLOCK / RATE)


def test_a_process_that_dies_or_hangs_loses_nothing(ears, sung, monkeypatch):
    listening = ears(FileMic(sung))
    listening.start(Start())  # nobody waits for the process
    assert not listening.ready and listening.poll().state == "starting"
    listening.wait_until(1.0)
    assert listening.ready
    os.kill(listening._link.pid, signal.SIGKILL)
    listening.wait_until(60)
    news = listening.poll()
    assert news.state == "trouble" and "ended unexpectedly" in news.trouble
    whole = soxr.resample(files.read(sung).samples, files.RATE, RATE)
    take = listening.stop()
    assert take.seconds >= 1.0 and np.array_equal(take.samples, whole[: len(take.samples)])

    listening.start(Start())  # another process takes its place
    listening.wait_until(0.5)
    assert listening.poll().trouble is None
    monkeypatch.setattr(link, "SILENT", 1.0)
    os.kill(listening._link.pid, signal.SIGSTOP)
    listening.wait_until(60)
    news = listening.poll()
    assert news.state == "trouble" and "does not answer" in news.trouble
    take = listening.stop()
    assert take.seconds >= 0.5 and np.array_equal(take.samples, whole[: len(take.samples)])


def test_what_is_said_between_takes_does_not_pile_up(near, ears, sung):
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(0.1)
    listening.stop()
    ready = replace(listening._link.last, state="ready")
    for _ in range(50):
        listening._link._put(ready)
    assert len(listening._link.take()) <= 3
