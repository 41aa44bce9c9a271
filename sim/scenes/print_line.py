"""The line at the back of the shop: the learner's own prints of this lesson hang on it."""

from typing import Any

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import box
from sim.scenes.print_place import LINE_X, LINE_Y, LINE_Z
from sim.scenes.print_surface import Painted, Pixels

SMALL = 512  # cells of a print that hangs: it is seen from afar
_MOST = 6


class Line:
    """Hangs up prints from left to right; the last six stay."""

    def __init__(self, root: Any, side: float) -> None:
        self._root, self._side = root, side
        self._hung: dict[int, Any] = {}

    def show(self, prints: dict[int, Pixels]) -> None:
        """Let these prints hang, by the number of the sheet, in this order."""
        kept = list(prints)[-_MOST:]
        for number in [n for n in self._hung if n not in kept]:
            self._hung.pop(number).removeNode()
        for place, number in enumerate(kept):
            if number not in self._hung:
                self._hung[number] = self._hang(number, prints[number])
            self._put(self._hung[number], place, len(kept))

    def _hang(self, number: int, pixels: Pixels) -> Any:
        step = max(1, pixels.shape[0] // SMALL)
        n = pixels.shape[0] // step
        small = pixels[: n * step, : n * step].reshape(n, step, n, step, 3).mean(axis=(1, 3))
        node = self._root.attachNewNode("print")
        face = Painted(f"print {number}", self._side, small.astype(np.uint8))
        back = Painted(f"back {number}", self._side, small.astype(np.uint8), under=True)
        for part in (face, back):
            part.node.reparentTo(node)
            part.node.setP(90)
        pile = Pile(np.random.default_rng(number))
        for x in (0.12, 0.88):
            peg = box((0.010, 0.012, 0.034), (x * self._side, 0.0, self._side), 2, 0.002)
            pile.add_timber("fir", peg, 2)
        pile.node("pegs").reparentTo(node)
        return node

    def _put(self, node: Any, place: int, many: int) -> None:
        left, right = LINE_X
        room = (right - left) / max(many, 3)
        x = left + room * (place + 0.5) - self._side / 2
        node.setPos(x, LINE_Y, LINE_Z - self._side - 0.012)
        node.setH(2.0 * (-1) ** place)
