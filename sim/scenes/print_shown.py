"""A finished print held up to be judged: the sheet, an arrow for each colour, rings at faults."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lessons.report.palette import Colour
from physics.woodblock.grid import Rect
from sim.scenes.mesh import Array
from sim.scenes.parts import glowing, rods
from sim.scenes.print_surface import Painted, Pixels
from sim.scenes.print_views import SHOWN
from sim.stage import Vec3

LARGER = 30.0  # times longer an arrow is than what it tells
INKS: Mapping[str, Colour] = {
    "墨": "ink", "红": "red", "黄": "yellow", "绿": "green", "桃红": "pink", "紫": "purple",
}  # fmt: skip
_RING = 0.011  # m
_PEN, _UP = 0.0009, 0.0012
_FOOT = 0.013  # m from the lower edge: where the arrows begin
_HEAD = 0.004
Arrow = tuple[str, float, float]  # pigment, mm to the right, mm away


class Shown:
    """A print over the table. Row 0 of the picture (n, n, 3) is its lower edge."""

    def __init__(self, root: Any, side: float, pixels: Pixels) -> None:
        self._side = side
        self.node: Any = root.attachNewNode("shown")
        self.node.setZ(SHOWN)
        self._face = Painted("shown", side, pixels)
        self._face.node.reparentTo(self.node)
        self._marks: Any = self.node.attachNewNode("marks")

    def paint(self, pixels: Pixels) -> None:
        """Show another picture of it."""
        self._face.paint(pixels, Rect(0, 0, *pixels.shape[:2]))

    def mark(self, arrows: Sequence[Arrow], places: Sequence[tuple[float, float]]) -> None:
        """Draw how far each colour lies off, and rings at places (mm)."""
        self._marks.getChildren().detach()
        for k, (ink, right, away) in enumerate(arrows):
            x = self._side * (k + 1) / (len(arrows) + 1)
            segments = _arrow(x, _FOOT, right / 1000 * LARGER, away / 1000 * LARGER)
            glowing(rods(segments, _PEN), INKS.get(ink, "ink")).reparentTo(self._marks)
        for x, y in places:
            glowing(rods(_ring(x / 1000, y / 1000, _RING), _PEN), "red").reparentTo(self._marks)

    def place(self, x: float, y: float) -> Vec3:
        """Return where a place of the print (mm) is in the world."""
        return x / 1000, y / 1000, SHOWN


def _arrow(x: float, y: float, right: float, away: float) -> Array:
    """Return segments (n, 2, 3): a small ring, and a shaft with a head where there is a way."""
    ring = _ring(x, y, 0.0022)
    far = math.hypot(right, away)
    if far < 0.0024:
        return ring
    tip = np.array([x + right, y + away, _UP])
    turn = math.atan2(away, right)
    head = [
        tip - _HEAD * np.array([math.cos(turn + a), math.sin(turn + a), 0.0]) for a in (0.45, -0.45)
    ]
    shaft = np.array([[[x, y, _UP], tip], [tip, head[0]], [tip, head[1]]])
    return np.concatenate([ring, shaft])


def _ring(x: float, y: float, radius: float) -> Array:
    turn = np.linspace(0, 2 * np.pi, 25)
    points = np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn), np.full(25, _UP)], 1)
    return np.stack([points[:-1], points[1:]], 1)
