"""The sheet on the block: ink is neither made nor lost, nor does the frame rate change a print."""

import hashlib
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from physics.woodblock import rub_kernels
from physics.woodblock.fibres import fibres
from physics.woodblock.film import Film
from physics.woodblock.grid import Grid
from physics.woodblock.lay import TRUE, Lay
from physics.woodblock.mix import PRESET, Mix, ink
from physics.woodblock.paper import DRIES, DRY, IN_STACK, Paper
from physics.woodblock.rub import Impression
from physics.woodblock.span import NARROW, WIDE, sags
from tests.physics.woodblock.shop import (
    GRID,
    RATES,
    WAY,
    block,
    motif,
    pieces,
    pull,
    settle,
    sheet,
    total,
)  # fmt: skip

LAYS = st.builds(
    Lay, st.floats(-0.004, 0.004), st.floats(-0.004, 0.004), st.floats(-0.05, 0.05)
)  # fmt: skip


@settings(max_examples=20)
@given(LAYS, st.floats(0, 1), st.floats(0.5, 20), st.floats(1, 200), st.integers(0, 99))
def test_what_the_sheet_takes_the_block_loses(lay, damp, grams, newtons, seed):
    on, paper = block(motif(GRID), grams=grams), sheet(damp, seed=seed)
    before = on.film.grams
    impression = Impression(paper, on, lay, 0.0)
    moved = sum(impression.rub(way, newtons, t, now).grams for way, t, now in pieces(30))
    moved += impression.slip(0.0008, -0.0005, 3.0).grams
    impression.lift()
    settle(paper, impression.layer, 3.0)
    taken = total(impression.layer.mass) * GRID.cell**2
    assert taken == pytest.approx(moved, rel=1e-4)
    assert on.film.grams + taken == pytest.approx(before, rel=1e-4)
    assert on.film.mass.min() >= 0 and impression.layer.mass.min() >= 0


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("damp", "lay"), [(0.45, TRUE), (0.9, Lay(0.0003, 0.0001, 0.01))])
def test_the_stroke_prints_the_same_at_any_frame_rate(rate, damp, lay):
    def rubbed(each):
        on, paper = block(motif(GRID), grams=7.0), sheet(damp)
        on.depth[100:140] = 250
        impression = Impression(paper, on, lay, 0.0)
        for way, ticks, now in pieces(each):
            impression.rub(way, 20.0, ticks, now)
        impression.lift()
        return impression.layer.mass.astype(float), on.film.mass.astype(float)

    for one, other in zip(rubbed(rate), rubbed(120), strict=True):
        assert total(other) > 0
        np.testing.assert_allclose(one, other, atol=1e-3 * other.max())


def test_ink_that_creeps_between_strokes_draws_no_more_from_the_block():
    def rubbed(each):
        on, paper = block(grams=14.0), sheet(0.9)
        impression = Impression(paper, on, TRUE, 0.0)
        for way, ticks, now in pieces(each):
            impression.rub(way, 30.0, ticks, now)
            paper.wick(impression.layer, now)
        return total(impression.layer.mass)

    assert rubbed(120) == pytest.approx(rubbed(45), rel=1e-3)


@settings(max_examples=20)
@example(247, 0.21875, 1.0)  # soaked, along fibres: more was given than a cell had
@given(st.integers(0, 999), st.floats(0.1, 0.22), st.floats(0.4, 1))
def test_wicking_keeps_the_ink(seed, rate, damp):
    draw = np.random.default_rng(seed)
    layer = draw.uniform(0, 30, (96, 96)).astype(np.float32)
    wet = draw.uniform(0.3, 1, layer.shape).astype(np.float32)
    rough = draw.integers(0, 256, layer.shape).astype(np.uint8)
    room, before = np.zeros_like(layer), total(layer)
    for k in range(30):
        rows = (k % 3) * 32
        rect = np.array([rows, 4, rows + 32, 96])
        rub_kernels.wick(layer, wet, room, rough, rect, damp, 4.0, rate)
    assert total(layer) == pytest.approx(before, rel=1e-4)
    assert layer.min() >= -1e-5


def test_a_true_lay_prints_the_mirror():
    mask = motif(GRID)
    mass = pull(block(mask, grams=9.0), sheet(0.40)).mass
    assert np.array_equal(mass > 1.5, mask[:, ::-1])


def test_a_dry_sheet_breaks_a_damp_one_prints_full_and_a_soaked_one_bleeds_along_fibres():
    drawn = motif(GRID, mirrored=False)
    dry, damp, soaked = (
        pull(block(drawn[:, ::-1], grams=g), sheet(w), newtons=n, passes=k).mass
        for g, w, n, k in ((2.5, 0.08, 14, 1), (9, 0.4, 30, 2), (18, 0.9, 40, 2))
    )
    inner = np.roll(drawn, 2, 0) & np.roll(drawn, -2, 0) & drawn
    assert (dry[inner] < 0.35).mean() > 0.2
    assert (damp[inner] > 1.5).mean() > 0.99
    assert (soaked > 0.35).sum() > 1.3 * (damp > 0.35).sum()
    edge = (soaked > 0.35) & ~(damp > 0.35)
    rough = sheet().rough
    assert rough[edge].mean() < rough.mean() - 5, "it went along the fibres"


