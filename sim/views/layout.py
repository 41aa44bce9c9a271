"""What a view is made of before it is painted: papers, shapes and pictures, in parts.

Lengths are units of the sheet, x to the right, y down, origin in the window's upper left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from lessons.report.shapes import Box, Page, Shape
from sim.views.frame import Frame

Stuff = Literal["slip", "tally", "plaque", "board", "faded"]


@dataclass(frozen=True)
class Paper:
    """A piece of paper or wood to write on; pieces of one size differ by `seed`."""

    box: Box
    stuff: Stuff = "slip"
    seed: int = 0


@dataclass(frozen=True)
class Picture:
    """A page drawn as large as `box` allows, in its middle."""

    page: Page
    box: Box


Item = Paper | Picture | Shape


@dataclass(frozen=True)
class Part:
    """Things that stand and move together; with a `name` they answer to the pointer."""

    items: tuple[Item, ...]
    name: str | None = None
    box: Box | None = None
    lifts: bool = True


@dataclass(frozen=True)
class Layout:
    """A drawn view: `box` is the ground it covers. `moving` gives what changes with seconds."""

    box: Box
    parts: tuple[Part, ...]
    moving: Callable[[float], tuple[Shape, ...]] | None = field(default=None, compare=False)


class View(Protocol):
    """Frozen data that knows how it is laid out."""

    def layout(self, frame: Frame) -> Layout:
        """Lay the view out for a window."""
        ...


@dataclass(frozen=True)
class Region:
    """A place that answers to the pointer, in aspect2d units (x right, y up, origin middle)."""

    name: str
    left: float
    right: float
    bottom: float
    top: float


def hit(regions: Sequence[Region], x: float, y: float) -> str | None:
    """Return the name of the topmost region at x, y (aspect2d units), or None."""
    for region in reversed(regions):
        if region.left <= x <= region.right and region.bottom <= y <= region.top:
            return region.name
    return None


def region(name: str, box: Box, frame: Frame) -> Region:
    """Return the region of a box of the layout."""
    x, y = frame.width / 2, frame.height / 2
    return Region(name, box.left - x, box.right - x, y - box.bottom, y - box.top)


def regions(layout: Layout, frame: Frame) -> tuple[Region, ...]:
    """Return the regions of a view, later ones lying on top."""
    return tuple(region(p.name, p.box, frame) for p in layout.parts if p.name is not None and p.box)


def grown(box: Box, margin: float) -> Box:
    """Return a box with a margin added on every side."""
    return Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
