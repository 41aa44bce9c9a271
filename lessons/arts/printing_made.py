"""What was made in the shop, measured for the scorer."""

import math
from typing import TYPE_CHECKING

import numpy as np

from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Board
from lessons.scorers.printing import Carved, Made, SheetMade
from physics.woodblock import carving
from physics.woodblock.paper import Paper
from physics.woodblock.printed import Printed, printed

if TYPE_CHECKING:
    from lessons.arts.printing import Printing


def made(lesson: "Printing") -> Made:
    """Measure everything that was made."""
    shop = lesson.shop
    used = [k for k, sheet in enumerate(shop.sheets) if sheet.layers]
    judged = judged_sheet(shop)
    return Made(
        done=lesson.done,
        sheet=None if judged is None else SheetMade(layers(shop, shop.sheets[judged])),
        wasted=len([k for k in used if k != judged]),
        carved={b.name: _carved(b, shop) for b in shop.boards if not b.plate.ready and b.cuts},
        drafts={
            b.name: (math.hypot(b.draft.dx, b.draft.dy) * 1000, math.degrees(b.draft.turn))
            for b in shop.boards
            if b.draft is not None
        },
        shown=tuple(lesson.shown),
        undone=lesson.undone,
        seconds=lesson.seconds,
        engine=lesson.engine,
    )


def judged_sheet(shop: Shop) -> int | None:
    """Return the sheet that is judged: the last one hung, else the one with most layers."""
    if shop.hung:
        return shop.hung[-1]
    used = [k for k, sheet in enumerate(shop.sheets) if sheet.layers]
    return max(used, key=lambda k: len(shop.sheets[k].layers), default=None)


def layers(shop: Shop, sheet: Paper) -> dict[str, Printed]:
    """Measure the layers of a sheet by block; two of one block are measured together."""
    drawn = {b.name: b.plate.mask for b in shop.boards}
    found: dict[str, Printed] = {}
    for name in dict.fromkeys(layer.block for layer in sheet.layers):
        mass = np.sum([v.mass for v in sheet.layers if v.block == name], axis=0)
        found[name] = printed(mass, drawn[name], shop.work.grid.cell)
    return found


def _carved(board: Board, shop: Shop) -> Carved:
    """Measure a block where it was to be carved."""
    cell = shop.work.grid.cell
    drawn = np.ascontiguousarray(board.plate.mask[:, ::-1])
    line = carving.fidelity(board.depth, drawn, cell)
    lost = carving.broken(board.depth, drawn, cell)
    ground = carving.ground(board.depth, drawn, cell)
    torn, _where = carving.torn_lines(board.depth, board.wood.torn, drawn, cell)
    return Carved(line.p95_mm, line.mean_mm, lost.length_mm, ground.high * 100, torn)
