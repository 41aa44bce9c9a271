"""What the scripted hand cuts: a master's plan for what is still to be carved on a block."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lessons.arts.printing_work import Board
from physics.woodblock.carving_plan import plan_cuts
from physics.woodblock.cut import Cut
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import WANZAO, WANZAO_SMALL

SPARE_MM = 3.0  # so far around what is to be carved the plan looks


def plans(board: Board) -> dict[str, tuple[Cut, ...]]:
    """Return the cuts by the deed they belong to: `line`, `clear`, `mend`, in working order."""
    asked, cell, n = board.asked, board.film.grid.cell, board.film.grid.cells
    places = np.union1d(asked.edge, asked.ground)
    if not len(places):
        return {"line": (), "clear": (), "mend": ()}
    rows, columns = np.divmod(places, n)
    spare = round(SPARE_MM / 1000 / cell)
    size = min(n, int(max(np.ptp(rows), np.ptp(columns))) + 2 * spare + 1)
    j, i = (min(max(0, int(v.min()) - spare), n - size) for v in (rows, columns))
    window = board.drawn[j : j + size, i : i + size].astype(np.float32)
    wanted = np.zeros((n, n), np.bool_)
    wanted.flat[places] = True
    cuts = [_moved(cut, i, j) for cut in plan_cuts(window, Grid(size, cell))]
    return _parts([cut for cut in cuts if _reaches(cut, wanted)])


def left(cuts: Sequence[Cut], board: Board) -> tuple[Cut, ...]:
    """Return those cuts that pass where the wood still stands too high, or by its edge."""
    asked = board.asked
    depth = board.depth.ravel()
    high = np.zeros(board.depth.shape, np.bool_)
    high.flat[asked.edge[depth[asked.edge] == 0]] = True
    high.flat[asked.ground[depth[asked.ground] < asked.deep]] = True
    return tuple(cut for cut in cuts if _reaches(cut, high))


def _moved(cut: Cut, i: int, j: int) -> Cut:
    x, y = i * UNITS, j * UNITS
    return replace(cut, x0=cut.x0 + x, y0=cut.y0 + y, x1=cut.x1 + x, y1=cut.y1 + y)


def _reaches(cut: Cut, wanted: np.ndarray) -> bool:
    """Whether a cut passes where something is to be carved."""
    x = np.linspace(cut.x0, cut.x1, 5) / UNITS
    y = np.linspace(cut.y0, cut.y1, 5) / UNITS
    last = len(wanted) - 1
    j, i = (np.clip(v.astype(int), 1, last - 1) for v in (y, x))
    return any(bool(wanted[b - 1 : b + 2, a - 1 : a + 2].any()) for a, b in zip(i, j, strict=True))


def _parts(cuts: Sequence[Cut]) -> dict[str, tuple[Cut, ...]]:
    """Share cuts out: knife and root chisel first, gouges then, the root chisel once more."""
    gouged = [k for k, cut in enumerate(cuts) if cut.knife in (WANZAO, WANZAO_SMALL)]
    first, last = (gouged[0], gouged[-1] + 1) if gouged else (len(cuts), len(cuts))
    return {
        "line": tuple(cuts[:first]),
        "clear": tuple(cuts[first:last]),
        "mend": tuple(cuts[last:]),
    }
