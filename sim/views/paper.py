"""Paper and wood by numbers: slips, tallies, boards as pictures with their own shadow.

Pure: a size in pixels and a seed in, (height, width, 4) sRGB with straight alpha out.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

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
    rough = _soft(rng.standard_normal((1, n + 64)), 0, 6)[0, 32 : 32 + n]
    return np.asarray(rough / max(float(np.abs(rough).max()), 1e-9) * 0.5 + 0.5)


def _fallen(inside: Field, depth: float) -> Field:
    """The shadow: soft, and a little below and right of the thing (the sun is low at left)."""
    down, right = round(depth * 0.45), round(depth * 0.2)
    moved = np.roll(inside, (down, right), (0, 1))
    soft, near = _soft(moved, depth * 0.7, depth * 0.7), _soft(moved, 1.2, 1.2)
    return np.asarray(0.7 * soft + 0.3 * near)


def _fibres(shape: tuple[int, ...], rng: np.random.Generator) -> Field:
    """Rice paper: clouds too faint to name, and short fibres either way."""
    clouds = _soft(rng.standard_normal(shape), 14, 14) * 14
    specks = rng.standard_normal(shape) * (rng.random(shape) > 0.985)
    across = _soft(specks, 0.0, 5.0) + _soft(specks[::-1], 4.0, 0.0)
    return np.asarray(0.998 + 0.006 * clouds - 0.09 * np.abs(across))


def _grain(stuff: Stuff, shape: tuple[int, ...], rng: np.random.Generator) -> Field:
    """Wood along its length: long streaks, finer pores, planks in a board."""
    slow = _soft(rng.standard_normal(shape), 2.2, 90.0)
    fine = _soft(rng.standard_normal(shape), 0.0, 26.0)
    strength = 0.03 if stuff == "tally" else 0.05
    tone = 1 + strength * (slow / slow.std() + 0.4 * fine / fine.std())
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
    deep = _soft(inside, 1.6, 1.6)
    rim = 1 - 0.35 * np.clip(1 - deep, 0, 1)
    if stuff in WOOD:
        up = deep - np.roll(deep, -2, 0)
        rim = rim - 0.5 * np.clip(up, -0.2, 0.4)
    return np.asarray(rim)


def _soft(field: Field, down: float, across: float) -> Field:
    """Blur by a bell of standard deviation `down` and `across` px: three box means each way.

    (Written here because importing scipy.ndimage takes longer than drawing all the papers.)
    """
    for axis, sigma in enumerate((down, across)):
        reach = round((np.sqrt(4 * sigma**2 + 1) - 1) / 2)
        for _pass in range(3 if reach else 0):
            field = _box_mean(field, reach, axis)
    return field


def _box_mean(field: Field, reach: int, axis: int) -> Field:
    """The mean over `reach` pixels either side, the edge's value going on beyond it."""
    room = [(0, 0), (0, 0)]
    room[axis] = (reach + 1, reach)
    summed = np.cumsum(np.pad(field, room, mode="edge"), axis=axis)
    span = 2 * reach + 1
    ends = np.arange(field.shape[axis])
    upper, lower = summed.take(ends + span, axis=axis), summed.take(ends, axis=axis)
    return np.asarray((upper - lower) / span)
