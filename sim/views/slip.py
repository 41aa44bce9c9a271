"""A slip of paper: a title, a few sentences, up to three tallies."""

from dataclasses import dataclass
from functools import partial

from sim.views.column import Button, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import middle

_WIDE = 1.35


@dataclass(frozen=True)
class Slip:
    """A card in the middle of the window. A line feed in `body` begins a paragraph."""

    title: str
    body: str
    small: str = ""
    buttons: tuple[Button, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the middle of the window."""
        return middle(frame, _WIDE, partial(_set, self))


def _set(slip: Slip, column: Column) -> None:
    frame = column.frame
    column.text(slip.title, Ink(frame.title, font="serif"))
    column.gap(0.3)
    for paragraph in slip.body.split("\n"):
        column.text(paragraph, Ink(frame.body))
        column.gap(0.25)
    if slip.small:
        column.gap(0.4)
        column.text(slip.small, Ink(frame.small, "soft"))
    if slip.buttons:
        column.gap(0.8)
        column.buttons(slip.buttons)
