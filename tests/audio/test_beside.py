"""A note that a turn fills is held against the master's own contour of it."""

import numpy as np
import pytest

from audio.beside import beside
from audio.slots import Slot

T = np.arange(60) / 60
FILLED = 1.2 * np.sin(2 * np.pi * T)


def slot(rise):
    return Slot(rise, np.full(len(rise), np.nan), np.nan, np.nan)


@pytest.mark.parametrize("off", [-0.5, 0.0, 0.7])
def test_the_same_shape_tells_how_far_one_lies_above_the_other(off):
    longer = np.interp(np.linspace(0, 1, 83), T, FILLED) + off
    assert beside(slot(longer), FILLED) == pytest.approx(off, abs=0.05)


def test_a_note_at_rest_or_of_another_shape_is_read_by_its_centre():
    assert np.isnan(beside(slot(0 * T), FILLED))
    assert np.isnan(beside(slot(FILLED[::-1]), FILLED))
    assert np.isnan(beside(slot(FILLED), FILLED[:3]))
    assert np.isnan(beside(slot(np.full(60, np.nan)), FILLED))
    assert np.isnan(beside(slot(FILLED), np.full(60, np.nan)))
    assert np.isnan(beside(slot(FILLED), np.empty(0)))
