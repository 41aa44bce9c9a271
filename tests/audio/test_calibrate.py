"""The delay of devices: read from chirps and taps, kept, and whether timing may be graded."""

import json

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import calibrate, calibrations, loopback
from audio.calibrations import Calibration, applied, keep, read, timing_trusted
from audio.device import DeviceFacts
from audio.ring import BLOCK, RATE, Deck, Tape
from content.errors import Refusal

USB = DeviceFacts("USB mic", "speakers", "ALSA", 0.02, False)


def calibration(facts=USB, latency=0.03):
    return Calibration(
        microphone=facts.microphone, loudspeaker=facts.loudspeaker, host=facts.host,
        latency=latency, told=facts.latency, spread=0.001, way="chirp",
    )  # fmt: skip


def back(sound, delay, seed=0, noise=0.0, room=0.0):
    """What a microphone hears of `sound`, `delay` seconds late, with an echo and noise."""
    rng = np.random.default_rng(seed)
    late = round(delay * RATE)
    heard = np.concatenate([np.zeros(late), 0.2 * sound])[: len(sound)]
    if room:
        tail = rng.standard_normal(RATE // 3) * np.exp(-np.arange(RATE // 3) / (room * RATE / 6.9))
        heard = heard + 0.02 * scipy.signal.fftconvolve(heard, tail)[: len(heard)]
    return (heard + noise * rng.standard_normal(len(heard))).astype(np.float32)


CHIRPS = calibrate.laid_out(calibrate.chirp(), calibrate.CHIRPS)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, round(0.5 * RATE)))
def test_any_delay_is_read_to_a_sample(samples):
    found = calibrate.from_chirps(back(CHIRPS, samples / RATE, noise=0.001))
    assert found.latency == pytest.approx(samples / RATE, abs=1.5 / RATE)
    assert found.heard == 5 and found.steady and found.spread <= 2 / RATE


def test_a_live_room_with_noise_is_read_to_a_millisecond():
    found = calibrate.from_chirps(back(CHIRPS, 0.087, noise=0.02, room=0.5))
    assert found.latency == pytest.approx(0.087, abs=0.001)
    assert found.steady


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_is_no_chirp(seed):
    noise = 0.1 * np.random.default_rng(seed).standard_normal(len(CHIRPS))
    found = calibrate.from_chirps(noise.astype(np.float32))
    assert found.heard == 0 and not found.steady and np.isnan(found.latency)


def test_silence_is_no_chirp():
    assert calibrate.from_chirps(np.zeros_like(CHIRPS)).heard == 0
    assert calibrate.from_chirps(np.empty(0, np.float32)).heard == 0


def test_a_delay_that_wavers_is_said():
    heard = np.zeros_like(CHIRPS)
    for i, at in enumerate(calibrate.times(calibrate.CHIRPS)):
        first = round((at + 0.1 + 0.003 * i) * RATE)
        heard[first : first + len(calibrate.chirp())] = calibrate.chirp()
    found = calibrate.from_chirps(heard)
    assert found.spread == pytest.approx(0.012, abs=1e-4)
    assert found.heard == 5 and not found.steady


def test_taps_are_read_by_their_middle():
    rng = np.random.default_rng(1)
    taps = calibrate.times(8) + 0.045 + 0.02 * rng.standard_normal(8)
    taps[3] = np.nan  # one click was missed
    found = calibrate.from_taps([*taps, 0.01])  # and one tap was a slip
    assert found.latency == pytest.approx(0.045, abs=0.015)
    assert found.heard == 7 and found.steady


def test_taps_all_over_the_place_are_none():
    rng = np.random.default_rng(2)
    found = calibrate.from_taps((calibrate.times(8) + rng.uniform(-0.2, 0.5, 8)).tolist())
    assert not found.steady
    assert calibrate.from_taps([]).heard == 0 and not calibrate.from_taps([]).steady


def test_claps_are_heard_where_they_begin():
    rng = np.random.default_rng(3)
    truth = calibrate.times(8) + 0.06 + 0.01 * rng.standard_normal(8)
    heard = 0.003 * rng.standard_normal(round(7.5 * RATE))
    fading = np.exp(-np.arange(round(0.05 * RATE)) / (0.01 * RATE))
    for at in truth:
        first = round(at * RATE)
        heard[first : first + len(fading)] += 0.4 * rng.standard_normal(len(fading)) * fading
    claps = calibrate.claps(heard.astype(np.float32))
    assert claps == pytest.approx(truth, abs=0.002)
    found = calibrate.from_taps(claps)
    assert found.latency == pytest.approx(float(np.median(truth - calibrate.times(8))), abs=0.002)


