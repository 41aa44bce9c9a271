"""From where a work is seen: the bench always the same, the yard as large as its work."""

import math
from dataclasses import dataclass

from physics.timber.design import Design, Setting
from sim.stage import Vec3

FOV_DEG = 36.0
_HALF_WIDE = math.tan(math.radians(30))  # of a 16:9 picture
Limits = tuple[float, float]


@dataclass(frozen=True)
class Outlook:
    """`start`: degrees to the right, degrees above, metres away; what the eye looks at.

    The focus rises to `follows` of the height of what stands. `marks`: how much thicker than
    on the bench lines and rims are drawn, so that they are seen from so far.
    """

    setting: Setting
    start: Vec3
    focus: Vec3
    azimuth: Limits
    elevation: Limits
    distance: Limits
    follows: float
    marks: float

    def within(self, azimuth: float, elevation: float, distance: float) -> Vec3:
        """Return a view that goes neither under the ground nor out of the place."""
        return (
            _clamped(azimuth, self.azimuth),
            _clamped(elevation, self.elevation),
            _clamped(distance, self.distance),
        )


BENCH = Outlook(
    setting="bench",
    start=(14.0, 28.0, 1.85),  # all parts are seen
    focus=(0.0, 0.0, 0.13),
    azimuth=(-70.0, 70.0),
    elevation=(6.0, 70.0),
    distance=(0.6, 2.0),
    follows=0.0,
    marks=1.0,
)


def of(design: Design) -> Outlook:
    """Return the outlook on a design: in the yard as far as the hand's room is wide."""
    if design.setting == "bench":
        return BENCH
    (x0, y0, _), (x1, y1, top) = design.room.low, design.room.high
    away = 1.2 * max((x1 - x0) / 2 / _HALF_WIDE, 1.6 * top)
    return Outlook(
        setting="yard",
        start=(16.0, 24.0, away),
        focus=((x0 + x1) / 2, (y0 + y1) / 2, 0.2 * top),
        azimuth=(-110.0, 110.0),
        elevation=(4.0, 75.0),
        distance=(0.2 * away, 1.25 * away),
        follows=0.7,
        marks=away / BENCH.start[2],
    )


def _clamped(value: float, limits: Limits) -> float:
    return min(max(value, limits[0]), limits[1])
