"""The brush and the film: ink is neither made nor lost, whatever way a stroke is cut up."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.woodblock import film_kernels
from physics.woodblock.film import Film
from physics.woodblock.mix import PRESET, Mix, ink
from tests.physics.woodblock.shop import GRID, RATES, WAY, block, pieces, total

PLACE = st.floats(-0.02, GRID.side + 0.02)
STROKE = st.tuples(PLACE, PLACE, PLACE, PLACE, st.floats(0.1, 20), st.integers(1, 120))


@settings(max_examples=25)
@given(st.lists(STROKE, min_size=1, max_size=6), st.floats(0, 2))
def test_what_the_block_takes_the_brush_loses(strokes, dipped):
    film = Film(GRID, "红", ink(PRESET))
    film.dip(dipped)
    depth = np.zeros((GRID.cells, GRID.cells), np.uint16)
    depth[::3] = 400
    before = film.load
    for k, (*way, newtons, ticks) in enumerate(strokes):
        film.brush(depth, tuple(way), newtons, ticks, k * 0.5)
    assert film.load + film.grams == pytest.approx(before, rel=1e-4, abs=1e-7)
    assert film.mass.min() >= 0


@settings(max_examples=25)
@given(st.integers(0, 1000), st.floats(0.5, 12), st.integers(1, 40))
def test_what_runs_off_one_place_comes_to_another(seed, hold, rounds):
    draw = np.random.default_rng(seed)
    mass = draw.uniform(0, 20, (64, 64)).astype(np.float32)
    since, room = np.zeros_like(mass), np.zeros_like(mass)
    before, most = total(mass), mass.max()
    for _round in range(rounds):
        film_kernels.run(mass, since, room, np.array([5, 3, 60, 64]), hold)
    assert total(mass) == pytest.approx(before, rel=1e-5)
    assert mass.min() >= 0 and mass.max() <= most + 1e-4


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("load", [0.5, 1.0, 1.8])
def test_the_stroke_gives_the_same_at_any_frame_rate(rate, load):
    def brushed(each):
        film = Film(GRID, "红", ink(PRESET))
        film.dip(load)
        depth = block().depth
        depth[100:140] = 250
        for way, ticks, now in pieces(each):
            film.brush(depth, way, 4.0, ticks, now)
        return film

    one, other = brushed(rate), brushed(120)
    assert one.grams == pytest.approx(other.grams, rel=1e-3)
    assert one.load == pytest.approx(other.load, rel=1e-3)
    away = np.abs(one.mass.astype(float) - other.mass).sum()
    assert away <= 1e-3 * total(other.mass)


def test_a_standing_brush_gives_the_same_in_few_pieces_or_many():
    films = []
    for count in (12, 30):
        film = Film(GRID, "红", ink(PRESET))
        film.dip(0.4)
        for k in range(count):
            film.brush(
                block().depth, (0.03, 0.03, 0.03, 0.03), 3.0, 60 // count, (k + 1) / count / 4
            )
        films.append(film)
    np.testing.assert_allclose(films[0].mass, films[1].mass, rtol=1e-3, atol=1e-4)


def test_bristles_reach_a_shallow_groove_and_not_a_deep_one():
    film = Film(GRID, "红", ink(PRESET))
    depth = block().depth
    depth[100:104], depth[150:154] = 200, 1000
    film.dip(1.0)
    film.brush(depth, WAY, 4.0, 240, 1.0)
    assert film.mass[101, 128] > 1 and film.mass[151, 128] == 0


def test_a_film_dries_by_the_clock_and_a_brush_wets_it_again():
    film, depth = Film(GRID, "红", ink(PRESET)), block().depth
    film.dip(1.0)
    film.brush(depth, WAY, 4.0, 240, 10.0)
    there = film.mass > 1
    dries = film.ink.dries
    np.testing.assert_allclose(film.wetness(10.0)[there], 1, atol=1e-3)
    np.testing.assert_allclose(film.wetness(10.0 + dries)[there], math.exp(-1), atol=1e-3)
    film.dip(1.0)
    film.brush(depth, WAY, 4.0, 480, 10.0 + 20 * dries)
    inner = film.wetness(10.0 + 20 * dries)[110:140, 100:150]
    assert inner.mean() > 0.5


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_changes_nothing(bad):
    film, depth = Film(GRID, "红", ink(PRESET)), block().depth
    film.dip(1.0)
    for way in ((bad, 0, 0.05, 0.05), (0, 0, 0.05, bad)):
        assert film.brush(depth, way, 4.0, 8, 0.0).rect.empty
    assert film.brush(depth, WAY, bad, 8, 0.0).grams == 0
    assert film.brush(depth, WAY, -1.0, 8, 0.0).grams == 0
    assert film.brush(depth, WAY, 4.0, 0, 0.0).grams == 0
    assert film.brush(depth, (5, 5, 6, 6), 4.0, 8, 0.0).grams == 0
    assert film.grams == 0 and film.load == 1.0


@pytest.mark.parametrize("share", [-0.1, 2.1, math.nan])
def test_a_brush_is_dipped_to_what_it_can_carry(share):
    with pytest.raises(ValueError, match="cannot be dipped"):
        Film(GRID, "红", ink(PRESET)).dip(share)


@pytest.mark.parametrize("parts", [(-1, 1, 1), (0, 0, 0), (math.nan, 1, 1), (1, 1, 201)])
def test_a_bowl_that_cannot_be_is_refused(parts):
    with pytest.raises(ValueError, match="cannot be"):
        Mix(*parts)


def test_more_water_runs_sooner_and_more_glue_holds():
    assert ink(Mix(12, 6, 140)).hold < ink(PRESET).hold < ink(Mix(12, 12, 76)).hold


def test_the_softest_wood_holds_the_thickest_film():
    film = Film(GRID, "红", ink(PRESET), seed=7)
    for _stroke in range(6):
        film.dip(0.5)
        film.brush(block().depth, WAY, 6.0, 480, 0.0)
    inner = film.mass[115:140, 80:180]
    hardness = film._hard[115:140, 80:180]
    assert np.corrcoef(inner.ravel(), hardness.ravel())[0, 1] < -0.8
    assert 0.005 < inner.std() / inner.mean() < 0.1
