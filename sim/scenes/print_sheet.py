"""The sheet in work: it lies on the stack at the left, or turned over on the block like a page.

Its right edge, as one looks at the printed side, is held at the hinge. Which edge a printer of
Taohuawu clamps is unresolved; see `physics.woodblock.lay`.
"""

import math
from typing import Any

import numpy as np
from panda3d.core import NodePath

from physics.woodblock.grid import Rect
from sim.scenes.mesh import Array
from sim.scenes.print_surface import Painted, Pixels

MARGIN = 0.012  # m of paper between the hinge and what is printed
TURN_S = 0.4
CURL = 1.1  # radians that the sheet is bent at most while it turns
_STEPS = 65


class Sheet:
    """Two faces of one paper. `side` m of what is printed; the hinge is the line x = 0, z = 0."""

    def __init__(self, side: float, face: Pixels, back: Pixels) -> None:
        self._side = side
        self.node: Any = NodePath("sheet")
        self.face = Painted("face", side, face, MARGIN)
        self.back = Painted("back", side, back, MARGIN, under=True)
        for part in (self.face, self.back):
            part.node.reparentTo(self.node)
        self._along = 0.0  # 0 on the stack, 1 on the block
        self._goal = 0.0
        self._shown = math.nan
        self.frame(0.0)

    @property
    def turning(self) -> bool:
        """Whether it is on its way."""
        return self._along != self._goal

    def lie(self, on_block: bool, at_once: bool = False) -> None:
        """Let it turn over to the block or back to the stack."""
        self._goal = float(on_block)
        if at_once:
            self._along = self._goal

    def frame(self, elapsed: float) -> None:
        """Go on turning."""
        way = self._goal - self._along
        self._along += math.copysign(min(abs(way), elapsed / TURN_S), way)
        if self._along == self._shown:
            return
        self._shown = self._along
        at = np.linspace(0.0, self._side + MARGIN, _STEPS)  # of the picture, from its left side
        x, z, turn = curve(self._along, at[-1] - at)
        self.face.bend(x, z, turn, at)
        self.back.bend(x, z, turn, at)

    def paint(self, face: Pixels | None, back: Pixels | None, rect: Rect) -> None:
        """Take what has changed of either side."""
        if face is not None:
            self.face.paint(face, rect)
        if back is not None:
            self.back.paint(back, rect)


def curve(along: float, far: Array) -> tuple[Array, Array, Array]:
    """Return x, z and turn of the sheet at distances `far` (m) from the hinge.

    `along` 0: it lies to the left of the hinge, face up; 1: to the right, face down.
    """
    share = along * along * (3 - 2 * along) if along < 1 else 1.0
    lean = math.pi * (1 - share)
    bent = CURL * math.sin(math.pi * along) * (1 - 2 * far / far.max())
    angle = np.clip(lean + bent, 0.0, math.pi)
    order = np.argsort(far)
    step = np.diff(far[order], prepend=0.0)
    x, z = np.empty_like(far), np.empty_like(far)
    x[order] = np.cumsum(np.cos(angle[order]) * step)
    z[order] = np.cumsum(np.sin(angle[order]) * step)
    return x, z, angle - math.pi
