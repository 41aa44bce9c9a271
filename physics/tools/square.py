"""The square 角尺: carries a line round a timber, and tells how far something is out of it."""

import math

from physics.tools.inkline import Line


def across(u: float, skew: float) -> Line:
    """Return the line across a timber at `u` metres, held askew by `skew` radians."""
    return Line(False, u, math.tan(skew))


def out_of_square_deg(first: float, second: float, apart: float) -> float:
    """Return degrees between a face and the square, or the plumb line: its places (m) at two
    points `apart` m."""
    return math.degrees(math.atan2(second - first, apart))
