"""How long and how firmly a round pad touches each cell while it goes along a segment.

The pressure under a pad is a parabola, p = p0 (1 - r2/R2); what lies deeper than the face takes
`lost` pascals of it to be reached. A cell is covered by the share c = p / (p + half). The time
integral of c along a straight segment has a closed form, so that the same way in few or many
pieces gives the same sum.
"""

import math

from numba import njit


@njit("float64(float64, float64, float64)", cache=True)
def _share(a: float, b: float, u: float) -> float:
    """Return the integral of 1 / (a - b u2) from 0 to u."""
    root = math.sqrt(a * b)
    return math.atanh(u * math.sqrt(b / a)) / root


@njit("float64(float64, float64, float64, float64, float64, float64, float64)", cache=True)
def exposure(
    across2: float,
    along: float,
    length: float,
    radius2: float,
    top: float,
    lost: float,
    half: float,
) -> float:
    """Return the mean of c while the pad goes `length` m (0: it stands), 0..1.

    `across2` m2: the cell's distance from the line of the way, squared; `along` m: its place on
    that line, from the beginning; `top`, `lost`, `half` Pa; `radius2` 0: everywhere evenly.
    """
    left = top - lost
    if left <= 0.0:
        return 0.0
    if radius2 <= 0.0:
        return left / (left + half)
    slope = top / radius2
    room2 = left / slope - across2
    if room2 <= 0.0:
        return 0.0
    if length < 1e-9:
        p = left - slope * (across2 + along * along)
        return p / (p + half) if p > 0.0 else 0.0
    room = math.sqrt(room2)
    u0, u1 = max(-along, -room), min(length - along, room)
    if u1 <= u0:
        return 0.0
    a = left + half - slope * across2
    return max(0.0, (u1 - u0 - half * (_share(a, slope, u1) - _share(a, slope, u0))) / length)
