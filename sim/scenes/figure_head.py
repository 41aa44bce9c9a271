"""The head of a figure: smooth and faceless like a maker's lay figure, its hair in a bun."""

import numpy as np

from sim.scenes.figure_body import weights
from sim.scenes.figure_net import Extra, Loft, Way, loft, profile, way
from sim.scenes.mesh import Array

_HIGH = 0.118  # m from the middle of the head to its crown
_BUN = {"skull_up": 0.112, "skull_back": 0.052}


def lofts() -> list[Loft]:
    """Return neck, head, hair, bun and its pin."""
    return [_neck(), _skull(), _hair(), _bun(), _pin()]


def _upright(at: Array, back: Array) -> Way:
    """Return the way up the head: `at` -1 is the chin, 1 the crown, moved `back` (R,) m."""
    up = weights(head=1.0) + _HIGH * at[:, None] * weights(skull_up=1.0)
    centre = up + back[:, None] * weights(skull_back=1.0)
    return Way(at, centre, np.tile(weights(skull_up=1.0), (len(at), 1)))


def _rounded(low: float, high: float, rings: int) -> Array:
    """Return places from low to high, closer together at both ends."""
    turn = np.linspace(0, np.pi, rings)
    return (high + low) / 2 - (high - low) / 2 * np.cos(turn)


def _neck() -> Loft:
    at = np.linspace(-0.05, 0.75, 4)
    course = way([weights(neck=1.0, chest_back=0.005), weights(head=1.0, skull_back=0.012)], at)
    size = profile(at, (-0.15, 0.058, 0.058), (0.2, 0.05, 0.052), (0.75, 0.048, 0.052))
    return loft("skin", course, weights(chest_left=0.5, skull_left=0.5), size)


def _skull() -> Loft:
    at = _rounded(-1.0, 1.0, 20)
    size = profile(at, (-1, 0.002, 0.002), (-0.96, 0.022, 0.02), (-0.85, 0.039, 0.042),
                   (-0.6, 0.056, 0.066), (-0.25, 0.067, 0.084), (0.15, 0.073, 0.092),
                   (0.5, 0.069, 0.087), (0.8, 0.05, 0.062), (0.95, 0.026, 0.032),
                   (1, 0.002, 0.002))  # fmt: skip
    back = profile(at, (-1, -0.038), (-0.7, -0.018), (-0.2, -0.003), (0.5, 0.0), (1, 0.006))[:, 0]
    return loft("skin", _upright(at, back), weights(skull_left=1.0), size, Extra(square=0.95))


def _hair() -> Loft:
    at = _rounded(-0.62, 1.07, 17)
    size = profile(at, (-0.62, 0.03, 0.03), (-0.5, 0.056, 0.056), (-0.2, 0.071, 0.078),
                   (0.2, 0.078, 0.087), (0.55, 0.075, 0.087), (0.85, 0.054, 0.066),
                   (1.0, 0.03, 0.036), (1.07, 0.002, 0.002))  # fmt: skip
    back = profile(at, (-0.62, 0.042), (-0.2, 0.03), (0.3, 0.02), (0.7, 0.011), (1.07, 0.008))[:, 0]
    return loft("hair", _upright(at, back), weights(skull_left=1.0), size)


def _bun() -> Loft:
    at = _rounded(-1, 1, 9)
    middle = weights(head=1.0, **_BUN)
    course = way([middle, middle + weights(skull_up=0.026, skull_back=0.012)], at)
    size = 0.036 * np.sqrt(np.clip(1 - at * at, 0.003, 1))
    return loft("hair", course, weights(skull_left=1.0), np.stack([size, size], axis=1))


def _pin() -> Loft:
    at = np.array([0, 0.01, 0.05, 0.5, 0.93, 0.96, 0.985, 1.0])
    ends = [weights(head=1.0, skull_left=x, **_BUN) for x in (-0.072, 0.078)]
    size = profile(at, (0, 0.0008, 0.0008), (0.05, 0.0024, 0.0024), (0.9, 0.003, 0.003),
                   (0.96, 0.0062, 0.0062), (1, 0.001, 0.001))  # fmt: skip
    return loft("pin", way(ends, at), weights(skull_up=1.0), size)
