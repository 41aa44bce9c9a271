"""Surfaces made by numbers: wood, end grain, lime, stone, tile, paper (numpy only, tileable).

Each maker takes a grid and returns a `Surface`: colour (sRGB), height (m) and roughness.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.report.palette import Colour, rgb

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Surface:
    """A piece of a material `span_m` metres wide: colour (n, m, 3), height, roughness (n, m)."""

    span_m: float
    colour: Array
    height: Array
    roughness: Array


@dataclass(frozen=True)
class Grid:
    """A square of `side` x `side` places, and the generator that its noise comes from."""

    rng: np.random.Generator
    side: int

    @property
    def at(self) -> Array:
        """The places along one side, 0..1."""
        return np.arange(self.side) / self.side

    def even(self, value: float | Array) -> Array:
        """Return one value, or a row or column of values, everywhere."""
        return np.broadcast_to(value, (self.side, self.side))

    def cloud(self, beta: float = 2.0, stretch: float = 1.0) -> Array:
        """Return tileable noise, mean 0, deviation 1; `stretch` > 1 runs along u.

        Power falls with frequency to the power of `beta`.
        """
        v = np.fft.fftfreq(self.side)[:, None] * self.side
        u = np.fft.rfftfreq(self.side)[None, :] * self.side * stretch
        fall = np.hypot(u, v)
        fall[0, 0] = np.inf
        white = np.fft.rfft2(self.rng.standard_normal((self.side, self.side)))
        made = np.fft.irfft2(white * fall ** (-beta / 2), s=(self.side, self.side))
        return np.asarray((made - made.mean()) / made.std())


Maker = Callable[[Grid], Surface]


def mix(one: Array, other: Array, part: Array) -> Array:
    """Return `one` where part is 0 and `other` where it is 1 (n, n, 3)."""
    return np.asarray(one + (other - one) * np.clip(part, 0, 1)[..., None])


def normal_map(surface: Surface) -> Array:
    """Return unit normals (n, n, 3) as 0..1 colours from a surface's height."""
    texel = surface.span_m / surface.height.shape[1]
    slope_u = (np.roll(surface.height, -1, 1) - np.roll(surface.height, 1, 1)) / (2 * texel)
    slope_v = (np.roll(surface.height, -1, 0) - np.roll(surface.height, 1, 0)) / (2 * texel)
    normal = np.stack([-slope_u, -slope_v, np.ones_like(slope_u)], -1)
    return np.asarray(normal / np.linalg.norm(normal, axis=-1, keepdims=True) * 0.5 + 0.5)


def lime(grid: Grid) -> Surface:
    """Lime plaster: nearly white, trowel-smoothed, faintly clouded."""
    stain = grid.cloud(3.2)
    trowel = grid.cloud(2.0, 2.0)
    wall = _base("wall")
    colour = mix(wall, wall * (0.93, 0.925, 0.90), 0.32 + 0.25 * stain + 0.08 * trowel)
    height = 0.0004 * trowel + 0.00007 * grid.cloud(1.0)
    return Surface(2.4, colour, height, grid.even(0.92))


def stone(grid: Grid) -> Surface:
    """Worn grey stone, dry, chiselled long ago."""
    broad, fine = grid.cloud(2.4), grid.cloud(1.0)
    colour = mix(_base("stone"), _base("wall") * 0.78, 0.2 + 0.1 * fine + 0.12 * broad)
    return Surface(1.6, colour, 0.0012 * broad + 0.0003 * fine, 0.86 + 0.03 * fine)


def paving(grid: Grid) -> Surface:
    """Stone underfoot after rain: darker and smoother where water still stands."""
    broad, fine = grid.cloud(3.0), grid.cloud(1.0)
    wet = _smooth(broad + 0.12 * fine, -0.7, 0.35)
    dry = mix(_base("stone"), _base("wall") * 0.72, 0.14 + 0.1 * fine + 0.1 * grid.cloud(2.0))
    colour = dry * (0.92 - 0.56 * wet[..., None])
    height = (0.0012 * grid.cloud(2.4) + 0.00012 * fine) * (1 - 0.9 * wet)
    return Surface(5.0, colour, height, 0.8 - 0.64 * wet + 0.03 * fine * (1 - wet))


def tile(grid: Grid) -> Surface:
    """Fired grey tile, dusted and lichened; one tile shows every eighth of the span along v."""
    v = grid.at[:, None] * 8 % 1
    lip = grid.even(np.exp(-((v - 0.04) ** 2) / 0.002))
    dust = grid.cloud(1.8)
    colour = mix(_base("ink") * 1.25, _base("stone") * 0.8, 0.24 + 0.15 * dust)
    colour = mix(colour, _base("moss") * 0.8, 0.35 * _smooth(grid.cloud(2.4), 1.0, 2.2))
    colour = colour * (1 - 0.55 * lip[..., None]) * (0.95, 0.99, 1.06)
    steps = grid.even(v * 0.012)
    return Surface(0.8, colour, steps + 0.0004 * dust, 0.8 + 0.04 * dust)


