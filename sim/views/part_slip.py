"""A slip beside a part: what it is called, what was read on it, what it is marked as."""

from dataclasses import dataclass
from functools import partial

from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import near

_WIDEST = 0.8


@dataclass(frozen=True)
class PartSlip:
    """A small slip at the right edge, as high as `at` (a place on the sheet in aspect2d units), so
    that it hides no part; `marked` stands in red."""

    name: str
    lines: tuple[str, ...] = ()
    marked: str | None = None
    at: tuple[float, float] = (0.0, 0.0)

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out, no wider than what stands on it."""
        words = [self.name, *self.lines, *((self.marked + "mm",) if self.marked else ())]
        need = max(frame.measure(w, frame.body) for w in words) + 0.3 * frame.em
        return near(frame, min(need, _WIDEST), (frame.width, self.at[1]), partial(_set, self))


def _set(slip: PartSlip, column: Column) -> None:
    frame = column.frame
    column.text(slip.name, Ink(frame.body, font="serif"))
    for line in slip.lines:
        column.text(line, Ink(frame.body))
    if slip.marked:
        column.marked(False, slip.marked, Ink(frame.body))
