"""The last thing that was found, in one sentence."""

from dataclasses import dataclass
from functools import partial

from sim.views import grounds
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import corner

_WIDE = 0.92
_LEAST = 0.5


@dataclass(frozen=True)
class Remark:
    """A slip in the upper right; right and off differ by mark and by `sentence`.

    `good` is None for a word that judges nothing.
    """

    sentence: str
    good: bool | None

    def layout(self, frame: Frame) -> Layout:
        """Lay the remark out in the upper right corner, no wider than its sentence."""
        need = frame.measure(self.sentence, frame.body) + 1.3 * frame.body
        beside = max(frame.width - grounds.step(frame).right - 4 * frame.em, _LEAST)
        return corner(frame, min(_WIDE, need, beside), True, partial(_set, self))


def _set(remark: Remark, column: Column) -> None:
    ink = Ink(column.frame.body)
    if remark.good is None:
        column.text(remark.sentence, ink)
    else:
        column.marked(remark.good, remark.sentence, ink)
