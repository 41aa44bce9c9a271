"""The plumb line: how far something that should stand upright leans."""

import math


def lean_deg(low: float, high: float, height: float) -> float:
    """Return degrees off the upright: its places (m) at the foot and `height` m above."""
    return math.degrees(math.atan2(high - low, height))
