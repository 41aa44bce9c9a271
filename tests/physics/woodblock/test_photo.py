"""A printed sheet, photographed: where its colours lie, and what cannot be judged."""

import math

import pytest

from bench.print_camera import PLAIN, Shot, photograph
from bench.print_subject import GRID, SHIFTED, SIDE, drawn, plates, sheet
from physics.woodblock import photo, photo_layers

NEAR_MM, NEAR_DEG = 0.2, 0.1


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
