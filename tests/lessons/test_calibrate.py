"""`shuimo calibrate` in a room of paper: what it plays, says, keeps and refuses to keep."""

import json
from dataclasses import replace

import numpy as np
import pytest

from audio import calibrate, calibrations
from audio.device import DeviceFacts
from audio.ring import BLOCK, RATE
from content import texts
from content.errors import Refusal
from lessons import calibrate_command, registry


class Room:
    """Devices whose microphone hears the loudspeaker 30 blocks late: 160 ms."""

    offset, ended = 1000.0, False
    facts = DeviceFacts("USB mic", "speakers", "ALSA", 0.02, False)
    hears = True

    def __init__(self, deck):
        self.deck, self.air = deck, [np.zeros(BLOCK, np.float32)] * 30

    def pump(self, until):
        for _ in range(200):
            played = np.empty(BLOCK, np.float32)
            stamp = 5.0 + self.deck.tape.blocks * BLOCK / RATE
            self.deck.exchange(self.air.pop(0), played, stamp)
            self.air.append(played * self.hears)

    def close(self):
        pass


@pytest.fixture
def room(monkeypatch, tmp_path):
    texts.use("en")
    made = type("Here", (Room,), {})
    monkeypatch.setattr(calibrate_command, "LiveDevice", made)
    monkeypatch.setattr(registry, "user_folder", lambda: tmp_path)
    monkeypatch.setattr(calibrate_command, "_listen_to_keys", lambda _keys: None)
    return made


def kept():
    return calibrations.read(registry.user_folder())[0]


def test_the_delay_is_measured_said_and_kept(room, capsys):
    calibrate_command.calibrate(json=True)
    said = json.loads(capsys.readouterr().out)
    late = 30 * BLOCK / RATE
    assert said["latency_ms"] == pytest.approx(1000 * late) and said["heard"] == 5
    (known,) = kept()
    assert known.latency == pytest.approx(late) and known.way == "chirp" and known.told == 0.02
    assert calibrations.applied(Room.facts, [known]).calibrated
    calibrate_command.calibrate()
    assert "160.0 ms" in capsys.readouterr().out and len(kept()) == 1


def test_a_deaf_microphone_keeps_nothing(room):
    room.hears = False
    with pytest.raises(Refusal, match="Only 0 of 5 chirps were heard; nothing is kept"):
        calibrate_command.calibrate()
    assert kept() == ()


def test_a_delay_that_wavers_keeps_nothing(room, monkeypatch):
    found = calibrate.Found(0.1, 0.0123, 5, 5, False)
    monkeypatch.setattr(calibrate_command, "by_chirps", lambda _device, _deck: found)
    with pytest.raises(Refusal, match=r"wavers by 12\.3 ms.*nothing is kept"):
        calibrate_command.calibrate()
    assert kept() == ()


def test_bluetooth_is_not_measured(room):
    room.facts = replace(Room.facts, microphone="AirPods")
    with pytest.raises(Refusal, match="Bluetooth"):
        calibrate_command.calibrate()
    assert kept() == ()


def test_taps_by_key_measure_headphones(room, monkeypatch):
    room.hears = False  # headphones: the microphone hears nothing of the clicks
    taps = 1005.0 + calibrate.times(8) + 0.04
    monkeypatch.setattr(calibrate_command, "_listen_to_keys", lambda keys: keys.extend(taps))
    calibrate_command.calibrate(tap=True)
    (known,) = kept()
    assert known.latency == pytest.approx(0.04) and known.way == "tap"


def test_claps_measure_headphones(room):
    calibrate_command.calibrate(tap=True)  # here the clicks come back as if they were clapped
    (known,) = kept()
    assert known.latency == pytest.approx(30 * BLOCK / RATE, abs=0.002)


def test_too_few_taps_keep_nothing(room):
    room.hears = False
    with pytest.raises(Refusal, match="Only 0 of 8 taps came; nothing is kept"):
        calibrate_command.calibrate(tap=True)
    assert kept() == ()


def test_uneven_taps_keep_nothing(room, monkeypatch):
    room.hears = False
    taps = 1005.0 + calibrate.times(8) + np.array([0, 0.3, 0.1, 0.4, -0.1, 0.2, 0.3, 0])
    monkeypatch.setattr(calibrate_command, "_listen_to_keys", lambda keys: keys.extend(taps))
    with pytest.raises(Refusal, match="too far apart"):
        calibrate_command.calibrate(tap=True)
    assert kept() == ()


def test_a_damaged_file_is_said_before_it_is_written_anew(room, tmp_path, capsys):
    (tmp_path / calibrations.FILE).write_text("{")
    calibrate_command.calibrate()
    assert "was damaged" in capsys.readouterr().err and len(kept()) == 1
