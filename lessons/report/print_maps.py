"""Where ink lies and where it fails, block by block: squares of the sheet, even, broken, bare."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from content.texts import _
from lessons.report.palette import Colour
from lessons.report.shapes import Page, Rect, Shape, Text

SQUARES = 32  # a side
EVEN, BARE = 0.95, 0.5  # share of a square's drawing that has ink
_SIDE, _HEAD, _GAP, _COLUMNS = 224.0, 20.0, 12.0, 3
_KINDS: tuple[Colour | None, ...] = (None, "moss", "yellow", "red")


def covered(inked: NDArray[np.bool_], drawn: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the share of each square's drawing (n, n) that has ink, (SQUARES, SQUARES), row 0
    the lower edge; NaN where nothing is drawn."""
    step = len(drawn) // SQUARES
    size = SQUARES * step

    def squares(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        parts = mask[:size, :size].reshape(SQUARES, step, SQUARES, step)
        return np.asarray(parts.sum((1, 3)), np.float64)

    asked = squares(drawn)
    there = np.full(asked.shape, np.nan)
    np.divide(squares(drawn & inked), asked, out=there, where=asked > 0)
    return there


def page(maps: Mapping[str, NDArray[np.float64]]) -> Page:
    """Draw the map of each block under its name."""
    shapes: list[Shape] = []
    for number, (name, map_) in enumerate(maps.items()):
        row, column = divmod(number, _COLUMNS)
        x, y = column * (_SIDE + _GAP), row * (_SIDE + _HEAD + _GAP)
        shapes.append(Text(name, x, y + 13, 11.0, "ink", "sans"))
        shapes.append(Rect(x, y + _HEAD, _SIDE, _SIDE, "slip", "hair", 0.8))
        shapes += _squares(map_, x, y + _HEAD)
    rows = -(-max(1, len(maps)) // _COLUMNS)
    wide = min(_COLUMNS, max(1, len(maps))) * (_SIDE + _GAP) - _GAP
    notes = (
        _("Green: covered. Yellow: broken, white specks. Red: bare. White: nothing is drawn."),
    )
    high = rows * (_SIDE + _HEAD + _GAP)
    return Page(wide, high, _("Coverage, block by block"), tuple(shapes), notes)


def _squares(map_: NDArray[np.float64], x: float, y: float) -> Iterator[Shape]:
    """Yield equal squares in a row as one box."""
    side = _SIDE / SQUARES
    kinds = np.select([np.isnan(map_), map_ >= EVEN, map_ >= BARE], [0, 1, 2], 3)
    for j, row in enumerate(kinds[::-1]):
        for kind, run in groupby(range(SQUARES), key=lambda i, row=row: int(row[i])):  # type: ignore[misc]
            cells = list(run)
            if colour := _KINDS[kind]:
                at = x + cells[0] * side
                yield Rect(at, y + j * side, len(cells) * side, side, colour)