def test_wide_ground_left_high_prints_dirty_and_a_narrow_groove_does_not():
    on = block(grams=6.0)
    on.depth[:] = 350
    on.depth[::4] = 0  # narrow: lines 1 mm apart
    on.depth[128:] = 350
    on.depth[252:] = 0
    mass = pull(on, sheet(0.40), newtons=30.0).mass
    assert mass[2:120:4][:, 60:200].mean() < 0.05
    assert mass[180:200, 60:200].mean() > 0.5


def test_paper_sags_between_the_two_presets_and_deeper_farther_from_wood():
    depth = np.full((256, 256), 1000, np.uint16)
    depth[:, :8] = 0
    found = sags(depth, GRID.cell)
    row = found[30]
    assert (np.diff(row) >= 0).all() and row[0] == pytest.approx(NARROW)
    assert WIDE * 0.9 < row[-1] <= WIDE
    assert sags(depth, GRID.cell) is found, "worked out once"
    np.testing.assert_allclose(sags(np.full_like(depth, 500), GRID.cell), WIDE)


@given(st.floats(0, 1), st.floats(0, 5000))
def test_a_sheet_dries_by_the_clock(damp, seconds):
    paper = Paper(Grid(16), 1)
    paper.damp(damp, 10.0)
    fallen = max(damp, DRY) * math.exp(-seconds / DRIES)
    assert paper.moisture(10.0 + seconds) == pytest.approx(max(DRY, fallen), rel=1e-5)
    stacked = paper.drying(10.0 + seconds, stacked=True)
    assert stacked == pytest.approx(math.exp(-seconds / DRIES / IN_STACK))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_changes_nothing(bad):
    on, paper = block(grams=7.0), sheet()
    impression = Impression(paper, on, TRUE, 0.0)
    assert impression.rub((bad, 0, 0.05, 0.05), 20.0, 8, 0.0).rect.empty
    assert impression.rub(WAY, bad, 8, 0.0).grams == 0
    assert impression.rub(WAY, -3.0, 8, 0.0).grams == 0
    assert impression.rub(WAY, 3.0, -8, 0.0).grams == 0
    assert impression.rub((2, 2, 3, 3), 3.0, 8, 0.0).grams == 0
    assert not impression.layer.mass.any()
    with pytest.raises(ValueError, match="damp"):
        paper.damp(bad, 0.0)


def test_a_lifted_sheet_takes_no_more_and_lifting_twice_is_harmless():
    on, paper = block(grams=7.0), sheet()
    impression = Impression(paper, on, TRUE, 0.0)
    impression.rub(WAY, 30.0, 100, 0.0)
    impression.lift()
    left = on.film.grams
    assert impression.rub(WAY, 30.0, 100, 0.0).grams == 0
    assert impression.lift() == 0 and on.film.grams == left


def test_the_same_acts_give_the_same_bits():
    def bits():
        film = Film(GRID, "绿", ink(Mix(12, 5, 90)), 3)
        on, paper = block(motif(GRID)), Paper(GRID, 11)
        on.film = film
        paper.damp(0.6, 0.0)
        for way, ticks, now in pieces(30):
            film.dip(0.8)
            film.brush(on.depth, way, 5.0, ticks, now)
        layer = pull(on, paper, Lay(0.001, 0.0002, 0.02), now=4.0)
        return hashlib.sha256(film.mass.tobytes() + layer.mass.tobytes()).hexdigest()

    assert bits() == bits()


def test_a_small_print_is_the_one_it_always_was():
    """Golden: a change of these figures makes other prints of the acts that learners have kept.

    Held to a part in ten thousand, not to the bit: sines and exponentials are the machine's own.
    """
    film, on, paper = Film(GRID, "绿", ink(PRESET), 3), block(motif(GRID)), sheet(0.6, seed=11)
    on.film = film
    for way, ticks, now in pieces(30):
        film.dip(0.8)
        film.brush(on.depth, way, 5.0, ticks, now)
    layer = pull(on, paper, Lay(0.001, 0.0002, 0.02), now=4.0)
    found = [
        field.reshape(4, 64, 256).mean((1, 2), dtype=np.float64)
        for field in (film.mass, layer.mass, paper.rough)
    ]
    film_was = [0.0235397, 0.38506693, 0.57659114, 0.1326717]
    sheet_was = [0.01798135, 0.44227461, 0.78665291, 0.15678199]
    rough_was = [137.34631348, 129.78149414, 130.85998535, 123.09442139]
    np.testing.assert_allclose(found, [film_was, sheet_was, rough_was], rtol=1e-4, atol=1e-6)


def test_fibres_lie_in_every_direction_and_a_seed_gives_the_same_ones():
    one = fibres(GRID, 5)
    assert np.array_equal(one, fibres(GRID, 5))
    assert not np.array_equal(one, fibres(GRID, 6))
    assert 118 < one.mean() < 138 and 58 < one.std() < 78
    field = one.astype(float) - one.mean()
    near = [
        (field * np.roll(field, step, (0, 1))).mean() for step in ((0, 3), (3, 0), (2, 2), (2, -2))
    ]
    assert max(near) < 1.35 * min(near), "as alike along a cloth's threads as across them"
