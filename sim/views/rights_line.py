"""Whose edition this is, in small type along the lower edge."""

from dataclasses import dataclass

from lessons.report.shapes import Box
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part


@dataclass(frozen=True)
class RightsLine:
    """A strip in the lower right; as a whole it is the region "rights"."""

    text: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the strip out at the lower edge, in more lines where the window is narrow."""
        pad = 0.6 * frame.em
        ink = Ink(frame.small, "soft")
        line = frame.measure(self.text, ink.size)
        wide = min(line + frame.pixel, frame.width - 4 * pad)
        high = _set(self.text, ink, Column(frame, 0.0, 0.0, wide)).y
        left, top = frame.width - 2 * pad - wide, frame.height - high
        column = _set(self.text, ink, Column(frame, left, top, wide))
        box = Box(left - pad, top, left + wide + pad, frame.height)
        strip = Part((Paper(box, "slip"), *column.items), "rights", box, lifts=False)
        return Layout(box, (strip,))


def _set(text: str, ink: Ink, column: Column) -> Column:
    column.text(text, ink)
    return column
