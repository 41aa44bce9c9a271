import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.woodblock.grain import field
from physics.woodblock.grid import NOWHERE, Grid, Rect

GRID = Grid(128)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 127), st.integers(0, 127), st.integers(1, 60), st.integers(0, 2**31 - 1))
def test_a_window_alone_has_the_bits_of_the_whole(j, i, size, seed):
    rect = Rect(j, i, min(128, j + size), min(128, i + size))
    whole, part = field(GRID, seed), field(GRID, seed, rect)
    assert np.array_equal(part.hardness, whole.hardness[rect.window])
    assert np.array_equal(part.tear, whole.tear[rect.window])


def test_a_seed_is_one_piece_of_wood():
    first = field(GRID, 7)
    assert np.array_equal(first.hardness, field(GRID, 7).hardness)
    assert not np.array_equal(first.hardness, field(GRID, 8).hardness)


def test_the_grain_does_not_depend_on_how_fine_the_grid_is():
    coarse, fine = field(Grid(64, 0.0005), 7), field(Grid(192, 0.0005 / 3), 7)
    middle = fine.hardness[1::3, 1::3].astype(int)  # the same places of the wood
    assert np.abs(middle - coarse.hardness).max() <= 2


def test_fibres_run_along_x():
    hard = field(Grid(512), 7).hardness.astype(float)
    along, across = (np.abs(np.diff(hard, axis=axis)).mean() for axis in (1, 0))
    assert across > 5 * along


def test_hardness_and_tear_keep_their_bounds_and_use_them():
    grain = field(Grid(512), 7)
    assert 0 <= grain.hardness.min() < 80 and 170 < grain.hardness.max() <= 255
    assert -255 <= grain.tear.min() < -120 and 120 < grain.tear.max() <= 255


def test_no_window_and_no_seed():
    assert field(GRID, 7, NOWHERE).hardness.size == 0
    for seed in (-1, 2**31, 1.5, None):
        with pytest.raises(ValueError, match="seed"):
            field(GRID, seed)
