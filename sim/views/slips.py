"""Where a slip lies: in the middle, in a corner, beside a place; always inside the window."""

from collections.abc import Callable
from dataclasses import replace

from lessons.report.shapes import Box
from sim.views.column import EDGE, PAD, Column
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part, grown

_DENSEST = 0.5

Setter = Callable[[Column], None]


def middle(frame: Frame, wide: float, set_: Setter) -> Layout:
    """Lay a slip out in the middle of the window, wider where it would not fit its height."""
    column = _fitting(frame, wide, set_)
    top = (frame.height - (column.y - column.top)) / 2
    return _laid(column, ((frame.width - column.width) / 2, top), set_)


def corner(frame: Frame, wide: float, right: bool, set_: Setter) -> Layout:
    """Lay a slip out in the upper left or right corner."""
    margin = (EDGE + PAD) * frame.em
    column = _fitting(frame, wide, set_)
    left = frame.width - margin - column.width if right else margin
    return _laid(column, (left, margin), set_)


def within(frame: Frame, room: Box, set_: Setter, low: bool = False) -> Layout:
    """Lay a slip out at the top of a room, or its foot where `low`.

    It is as wide as the room, with smaller type where it must.
    """
    pad = 2 * PAD * frame.em
    wide, high = room.right - room.left - pad, room.bottom - room.top - pad
    column = _tried(frame, wide, set_)
    while column.y > high and column.frame.density > _DENSEST:
        column = _tried(replace(frame, density=column.frame.density * 0.92), wide, set_)
    top = room.bottom - pad / 2 - column.y if low else room.top + pad / 2
    return _laid(column, (room.left + pad / 2, top), set_)


def near(frame: Frame, wide: float, at: tuple[float, float], set_: Setter) -> Layout:
    """Lay a slip out above a place (aspect2d), below it where there is no room above."""
    column = _fitting(frame, wide, set_)
    high, margin = column.y - column.top, (EDGE + PAD) * frame.em
    x, y = frame.width / 2 + at[0], frame.height / 2 - at[1]
    left = min(max(x - column.width / 2, margin), frame.width - margin - column.width)
    above = y - margin - high
    top = above if above >= margin else min(y + margin, frame.height - margin - high)
    return _laid(column, (left, top), set_)


def _fitting(frame: Frame, wide: float, set_: Setter) -> Column:
    """Set a column for trial: wider, then with smaller type, while it is too high."""
    margin = 2 * (EDGE + PAD) * frame.em
    most = frame.width - margin
    column = _tried(frame, min(wide, most), set_)
    while column.y > frame.height - margin and column.frame.density > _DENSEST:
        if column.width < most:
            column = _tried(frame, min(column.width * 1.15, most), set_)
        else:
            column = _tried(replace(frame, density=column.frame.density * 0.92), most, set_)
    return column


def _tried(frame: Frame, wide: float, set_: Setter) -> Column:
    column = Column(frame, 0.0, 0.0, wide)
    set_(column)
    return column


def _laid(trial: Column, at: tuple[float, float], set_: Setter) -> Layout:
    column = Column(trial.frame, *at, trial.width)
    set_(column)
    return Layout(*slip(column))


def slip(column: Column) -> tuple[Box, tuple[Part, ...]]:
    """Return the slip of paper behind a column, with all that stands on it."""
    box = Box(column.left, column.top, column.left + column.width, column.y)
    box = grown(box, PAD * column.frame.em)
    ground = Part((Paper(box, "slip"), *column.items))
    return box, (ground, *column.parts)
