import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.woodblock.block import Block, from_mask
from physics.woodblock.carving import broken, fidelity, ground, needed, rootless, torn_lines
from physics.woodblock.carving_contour import smooth
from physics.woodblock.carving_plan import plan_cuts
from physics.woodblock.cut import Cut
from physics.woodblock.grid import UNITS, Grid

GRID = Grid(192)
SEED = 7
CELL = GRID.cell
CENTRES = (np.arange(192) + 0.5) * 0.25  # mm


def shares(distance):
    """Return the covered shares of a shape told as mm inside its edge, at every cell's middle."""
    return np.clip(0.5 + distance / 0.25, 0, 1).astype(np.float32)


def ring(radius, width, middle=24.0):
    away = np.hypot(CENTRES[None] - middle, CENTRES[:, None] - middle)
    return width / 2 - np.abs(away - radius)


def motif():
    """Return rings, a thin slanting line, a solid square and two lines 1 mm apart."""
    x, y = CENTRES[None], CENTRES[:, None]
    slant = 0.3 - np.abs(y - 4 - 0.13 * x)
    square = np.minimum(3 - np.abs(x - 40), 3 - np.abs(y - 40))
    twins = np.maximum(*(np.minimum(0.35 - np.abs(x - at), 6 - np.abs(y - 24)) for at in (3, 4.7)))
    shapes = [
        ring(12, 0.7),
        ring(6, 0.5, 22),
        np.minimum(slant, 20 - np.abs(x - 24)),
        square,
        twins,
    ]
    return shares(np.max(shapes, axis=0))


MOTIF = motif()
PLAN = plan_cuts(MOTIF, GRID)


def carved(cuts, seed=SEED):
    block = Block(GRID, seed)
    block.carve_all(cuts)
    return block


def test_a_master_s_plan_stands_where_it_is_drawn():
    block = carved(PLAN)
    told = fidelity(block.depth, MOTIF, CELL)
    assert told.mean_mm < 0.03 and told.p95_mm < 0.1
    assert told.uncut < 0.01
    assert ground(block.depth, MOTIF, CELL).high < 0.02
    assert broken(block.depth, MOTIF, CELL).length_mm == 0
    assert torn_lines(block.depth, block.torn, MOTIF, CELL) == (0.0, ())


def test_a_plan_takes_few_cuts_of_every_kind_and_is_the_same_every_time():
    assert len(PLAN) < 1000 and {cut.tool for cut in PLAN} == {0, 1, 2, 4}
    assert plan_cuts(MOTIF, GRID) == PLAN
    assert plan_cuts(np.zeros((192, 192), bool), GRID) == ()


def test_a_plan_of_true_and_false_is_good_as_well():
    mask = MOTIF > 0.5
    told = fidelity(carved(plan_cuts(mask, GRID)).depth, mask, CELL)
    assert told.mean_mm < 0.04 and told.p95_mm < 0.1


def test_the_ideal_block_is_without_a_fault():
    block = from_mask(MOTIF, GRID, SEED)
    told = fidelity(block.depth, MOTIF, CELL)
    assert told.p95_mm < 0.05 and told.uncut == 0
    assert ground(block.depth, MOTIF, CELL) == type(ground(block.depth, MOTIF, CELL))(0.0, ())
    assert broken(block.depth, MOTIF, CELL) == type(broken(block.depth, MOTIF, CELL))((), 0.0)


@pytest.mark.parametrize("fat", [-0.2, -0.1, 0.1, 0.2, 0.4])
def test_a_line_carved_too_fat_or_too_thin_is_told_by_how_much(fat):
    drawn, stands = shares(ring(12, 1.5)), shares(ring(12, 1.5 + 2 * fat))
    told = fidelity(from_mask(stands, GRID, SEED).depth, drawn, CELL)
    assert np.nanmean(told.off) == pytest.approx(fat, abs=0.03)
    assert told.mean_mm == pytest.approx(abs(fat), abs=0.03)
    assert told.at.shape == (len(told.off), 2)


def test_a_line_carved_beside_its_place_is_fat_on_one_side_and_thin_on_the_other():
    x = np.broadcast_to(CENTRES[None], (192, 192))
    drawn, stands = (shares(1 - np.abs(x - at)) for at in (24, 24.3))
    told = fidelity(from_mask(stands, GRID, SEED).depth, drawn, CELL)
    right = told.at[:, 0] > 24
    assert told.off[right] == pytest.approx(0.3, abs=0.03)
    assert told.off[~right] == pytest.approx(-0.3, abs=0.03)


def test_a_line_cut_through_is_told_with_its_place_and_length():
    slip = Cut(24 * 128, 20 * 128, 24 * 128, 50 * 128, 1000, 1000, 2000, 0)  # across the ring's top
    depth = from_mask(shares(ring(12, 0.7)), GRID, SEED)
    depth.carve(slip)
    told = broken(depth.depth, shares(ring(12, 0.7)), CELL)
    assert len(told.places) == 1
    spot = told.places[0]
    assert (spot.x_mm, spot.y_mm) == pytest.approx((24, 36), abs=1)
    assert 0.8 < told.length_mm < 1.6


