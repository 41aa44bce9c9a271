"""Printing as whole acts: rows of brush and pad over a block. With it the reference proof is
printed, by the same physics as a learner's sheet, and misprints for those who look for faults.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lessons.arts.printing_acts import Act
from lessons.arts.printing_rows import SPEED, rows_over
from lessons.arts.printing_shop import TICKS, Shop
from lessons.arts.printing_work import Plate, Work
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.paper import Paper

WET = 0.45  # moisture of the reference's paper: a preset


@dataclass(frozen=True)
class Manner:
    """How one impression is made: percent of a good load in the brush, hundredths of a newton
    on brush and pad, how often the rows are rubbed, how far askew it is pulled (mm / 100)."""

    load: int = 100
    brush: int = 500
    pad: int = 3000
    rubs: int = 2
    askew: tuple[int, int] = (0, 0)


GOOD = Manner()


def impression(shop: Shop, number: int, sheet: int, manner: Manner = GOOD) -> Iterator[Act]:
    """Yield the acts that print block `number` onto `sheet`, as `shop` stands."""
    board, grid = shop.boards[number], shop.work.grid
    if shop.at != number:
        yield Act("take", (number,))
    if shop.page != sheet:
        yield Act("page", (sheet,))
    stands = board.depth == 0
    for turned in (False, True):
        yield Act("dip", (manner.load,))
        yield from _rows("brush", stands, turned, manner.brush, grid.cell)
    yield Act("lay")
    for k in range(manner.rubs):
        yield from _rows("rub", board.plate.mask, k % 2 == 1, manner.pad, grid.cell)
    yield Act("lift", manner.askew)


def _rows(
    kind: str, over: NDArray[np.bool_], turned: bool, force: int, cell: float
) -> Iterator[Act]:
    tool = "brush" if kind == "brush" else "pad"
    most = len(over) * UNITS - 1
    for x0, y0, x1, y1 in rows_over(over.T if turned else over, cell):
        way = (y0, x0, y1, x1) if turned else (x0, y0, x1, y1)
        ends = tuple(min(max(0, round(v / cell * UNITS)), most) for v in way)
        ticks = max(1, min(240, round((x1 - x0) / SPEED[tool] * TICKS)))
        yield Act(kind, (*ends, force, ticks))


def proof(work: Work) -> Paper:
    """Return the reference proof: the drawn blocks, cut without a fault, printed once, well."""
    plates = tuple((p.name, p.pigment, p.mask.tobytes()) for p in work.plates)
    return _proof(plates, work.grid.cells, work.grid.cell)


@lru_cache(maxsize=4)
def _proof(plates: tuple[tuple[str, str, bytes], ...], cells: int, cell: float) -> Paper:
    drawn = tuple(
        Plate(name, ink, np.frombuffer(mask, np.bool_).reshape(cells, cells))
        for name, ink, mask in plates
    )
    shop = Shop(Work(Grid(cells, cell), drawn, sheets=1, seed=0, damped=WET))
    for number in range(len(drawn)):
        for act in impression(shop, number, 0):
            shop.do(act)
    return shop.sheets[0]
