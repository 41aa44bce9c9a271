"""Materials, soft shadow and light: what the numbers must keep."""

import numpy as np
import pytest

from lessons.report.palette import rgb
from sim.look import ease, light
from sim.scenes import textures
from sim.scenes.build import tangents
from sim.scenes.materials import STUFFS, span_m, state
from sim.scenes.mesh import box, join, plane
from sim.scenes.shade import Shade
from sim.scenes.textures import Grid, normal_map
from sim.sky import Sky, harmonics

GREY = Sky((0.5,) * 3, (0.5,) * 3, (0.5,) * 3, (0.5,) * 3, 0.2)  # type: ignore[arg-type]


def grid(side: int = 64) -> Grid:
    return Grid(np.random.default_rng(1), side)


def test_noise_is_even_and_tiles() -> None:
    made = grid().cloud(3.0)
    assert made.mean() == pytest.approx(0, abs=1e-9) and made.std() == pytest.approx(1)
    seam, inside = np.abs(made[:, 0] - made[:, -1]).mean(), np.abs(np.diff(made, axis=1)).mean()
    assert seam < 2.5 * inside


def test_stretched_noise_changes_slower_along_u() -> None:
    made = grid().cloud(2.0, 12.0)
    assert np.abs(np.diff(made, axis=1)).mean() < 0.5 * np.abs(np.diff(made, axis=0)).mean()


@pytest.mark.parametrize(
    ("maker", "near"),
    [
        (textures.lime, "wall"),
        (textures.stone, "stone"),
        (textures.paper, "slip"),
        (textures.wood("fir", "camphor", 0.0), "fir"),
    ],
)
def test_a_surface_keeps_the_colour_of_the_house(maker: textures.Maker, near: str) -> None:
    mean = maker(grid()).colour.mean(axis=(0, 1))
    assert np.abs(mean - rgb(near)).max() < 0.14  # type: ignore[arg-type]


def test_flat_ground_has_upright_normals_and_a_slope_leans_back() -> None:
    flat = textures.plain("ink")(grid(8))
    assert np.allclose(normal_map(flat), (0.5, 0.5, 1.0))
    rising = textures.Surface(1.0, flat.colour, np.tile(np.arange(8.0), (8, 1)), flat.roughness)
    assert (normal_map(rising)[:, 2:-2, 0] < 0.5).all()


def test_every_material_can_be_made_and_says_its_size() -> None:
    for stuff in STUFFS:
        assert span_m(stuff) > 0
        assert state(stuff) is state(stuff)


@pytest.mark.parametrize("floor", [0.0, 0.03, 0.05, 0.5])
def test_corners_are_darker_than_open_ground_wherever_the_grid_falls(floor: float) -> None:
    ground = plane((-2, -2, floor), (4, 0, 0), (0, 4, 0))
    shade = Shade(join([ground, box((1, 1, 1), (0, 1, 0.5 + floor))]), cell=0.1)
    places = np.array([[0.0, 0.45, floor], [0.0, 0.2, floor], [0.0, -1.2, floor]])
    near, further, open_ground = shade.at(places, np.tile([0.0, 0.0, 1.0], (3, 1)))
    assert near < further - 0.1 < further < 0.98 < open_ground <= 1.0


def test_even_light_from_everywhere_gives_even_irradiance() -> None:
    found = harmonics(GREY)
    assert found[0] * 0.282095 == pytest.approx(np.full(3, 0.5 * np.pi), rel=0.01)
    assert np.abs(found[1:]).max() < 0.01


def test_tangents_lie_in_the_surface_along_u() -> None:
    flat = plane((0, 0, 0), (0, 2, 0), (0, 0, 1))
    assert np.allclose(tangents(flat), (0, 1, 0, 1))


def test_palette_as_light_and_easing() -> None:
    assert light("wall")[0] == pytest.approx(0.905, abs=0.005)
    assert ease(0.0) == 0.0 and ease(1.0) == 1.0 and ease(2.0) == 1.0
    assert ease(0.5) > 0.5
