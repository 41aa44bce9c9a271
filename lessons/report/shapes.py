"""What a page is made of: a handful of frozen shapes, painted by window, web and report alike.

Lengths are points (1/72 inch on paper), x to the right, y down, origin in the upper left.
Later shapes lie on earlier ones. A colour is a name of `palette.HEX`; None paints nothing.
`tap` names what a shape stands for ("note:3", "syllable:1", "part:gong"): what a click finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lessons.report.palette import Colour

Point = tuple[float, float]
Font = Literal["serif", "sans"]
Anchor = Literal["start", "middle", "end"]
ASCENT = 0.88  # of a hanzi's body above the baseline, Noto CJK
DESCENT = 0.12


@dataclass(frozen=True)
class Line:
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: Colour
    width: float = 1.0
    tap: str | None = None


@dataclass(frozen=True)
class Polyline:
    """An open stroke through two or more points, with round joins and ends."""

    points: tuple[Point, ...]
    stroke: Colour
    width: float = 1.0
    tap: str | None = None


@dataclass(frozen=True)
class Polygon:
    """A closed shape; filled, outlined or both."""

    points: tuple[Point, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 1.0
    tap: str | None = None


@dataclass(frozen=True)
class Rect:
    """An upright box with its upper left corner at x, y."""

    x: float
    y: float
    w: float
    h: float
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 1.0
    tap: str | None = None


@dataclass(frozen=True)
class Circle:
    """A dot or a ring around x, y."""

    x: float
    y: float
    r: float
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 1.0
    tap: str | None = None


@dataclass(frozen=True)
class Text:
    """One upright line of glyphs; y is the baseline, size the height of a hanzi's body."""

    glyphs: str
    x: float
    y: float
    size: float
    colour: Colour = "ink"
    font: Font = "serif"
    anchor: Anchor = "start"
    tap: str | None = None


Shape = Line | Polyline | Polygon | Rect | Circle | Text


@dataclass(frozen=True)
class Box:
    """An upright rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether two boxes share more than `slack` points in both directions."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > slack and high > slack

    def holds(self, other: "Box") -> bool:
        """Whether `other` lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True)
class Page:
    """A drawing of fixed size; `title` says what it shows, `notes` (its legend) stand below."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()


def text_width(glyphs: str, size: float) -> float:
    """Return how wide a line runs: a hanzi fills its body, a Latin letter a good half."""
    return size * sum(1.0 if ord(c) >= 0x2E80 else 0.56 for c in glyphs)


def bounds(shape: Shape) -> Box:
    """Return the box a shape needs, strokes included."""
    match shape:
        case Text():
            return _text_box(shape)
        case Rect(x=x, y=y, w=w, h=h):
            return _grown(Box(x, y, x + w, y + h), shape.width if shape.stroke else 0)
        case Circle(x=x, y=y, r=r):
            return _grown(Box(x - r, y - r, x + r, y + r), shape.width if shape.stroke else 0)
        case Line(x1=x1, y1=y1, x2=x2, y2=y2):
            return _around(((x1, y1), (x2, y2)), shape.width)
    return _around(shape.points, shape.width if shape.stroke else 0)


def extent(shapes: Iterable[Shape]) -> Box:
    """Return the box around all shapes. Raises ValueError where there are none."""
    boxes = [bounds(s) for s in shapes]
    return Box(
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )


def _text_box(text: Text) -> Box:
    wide = text_width(text.glyphs, text.size)
    left = text.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    return Box(left, text.y - ASCENT * text.size, left + wide, text.y + DESCENT * text.size)


def _around(points: Iterable[Point], width: float) -> Box:
    xs, ys = zip(*points, strict=True)
    return _grown(Box(min(xs), min(ys), max(xs), max(ys)), width)


def _grown(box: Box, width: float) -> Box:
    half = width / 2
    return Box(box.left - half, box.top - half, box.right + half, box.bottom + half)
