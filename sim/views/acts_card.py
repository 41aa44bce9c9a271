"""A slip at the lower right: what can be tried on the work, as tallies to press."""

from dataclasses import dataclass, replace
from functools import partial

from lessons.report.shapes import Box
from sim.views import grounds
from sim.views.column import EDGE, Button, Column, Ink, tallies
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_WIDE = 0.88
_HIGH = 1.0
_FINE = 0.82  # of the usual density: the slip is there all the time


@dataclass(frozen=True)
class ActsCard:
    """Rows of tallies, each with a word before it or ""; a row without tallies is a line of words
    over those that follow. Regions are the buttons' names."""

    title: str
    rows: tuple[tuple[str, tuple[Button, ...]], ...]

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out above the keys."""
        low, right = grounds.floor(frame), frame.width - EDGE * frame.em
        wide = min(_WIDE, 0.36 * frame.width)
        room = Box(right - wide, low - _HIGH, right, low)
        fine = replace(frame, density=_FINE * frame.density)
        return within(fine, room, partial(_set, self), low=True)


def _set(card: ActsCard, column: Column) -> None:
    frame = column.frame
    column.text(card.title, Ink(frame.small, "soft"))
    indent = (
        max(frame.measure(word, frame.small) for word, row in card.rows if row) + 0.6 * frame.em
    )
    for word, buttons in card.rows:
        column.gap(0.35)
        if not buttons:
            column.text(word, Ink(frame.small))
            continue
        left = column.left + (indent if word else 0.0)
        room = (left, column.y, column.left + column.width - left)
        parts, y = tallies(frame, buttons, room, False)
        if word:
            label = Column(frame, column.left, column.y + 0.4 * frame.em, indent)
            label.text(word, Ink(frame.small, "soft"))
            column.items += label.items
        column.parts += parts
        column.y = y
