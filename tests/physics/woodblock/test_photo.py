"""A printed sheet, photographed: where its colours lie, and what cannot be judged."""

import math
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from physics.woodblock import photo, photo_layers
from physics.woodblock.colour import Sight
from physics.woodblock.film import Film
from physics.woodblock.grid import Grid
from physics.woodblock.lay import TRUE, Lay
from physics.woodblock.mix import PRESET, ink
from physics.woodblock.paper import Paper
from tests.physics.woodblock.camera import PLAIN, Shot, photograph
from tests.physics.woodblock.shop import pull

GRID = Grid(512, 0.0005)
SIDE = 256.0
CROSSES = np.array([(14, 216), (242, 216), (14, 40), (242, 40), (128, 247.5)], float)
NEAR_MM, NEAR_DEG = 0.2, 0.1
SHIFTED = {"red": (1.5, -0.8, 0.4), "green": (-0.6, -2.2, -0.3)}  # mm, mm, degrees


@cache
def plates():
    x, y = np.meshgrid(*[(np.arange(GRID.cells) + 0.5) * SIDE / GRID.cells] * 2)
    key = abs(np.maximum(abs(x - 128), abs(y - 124)) - 105) < 1.2
    red, green = np.zeros_like(key), np.zeros_like(key)
    for k in range(6):
        u, v = 128 + 62 * math.cos(1.05 * k), 124 + 62 * math.sin(1.05 * k)
        away = np.hypot((x - u) * (1 + 0.1 * k), y - v)
        key |= abs(away - 20) < 0.9
        (red if k % 2 else green)[away < 17 - k] = True
    red |= np.hypot(x - 128, y - 128) < 16
    found = {"key": ("墨", key), "red": ("红", red), "green": ("绿", green)}
    for cx, cy in CROSSES:
        dx, dy = abs(x - cx), abs(y - cy)
        cross = (np.minimum(dx, dy) < 0.5) & (np.maximum(dx, dy) < 5)
        for _ink, mask in found.values():
            mask |= cross
    return {name: photo_layers.Plate(*made) for name, made in found.items()}


def drawn():
    made = [p.drawn for p in plates().values()]
    return photo.Drawn(made[0], np.any(made, axis=0), CROSSES, SIDE)


@cache
def sheet(shifted):
    paper = Paper(GRID, 2)
    paper.damp(0.45, 0.0)
    for name, plate in plates().items():
        film = Film(GRID, plate.pigment, ink(PRESET))
        stands = plate.drawn[:, ::-1]
        film.mass[stands], film.since[:] = 8.0, 0.0
        depth = np.where(stands, 0, 1000).astype(np.uint16)
        dx, dy, turn = SHIFTED.get(name, (0, 0, 0)) if shifted else (0, 0, 0)
        lay = Lay(dx / 1000, dy / 1000, math.radians(turn)) if shifted else TRUE
        pull(SimpleNamespace(name=name, film=film, depth=depth), paper, lay, passes=1)
    return Sight(paper).pixels


def flat(shot=PLAIN, shifted=False):
    return photo.flattened(photograph(sheet(shifted), SIDE, shot), drawn())


@pytest.mark.parametrize("shifted", [False, True])
@pytest.mark.parametrize(
    "shot", [PLAIN, Shot(tilt=(-8, 6, 86), bend=0.03)], ids=["upright", "turned"]
)
def test_where_the_colours_lie(shifted, shot):
    seen = flat(shot, shifted)
    apart = photo_layers.apart(seen.light, plates(), GRID.cell)
    found = photo_layers.measured(apart, plates(), GRID.cell, seen.blur_mm)
    assert math.isnan(found["key"].bleed)  # a clean sheet: its edges are the camera's
    for name in SHIFTED:
        dx, dy, turn = SHIFTED[name] if shifted else (0, 0, 0)
        at = found[name].shift
        assert math.dist((at.dx, at.dy), (dx, dy)) < NEAR_MM
        assert abs(at.turn - turn) < NEAR_DEG


@pytest.mark.parametrize(
    ("shot", "why"),
    [
        (Shot(fill=0.6), "small"),
        (Shot(blur=4.5), "blurred"),
        (Shot(light=0.02), "dark"),
        (Shot(light=2.5, uneven=0.0), "bright"),
        (Shot(aside=(0.5, 0.0)), "no_crosses"),
        (Shot(aside=(0.0, 0.16)), "cut"),
        (Shot(size=(1400, 1200)), "small"),
    ],
)
def test_what_cannot_be_judged_says_why(shot, why):
    assert flat(shot) == why
