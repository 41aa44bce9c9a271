"""Written signs as thin shapes, pixel row by pixel row of the house's own face."""

import math
from functools import cache

import numpy as np

from sim.scenes.mesh import Array, Ints
from sim.views.type import face

_PX = 72  # rows of a sign: a millimetre each on a timber
_INK = 127  # of 255; more than this is ink


@cache
def brush(signs: str, fine: float) -> tuple[Array, Ints]:
    """Return points (n, 2) and triangles (m, 3) of signs written downward, each 1 high and wide,
    from (0, 0) at the middle of the first one's top; no triangle is wider than `fine`."""
    strips = [strip - [0.0, float(k)] for k, sign in enumerate(signs) for strip in _one(sign, fine)]
    corners = np.concatenate(strips)
    one = np.array([(0, 1, 2), (0, 2, 3)])
    return corners, (one[None] + 4 * np.arange(len(strips))[:, None, None]).reshape(-1, 3)


def _one(sign: str, fine: float) -> list[Array]:
    """Return the ink of one sign as strips (4, 2), corner by corner to the left."""
    ink = _bitmap(sign)
    rows, wide = ink.shape
    found = []
    for row, line in enumerate(ink):
        ends = np.flatnonzero(np.diff(np.concatenate([[0], line, [0]])))
        for start, end in ends.reshape(-1, 2).tolist():
            cuts = np.linspace(start, end, 1 + math.ceil((end - start) / (fine * _PX) + 1e-9))
            x = (cuts - wide / 2) / _PX
            low, high = (row - rows / 2) / _PX - 0.5, (row + 1 - rows / 2) / _PX - 0.5
            found += [
                np.array([(a, low), (b, low), (b, high), (a, high)])
                for a, b in zip(x[:-1], x[1:], strict=True)
            ]
    return found


def _bitmap(sign: str) -> Array:
    """Return where a sign has ink (rows, columns), 1 or 0, the lowest row first."""
    glyph = face("serif", _PX).glyph(sign)
    if glyph is None:
        raise ValueError(f"no ink for {sign!r}")
    sheet = glyph.sheet
    high, wide = sheet.getYSize(), sheet.getXSize()
    whole = np.frombuffer(sheet.getRamImageAs("A"), np.uint8).reshape(high, wide)
    left, bottom, right, top = glyph.uv
    box = whole[round(bottom * high) : round(top * high), round(left * wide) : round(right * wide)]
    return np.asarray(box > _INK, float)
