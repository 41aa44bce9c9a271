"""Paper and wood by numbers: slips, tallies, boards as pictures with their own shadow.

Pure: a size in pixels and a seed in, (height, width, 4) sRGB with straight alpha out.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from lessons.report.palette import Colour, rgb
from sim.views.layout import Stuff

Field = npt.NDArray[np.float64]
Image = npt.NDArray[np.uint8]

# Ground colour, corner (px), shadow's depth (px) and darkness of each stuff.
_STUFF: dict[Stuff, tuple[Colour, float, float, float]] = {
    "slip": ("slip", 2.0, 9.0, 0.30),
    "faded": ("paper", 2.0, 5.0, 0.22),
    "tally": ("bar", 5.0, 3.0, 0.34),
    "plaque": ("camphor", 3.0, 4.0, 0.36),
    "board": ("camphor", 4.0, 12.0, 0.40),
}
WOOD: frozenset[Stuff] = frozenset(("tally", "plaque", "board"))


def margin(stuff: Stuff) -> int:
    """Return the pixels around a piece that its shadow needs."""
    return int(2.2 * _STUFF[stuff][2]) + 2


@lru_cache(maxsize=96)
def piece(stuff: Stuff, wide: int, high: int, seed: int) -> Image:
    """Return a piece of `wide` x `high` pixels in the middle of a picture with its shadow."""
    rng = np.random.default_rng([seed, wide, high])
    room = margin(stuff)
    colour, corner, depth, dark = _STUFF[stuff]
    inside = _silhouette(wide, high, room, corner, 0.0 if stuff in WOOD else 0.5, rng)
    tone = _grain(stuff, inside.shape, rng) if stuff in WOOD else _fibres(inside.shape, rng)
    tone *= _edge(inside, stuff)
    shade = dark * _fallen(inside, depth)
    ink = np.array(rgb("ink")) * 0.6
    alpha = inside + shade * (1 - inside)
    face = np.clip(np.array(rgb(colour)) * tone[..., None], 0, 1)
    part = (inside / np.maximum(alpha, 1e-6))[..., None]
    picture = np.concatenate([face * part + ink * (1 - part), alpha[..., None]], axis=2)
    return np.asarray(np.round(picture * 255), np.uint8)


def _silhouette(
    wide: int, high: int, room: int, corner: float, torn: float, rng: np.random.Generator
) -> Field:
    """Coverage 0..1 of a box with round corners; `torn` px lets its edges waver like cut paper."""
    y, x = np.mgrid[0 : high + 2 * room, 0 : wide + 2 * room] + 0.5
    dx = np.abs(x - (room + wide / 2)) - (wide / 2 - corner)
    dy = np.abs(y - (room + high / 2)) - (high / 2 - corner)
    out = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0)
    if torn:
        out += torn * _waver(x.shape[1], rng)[None, :] + torn * _waver(x.shape[0], rng)[:, None]
    return np.asarray(np.clip(corner - out + 0.5, 0, 1))


def _waver(n: int, rng: np.random.Generator) -> Field:
    rough = gaussian_filter1d(rng.standard_normal(n + 64), 6)[32 : 32 + n]
    return np.asarray(rough / max(float(np.abs(rough).max()), 1e-9) * 0.5 + 0.5)


def _fallen(inside: Field, depth: float) -> Field:
    """The shadow: soft, and a little below and right of the thing (the sun is low at left)."""
    down, right = round(depth * 0.45), round(depth * 0.2)
    moved = np.roll(inside, (down, right), (0, 1))
    soft, near = gaussian_filter(moved, depth * 0.7), gaussian_filter(moved, 1.2)
    return np.asarray(0.7 * soft + 0.3 * near)


def _fibres(shape: tuple[int, ...], rng: np.random.Generator) -> Field:
    """Rice paper: clouds too faint to name, and short fibres either way."""
    clouds = gaussian_filter(rng.standard_normal(shape), 14) * 14
    specks = rng.standard_normal(shape) * (rng.random(shape) > 0.985)
    across = gaussian_filter(specks, (0.5, 5.0)) + gaussian_filter(specks[::-1], (4.0, 0.5))
    return np.asarray(0.998 + 0.006 * clouds - 0.09 * np.abs(across))


def _grain(stuff: Stuff, shape: tuple[int, ...], rng: np.random.Generator) -> Field:
    """Wood along its length: long streaks, finer pores, planks in a board."""
    slow = gaussian_filter(rng.standard_normal(shape), (2.2, 90.0), mode="wrap")
    fine = gaussian_filter(rng.standard_normal(shape), (0.6, 26.0), mode="wrap")
    strength = 0.03 if stuff == "tally" else 0.05
    tone = 1 + strength * (slow / slow.std() + 0.6 * fine / fine.std())
    if stuff == "board":
        tone *= _planks(shape[0], rng)[:, None]
    return np.asarray(np.clip(tone, 0.8, 1.12))


def _planks(high: int, rng: np.random.Generator) -> Field:
    tone = np.ones(high)
    for top in range(0, high, max(high // 5, 60)):
        tone[top:] = 1 + 0.05 * rng.uniform(-1, 1)
        tone[top : top + 2] *= 0.72
    return tone


def _edge(inside: Field, stuff: Stuff) -> Field:
    """A faint darker rim, on wood a worn light upper edge above a dark lower one."""
    deep = gaussian_filter(inside, 1.6)
    rim = 1 - 0.35 * np.clip(1 - deep, 0, 1)
    if stuff in WOOD:
        up = deep - np.roll(deep, -2, 0)
        rim = rim - 0.5 * np.clip(up, -0.2, 0.4)
    return np.asarray(rim)
