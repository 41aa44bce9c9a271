"""A calm sign that something is being worked out: a brush goes over the paper."""

from dataclasses import dataclass
from functools import partial
from math import pi, sin

from lessons.report.shapes import Box, Polyline, Shape
from sim.look import ease
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import middle

_WIDE = 0.9
_PERIOD_S = 3.2
_STEPS = 36


@dataclass(frozen=True)
class Busy:
    """A slip in the middle with one sentence; its stroke moves."""

    sentence: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the middle of the window."""
        laid = middle(frame, _WIDE, partial(_set, self.sentence))
        pad = frame.em
        box = Box(
            laid.box.left + pad, laid.box.top + 0.9 * pad, laid.box.right - pad, laid.box.bottom
        )
        return Layout(laid.box, laid.parts, partial(stroke, box, frame.em))


def _set(sentence: str, column: Column) -> None:
    column.gap(1.9)
    column.text(sentence, Ink(column.frame.body))


def stroke(box: Box, body: float, seconds: float) -> tuple[Shape, ...]:
    """Return the brush stroke in the upper part of `box` after `seconds`."""
    turn = seconds % _PERIOD_S / _PERIOD_S
    head, tail = ease(min(turn / 0.55, 1.0)), ease(max((turn - 0.5) / 0.5, 0.0))
    wide = box.right - box.left
    pieces: list[Shape] = []
    for k in range(_STEPS):
        start, end = (k / _STEPS, (k + 1) / _STEPS)
        if tail <= start and end <= head:
            points = tuple(
                (box.left + t * wide, box.top + 0.5 * body + 0.16 * body * sin(2.4 * pi * t))
                for t in (start, end)
            )
            pieces.append(Polyline(points, "ink", body * _weight(start)))
    return tuple(pieces)


def _weight(t: float) -> float:
    """The brush is pressed where it begins, lifted where it ends."""
    return 0.06 + 0.26 * float((1 - t) ** 1.5) * min(1.0, 0.45 + 9 * t)
