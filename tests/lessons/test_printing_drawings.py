"""What the report draws of a sheet."""

import numpy as np

from lessons.arts.printing_drawings import lying
from tests.lessons.printshop import GRID, solid


def test_what_lies_beside_its_place_is_not_called_bare():
    drawn = solid()
    mass = np.where(np.roll(drawn, (-4, 6), (0, 1)), 5.0, 0.0).astype(np.float32)
    bare = lying(mass, drawn, GRID.cell) & (mass == 0)
    assert (drawn & (mass == 0)).sum() > 200  # held against its place, much would look bare
    assert bare.sum() < 40


def test_where_it_cannot_be_told_the_drawing_stays():
    drawn = solid()
    assert (lying(np.zeros(drawn.shape, np.float32), drawn, GRID.cell) == drawn).all()
