"""Pages laid out to be read through a window: how large, where each lies, where a tap is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lessons.report.shapes import Box, Page, bounds
from sim.views.column import Column, Ink
from sim.views.frame import LEAST_PX, Frame
from sim.views.layout import Item

Fit = Literal["width", "height"]
_LEAST = LEAST_PX / 16  # pixels a point: the smallest gongche is 16 points
_MOST = 2.2
_LEGEND = 340.0  # points: how wide the legend runs beside a page of columns
_MARGIN = 14.0  # points


@dataclass(frozen=True)
class Sheaf:
    """Pages at `scale` px a point, each with its upper left at a place of `corners` (px).

    `legend` is type in units of the sheet; `size` (px) is what there is to scroll over.
    """

    pages: tuple[Page, ...]
    scale: float
    corners: tuple[tuple[float, float], ...]
    size: tuple[float, float]
    legend: tuple[Item, ...]

    def taps(self) -> Iterator[tuple[str, Box]]:
        """Yield what can be tapped and where, in pixels, later ones on top."""
        for page, (x, y) in zip(self.pages, self.corners, strict=True):
            for shape in page.shapes:
                if shape.tap is not None:
                    yield shape.tap, _scaled(bounds(shape), self.scale, x, y)

    def boxes(self, names: Collection[str]) -> tuple[Box, ...]:
        """Return where the taps of these names stand, in pixels."""
        return tuple(box for name, box in self.taps() if name in names)


def lay(pages: Sequence[Page], fit: Fit, room: tuple[float, float], frame: Frame) -> Sheaf:
    """Lay pages out for a window of `room` (px).

    "width": below one another, as wide as the window, the legend last. "height": one page of
    columns as high as the window, the legend at its left, where reading ends. Type never gets
    smaller than can be read; what does not fit is scrolled to.
    """
    wide, high = max(p.width for p in pages), max(p.height for p in pages)
    whole = room[0] / wide if fit == "width" else room[1] / high
    scale = min(max(whole, _LEAST), _MOST)
    beside = _LEGEND * scale if fit == "height" and _notes(pages) else 0.0
    corners, y = [], 0.0
    for page in pages:
        corners.append((beside, y))
        y += page.height * scale
    width = wide * scale + beside
    top = 0.0 if beside else y
    legend = _legend(pages, frame, (top, beside or width, _MARGIN * scale))
    bottom = max(y, legend.y / frame.pixel + _MARGIN * scale if legend.items else 0.0)
    return Sheaf(tuple(pages), scale, tuple(corners), (width, bottom), tuple(legend.items))


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for page in pages for note in page.notes))


def _legend(pages: Sequence[Page], frame: Frame, room: tuple[float, float, float]) -> Column:
    top, wide, margin = (v * frame.pixel for v in room)
    column = Column(frame, margin, top + margin, wide - 2 * margin)
    for note in _notes(pages):
        column.text(note, Ink(frame.small, "soft"))
        column.gap(0.25)
    return column


def _scaled(box: Box, scale: float, x: float, y: float) -> Box:
    return Box(
        box.left * scale + x, box.top * scale + y, box.right * scale + x, box.bottom * scale + y
    )
