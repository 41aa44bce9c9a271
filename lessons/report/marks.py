"""The three marks of the house: right is moss and filled, off is red and open, unseen is hatched.

No mark rests on colour alone: the shape differs, and what is off has an arrow or a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from lessons.report.notes import Verdict
from lessons.report.palette import Colour
from lessons.report.shapes import (
    Box,
    Circle,
    Page,
    Point,
    Polyline,
    Rect,
    Shape,
    Text,
    bounds,
)

Heading = Literal["up", "down", "left", "right"]
_HATCH = 4.0  # points between strokes
_TURN = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


def mark(verdict: Verdict, x: float, y: float, tap: str | None = None) -> Iterator[Shape]:
    """Yield the mark of a verdict centred on x, y; "untold" has none."""
    if verdict == "good":
        yield Circle(x, y, 3.2, "moss", None, 1.0, tap)
    elif verdict == "off":
        yield Circle(x, y, 3.6, None, "red", 1.6, tap)
    elif verdict == "unseen":
        yield from hatched(Box(x - 4, y - 4, x + 4, y + 4), tap)


def annotate(page: Page, verdicts: Mapping[str, Verdict]) -> Page:
    """Return a page with rings and hatching on the glyphs whose taps are off or unseen."""
    shapes: list[Shape] = []
    for shape in page.shapes:
        verdict = verdicts.get(shape.tap) if isinstance(shape, Text) and shape.tap else None
        box = bounds(shape)
        if verdict == "unseen":
            shapes += hatched(box)
        shapes.append(shape)
        if verdict == "off":
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            shapes.append(Circle(x, y, 0.52 * (box.bottom - box.top), None, "red", 1.3))
    return replace(page, shapes=tuple(shapes))


def hatched(box: Box, tap: str | None = None) -> Iterator[Shape]:
    """Yield a box outlined and hatched in stone: something that was not seen."""
    wide, high = box.right - box.left, box.bottom - box.top
    zigzag: list[Point] = []
    for k in range(1, int((wide + high) / _HATCH) + 1):
        d = k * _HATCH  # x + y is the same all along a stroke from lower left to upper right
        ends = [(box.left + x, box.top + d - x) for x in (max(0.0, d - high), min(d, wide))]
        zigzag += ends if k % 2 else reversed(ends)
    if len(zigzag) > 1:
        yield Polyline(tuple(zigzag), "stone", 0.8)
    yield Rect(box.left, box.top, wide, high, None, "stone", 0.9, tap)


def arrow(heading: Heading, x: float, y: float, length: float, colour: Colour) -> Polyline:
    """Return an arrow centred on x, y as one stroke."""
    dx, dy = _TURN[heading]
    tip = (x + dx * length / 2, y + dy * length / 2)
    tail = (x - dx * length / 2, y - dy * length / 2)
    barb = min(3.0, length * 0.4)
    one = (tip[0] - barb * (dx + dy), tip[1] - barb * (dy + dx))
    other = (tip[0] - barb * (dx - dy), tip[1] - barb * (dy - dx))
    return Polyline((tail, tip, one, tip, other), colour, 1.3)
