"""Something takes a while: one sentence, and how far it is."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import Rect
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import middle

_WIDE = 1.0


@dataclass(frozen=True)
class ProgressSlip:
    """A slip in the middle of the window; `share` 0..1 is done."""

    sentence: str
    share: float

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the middle of the window."""
        return middle(frame, _WIDE, partial(_set, self))


def _set(slip: ProgressSlip, column: Column) -> None:
    column.text(slip.sentence, Ink(column.frame.body))
    column.gap(0.6)
    bar(slip.share, column)


def bar(share: float, column: Column) -> None:
    """Set a bar of which a share of 0..1 is full."""
    em = column.frame.em
    share = min(max(share, 0.0), 1.0)
    column.items.append(Rect(column.left, column.y, column.width, 0.35 * em, "hair"))
    if share > 0:
        column.items.append(Rect(column.left, column.y, column.width * share, 0.35 * em, "camphor"))
    column.gap(0.5)
