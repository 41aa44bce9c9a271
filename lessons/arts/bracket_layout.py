"""The workbench, and where the parts lie before they are used.

Bench frame: x along the wall line, y away from the learner, z up; the origin is the cross
on the bench top. Metres.
"""

import math
from collections.abc import Mapping

import numpy as np

from lessons.arts.bracket_view import Wood
from physics.pose import Pose, about
from physics.shape import Body, Box

BENCH_LOW = (-0.80, -0.52, -0.06)
BENCH_HIGH = (0.80, 0.36, 0.0)
FALLEN_M = -0.10  # a part whose origin is lower than this lies no longer on the bench
WOOD: Mapping[str, Wood] = {"zuodou": "camphor"}  # the others are fir
_APART_M = 0.01
_RADIUS = {"zuodou": 0.137, "gong": 0.24}
_SHENG_RADIUS = 0.069


def _lying(x: float, y: float, degrees: float) -> Pose:
    return Pose.of(np.array([x, y, 0.0]), about(2, math.radians(degrees)))


START: Mapping[str, Pose] = {
    "zuodou": _lying(0.0, -0.34, 4.0),
    "gong": _lying(-0.42, -0.36, 30.0),
    "sheng_left": _lying(0.28, -0.34, -6.0),
    "sheng_middle": _lying(0.43, -0.30, 5.0),
    "sheng_right": _lying(0.58, -0.34, -3.0),
}
_SPARE = tuple(
    (x, y) for y in (-0.34, 0.20) for x in (0.58, 0.44, 0.30, -0.30, -0.45, 0.15, -0.15, 0.0)
)


def board() -> Body:
    """Return the bench top as a body that does not move."""
    return Body((Box.between(BENCH_LOW, BENCH_HIGH),), 1.0, np.zeros(3), np.eye(3))


def spare_place(part: str, poses: Mapping[str, Pose]) -> Pose:
    """Return a free place on the bench for a part that fell: its own, or the next free one."""
    own = START[part]
    candidates = (own, *(Pose((x, y, 0.0), own.turn) for x, y in _SPARE))
    others = [(name, pose) for name, pose in poses.items() if name != part]
    free = (c for c in candidates if all(_clear(part, c, n, p) for n, p in others))
    return next(free, own)


def _clear(part: str, here: Pose, other: str, there: Pose) -> bool:
    away = math.hypot(here.at[0] - there.at[0], here.at[1] - there.at[1])
    return away > _radius(part) + _radius(other) + _APART_M


def _radius(part: str) -> float:
    return _RADIUS.get(part, _SHENG_RADIUS)
