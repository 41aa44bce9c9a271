"""The measures of a printed layer against cases whose truth is known."""

import math

import numpy as np
import pytest
from scipy import ndimage

from physics.woodblock.grid import Grid
from physics.woodblock.printed import printed
from tests.physics.woodblock.shop import motif

GRID = Grid(512)
DRAWN = motif(GRID, mirrored=False)
MM = GRID.cell * 1000
SOLID = 5.0


def layer(mask):
    return mask.astype(np.float32) * np.float32(SOLID)


def grown(mm):
    """Return the drawing with its edges that far outside (below 0: inside)."""
    out, inside = (ndimage.distance_transform_edt(m) - 0.5 for m in (~DRAWN, DRAWN))
    return np.where(DRAWN, -inside, out) * MM <= mm


def test_a_perfect_layer_has_no_fault():
    found = printed(layer(DRAWN), DRAWN, GRID.cell)
    assert found.shift.mm < 0.01 and found.coverage == 1.0 and found.evenness > 0.99
    assert found.missing == found.broken == found.bleed == found.dirty == found.ghost == 0
    assert abs(found.swelling) < 0.02 and found.strength == SOLID


@pytest.mark.parametrize("mm", [-0.5, -0.25, 0.25, 0.5, 0.75])
def test_a_swollen_or_shrunken_edge_is_told(mm):
    found = printed(layer(grown(mm)), DRAWN, GRID.cell)
    assert found.swelling == pytest.approx(mm, abs=0.05)
    assert found.bleed == pytest.approx(max(mm, 0), abs=0.15)


@pytest.mark.parametrize("share", [0.05, 0.15])
def test_broken_colour_is_counted_and_is_no_shrunken_edge(share):
    specks = np.random.default_rng(3).random(DRAWN.shape) < share
    found = printed(layer(DRAWN & ~specks), DRAWN, GRID.cell)
    assert found.broken == pytest.approx(share, abs=0.01)
    assert found.missing == 0 and abs(found.swelling) < 0.05
    assert found.coverage == pytest.approx(1 - share, abs=0.01)


def test_the_edge_of_a_print_that_is_all_specks_is_not_told():
    specks = np.random.default_rng(3).random(DRAWN.shape) < 0.5
    assert math.isnan(printed(layer(DRAWN & ~specks), DRAWN, GRID.cell).swelling)


def test_a_bare_patch_is_missing_not_broken():
    y, x = np.mgrid[0 : GRID.cells, 0 : GRID.cells]
    hole = np.hypot(x - 256, y - 280) * MM < 6
    found = printed(layer(DRAWN & ~hole), DRAWN, GRID.cell)
    inner = ndimage.binary_erosion(DRAWN)  # where an edge may lie this way or that
    assert found.missing == pytest.approx((hole & inner).sum() / inner.sum(), abs=0.01)
    assert found.broken < 0.01


@pytest.mark.parametrize("amount", [0.1, 0.2])
def test_uneven_colour_is_told_by_its_spread(amount):
    y, _x = np.mgrid[0 : GRID.cells, 0 : GRID.cells]
    wave = 1 + amount * np.sin(y * MM / 12 * 2 * math.pi)
    found = printed((layer(DRAWN) * wave).astype(np.float32), DRAWN, GRID.cell)
    assert 1 - found.evenness == pytest.approx(amount / math.sqrt(2), rel=0.35)


@pytest.mark.parametrize(("dx", "dy"), [(4, 0), (0, -6), (5, 4), (-7, 3)])
def test_a_second_image_is_found_where_it_lies(dx, dy):
    ghost = np.roll(DRAWN, (dy, dx), (0, 1))
    mass = np.maximum(layer(DRAWN), layer(ghost) * np.float32(0.5))
    found = printed(mass, DRAWN, GRID.cell)
    assert found.ghost == pytest.approx(math.hypot(dx, dy) * MM, abs=0.3)


def test_what_ran_to_all_sides_is_no_second_image():
    assert printed(layer(grown(1.0)), DRAWN, GRID.cell).ghost == 0


def test_ink_on_the_far_ground_is_dirt():
    mass = layer(DRAWN)
    mass[5:25, 5:25] = 1.0
    near = ndimage.distance_transform_edt(~DRAWN) * MM <= 2.5
    found = printed(mass, DRAWN, GRID.cell)
    dirt = (mass > 0.35) & ~near
    assert dirt.any() and found.dirty == pytest.approx(dirt.sum() / (~near).sum(), rel=0.1)


@pytest.mark.parametrize("mass", [np.zeros(DRAWN.shape), np.full(DRAWN.shape, np.nan)])
def test_nothing_printed_gives_no_numbers(mass):
    found = printed(mass, DRAWN, GRID.cell)
    assert not found.shift.told and math.isnan(found.swelling) and math.isnan(found.evenness)
