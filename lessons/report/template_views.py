"""Paper templates, one drawing: a part's side at full size with every measure a carpenter marks.

Shapes in points, as everywhere in this package; a millimetre on the part is one on paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from content.model import Text as Words
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Point, Shape, Text, text_width
from physics.pose import Array
from physics.timber.drawing import Face, View, measures

POINTS = 72 / 25.4  # a millimetre
_METRE = 1000 * POINTS
SMALL = 6.5  # points, size of the figures
_ROW, _COLUMN = 3.2 * POINTS, 17.0 * POINTS  # what one figure needs below and at the left
_NEAR = 1.5 * POINTS  # from the wood to the first figure
_CAPTION = 7 * POINTS
_DASH, _GAP = 2.5 * POINTS, 1.2 * POINTS
FACES: Mapping[Face, Words] = {
    "front": Words(zh_CN="正面", en="front"),
    "back": Words(zh_CN="背面", en="back"),
    "left": Words(zh_CN="左面", en="left"),
    "right": Words(zh_CN="右面", en="right"),
    "top": Words(zh_CN="上面", en="top"),
    "bottom": Words(zh_CN="底面", en="underside"),
}


@dataclass(frozen=True)
class Block:
    """A piece of drawing or print, `width` by `height` points, from its upper left corner.

    `zero`: where its measures begin; `corners`: where its lines begin, end or turn.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    caption: str = ""
    zero: Point = (0.0, 0.0)
    corners: tuple[Point, ...] = ()


def view_block(view: View, cun_mm: float) -> Block:
    """Draw one side at full size, its measures from the lower left corner in mm and 寸."""
    across, up = ([v * _METRE for v in axis] for axis in measures(view))
    right_of = [_figure(x, cun_mm) for x in across]
    above = [_figure(y, cun_mm) for y in up]
    rows = depths(across, max(text_width(f, SMALL) for f in right_of) + 3)
    columns = depths(up, _ROW)
    left = (max(columns) + 1) * _COLUMN + _NEAR
    wide, high = view.size[0] * _METRE, view.size[1] * _METRE
    foot = _CAPTION + high
    shapes = (
        Text(_caption(view), left, _CAPTION - 6, 9.5, font="sans"),
        *_below(across, right_of, rows, (left, foot)),
        *_beside(up, above, columns, (left, foot)),
        *_lines(view.hidden, (left, foot), "soft", True),
        *_lines(view.seen, (left, foot), "ink", False),
    )
    last = across[-1] + text_width(right_of[-1], SMALL)
    caption = text_width(_caption(view), 9.5)
    below = _NEAR + (max(rows) + 1) * _ROW
    width, height = left + max(wide, last, caption) + 2, foot + below + 4
    return Block(width, height, shapes, _caption(view), (left, foot), _corners(view, (left, foot)))


def depths(places: Sequence[float], extent: float) -> list[int]:
    """Return how far out each figure stands so that none lies on another or on its leader.

    `places` ascend; a figure covers `extent` beyond its place.
    """
    found = [0] * len(places)
    for i in reversed(range(len(places))):
        covered = [found[j] for j in range(i + 1, len(places)) if places[j] < places[i] + extent]
        found[i] = max(covered) + 1 if covered else 0
    return found


def _corners(view: View, at: Point) -> tuple[Point, ...]:
    ends = np.concatenate([view.seen, view.hidden]).reshape(-1, 2)
    placed = np.unique(np.round(at + ends * (_METRE, -_METRE), 3), axis=0)
    return tuple((x, y) for x, y in placed.tolist())


def _figure(points: float, cun_mm: float) -> str:
    mm = round(points / POINTS, 1)
    return f"{short(mm, 1)} · {short(points / POINTS / cun_mm, 2)} 寸" if mm else "0"


def short(value: float, decimals: int) -> str:
    """Return a number without idle noughts."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") or "0"


def _caption(view: View) -> str:
    """The side's name; sides that look the same (turned over or upside down) after it."""
    return " ＝ ".join(f"{FACES[face].zh_CN} {FACES[face].en}" for face in view.faces)


def _below(
    places: Sequence[float], figures: Sequence[str], rows: Sequence[int], at: Point
) -> Iterator[Shape]:
    left, foot = at
    for place, figure, row in zip(places, figures, rows, strict=True):
        x, end = left + place, foot + _NEAR + (row + 1) * _ROW
        yield Line(x, foot + 1.5, x, end, "stone", 0.35)
        yield Text(figure, x + 1.2, end - 0.8, SMALL, font="sans")


def _beside(
    places: Sequence[float], figures: Sequence[str], columns: Sequence[int], at: Point
) -> Iterator[Shape]:
    left, foot = at
    for place, figure, column in zip(places, figures, columns, strict=True):
        y, end = foot - place, left - _NEAR - (column + 1) * _COLUMN
        yield Line(left - 1.5, y, end, y, "stone", 0.35)
        yield Text(figure, end, y - 1.2, SMALL, font="sans")


def _lines(lines: Array, at: Point, colour: Colour, hidden: bool) -> Iterator[Line]:
    for start, end in np.asarray(at) + lines * (_METRE, -_METRE):
        for a, b in _dashes(start, end) if hidden else [(start, end)]:
            (x1, y1), (x2, y2) = a.tolist(), b.tolist()
            yield Line(x1, y1, x2, y2, colour, 0.5 if hidden else 0.8)


def _dashes(start: Array, end: Array) -> Iterator[tuple[Array, Array]]:
    """Dashes along a line; it begins and ends with one."""
    length = float(np.linalg.norm(end - start))
    count = max(1, round((length - _DASH) / (_DASH + _GAP)))
    step = (length - _DASH) / count if length > _DASH else length
    way = (end - start) / length
    for i in range(count + 1 if length > _DASH else 1):
        yield start + way * (i * step), start + way * min(i * step + _DASH, length)