def wood(light: Colour, dark: Colour, weather: float) -> Maker:
    """Return a maker of long grain: year rings cut lengthwise, fibres and pores along u."""

    def make(grid: Grid) -> Surface:
        v = grid.at[:, None]
        drift = 0.55 * grid.cloud(3.4, 6.0) + 0.05 * grid.cloud(2.0, 12.0)
        ring = (v * 14 + drift) % 1
        late = ring**3 * (1 - _smooth(ring, 0.93, 1.0))
        fibre, pore = grid.cloud(1.2, 40.0), grid.cloud(0.6, 25.0)
        colour = mix(_base(light), _base(dark), 0.1 + 0.45 * late + 0.07 * fibre)
        colour = colour * (1 - 0.22 * _smooth(pore, 1.5, 2.6)[..., None])
        grey = weather * (0.6 + 0.25 * grid.cloud(2.6, 4.0))
        colour = mix(colour, _base("stone") * 0.92, grey)
        height = -0.00018 * late * (1 + 2 * weather) + 0.00004 * fibre
        return Surface(0.5, colour, height, 0.62 + 0.18 * weather + 0.03 * fibre)

    return make


def end_grain(light: Colour, dark: Colour, weather: float) -> Maker:
    """Return a maker of end grain: rings around a pith, rays, drying checks; to be mirrored."""

    def make(grid: Grid) -> Surface:
        at = grid.at - 0.5
        across, up = at[None, :] + 0.12, at[:, None] + 0.62
        out = np.hypot(across, up)
        ring = (out * 30 + 0.25 * grid.cloud(3.0)) % 1
        late = ring**2.5 * (1 - _smooth(ring, 0.92, 1.0))
        around = np.arctan2(up, across)
        ray = np.sin(around * 210 + 2.0 * grid.cloud(3.0))
        check = _smooth(
            -np.abs(np.sin(around * 3.5 + 0.8) + 0.01 * grid.cloud(2.5)), -0.012, -0.002
        )
        colour = mix(_base(light) * 0.86, _base(dark), 0.22 + 0.5 * late + 0.05 * ray)
        colour = colour * (1 + 0.03 * grid.cloud(0.5)[..., None])
        colour = mix(colour, _base("stone") * 0.8, weather * 0.5 + 0.1 * grid.cloud(2.0) * weather)
        colour = colour * (1 - 0.45 * (check * _smooth(out, 0.3, 0.9))[..., None])
        height = -0.00015 * late + 0.00006 * grid.cloud(0.5)
        return Surface(0.16, colour, height, grid.even(0.85))

    return make


def paper(grid: Grid) -> Surface:
    """Rice paper with long fibres and a little cloudiness."""
    fibre = np.maximum(grid.cloud(1.4, 9.0), grid.cloud(1.4, 9.0).T)
    colour = mix(_base("paper"), _base("slip"), 0.55 + 0.2 * grid.cloud(2.4))
    colour = mix(colour, _base("bar"), 0.5 * _smooth(fibre, 1.6, 3.2))
    return Surface(0.6, colour, 0.00004 * fibre, grid.even(0.95))


def printed(grid: Grid) -> Surface:
    """A sheet of paper printed in the five colours, as it looks from across a court."""
    made = paper(grid)
    u, v = np.meshgrid(grid.at - 0.5, grid.at - 0.5)
    colour = made.colour
    turn, out = np.arctan2(v, u), np.hypot(u, v)
    petals: tuple[tuple[Colour, float, int], ...] = (
        ("green", 0.44, 8), ("purple", 0.36, 4), ("red", 0.31, 6), ("pink", 0.22, 6),
        ("yellow", 0.1, 12),
    )  # fmt: skip
    for name, reach, count in petals:
        edge = reach * (0.8 + 0.2 * np.cos(count * turn + reach * 9))
        colour = mix(colour, _base(name), 0.85 * _smooth(edge - out, -0.004, 0.004))
        line = _smooth(np.abs(edge - out), 0.011, 0.005)
        colour = mix(colour, _base("ink"), 0.9 * line)
    frame = _smooth(np.abs(np.maximum(np.abs(u), np.abs(v)) - 0.46), 0.01, 0.004)
    return Surface(0.4, mix(colour, _base("ink"), frame), made.height, made.roughness)


def bark(grid: Grid) -> Surface:
    """Old plum bark: dark, furrowed along the branch."""
    furrow = grid.cloud(1.8, 4.0)
    colour = mix(_base("ink") * 1.1, _base("camphor") * 0.85, 0.35 + 0.25 * furrow)
    colour = mix(colour, _base("moss") * 0.9, 0.3 * _smooth(grid.cloud(2.6), 0.6, 1.8))
    return Surface(0.5, colour, 0.002 * furrow, grid.even(0.95))


def plain(colour: Colour) -> Maker:
    """Return a maker of one even colour, for small things seen from afar."""

    def make(grid: Grid) -> Surface:
        even = np.broadcast_to(_base(colour), (grid.side, grid.side, 3))
        return Surface(1.0, even, grid.even(0.0), grid.even(0.8))

    return make


def _base(colour: Colour) -> Array:
    return np.array(rgb(colour))


def _smooth(value: Array, low: float, high: float) -> Array:
    part = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part))
