import numpy as np
import pytest

from content.errors import Refusal
from physics.pose import about
from physics.shape import Box, Hull
from physics.timber import bracket, solids
from physics.timber.voxels import EMPTY, sample

LOW, HIGH = np.zeros(3), np.full(3, 0.1)


def test_a_box_fills_the_cells_whose_middle_it_holds():
    grid = sample([(Box.between((0, 0, 0), (0.052, 0.1, 0.1)),)], LOW, HIGH, 10)
    assert grid.owner.shape == (10, 10, 10) and grid.parts == 1
    assert (grid.owner[:5] == 0).all() and (grid.owner[5:] == EMPTY).all()
    np.testing.assert_allclose(grid.cell, 0.01)


def test_the_long_side_has_the_cells_asked_for():
    grid = sample([(Box.between((0, 0, 0), (1, 1, 1)),)], LOW, np.array([0.1, 0.05, 0.2]), 20)
    assert grid.owner.shape == (10, 5, 20)


@pytest.mark.parametrize("name", ["zuodou", "gong", "sheng_left"])
def test_solid_and_pieces_give_the_same_cells(parts, name):
    part = parts[name]
    low, high = np.array([-0.25, -0.1, -0.01]), np.array([0.25, 0.1, 0.15])
    exact = sample([part.solid], low, high, 24).owner
    np.testing.assert_array_equal(exact, sample([part.body.pieces], low, high, 24).owner)
    assert (exact == 0).any()


def test_a_turned_hull_is_inside_where_it_is():
    turned = Hull(Box.between((-0.03,) * 3, (0.03,) * 3).points @ about(2, 0.5).T + 0.05)
    solid = solids.convex(turned)
    pieces = sample([(turned,)], LOW, HIGH, 16)
    np.testing.assert_array_equal(pieces.owner, sample([solid], LOW, HIGH, 16).owner)


def test_two_parts_of_a_joint(parts, sizes):
    rise = bracket.seats(sizes)["gong"][0].at[2]
    raised = [Hull(p.points + [0, 0, rise]) for p in parts["gong"].body.pieces]
    low, high = np.array([-0.11, -0.11, 0]), np.array([0.11, 0.11, 0.2])
    grid = sample([parts["zuodou"].solid, tuple(raised)], low, high, 24)
    assert grid.parts == 2 and grid.of(0).any() and grid.of(1).any()


def test_a_tenon_that_has_to_be_driven_is_no_overlap():
    a = Box.between((0, 0, 0), (0.0501, 0.1, 0.1))
    b = Box.between((0.0449, 0, 0), (0.1, 0.1, 0.1))
    grid = sample([(a,), (b,)], LOW, HIGH, 10)
    assert (grid.owner != EMPTY).all() and grid.of(0).sum() == 500


def test_parts_inside_one_another_are_refused():
    a = (Box.between((0, 0, 0), (0.07, 0.1, 0.1)),)
    b = (Box.between((0.03, 0, 0), (0.1, 0.1, 0.1)),)
    with pytest.raises(Refusal, match="Part 2"):
        sample([a, b], LOW, HIGH, 10)


@pytest.mark.parametrize("high", [(0.1, 0.1, 0), (0.1, np.nan, 0.1), (-1, 0.1, 0.1)])
def test_a_window_of_no_size_is_refused(high):
    with pytest.raises(ValueError, match="window"):
        sample([], LOW, np.array(high))


@pytest.mark.parametrize("cells", [0, 65])
def test_cells_that_cannot_be_are_refused(cells):
    with pytest.raises(ValueError, match=f"{cells} cells"):
        sample([], LOW, HIGH, cells)
