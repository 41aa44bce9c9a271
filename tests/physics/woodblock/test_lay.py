"""How block and sheet lie together, against plain geometry worked out point by point."""

import cmath
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from physics.woodblock.grid import Grid
from physics.woodblock.lay import GROWS, SET_AT, TRUE, Lay

GRID = Grid(512)
SHIFT = st.floats(-0.01, 0.01)
LAYS = st.builds(Lay, SHIFT, SHIFT, st.floats(-0.2, 0.2))
PLACE = st.floats(0, GRID.cells)
DAMP = st.floats(0, 1)


def plain(lay, u, v, moisture):
    """Return the block's place under (u, v) of the sheet, both in cells, in metres and turns.

    The sheet is held at its right edge and at half its height, and has grown from there; the
    block was turned about the sheet's middle, then pushed; it takes the mirror.
    """
    side, grown = GRID.side, 1 + GROWS * (moisture - SET_AT)
    clamp = complex(side, side / 2)
    place = clamp + (complex(u, v) * GRID.cell - clamp) * grown
    middle = complex(side / 2, side / 2)
    under = middle + (place - complex(lay.dx, lay.dy) - middle) * cmath.exp(-1j * lay.turn)
    return (side - under.real) / GRID.cell, under.imag / GRID.cell


@given(LAYS, PLACE, PLACE, DAMP)
def test_every_place_lies_where_geometry_puts_it(lay, u, v, moisture):
    ax, ay, a0, bx, by, b0 = lay.map(GRID, moisture)
    x, y = plain(lay, u, v, moisture)
    assert ax * u + ay * v + a0 == pytest.approx(x, abs=1e-6)
    assert bx * u + by * v + b0 == pytest.approx(y, abs=1e-6)


def test_a_true_lay_is_the_mirror():
    np.testing.assert_allclose(TRUE.map(GRID), (-1, 0, GRID.cells, 0, 1, 0), atol=1e-12)


def test_damp_paper_has_grown_from_the_clamp():
    # A sheet printed on while damper lies, at its free edge, on a place of the block farther out.
    far = -TRUE.map(GRID, 1.0)[0] * GRID.cells
    assert far == pytest.approx(GRID.cells * (1 + GROWS * (1 - SET_AT)))
    for moisture in (0.0, 0.4, 1.0):
        ax, _ay, a0, *_rest = TRUE.map(GRID, moisture)
        assert ax * GRID.cells + a0 == pytest.approx(0, abs=1e-9), "the clamp holds"


@given(LAYS, SHIFT, SHIFT)
def test_pushing_adds_up(lay, dx, dy):
    pushed = lay.moved(dx, dy, 0.01)
    assert math.isclose(pushed.dx, lay.dx + dx) and math.isclose(pushed.turn, lay.turn + 0.01)
