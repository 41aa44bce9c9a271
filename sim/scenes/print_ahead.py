"""The line of a stroke that is still to come, with a head where it leads to."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.scenes.mesh import Array
from sim.scenes.parts import glowing, rods

Way = tuple[float, float, float, float]
_PEN, _FINE = 0.0007, 0.00018  # m: for a row of the brush, for cuts
_SHORT = 0.01  # m: a shorter way is a cut
_ABOVE = 0.0012  # m over block or sheet


class AheadLines:
    """The line on the block and that on the sheet laid over it: one of them at a time."""

    def __init__(self, board: Any, table: Any, side: float, high: float) -> None:
        self._side = side
        self._lines = {"block": _AheadLine(board, high), "sheet": _AheadLine(table, high)}

    def show(self, on: str, ways: Sequence[Way]) -> None:
        """Draw what comes next on "block" or "sheet", in its own frame (m); none: nothing."""
        if on == "sheet":  # its frame is the table's mirror
            ways = [(self._side - a, b, self._side - c, d) for a, b, c, d in ways]
        for name, line in self._lines.items():
            line.show(ways if name == on else ())


class _AheadLine:
    """Draws ways x0 y0 x1 y1 (m) one after another under a node, at a height (m)."""

    def __init__(self, under: Any, high: float) -> None:
        self._under, self._high = under, high
        self._node: Any = None
        self._ways: tuple[Way, ...] = ()

    def show(self, ways: Sequence[Way]) -> None:
        """Show these ways and no others."""
        if tuple(ways) == self._ways:
            return
        self._ways = tuple(ways)
        if self._node is not None:
            self._node.removeNode()
            self._node = None
        if self._ways:
            first = self._ways[0]
            short = math.hypot(first[2] - first[0], first[3] - first[1]) < _SHORT
            pen = _FINE if short else _PEN
            segments = _segments(self._ways, self._high + _ABOVE, 9 * pen)
            self._node = glowing(rods(segments, pen), "yellow")
            self._node.reparentTo(self._under)


def _segments(ways: Sequence[Way], z: float, head: float) -> Array:
    """Return segments (n, 2, 3): the ways, and a head at the end of the last."""
    lines = [[[x0, y0, z], [x1, y1, z]] for x0, y0, x1, y1 in ways]
    x0, y0, x1, y1 = ways[-1]
    turn = math.atan2(y1 - y0, x1 - x0)
    for a in (0.45, -0.45):
        back = [x1 - head * math.cos(turn + a), y1 - head * math.sin(turn + a), z]
        lines.append([[x1, y1, z], back])
    return np.array(lines, np.float32)
