"""A slip along the left: a title, rows to press, what to do, tallies."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import Box
from sim.views import grounds
from sim.views.column import Button, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part
from sim.views.slips import within


@dataclass(frozen=True)
class Row:
    """One row: its region "row:<name>", what stands on it, a line below; `chosen` stands out."""

    name: str
    label: str
    line: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class ListCard:
    """A slip as high as it needs, at the left. `says` is one sentence of what to do now."""

    title: str
    says: str
    rows: tuple[Row, ...] = ()
    small: str = ""
    buttons: tuple[Button, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the column at the left."""
        above = grounds.step(frame)
        room = Box(above.left, above.top, above.right, grounds.floor(frame))
        return within(frame, room, partial(_set, self))


def _set(card: ListCard, column: Column) -> None:
    frame = column.frame
    column.text(card.title, Ink(frame.title, font="serif"))
    column.gap(0.2)
    column.text(card.says, Ink(frame.body))
    column.gap(0.4)
    for row in card.rows:
        column.parts.append(_row(row, column))
        column.gap(0.3)
    if card.small:
        column.gap(0.1)
        column.text(card.small, Ink(frame.small, "soft"))
    if card.buttons:
        column.gap(0.5)
        column.buttons(card.buttons)


def _row(row: Row, column: Column) -> Part:
    """Set one row on its own strip and go on below it."""
    frame, top = column.frame, column.y
    pad = 0.4 * frame.em
    inner = Column(frame, column.left + pad, top + 0.5 * pad, column.width - 2 * pad)
    inner.text(row.label, Ink(frame.body, most=2))
    if row.line:
        inner.text(row.line, Ink(frame.small, "soft", most=2))
    column.y = inner.y + 0.5 * pad
    box = Box(column.left, top, column.left + column.width, column.y)
    paper = Paper(box, "tally" if row.chosen else "faded", seed=len(row.name))
    return Part((paper, *inner.items), f"row:{row.name}", box)
