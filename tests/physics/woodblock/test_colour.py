"""Kubelka and Munk: what is true of any layer over any ground; what has to be repainted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.woodblock import colour_kernels as kernels
from physics.woodblock.block_sight import BlockSight
from physics.woodblock.colour import PIGMENTS, UNIT, Pigment, Sight
from physics.woodblock.film import hard
from physics.woodblock.grid import Rect
from tests.physics.woodblock.shop import GRID, WAY, block, motif, pieces, pull, sheet

NAMES = st.sampled_from(sorted(PIGMENTS))
GROUND = st.floats(0.001, 0.999)
EVERY = pytest.mark.parametrize("name", PIGMENTS)


def layered(ground, name, *masses):
    """Return what the window kernel shows of layers of so many units over a ground (3,)."""
    light = np.full((1, 1, 3), ground, np.float32)
    for x in masses:
        mass = np.full((1, 1), x, np.float32)
        kernels.cover(light, mass, PIGMENTS[name].ks, 1.0, np.array([0, 0, 1, 1]))
    return light[0, 0].astype(float)


@EVERY
def test_one_unit_over_white_and_over_black_has_the_given_colours(name):
    np.testing.assert_allclose(layered(1.0, name, 1.0), PIGMENTS[name].white, atol=1e-4)
    np.testing.assert_allclose(layered(0.0, name, 1.0), PIGMENTS[name].black, atol=1e-4)


@EVERY
def test_a_thick_layer_hides_the_ground_and_none_shows_it(name):
    k, s = PIGMENTS[name].ks
    a = 1 + k / s
    endless = a - np.sqrt(a * a - 1)
    for ground in (0.0, 0.3, 1.0):
        for c in range(3):
            assert kernels.over(ground, k[c], s[c], 1e4) == pytest.approx(endless[c], abs=1e-4)
            assert kernels.over(ground, k[c], s[c], 0.0) == pytest.approx(ground, abs=1e-12)
        assert (layered(ground, name, 0.0) == np.float32(ground)).all()


@given(NAMES, GROUND, st.floats(0, 4), st.floats(0, 4))
def test_two_layers_of_one_pigment_are_one_of_their_sum(name, ground, x, y):
    together, apart = layered(ground, name, x + y), layered(ground, name, x, y)
    np.testing.assert_allclose(together, apart, atol=1e-4)


@given(NAMES, GROUND, st.floats(0, 8))
def test_the_window_kernel_is_the_formula_and_stays_within_light(name, ground, x):
    k, s = PIGMENTS[name].ks
    plain = [kernels.over(np.float32(ground), k[c], s[c], np.float32(x)) for c in range(3)]
    shown = layered(ground, name, x)
    np.testing.assert_allclose(shown, plain, atol=1e-5)
    assert (shown >= 0).all() and (shown <= 1).all()


@given(NAMES, st.floats(0, 3), st.floats(0.01, 3))
def test_more_ink_over_white_is_never_lighter(name, x, more):
    assert (layered(0.9, name, x + more) <= layered(0.9, name, x) + 1e-6).all()


@pytest.mark.parametrize("black", [(0.3, 0.3, 0.3), (0.0, 0.01, 0.01), (float("nan"), 0.1, 0.1)])
def test_a_pigment_that_cannot_be_is_refused(black):
    with pytest.raises(ValueError, match="over black must be darker"):
        Pigment("x", (0.2, 0.2, 0.2), black)


@settings(max_examples=10)
@given(st.integers(0, 99), st.integers(0, 200), st.integers(0, 200), st.integers(1, 80))
def test_a_window_of_a_sheet_looked_at_again_is_the_whole_looked_at_again(seed, j, i, size):
    paper = sheet(seed=seed)
    pull(block(motif(GRID), grams=6.0), paper, passes=1)
    layer = pull(block(grams=6.0, pigment="绿"), paper, passes=1)
    sight = Sight(paper)
    rect = Rect(j, i, min(j + size, GRID.cells), min(i + size, GRID.cells))
    layer.mass[rect.window] += np.float32(2.5)
    sight.update(rect)
    fresh = Sight(paper)
    assert np.array_equal(sight.light, fresh.light) and np.array_equal(sight.pixels, fresh.pixels)


def test_a_stroke_repaints_all_that_it_changed_of_the_block():
    on = block(motif(GRID))
    sight = BlockSight(on.depth, hard(GRID, 0), on.film)
    rect = Rect(0, 0, 0, 0)
    on.film.dip(1.8)
    for way, ticks, now in pieces(30, WAY):
        rect = rect.union(on.film.brush(on.depth, way, 5.0, ticks, now).rect)
    sight.update(rect)
    assert np.array_equal(sight.pixels, BlockSight(on.depth, hard(GRID, 0), on.film).pixels)


def test_what_was_carved_repaints_the_slopes_beside_it():
    on, rect = block(), Rect(100, 40, 117, 90)
    sight = BlockSight(on.depth, hard(GRID, 3), on.film)
    on.depth[rect.window] = 700
    sight.update(rect)
    assert np.array_equal(sight.pixels, BlockSight(on.depth, hard(GRID, 3), on.film).pixels)


def test_pale_ink_is_lighter_than_strong_ink():
    assert UNIT > 0
    assert (layered(0.9, "红", 0.4)[1:] > layered(0.9, "红", 1.0)[1:]).all()
