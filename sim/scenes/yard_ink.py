"""The position marks 位号 in ink: on a part that was tried, and beside the sockets of its mates.

Where on a timber a mark is written, and how large, is this program's own.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.timber_names import MARKS
from physics.timber.design import Design, Place
from physics.timber.part import Part
from sim.scenes.mesh import Mesh, faceted
from sim.scenes.parts import glowing
from sim.scenes.stroke_type import brush
from sim.stage import Vec3

SIZE_M = 0.075  # height of one sign
_OFF_M = 0.0012  # the ink lies so far off the wood: flats of a round timber bulge less
_FINE_M = 0.010  # an ink stroke follows a round timber in pieces so wide
_FROM_END_M = 0.22  # on a 枋, from its end
_BELOW_M = 0.09  # on a column, below a socket


@dataclass(frozen=True)
class InkMark:
    """Signs on a part, in its frame, metres: written from `at` downward, facing `out`, on a
    timber of `round_m` radius (0: flat)."""

    part: str
    signs: str
    at: Vec3
    out: Vec3
    up: Vec3
    round_m: float = 0.0


def marks(design: Design, marked: Collection[str]) -> tuple[InkMark, ...]:
    """Return the ink of all marked parts."""
    parts = {p.name: p for p in design.parts}
    found: list[InkMark] = []
    for place in design.places:
        if place.name in marked:
            own = _on_column if len(place.bearers) == 1 else _on_beam
            found += own(parts[place.name], _signs(place.name))
            mates = [b for b in place.bearers if b in design.fitted]
            found += [_beside(parts[m], design.place(m), place) for m in mates]
    return tuple(found)


class Ink:
    """The ink on a stage: each mark below the node of its part."""

    def __init__(self) -> None:
        self._written: dict[InkMark, Any] = {}

    def show(self, marks: Collection[InkMark], nodes: dict[str, Any]) -> None:
        """Write what is not written yet and take away what is no longer."""
        for mark in [m for m in self._written if m not in marks]:
            self._written.pop(mark).removeNode()
        for mark in marks:
            node = self._written.get(mark)
            if mark.part in nodes and (node is None or node.getParent() != nodes[mark.part]):
                if node is not None:
                    node.removeNode()
                self._written[mark] = node = glowing(drawn(mark), "ink")
                node.reparentTo(nodes[mark.part])


def drawn(mark: InkMark) -> Mesh:
    """Return the signs of a mark as a thin sheet on the wood."""
    out, up = np.array(mark.out), np.array(mark.up)
    right = np.cross(up, out)
    points, triangles = brush(mark.signs, _FINE_M / SIZE_M if mark.round_m else math.inf)
    points = points * SIZE_M
    x, y = points[:, 0], points[:, 1]
    deep = np.zeros_like(x)
    if mark.round_m:
        turn = x / mark.round_m
        x, deep = mark.round_m * np.sin(turn), mark.round_m * (np.cos(turn) - 1.0)
    at = np.array(mark.at)
    on = at + np.outer(x, right) + np.outer(y, up) + np.outer(deep + _OFF_M, out)
    return faceted(on, triangles)


def _signs(place: str) -> str:
    return MARKS[place.partition("_")[2]].zh_CN


def _on_column(part: Part, signs: str) -> list[InkMark]:
    """On a column, at the height of the eyes of one who squats by it, on both free sides."""
    radius = _radius(part)
    ways = [(-math.sqrt(0.5), -math.sqrt(0.5), 0.0), (math.sqrt(0.5), math.sqrt(0.5), 0.0)]
    high = 0.62 * part.height
    return [_round(part.name, signs, way, high, radius) for way in ways]


def _on_beam(part: Part, signs: str) -> list[InkMark]:
    """On a 枋, by both ends, on both sides and on top."""
    low, high = (np.asarray(v) for v in part.solid.bounds or ())
    middle, found = float(low[2] + high[2]) / 2, []
    for end in (float(low[0]) + _FROM_END_M, float(high[0]) - _FROM_END_M):
        for side, y in ((-1.0, float(low[1])), (1.0, float(high[1]))):
            at = (end, y, middle + SIZE_M / 2)
            found.append(InkMark(part.name, signs, at, (0.0, side, 0.0), (0.0, 0.0, 1.0)))
        top = (end, SIZE_M / 2, float(high[2]))
        found.append(InkMark(part.name, signs, top, (0.0, 0.0, 1.0), (0.0, 1.0, 0.0)))
    return found


def _beside(part: Part, place: Place, enters: Place) -> InkMark:
    """On a column, below the socket of the part that enters it."""
    way = place.pose.matrix.T @ (np.array(enters.pose.at) - place.pose.at)
    way[2] = 0.0
    x, y, _z = (way / np.linalg.norm(way)).tolist()
    below = part.height - enters.travel - _BELOW_M
    return _round(part.name, _signs(enters.name), (x, y, 0.0), below, _radius(part))


def _round(part: str, signs: str, way: Vec3, height: float, radius: float) -> InkMark:
    at = (radius * way[0], radius * way[1], height)
    return InkMark(part, signs, at, way, (0.0, 0.0, 1.0), radius)


def _radius(part: Part) -> float:
    low, high = (np.asarray(v) for v in part.solid.bounds or ())
    return float(max(high[0] - low[0], high[1] - low[1])) / 2