def test_a_nick_in_a_broad_solid_is_no_line_cut_through():
    drawn = shares(ring(0, 20))
    block = from_mask(drawn, GRID, SEED)
    block.carve(Cut(128 * 34 - 40, 128 * 20, 128 * 34 - 40, 128 * 28, 600, 600, 2000, 0))
    assert broken(block.depth, drawn, CELL).places == ()
    assert fidelity(block.depth, drawn, CELL).off.min() < -0.2


def test_ground_left_high_is_told_with_its_place():
    drawn = shares(ring(4, 0.7))
    block = from_mask(drawn, GRID, SEED)
    block.depth[150:160, 20:30] = 300
    told = ground(block.depth, drawn, CELL)
    judged = needed(drawn, CELL) > 0
    assert told.high == pytest.approx(100 / judged.sum(), rel=1e-6)
    (spot,) = told.places
    assert (spot.x_mm, spot.y_mm, spot.size) == pytest.approx((6.25, 38.75, 6.25))


def test_the_nearer_to_a_line_the_less_deep_the_ground_may_lie():
    asked = needed(shares(ring(4, 0.7)), CELL)[96]
    assert asked[96 + 16] == 0, "the line itself"
    assert (np.diff(asked[96 + 20 : 96 + 30]) > 0).all() and asked.max() == 1000


def test_a_knife_held_upright_leaves_lines_without_a_root():
    told = rootless(PLAN, CELL)
    assert told.share == 0 and told.places == ()
    upright = [
        replace(cut, lean=300) if cut.x0 < 96 * UNITS else cut for cut in PLAN if cut.tool == 0
    ]
    told = rootless(upright, CELL)
    assert 0.3 < told.share < 0.7 and all(spot.x_mm < 28 for spot in told.places)
    assert math.isnan(rootless([cut for cut in PLAN if cut.tool], CELL).share)
    assert math.isnan(rootless([Cut(0, 0, 99, 0, 200, 200, 0, 0)], CELL).share)


def test_the_more_upright_the_knife_the_more_of_the_line_is_lost():
    lost = []
    for lean in (0, 1000, 2000):
        cuts = (replace(cut, lean=lean) if cut.tool == 0 else cut for cut in PLAN)
        lost.append(np.nanmean(fidelity(carved(cuts).depth, MOTIF, CELL).off))
    assert lost[0] < lost[1] < lost[2] == pytest.approx(0, abs=0.01)


def test_wood_torn_out_of_a_line_is_told_apart_from_wood_cut_away():
    drawn = shares(3 - np.abs(np.broadcast_to(CENTRES[:, None], (192, 192)) - 24))
    block = Block(GRID, SEED)
    for way in ((100, 6000), (6000, 100)):
        block.carve(Cut(way[0], 3776, way[1], 3776, 1800, 1800, 0, 3))  # its edge on the line's
    lost, places = torn_lines(block.depth, block.torn, drawn, CELL)
    missing = ((drawn > 0.5) & (block.depth > 85)).sum() * 0.0625
    assert 0 < lost <= missing
    assert all(25.3 <= spot.y_mm <= 27.1 for spot in places)
    clean = from_mask(drawn, GRID, SEED)
    clean.carve(Cut(100, 24 * 128, 100 + UNITS * 40, 24 * 128, 500, 500, 0, 4))
    assert torn_lines(clean.depth, clean.torn, drawn, CELL) == (0.0, ())


def test_where_nothing_was_cut_or_drawn_nothing_is_told():
    raw, nothing = Block(GRID, SEED), np.zeros((192, 192), bool)
    deep = from_mask(MOTIF, GRID, SEED)
    for depth, torn, drawn in ((raw.depth, raw.torn, MOTIF), (deep.depth, deep.torn, nothing)):
        told = fidelity(depth, drawn, CELL)
        assert all(map(math.isnan, (told.mean_mm, told.p95_mm, told.uncut)))
        assert np.isnan(told.off).all()
        assert math.isnan(broken(depth, drawn, CELL).length_mm)
        assert math.isnan(ground(depth, drawn, CELL).high)
        assert math.isnan(torn_lines(depth, torn, drawn, CELL)[0])


def test_half_a_carved_motif_is_half_uncut():
    block = carved(cut for cut in PLAN if max(cut.x0, cut.x1) < 96 * UNITS)
    told = fidelity(block.depth, MOTIF, CELL)
    assert 0.3 < told.uncut < 0.7
    done = told.at[:, 0] < 21
    assert np.nanpercentile(np.abs(told.off[done]), 95) < 0.1
    assert np.isnan(told.off[told.at[:, 0] > 28]).all(), "what is not cut yet is not judged"


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_any_drawing_can_be_planned_and_judged(seed):
    draw = np.random.default_rng(seed)
    grid = Grid(48)
    drawn = (
        (smooth((draw.random((48, 48)) < 0.3)) > 0.4) if seed % 2 else draw.random((48, 48)) > 0.5
    )
    block = Block(grid, seed)
    block.carve_all(plan_cuts(drawn, grid))
    told = fidelity(block.depth, drawn, grid.cell)
    assert told.off.shape == (len(told.at),)
    assert np.isfinite(needed(drawn, grid.cell)).all()


def test_a_foreign_drawing_is_refused():
    with pytest.raises(ValueError, match="a drawing"):
        plan_cuts(np.zeros((64, 64), bool), GRID)
