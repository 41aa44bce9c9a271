"""A slip at the upper left: what can be had, by groups, each thing a tally to press."""

from dataclasses import dataclass, replace
from functools import partial

from lessons.report.shapes import Box
from sim.views.column import EDGE, Button, Column, Ink, tallies
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_WIDE = 0.95
_HIGH = 1.25
_FINE = 0.78  # of the usual density: the slip is there all the time


@dataclass(frozen=True)
class CatalogueCard:
    """Groups of tallies, each under a word, and what can be done. Regions are their names."""

    title: str
    groups: tuple[tuple[str, tuple[Button, ...]], ...]
    acts: tuple[Button, ...]

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the upper left corner."""
        edge = EDGE * frame.em
        room = Box(edge, edge, edge + min(_WIDE, 0.32 * frame.width), _HIGH)
        return within(replace(frame, density=_FINE * frame.density), room, partial(_set, self))


def _set(card: CatalogueCard, column: Column) -> None:
    frame = column.frame
    column.text(card.title, Ink(frame.body, font="serif"))
    for word, buttons in card.groups:
        column.gap(0.3)
        column.text(word, Ink(frame.small, "soft"))
        _row(column, buttons)
    column.gap(0.5)
    column.rule()
    column.gap(0.5)
    _row(column, card.acts)


def _row(column: Column, buttons: tuple[Button, ...]) -> None:
    room = (column.left, column.y, column.width)
    parts, column.y = tallies(column.frame, buttons, room, False)
    column.parts += parts
