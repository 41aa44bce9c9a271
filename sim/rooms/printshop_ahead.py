"""The strokes that the guide would make next, told from its plan without making them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.arts.printing import Printing
from lessons.arts.printing_guide_cuts import left, plans
from lessons.arts.printing_rows import Way, rows_over
from lessons.arts.printing_steps import block_of, deed_of
from lessons.arts.printing_work import Board
from physics.woodblock.cut import Cut
from physics.woodblock.grid import UNITS
from sim.scenes.print_coverage import ENOUGH

CARVED = ("line", "clear", "mend")
MANY = 24  # cuts ahead: each is hardly longer than a millimetre
NEAR = 0.004  # m to either side of a row, where its ink is looked at


@dataclass(frozen=True)
class Stroke:
    """Ways (m), one after another, in the frame of what is worked `on`: "block" or "sheet"."""

    on: str
    ways: tuple[Way, ...]


class Ahead:
    """Knows the guide's plan for each block; what of it is due follows from the work alone."""

    def __init__(self, lesson: Printing) -> None:
        self._lesson = lesson
        self._plans: dict[str, dict[str, tuple[Cut, ...]]] = {}

    def stroke(self) -> Stroke | None:
        """Return what comes next; None where the step in hand asks for none on what lies here."""
        step, shop = self._lesson.step, self._lesson.shop
        if step is None or block_of(step.id) not in (None, shop.board.name):
            return None
        deed, laid = deed_of(step.id), shop.impression is not None
        if deed in CARVED and not laid:
            return self._cut(deed, shop.board)
        if deed in ("ink", "print") and not laid:
            board = shop.board
            return self._row("block", board.depth == 0, board.film.mass)
        if deed in ("rub", "print") and shop.impression is not None:
            return self._row("sheet", shop.board.plate.mask, shop.impression.layer.mass)
        return None

    def _cut(self, deed: str, board: Board) -> Stroke | None:
        if board.name not in self._plans:
            self._plans[board.name] = plans(board)
        cuts = self._plans[board.name][deed]
        unit = self._lesson.work.grid.cell / UNITS
        for k in range(0, len(cuts), MANY):  # looked through only as far as the work has come
            if due := left(cuts[k : k + MANY], board):
                ways = ((c.x0 * unit, c.y0 * unit, c.x1 * unit, c.y1 * unit) for c in due)
                return Stroke("block", tuple(ways))
        return None

    def _row(self, on: str, over: NDArray[np.bool_], mass: NDArray[np.float32]) -> Stroke | None:
        """Return the row that has the least ink, the first of those; None: all have enough."""
        cell = self._lesson.work.grid.cell
        rows = [(_ink(way, over, mass, cell), way) for way in rows_over(over, cell)]
        if not rows:
            return None
        ink, way = min(rows, key=lambda row: row[0])
        return Stroke(on, (way,)) if ink < ENOUGH[on] else None


def _ink(way: Way, over: NDArray[np.bool_], mass: NDArray[np.float32], cell: float) -> float:
    """Return the mean ink (g/m2) of what is True beside a row."""
    near = round(NEAR / cell)
    j = round(way[1] / cell)
    band = slice(max(0, j - near), j + near + 1)
    wanted = over[band]
    return float(mass[band][wanted].mean()) if wanted.any() else np.inf
