"""How long and how firmly a round pad touches each cell while it goes along a segment.

The pressure under a pad is a parabola, p = p0 (1 - r2/R2); what lies deeper than the face takes
`lost` pascals of it to be reached. A cell is covered by the share c = p / (p + half). The time
integral of c along a straight segment has a closed form, so that the same way in few or many
pieces gives the same sum.

Written without branches and without calls into a library, so that a row of cells is worked on
several at a time, with the same bits on every machine.
"""

import math

from numba import njit

STANDS = 1e-7  # m; a shorter way is none
_MOST = 16.0  # e to the minus of more than this is told as e to the minus of this


@njit("float64(float64)", cache=True, inline="always", error_model="numpy")
def fading(x: float) -> float:
    """Return e^-x for x from 0; within 1e-6, and never below e^-16."""
    y = min(x, _MOST) / -64.0
    e = 1.0 + y * (1.0 + y * (0.5 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y / 720)))))
    e *= e
    e *= e
    e *= e
    e *= e
    e *= e
    return e * e


@njit("float64(float64)", cache=True, inline="always", error_model="numpy")
def _atanh(z: float) -> float:
    """Return the inverse hyperbolic tangent, by three halvings and a series; within 2e-5."""
    z = z / (1.0 + math.sqrt(1.0 - z * z))
    z = z / (1.0 + math.sqrt(1.0 - z * z))
    z = z / (1.0 + math.sqrt(1.0 - z * z))
    s = z * z
    series = 1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s / 13)))
    return 8.0 * z * (1.0 + s * (1 / 3 + s * series))


@njit(
    "float64(float64, float64, float64, float64, float64, float64)",
    cache=True, inline="always", error_model="numpy",
)  # fmt: skip
def passed(
    across2: float, along: float, length: float, slope: float, left: float, half: float
) -> float:
    """Return the mean of c while the pad goes `length` m, 0..1.

    `across2` m2: the cell's distance from the line of the way, squared; `along` m: its place on
    that line, from the beginning; `left` Pa: the pressure in the middle that reaches it; `slope`
    Pa/m2 how it falls off; `half` Pa.
    """
    under = left - slope * across2  # Pa, where the pad's middle is nearest
    room = math.sqrt(max(under, 0.0) / slope)
    u0 = min(max(-along, -room), room)
    u1 = min(max(length - along, -room), room)
    a = max(under, 0.0) + half
    t = math.sqrt(slope / a)
    z = (u1 - u0) * t / (1.0 - u1 * u0 * t * t)
    return max(0.0, (u1 - u0 - half * _atanh(z) / math.sqrt(a * slope)) / length)


@njit(
    "float64(float64, float64, float64, float64, float64)",
    cache=True, inline="always", error_model="numpy",
)  # fmt: skip
def stood(across2: float, along: float, slope: float, left: float, half: float) -> float:
    """Return c under a pad that stands."""
    p = max(0.0, left - slope * (across2 + along * along))
    return p / (p + half)


@njit("Tuple((float64, float64))(float64, float64, float64, float64)", cache=True)
def crossed(y: float, ex: float, ey: float, radius: float) -> tuple[float, float]:
    """Return from where to where (m from the beginning of the way) the row at `y` is under the
    pad that goes to (ex, ey); the second below the first where it never is.
    """
    low, high = math.inf, -math.inf
    for k in range(2):
        d = radius * radius - (y - k * ey) ** 2
        if d >= 0.0:
            low, high = min(low, k * ex - math.sqrt(d)), max(high, k * ex + math.sqrt(d))
    length = math.sqrt(ex * ex + ey * ey)
    if ey != 0.0:
        for side in (-radius, radius):
            t = (y - side * ex / length) / ey
            if 0.0 <= t <= 1.0:
                x = t * ex - side * ey / length
                low, high = min(low, x), max(high, x)
    return low, high
