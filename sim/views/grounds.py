"""Where things lie around a page: the step, the page, the slip of the take, the ribbon.

Step and take stand one above the other in a column at the left, and the page beside them is as
high as the window. In a window too narrow for that, higher than wide, they share the upper half
and the page lies below.
"""

from lessons.report.shapes import Box
from sim.look import LEADING
from sim.views.column import EDGE, PAD
from sim.views.frame import Frame

WIDE = 0.98  # units: how wide the column's lines run at most
SHARE = 0.275  # of the window's width, if that is less
STEP = 0.59  # of the column's height is the step's at most; the rest is the take's
KEYS = 2.4  # bodies: the row of keys along the lower edge
READABLE = 1.55  # units; a page that would be narrower lies below the step card
_HALF = 0.515  # of a narrow window: where the page begins
RIBBON = 0.52  # of a window 2 units high


def step(frame: Frame) -> Box:
    """Return the ground of the step card, in the upper left."""
    edge = EDGE * frame.em
    low = _HALF * frame.height - edge if narrow(frame) else STEP * floor(frame)
    return Box(edge, edge, _left(frame) - edge, low)


def take(frame: Frame) -> Box:
    """Return the ground of the slip of the take: below the step card, or beside it."""
    if narrow(frame):
        return under(frame)
    above = step(frame)
    return Box(above.left, above.bottom + 0.5 * EDGE * frame.em, above.right, floor(frame))


def page(frame: Frame, ribbon: bool) -> Box:
    """Return the ground of a page to practise from, with the ribbon below it or without."""
    edge, low = EDGE * frame.em, floor(frame)
    if narrow(frame):
        return Box(edge, _HALF * frame.height, frame.width - edge, low)
    if ribbon:
        low = under(frame).top - edge
    return Box(_left(frame), edge, frame.width - edge, low)


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
    """Return where the ground beside the column begins."""
    return min(WIDE, SHARE * frame.width) + 2 * PAD * frame.em + 2 * EDGE * frame.em
