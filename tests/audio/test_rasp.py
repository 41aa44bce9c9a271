"""The sound of a saw: its teeth are heard, it never is too loud, nonsense is silence."""

import math

import numpy as np
import pytest

from audio.rasp import PEAK, TOOTH, Rasp, sound
from audio.tone import RATE

STROKE = Rasp(20.0, 0.2, 0.3, teeth=True)


def loudness(rasp):
    return float(np.sqrt(np.mean(sound(rasp) ** 2)))


@pytest.mark.parametrize("path", [0.1, 0.2, 0.3])
def test_the_teeth_are_heard_at_the_pace_of_the_stroke(path):
    made = np.abs(sound(Rasp(20.0, path, 0.5, teeth=True)))
    loud = np.abs(np.fft.rfft(made - made.mean()))
    hertz = np.fft.rfftfreq(len(made), 1 / RATE)
    heard = (hertz > 20) & (hertz < 500)
    assert hertz[heard][loud[heard].argmax()] == pytest.approx(path / 0.5 / TOOTH, abs=3)


def test_more_force_is_louder_and_none_is_too_loud():
    loud = [loudness(Rasp(n, 0.2, 0.3, teeth=True)) for n in (5, 20, 60)]
    assert loud == sorted(loud) and loud[0] < 0.5 * loud[2]
    assert np.abs(sound(Rasp(1e6, 0.2, 0.3, teeth=True))).max() <= PEAK


def test_it_lasts_as_long_as_the_stroke_and_begins_and_ends_in_silence():
    made = sound(STROKE)
    assert len(made) == round(0.3 * RATE)
    assert np.abs(made[:20]).max() < 0.1 * np.abs(made).max()
    assert np.abs(made[-20:]).max() < 0.1 * np.abs(made).max()


def test_a_plain_edge_has_no_teeth_and_the_same_is_the_same_twice():
    plain = Rasp(20.0, 0.2, 0.3, teeth=False)
    assert not np.array_equal(sound(plain), sound(STROKE))
    first = sound(STROKE).copy()
    sound.cache_clear()
    assert np.array_equal(first, sound(STROKE))


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_what_is_no_number_is_silence(wrong):
    assert len(sound(Rasp(wrong, 0.2, 0.3, teeth=True))) == 0
    assert len(sound(Rasp(20.0, wrong, 0.3, teeth=True))) == 0
    assert len(sound(Rasp(20.0, 0.2, wrong, teeth=True))) == 0
