"""Paper templates, the sheets: small drawings side by side, large ones over several sheets."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lessons.report.shapes import Line, Point, Rect, Shape, Text, bounds
from lessons.report.template_views import POINTS, Block, short

A4 = (210 * POINTS, 297 * POINTS)
MARGIN = 10 * POINTS  # what no printer is asked to reach
HEAD, FOOT = 16 * POINTS, 14 * POINTS
OVERLAP = 12 * POINTS
_ROOM = 6 * POINTS  # between drawings on one sheet
_OVER = MARGIN * 0.7  # how far a figure may stand out: so each is whole on some sheet
_CROSS = 3 * POINTS
_WHOLE = 6  # sheets; a drawing on more leaves out those on which its lines only run on
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Map:
    """Which sheet of a large drawing this is: columns, rows, and its own column and row."""

    columns: int
    rows: int
    column: int
    row: int


@dataclass(frozen=True)
class Sheet:
    """What lies on one sheet between head and foot, in points on the whole paper."""

    paper: Point
    shapes: tuple[Shape, ...]
    caption: str = ""
    map: Map | None = None


def sheets(blocks: Sequence[Block]) -> tuple[Sheet, ...]:
    """Lay out the drawings of one part: what fits shares upright sheets, the rest is spread."""
    room = _room(A4)
    small = [b for b in blocks if b.width <= room[0] and b.height <= room[1]]
    large = [b for b in blocks if not (b.width <= room[0] and b.height <= room[1])]
    return (*_shared(small), *(sheet for block in large for sheet in _spread(block)))


def _room(paper: Point) -> Point:
    return paper[0] - 2 * MARGIN, paper[1] - 2 * MARGIN - HEAD - FOOT


def _shared(blocks: Sequence[Block]) -> Iterator[Sheet]:
    """Set drawings in rows, row under row, sheet after sheet."""
    room = _room(A4)
    made: list[Shape] = []
    x = y = high = 0.0
    for block in blocks:
        if x and x + block.width > room[0]:
            x, y, high = 0.0, y + high + _ROOM, 0.0
        if y + block.height > room[1]:
            yield Sheet(A4, tuple(made))
            made, x, y, high = [], 0.0, 0.0, 0.0
        made += moved(block.shapes, MARGIN + x, MARGIN + HEAD + y)
        x, high = x + block.width + _ROOM, max(high, block.height)
    if made:
        yield Sheet(A4, tuple(made))


def _spread(block: Block) -> Iterator[Sheet]:
    """Spread a drawing over sheets that overlap; the way of the paper that needs fewer."""
    paper = min((A4, A4[::-1]), key=lambda p: math.prod(_counts(block, _room(p))))
    room = _room(paper)
    columns, rows = _counts(block, room)
    step = (room[0] - OVERLAP, room[1] - OVERLAP)
    whole = (*block.shapes, *_crosses(block, (columns, rows), room))
    for row in range(rows):
        for column in range(columns):
            low = (column * step[0], row * step[1])
            if columns * rows <= _WHOLE or _says_something(block, low, room):
                seen = tuple(_within(whole, low, room))
                placed = tuple(moved(seen, MARGIN - low[0], MARGIN + HEAD - low[1]))
                yield Sheet(paper, placed, block.caption, Map(columns, rows, column, row))


def _says_something(block: Block, low: Point, room: Point) -> bool:
    """Whether a line begins, ends or turns on a sheet; else a straightedge does as well."""
    high = (low[0] + room[0], low[1] + room[1])
    return any(low[0] <= x <= high[0] and low[1] <= y <= high[1] for x, y in block.corners)


def _counts(block: Block, room: Point) -> tuple[int, int]:
    def many(long: float, space: float) -> int:
        return max(1, math.ceil((long - OVERLAP) / (space - OVERLAP) - 1e-9))

    return many(block.width, room[0]), many(block.height, room[1])


def _crosses(block: Block, counts: tuple[int, int], room: Point) -> Iterator[Shape]:
    """Crosses in the overlaps, two to a seam; both sheets bear its letter and its place in mm."""
    columns, rows = counts
    step = (room[0] - OVERLAP, room[1] - OVERLAP)
    wide = [min(room[0], block.width - c * step[0]) for c in range(columns)]
    high = [min(room[1], block.height - r * step[1]) for r in range(rows)]
    seams = [
        ((c + 1) * step[0] + OVERLAP / 2, r * step[1] + high[r] * part)
        for r in range(rows) for c in range(columns - 1) for part in (0.2, 0.8)
    ] + [
        (c * step[0] + wide[c] * part, (r + 1) * step[1] + OVERLAP / 2)
        for r in range(rows - 1) for c in range(columns) for part in (0.2, 0.8)
    ]  # fmt: skip
    for i, (x, y) in enumerate(seams):
        name = _LETTERS[i % len(_LETTERS)] + (str(i // len(_LETTERS)) if i >= len(_LETTERS) else "")
        yield Line(x - _CROSS, y, x + _CROSS, y, "red", 0.5)
        yield Line(x, y - _CROSS, x, y + _CROSS, "red", 0.5)
        place = ((x - block.zero[0]) / POINTS, (block.zero[1] - y) / POINTS)
        label = f"{short(place[0], 0)}/{short(place[1], 0)}"
        yield Text(name, x + 2, y - 2, 7, "red_deep", "sans")
        yield Text(label, x, y + _CROSS + 6, 5.5, "red_deep", "sans", "middle")


def _within(shapes: Sequence[Shape], low: Point, room: Point) -> Iterator[Shape]:
    high = (low[0] + room[0], low[1] + room[1])
    for shape in shapes:
        if isinstance(shape, Line):
            yield from _clipped(shape, low, high)
        elif isinstance(shape, Text):
            box = bounds(shape)
            across = low[0] - _OVER <= box.left and box.right <= high[0] + _OVER
            if across and low[1] <= shape.y <= high[1]:
                yield shape


def _clipped(line: Line, low: Point, high: Point) -> Iterator[Line]:
    """What of a line lies in the window (Liang and Barsky 1984)."""
    way = (line.x2 - line.x1, line.y2 - line.y1)
    first, last = 0.0, 1.0
    for start, along, least, most in zip((line.x1, line.y1), way, low, high, strict=True):
        if along == 0:
            if not least <= start <= most:
                return
            continue
        ends = sorted(((least - start) / along, (most - start) / along))
        first, last = max(first, ends[0]), min(last, ends[1])
    if last - first > 1e-9:
        begin = (line.x1 + first * way[0], line.y1 + first * way[1])
        end = (line.x1 + last * way[0], line.y1 + last * way[1])
        yield replace(line, x1=begin[0], y1=begin[1], x2=end[0], y2=end[1])


def moved(shapes: Sequence[Shape], x: float, y: float) -> Iterator[Shape]:
    """Yield lines, boxes and texts shifted by (x, y) points."""
    for shape in shapes:
        if isinstance(shape, Line):
            yield replace(shape, x1=shape.x1 + x, y1=shape.y1 + y, x2=shape.x2 + x, y2=shape.y2 + y)
        elif isinstance(shape, Text | Rect):
            yield replace(shape, x=shape.x + x, y=shape.y + y)
