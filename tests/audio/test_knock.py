"""The sound of a blow: harder is louder, larger is lower, stone is brighter, and it ends."""

import math
import time

import numpy as np
import pytest

from audio import speaker
from audio.device import DeviceError
from audio.knock import PEAK, Knock, sound
from audio.speaker import MOST, Mix, Speaker
from audio.tone import RATE


def middle(knock):
    """The mean frequency of a knock by energy, hertz."""
    power = np.abs(np.fft.rfft(sound(knock))) ** 2
    return float((power * np.fft.rfftfreq(len(sound(knock)), 1 / RATE)).sum() / power.sum())


def test_harder_is_louder_up_to_a_full_blow():
    peaks = [np.abs(sound(Knock(j, "fir", 5.0))).max() for j in (0.05, 0.5, 5.0, 50.0)]
    assert peaks[0] < peaks[1] < peaks[2] == pytest.approx(PEAK) == peaks[3]


def test_harder_is_brighter_larger_is_lower_and_stone_is_brightest():
    assert middle(Knock(0.05, "fir", 5.0)) < middle(Knock(5.0, "fir", 5.0))
    assert middle(Knock(1.0, "fir", 40.0)) < middle(Knock(1.0, "fir", 2.0))
    assert middle(Knock(1.0, "camphor", 5.0)) < middle(Knock(1.0, "fir", 5.0))
    assert middle(Knock(1.0, "fir", 5.0)) < middle(Knock(1.0, "stone", 5.0))


def test_a_shoulder_that_seats_sounds_lower():
    blow, home = Knock(1.0, "fir", 5.0), Knock(1.0, "fir", 5.0, seats=True)
    assert middle(home) < 0.8 * middle(blow)


@pytest.mark.parametrize("mass", [0.01, 1.0, 80.0, 5000.0])
@pytest.mark.parametrize("material", ["fir", "camphor", "stone"])
def test_a_knock_is_short_and_dies_away(material, mass):
    heard = sound(Knock(2.0, material, mass))
    assert np.isfinite(heard).all() and len(heard) <= 0.6 * RATE
    assert np.abs(heard[-RATE // 100 :]).max() < 0.02 * np.abs(heard).max()


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_what_is_no_blow_is_silent(bad):
    assert len(sound(Knock(bad, "fir", 1.0))) == 0
    assert len(sound(Knock(1.0, "fir", bad))) == 0


def test_the_same_blow_sounds_the_same():
    first = sound(Knock(1.0, "fir", 3.0)).tobytes()
    sound.cache_clear()
    assert sound(Knock(1.0, "fir", 3.0)).tobytes() == first


def test_sounds_ring_into_each_other_however_they_are_taken():
    one, other = sound(Knock(0.3, "fir", 2.0)), sound(Knock(0.2, "stone", 9.0))
    whole, pieces = Mix(), Mix()
    for mix in (whole, pieces):
        mix.add(one)
        mix.add(other)
    n = max(len(one), len(other)) + 100
    heard = whole.take(n)
    assert np.allclose(heard, np.concatenate([pieces.take(k) for k in (7, 200, n - 207)]))
    both = np.pad(one, (0, n - len(one))) + np.pad(other, (0, n - len(other)))
    assert np.allclose(heard, both, atol=1e-12)
    assert not whole.take(50).any()


def test_many_at_once_stay_under_full_scale():
    mix = Mix()
    for _ in range(3 * MOST):
        mix.add(sound(Knock(9.0, "fir", 30.0)))
    assert 0.8 < np.abs(mix.take(RATE)).max() <= 1.0


class Out:
    """A loudspeaker that notes what became of it."""

    def __init__(self, take):
        self.take, self.closed = take, False

    def close(self):
        self.closed = True


def test_without_a_loudspeaker_nothing_sounds_and_nothing_fails(monkeypatch):
    def none(_take):
        raise DeviceError("none here")

    monkeypatch.setattr(speaker, "Loudspeaker", none)
    silent = Speaker()
    silent._opens.join(5)
    silent.play(sound(Knock(1.0, "fir", 1.0)))
    silent.close()


def test_a_speaker_plays_what_comes_after_it_has_opened(monkeypatch):
    monkeypatch.setattr(speaker, "Loudspeaker", Out)
    made = Speaker()
    made._opens.join(5)
    made.play(sound(Knock(1.0, "fir", 1.0)))
    out = made._out
    assert out.take(480).any()
    made.close()
    assert out.closed


def test_a_speaker_closed_while_it_opens_lets_the_device_go(monkeypatch):
    opened = []

    def slowly(take):
        time.sleep(0.05)
        opened.append(Out(take))
        return opened[-1]

    monkeypatch.setattr(speaker, "Loudspeaker", slowly)
    made = Speaker()
    made.close()
    made._opens.join(5)
    assert opened[0].closed
