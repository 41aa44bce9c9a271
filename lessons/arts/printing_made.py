"""What was made in the shop: taken out as plain data, so that it can be judged in a process of
its own, and measured for the scorer.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from content.assessment import Assessment
from content.lesson import Lesson
from lessons.arts.printing_asked import Drawn
from lessons.arts.printing_found import Carved, Made, SheetMade
from lessons.arts.printing_sheet import measured
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_steps import block_of, deed_of
from lessons.arts.printing_work import Board, Work
from lessons.scorers import printing as scorer
from physics.woodblock import carving
from physics.woodblock.paper import Paper

if TYPE_CHECKING:
    from lessons.arts.printing import Printing

MOST_SHEETS = 3  # so many are judged to find the best


@dataclass(frozen=True)
class Wood:
    """A block that was carved: `drawn` what should stand, `uncut` where it was to be cut."""

    name: str
    depth: NDArray[np.uint16]
    torn: NDArray[np.uint16]
    drawn: Drawn
    uncut: NDArray[np.bool_] | None


@dataclass(frozen=True)
class Evidence:
    """All that a judgement rests on. `sheets` are those of which the best is judged, by number;
    `blocks` those that should be on it; the other fields are those of Made."""

    lesson: Lesson
    lesson_hash: str
    work: Work
    sheets: Mapping[int, Paper]
    blocks: tuple[str, ...]
    used: int
    woods: tuple[Wood, ...]
    made: Made


def evidence(lesson: "Printing") -> Evidence:
    """Take out of the shop what is to be judged. The arrays are the shop's own: pass them on, or
    judge them, before anything more is done.
    """
    shop = lesson.shop
    asked = [s.id for s in lesson.lesson.steps if deed_of(s.id) in ("print", "rub", "lift")]
    return Evidence(
        lesson=lesson.lesson,
        lesson_hash=lesson.hash,
        work=shop.work,
        sheets={k: shop.sheets[k] for k in candidates(shop)},
        blocks=tuple(dict.fromkeys(b for s in asked if (b := block_of(s)))),
        used=sum(bool(sheet.layers) for sheet in shop.sheets),
        woods=tuple(_wood(b) for b in shop.boards if not b.plate.ready and b.cuts),
        made=Made(
            done=lesson.done,
            drafts={
                b.name: (math.hypot(b.draft.dx, b.draft.dy) * 1000, math.degrees(b.draft.turn))
                for b in shop.boards
                if b.draft is not None
            },
            shown=tuple(lesson.shown),
            undone=lesson.undone,
            seconds=lesson.seconds,
            engine=lesson.engine,
        ),
    )


def judge(found: Evidence) -> Assessment:
    """Measure and judge. The best sheet counts; the others are waste."""
    carved = {wood.name: _carved(wood, found.work.grid.cell) for wood in found.woods}
    made = replace(found.made, carved=carved, wasted=max(0, found.used - bool(found.sheets)))
    if not found.sheets:
        return scorer.assess(found.lesson, found.lesson_hash, made)
    tried = {
        number: scorer.assess(found.lesson, found.lesson_hash, replace(made, sheet=sheet))
        for number, sheet in sheets(found).items()
    }
    best = max(tried, key=lambda number: tried[number].rank)
    if len(tried) == 1:
        return tried[best]
    named = (*tried[best].items, {"sheet": best})
    return tried[best].model_copy(update={"items": named})


def judged(shop: Shop, assessment: Assessment) -> int | None:
    """Return the number of the sheet that was judged; None where none was printed."""
    tried = candidates(shop)
    named = [item["sheet"] for item in assessment.items if item.get("sheet") in tried]
    return next((k for k in tried if k in named), tried[0] if tried else None)


def sheets(found: Evidence) -> dict[int, SheetMade]:
    """Measure the sheets by number."""
    return {
        number: measured(paper, found.work, found.blocks) for number, paper in found.sheets.items()
    }


def candidates(shop: Shop) -> tuple[int, ...]:
    """Return the sheets of which the best is judged: of the hung ones, else of all, those with
    the most blocks on them, the last of them first.
    """
    used = [k for k in shop.hung if shop.sheets[k].layers]
    used = used or [k for k, sheet in enumerate(shop.sheets) if sheet.layers]
    most = max((_blocks(shop.sheets[k]) for k in used), default=0)
    return tuple(reversed([k for k in used if _blocks(shop.sheets[k]) == most]))[:MOST_SHEETS]


def _blocks(sheet: Paper) -> int:
    return len({layer.block for layer in sheet.layers})


def _wood(board: Board) -> Wood:
    return Wood(board.name, board.depth, board.wood.torn, board.drawn, board.plate.uncut)


def _carved(wood: Wood, cell: float) -> Carved:
    """Measure a block where it was to be carved."""
    box = _box(wood.uncut)
    depth, torn = np.ascontiguousarray(wood.depth[box]), np.ascontiguousarray(wood.torn[box])
    drawn: Drawn = wood.drawn[box].astype(np.float32)
    corner = (box[1].start * cell * 1000, box[0].start * cell * 1000)
    side = wood.depth.shape[1] * cell * 1000

    def place(spots: tuple[carving.Spot, ...]) -> tuple[float, float] | None:
        """The worst place as the print shows it: left is right on the block."""
        worst = max(spots, key=lambda spot: spot.size, default=None)
        if worst is None:
            return None
        return side - corner[0] - worst.x_mm, corner[1] + worst.y_mm

    line = carving.fidelity(depth, drawn, cell)
    lost = carving.broken(depth, drawn, cell)
    ground = carving.ground(depth, drawn, cell)
    chips, where = carving.torn_lines(depth, torn, drawn, cell)
    return Carved(
        line_mm=line.p95_mm,
        mean_mm=line.mean_mm,
        cut_through_mm=lost.length_mm,
        high_pct=ground.high * 100,
        torn_mm2=chips,
        places={
            "line": _worst_line(line, corner, side),
            "cut_through": place(lost.places),
            "high_ground": place(ground.places),
            "torn": place(where),
        },
    )


def _worst_line(
    line: carving.Fidelity, corner: tuple[float, float], side: float
) -> tuple[float, float] | None:
    if np.isnan(line.off).all():
        return None
    x, y = line.at[int(np.nanargmax(np.abs(line.off)))]
    return side - corner[0] - float(x), corner[1] + float(y)


def _box(uncut: NDArray[np.bool_] | None) -> tuple[slice, slice]:
    """Return the window of the block that was to be cut, block frame."""
    if uncut is None:
        return slice(0, None), slice(0, None)
    stands = uncut[:, ::-1]
    rows, columns = (np.flatnonzero(stands.any(axis)) for axis in (1, 0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
