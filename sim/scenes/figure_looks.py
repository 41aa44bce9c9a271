"""What each figure wears: colours of the house, cotton, and thinned ink for the ghost."""

import functools
from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np

from lessons.report.palette import Colour, rgb
from sim.look import linear
from sim.scenes.materials import matt, surface_state
from sim.scenes.mesh import Array
from sim.scenes.textures import Grid, Surface

Look = Literal["learner", "master", "ghost", "still"]
LOOKS: tuple[Look, ...] = get_args(Look)
_Mix = tuple[Colour, Colour, float]  # of the second colour

_COMMON: dict[str, _Mix] = {
    "slip": ("slip", "paper", 0.3), "skin": ("paper", "fir", 0.5), "hair": ("ink", "camphor", 0.12),
    "pin": ("fir", "yellow", 0.3), "shoe": ("ink", "soft", 0.2),
}  # fmt: skip
_WORN: dict[Look, dict[str, _Mix]] = {
    "learner": {
        "gown": ("paper", "fir", 0.42), "edge": ("camphor", "fir", 0.25),
        "sash": ("camphor", "fir", 0.12), "trousers": ("camphor", "stone", 0.5),
    },
    "master": {
        "gown": ("soft", "stone", 0.42), "edge": ("ink", "soft", 0.3),
        "sash": ("ink", "soft", 0.15), "trousers": ("ink", "soft", 0.7),
    },
    "ghost": {
        "gown": ("ink", "soft", 0.45), "edge": ("ink", "soft", 0.3), "sash": ("ink", "soft", 0.2),
        "trousers": ("soft", "ink", 0.3), "skin": ("soft", "stone", 0.3),
        "hair": ("ink", "soft", 0.1),
    },
    "still": {
        "gown": ("slip", "paper", 0.5), "edge": ("soft", "stone", 0.3),
        "sash": ("soft", "stone", 0.1), "trousers": ("stone", "paper", 0.4),
        "skin": ("paper", "hair", 0.4), "hair": ("soft", "ink", 0.4),
    },
}  # fmt: skip
_STRIPE = 0.5  # how dark the hatching of what is unseen is
_QUIET = 0.55  # how far towards stone a hand goes whose fingers were not seen
_WASH = (0.3, 0.95)  # how thick the ghost's ink lies where one looks straight on, and along it
_DENSE = {"hair": 0.4, "sash": 0.25, "edge": 0.2, "shoe": 0.25, "trousers": 0.1}  # and besides


def colours(look: Look, parts: Sequence[str], tint: Array) -> Array:
    """Return (R, 3) linear light of rings made of these parts."""
    worn = {**_COMMON, **_WORN[look]}
    table = {part: _mixed(worn[part]) for part in set(parts)}
    return np.array([table[part] for part in parts]) * tint[:, None]


def _mixed(mix: _Mix) -> Array:
    one, other, part = np.array(rgb(mix[0])), np.array(rgb(mix[1])), mix[2]
    return linear(one * (1 - part) + other * part)


def faded(colour: Array, unseen: Array, columns: int) -> Array:
    """Return (R, C, 3): what is unseen (R,) 0..1 as hatched stone, the rest as it is."""
    ring, column = np.indices((len(colour), columns))
    stripe = (column - ring) % 5 < 2  # along the diagonals of the net, so that lines are straight
    stone = linear(np.array(rgb("stone"))) * np.where(stripe, 1.45, _STRIPE)[..., None]
    part = unseen[:, None, None]
    return np.asarray(colour[:, None, :] * (1 - part) + stone * part)


def quieted(colour: Array, shown: Array) -> Array:
    """Return (R, 3): a hand not seen pales towards stone; `shown` (R,) 0..1."""
    part = _QUIET * (1 - shown[:, None])
    return np.asarray(colour * (1 - part) + linear(np.array(rgb("stone"))) * part)


def wash(facing: Array, parts: Sequence[str]) -> Array:
    """Return how thick the ghost's ink lies (R, C) 0..1: it gathers where a surface turns away.

    `facing` (R, C) -1..1: how far the surface looks at the eye; `parts` (R) as in `colours`.
    """
    thin, thick = _WASH
    turned = 1 - np.abs(facing)
    lies = np.array([_DENSE.get(part, 0.0) for part in parts])[:, None]
    return np.asarray(np.minimum(thin + lies + (thick - thin) * turned * turned, thick))


@functools.cache
def cotton() -> Any:
    """Return the state of undyed cotton; the points' own colours dye it."""
    return surface_state(_weave(Grid(np.random.default_rng(11), 128)), matt("cotton"))


@functools.cache
def smooth() -> Any:
    """Return the state of skin and wood without grain."""
    even = Grid(np.random.default_rng(0), 8)
    flat = Surface(1.0, even.even(1.0)[..., None].repeat(3, 2), even.even(0.0), even.even(0.6))
    return surface_state(flat, matt("smooth"))


def _weave(grid: Grid) -> Surface:
    """Plain weave, a thread of two millimetres, so that the eye sees that it is cloth."""
    slub = grid.cloud(1.6, 5.0) + grid.cloud(1.6, 5.0).T
    thread = np.cos(2 * np.pi * 32 * grid.at)
    woven = thread[:, None] * thread[None, :]
    tone = np.clip(0.965 + 0.012 * slub + 0.006 * woven, 0, 1)
    colour = np.repeat(tone[..., None], 3, axis=2)
    return Surface(0.12, colour, 0.00003 * woven + 0.00004 * slub, grid.even(0.92))
