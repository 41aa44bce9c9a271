"""Where things lie around a page: the step, the page, the slip of the take, the ribbon.

In a wide window step and take stand one above the other at the left and the page beside them;
in a narrow one they share the upper half and the page lies below.
"""

from lessons.report.shapes import Box
from sim.look import LEADING
from sim.views.column import EDGE, PAD
from sim.views.frame import Frame
from sim.views.step_card import WIDE

KEYS = 2.4  # bodies: the row of keys along the lower edge
READABLE = 1.6  # units; a narrower window of pages lies below the step card
_HALF = 0.515  # of a narrow window: where the page begins
RIBBON = 0.52  # of a window 2 units high


def beside_step(frame: Frame) -> Box:
    """Return the ground beside the step card, or below it in a narrow window."""
    edge = EDGE * frame.em
    low = frame.height - 1.2 * edge - LEADING * frame.small
    if narrow(frame):
        return Box(edge, _HALF * frame.height, frame.width - edge, low)
    return Box(_left(frame), edge, frame.width - edge, low)


def page(frame: Frame, ribbon: bool) -> Box:
    """Return the ground of a page to practise from, with the ribbon below it or without."""
    ground = beside_step(frame)
    low = floor(frame)
    if ribbon and not narrow(frame):
        low = under(frame).top - EDGE * frame.em
    return Box(ground.left, ground.top, ground.right, low)


def under(frame: Frame) -> Box:
    """Return the ground of the ribbon: along the lower edge, or beside the step card."""
    edge, low = EDGE * frame.em, floor(frame)
    if narrow(frame):
        return Box(_left(frame), edge, frame.width - edge, _HALF * frame.height - edge)
    return Box(edge, low - RIBBON, frame.width - edge, low)


def floor(frame: Frame) -> float:
    """Return how far down slips and pages reach: to the row of keys."""
    edge = EDGE * frame.em
    return frame.height - 1.2 * edge - LEADING * frame.small - KEYS * frame.body


def narrow(frame: Frame) -> bool:
    """Whether a page beside the step card could not be read."""
    return frame.width - _left(frame) < READABLE


def _left(frame: Frame) -> float:
    return WIDE + 2 * PAD * frame.em + 2 * EDGE * frame.em
