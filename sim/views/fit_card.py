"""What a dry fit showed: each joint in a line, what follows, how far the figures are known."""

from dataclasses import dataclass, replace
from functools import partial

from sim.views import grounds
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import corner

_WIDE = 1.0
_LEAST = 0.5
_FINE = 0.8  # of the usual density: the slip of acts stands below it


@dataclass(frozen=True)
class FitCard:
    """A slip in the upper right. `joints`: whether each goes, and what is said of it; `remark`
    says what to do, `known` how far the figures are known."""

    title: str
    part: str
    joints: tuple[tuple[bool, str], ...]
    remark: str
    known: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the upper right corner."""
        beside = max(frame.width - grounds.step(frame).right - 4 * frame.em, _LEAST)
        fine = replace(frame, density=_FINE * frame.density)
        return corner(fine, min(_WIDE, beside), True, partial(_set, self))


def _set(card: FitCard, column: Column) -> None:
    frame = column.frame
    column.text(card.title, Ink(frame.small, "soft"))
    column.text(card.part, Ink(frame.body, font="serif"))
    column.gap(0.35)
    for good, sentence in card.joints:
        column.marked(good, sentence, Ink(frame.body))
        column.gap(0.25)
    column.text(card.remark, Ink(frame.body))
    column.gap(0.3)
    column.rule()
    column.gap(0.3)
    column.text(card.known, Ink(frame.small, "soft"))