def test_hum_and_silence_are_no_claps():
    t = np.arange(7 * RATE) / RATE
    assert calibrate.claps((0.1 * np.sin(2 * np.pi * 50 * t)).astype(np.float32)) == []
    assert calibrate.claps(np.zeros(7 * RATE, np.float32)) == []


class Room:
    """A device whose microphone hears its loudspeaker `delay` blocks late."""

    offset = 1000.0
    ended = False

    def __init__(self, deck, delay):
        self.deck, self.waiting = deck, [np.zeros(BLOCK, np.float32)] * delay
        self.facts = USB

    def pump(self, until):
        played = np.empty(BLOCK, np.float32)
        for _ in range(50):
            stamp = 5.0 + self.deck.tape.blocks * BLOCK / RATE
            self.deck.exchange(self.waiting.pop(0), played, stamp)
            self.waiting.append(played.copy())

    def close(self):
        pass


def test_what_is_played_comes_back_through_the_device():
    tape = Tape()
    deck = Deck(tape)
    back = loopback.through(Room(deck, 20), deck, CHIRPS)
    tape.close()
    assert back.began == pytest.approx(1005.0) and len(back.samples) == len(CHIRPS) // BLOCK * BLOCK
    assert calibrate.from_chirps(back.samples).latency == pytest.approx(20 * BLOCK / RATE)


def test_what_is_kept_is_found_for_its_pair_alone(tmp_path):
    assert read(tmp_path) == ((), None)
    other = DeviceFacts("other", "speakers", "ALSA", 0.05, False)
    keep(tmp_path / "new", calibration())
    keep(tmp_path / "new", calibration(other, 0.2))
    keep(tmp_path / "new", calibration(latency=0.04))
    known, damaged = read(tmp_path / "new")
    assert damaged is None and len(known) == 2
    assert applied(USB, known).latency == 0.04 and applied(USB, known).calibrated
    assert applied(other, known).latency == 0.2
    third = DeviceFacts("third", "speakers", "ALSA", 0.05, False)
    assert applied(third, known) == third


def test_no_device_hears_ahead():
    assert applied(USB, [calibration(latency=-0.02)]).latency == 0.0


def test_a_device_that_was_set_up_otherwise_is_not_calibrated(tmp_path):
    keep(tmp_path, calibration())
    changed = DeviceFacts("USB mic", "speakers", "ALSA", 0.05, False)
    assert applied(changed, read(tmp_path)[0]) == changed


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1, "pairs": [{"latency": "soon"}]}'])
def test_a_damaged_file_is_said_and_set_aside(tmp_path, text):
    path = tmp_path / calibrations.FILE
    path.write_text(text)
    known, damaged = read(tmp_path)
    assert known == () and damaged is not None and "shuimo calibrate" in damaged
    assert (tmp_path / "sound.json.damaged").read_text() == text and not path.exists()
    assert read(tmp_path) == ((), None)
    keep(tmp_path, calibration())
    assert len(read(tmp_path)[0]) == 1


def test_a_newer_file_is_refused_and_kept(tmp_path):
    path = tmp_path / calibrations.FILE
    path.write_text(json.dumps({"format": 2, "pairs": []}))
    with pytest.raises(Refusal, match="newer program"):
        read(tmp_path)
    with pytest.raises(Refusal, match="newer program"):
        keep(tmp_path, calibration())
    assert json.loads(path.read_text())["format"] == 2


def test_a_folder_that_is_none_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="not written"):
        keep(tmp_path / "file", calibration())


def test_timing_is_graded_over_a_measured_cable_alone():
    good = applied(USB, [calibration()])
    assert timing_trusted(good) == (True, "")
    cases = {
        "not known": USB,
        "Bluetooth": DeviceFacts("WH-1000 (Bluetooth)", "speakers", "WASAPI", 0.2, True),
        "lost sound": DeviceFacts("USB mic", "speakers", "ALSA", 0.02, True, lost=2),
        "No device": None,
    }
    for words, facts in cases.items():
        trusted, why = timing_trusted(facts)
        assert not trusted and words in why
