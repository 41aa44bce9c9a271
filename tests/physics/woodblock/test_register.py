"""Where a layer lies is found again from the layer: ± 0.05 mm and ± 0.05°."""

import math

import numpy as np
import pytest

from physics.woodblock.grid import Grid
from physics.woodblock.lay import GROWS, SET_AT, Lay
from physics.woodblock.register import UNTOLD, shift
from tests.physics.woodblock.shop import block, motif, pull, sheet

GRID = Grid(512)
DRAWN = motif(GRID, mirrored=False)
MM = GRID.cell * 1000
# dx, dy mm, turn degrees; damp; g/m2 on the block; newtons
PULLS = {
    "true": (0, 0, 0, 0.40, 8, 30),
    "shifted": (2.3, -1.7, 0, 0.45, 8, 30),
    "turned": (-0.6, 0.4, 1.3, 0.45, 8, 30),
    "pale": (1.1, 0.9, -0.7, 0.45, 2.5, 12),
    "drowned": (-1.4, 0.6, 0.5, 0.90, 16, 40),
    "dry": (0.8, -2.1, 0.4, 0.08, 6, 30),
}


@pytest.mark.parametrize("name", PULLS)
def test_the_lay_is_recovered_from_the_print(name):
    dx, dy, turn, damp, grams, newtons = PULLS[name]
    lay = Lay(dx / 1000, dy / 1000, math.radians(turn))
    layer = pull(block(DRAWN[:, ::-1], GRID, grams=grams), sheet(damp, GRID), lay, newtons)
    found = shift(layer.mass, DRAWN, GRID.cell)
    # The sheet has grown from its clamp, so that its middle lies elsewhere.
    grown = GROWS * (damp - SET_AT)
    assert found.dx == pytest.approx(dx + grown * GRID.side / 2 * 1000, abs=0.05)
    assert found.dy == pytest.approx(dy, abs=0.05)
    assert found.turn == pytest.approx(turn, abs=0.05)
    assert found.mm == pytest.approx(math.hypot(found.dx, found.dy))


def test_what_cannot_be_told_is_not_told():
    empty = np.zeros(DRAWN.shape)
    assert shift(empty, DRAWN, GRID.cell) is UNTOLD
    assert shift(empty + math.nan, DRAWN, GRID.cell) is UNTOLD
    assert shift(DRAWN * 4.0, DRAWN & False, GRID.cell) is UNTOLD
    noise = np.random.default_rng(1).uniform(0, 4, DRAWN.shape)
    assert not shift(noise, DRAWN, GRID.cell).told
    assert not UNTOLD.told
