"""Whose edition this is, in one small line along the lower edge."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import ASCENT, Box, Text
from sim.look import LEADING
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part
from sim.views.typeset import shorten


@dataclass(frozen=True)
class RightsLine:
    """A strip in the lower right; as a whole it is the region "rights"."""

    text: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the strip out at the lower edge, cut with … where the window is too narrow."""
        size, pad = frame.small, 0.6 * frame.em
        room = frame.width - 4 * pad
        line = shorten(self.text, room, partial(frame.measure, size=size))
        wide = frame.measure(line, size)
        top = frame.height - LEADING * size - 0.2 * pad
        right = frame.width - 2 * pad
        box = Box(right - wide - pad, top, right + pad, frame.height)
        words = Text(line, right - wide, top + (ASCENT + 0.25) * size, size, "soft", "sans")
        return Layout(box, (Part((Paper(box, "slip"), words), "rights", box, lifts=False),))
