"""How far the learner's work is that is done once more, and the way back to the print."""

from dataclasses import dataclass
from functools import partial

from content.texts import _
from sim.views.column import Button, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.progress_slip import bar
from sim.views.slips import corner

_WIDE = 0.8


@dataclass(frozen=True)
class LapseSlip:
    """A slip in the upper right; region "enough" ends it. `share` 0..1 is done."""

    share: float

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the upper right corner."""
        return corner(frame, _WIDE, True, partial(_set, self))


def _set(slip: LapseSlip, column: Column) -> None:
    column.text(_("Your work once more"), Ink(column.frame.body))
    column.gap(0.4)
    bar(slip.share, column)
    column.gap(0.5)
    column.buttons((Button("enough", _("Back to the print")),))
