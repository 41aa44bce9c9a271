"""The chisel: a blow drives its edge so deep that it has cut a bounded volume of wood."""

import math
from dataclasses import dataclass, replace

import numpy as np

from physics.shape import Hull
from physics.timber import solids
from physics.timber.solids import Solid

TENTHS = 10_000  # a metre in tenths of a millimetre: what depths are counted in
_INSET = 1e-3  # m inside the edge, so that the wall beside it is no floor


@dataclass(frozen=True)
class Edge:
    """Where the chisel stands on the post, in plan: its middle (u along, v across), metres.

    `width` of its edge, `bite` of wood it breaks out along the timber; `turn` and `lean` in
    radians: turned about the upright, leaning along the timber as it goes deeper.
    """

    u: float
    v: float
    width: float
    bite: float
    turn: float = 0.0
    lean: float = 0.0


def chop(wood: Solid, edge: Edge, volume: float, most: float) -> tuple[Solid, float]:
    """Strike once: the edge goes down until it has cut `volume` m3, at most to `most` m deep.

    Returns what is left, and m3 taken away.
    """
    low, high = 0, round(most * TENTHS)
    if _taken(wood, edge, high) > volume:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _taken(wood, edge, middle) <= volume else (low, middle)
        high = max(low, 1)
    after = wood.cut(solids.convex(shaft(edge, high / TENTHS)))
    return after, wood.volume - after.volume


def _taken(wood: Solid, edge: Edge, tenths: int) -> float:
    return wood.within(solids.convex(shaft(edge, tenths / TENTHS))).volume if tenths else 0.0


def shaft(edge: Edge, depth: float, above: float = 0.01) -> Hull:
    """Return the room the chisel needs from `above` the face down to `depth` (frame: joint)."""
    c, s = math.cos(edge.turn), math.sin(edge.turn)
    points = []
    for x in (-above, depth):
        shift = math.tan(edge.lean) * max(x, 0.0)
        for a in (-0.5, 0.5):
            for b in (-0.5, 0.5):
                along, over = a * edge.bite, b * edge.width
                points.append(
                    [x, edge.v + s * along + c * over, edge.u + c * along - s * over + shift]
                )
    return Hull(np.array(points))


def floor(wood: Solid, edge: Edge, most: float) -> float:
    """Return how deep the highest wood under the edge lies, m; `most` where there is none."""
    inner = replace(edge, width=edge.width - 2 * _INSET, bite=edge.bite - 2 * _INSET)
    bounds = wood.within(solids.convex(shaft(inner, most))).bounds
    return most if bounds is None else float(bounds[0][0])
