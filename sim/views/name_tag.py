"""A small slip above what is pointed at: what it is called."""

from dataclasses import dataclass

from lessons.report.shapes import ASCENT, DESCENT, Box, Text
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part

_PAD = 0.45  # of a body
_ABOVE = 1.6  # bodies between the place and the slip, so that the pointer does not cover it


@dataclass(frozen=True)
class NameTag:
    """`name` above `at`, a place on the sheet in aspect2d units."""

    name: str
    at: tuple[float, float]

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out no wider than the name, inside the window."""
        size, pad = frame.small, _PAD * frame.em
        wide = frame.measure(self.name, size) + 2 * pad
        high = size + 2 * pad
        x, y = frame.width / 2 + self.at[0], frame.height / 2 - self.at[1] - _ABOVE * frame.em
        left = min(max(x - wide / 2, pad), frame.width - pad - wide)
        top = max(y - high, pad)
        box = Box(left, top, left + wide, top + high)
        base = (box.top + box.bottom) / 2 + (ASCENT - DESCENT) / 2 * size
        word = Text(self.name, box.left + pad, base, size, "ink", "sans")
        return Layout(box, (Part((Paper(box, "slip"), word)),))
