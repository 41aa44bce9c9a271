"""The saw: a kerf of its own width that goes deeper stroke by stroke where the blade points."""

import math
from dataclasses import dataclass, replace

import numpy as np

from physics.shape import Hull

Point = tuple[float, float]
START = 0.004  # m before the wood where the first stroke begins


@dataclass(frozen=True)
class Kerf:
    """A cut so far, in plan: the middle line of the blade from where it entered, metres.

    `heading` radians from u towards v; `lean` radians of the blade off the upright.
    """

    path: tuple[Point, ...]
    heading: float
    lean: float
    width: float

    @property
    def front(self) -> Point:
        """How far it has come."""
        return self.path[-1]

    @property
    def side(self) -> Point:
        """Unit vector across the blade, to the left of its heading."""
        return -math.sin(self.heading), math.cos(self.heading)


def stroke(kerf: Kerf, advance: float, turn: float, reach: float) -> tuple[Kerf, Hull]:
    """Go on by `advance` metres, the heading turned by `turn` radians.

    Returns the deeper kerf and what that stroke takes away, `reach` metres above and below.
    """
    heading = kerf.heading + turn
    u, v = kerf.front
    c, s = math.cos(heading), math.sin(heading)
    after = replace(kerf, heading=heading, path=(*kerf.path, (u + advance * c, v + advance * s)))
    first = len(kerf.path) == 1
    back = START if first else kerf.width * abs(math.sin(turn))  # no sliver at a bend
    return after, _slab(after, (u - back * c, v - back * s), reach)


def _slab(kerf: Kerf, start: Point, reach: float) -> Hull:
    """Return the last stretch of a kerf: a slab that leans as the blade does."""
    half = kerf.width / 2 * np.array(kerf.side)
    drift = math.tan(kerf.lean) * reach * np.array(kerf.side)
    points = [
        [*(np.array(p) + sign * half + up * drift), up * reach]
        for p in (start, kerf.front)
        for sign in (-1, 1)
        for up in (-1, 1)
    ]
    return Hull(np.array(points, float))
