"""A bracket set on the workbench: its places, and where the parts lie before they are used.

Bench frame: x along the wall line, y away from the learner, z up; the origin is the cross
on the bench top. Metres.
"""

import math
from collections.abc import Mapping

import numpy as np

from lessons.arts.raising_table import impossible
from physics.pose import Pose, about
from physics.shape import Body, Box
from physics.timber import bracket
from physics.timber.design import Design, Place, Room
from physics.timber.part import Part
from physics.timber.sizes import Sizes

BENCH_LOW = (-0.80, -0.52, -0.06)
BENCH_HIGH = (0.80, 0.36, 0.0)
ROOM = Room(
    low=(-0.75, -0.47, 0.01),
    high=(0.75, 0.32, 0.60),
    carry=0.40,
    near=0.09,
    assist=0.04,
    assist_rad=math.radians(12),
    fallen=-0.10,
)
_BEARERS: Mapping[str, tuple[str, ...]] = {
    "zuodou": (),
    "gong": ("zuodou",),
    "gong_upper": bracket.SHENG,
    **dict.fromkeys(bracket.SHENG, ("gong",)),
    **dict.fromkeys(bracket.UPPER_SHENG, ("gong_upper",)),
}
SPARE = tuple(
    (x, y) for y in (-0.34, 0.20) for x in (0.58, 0.44, 0.30, -0.30, -0.45, 0.15, -0.15, 0.0)
)


def design(sizes: Sizes) -> Design:
    """Return the set as work for the bench. Raises Refusal for sizes that give no part."""
    try:
        parts = bracket.parts(sizes)
    except ValueError as e:
        raise impossible(e) from e
    return Design(parts, _places(sizes, parts), START, _board(), ROOM, SPARE)


def _places(sizes: Sizes, parts: tuple[Part, ...]) -> tuple[Place, ...]:
    bed = bracket.bed_level(sizes, sizes.sheng)
    standing = bracket.places(sizes)
    return tuple(
        Place(
            name=part.name,
            pose=standing[part.name],
            takes=tuple(p.name for p in parts if p.kind == part.kind),
            bearers=_BEARERS[part.name],
            ways=2,
            bed=bed if part.kind == "sheng" else None,
        )
        for part in parts
    )


def _lying(x: float, y: float, degrees: float) -> Pose:
    return Pose.of(np.array([x, y, 0.0]), about(2, math.radians(degrees)))


START: Mapping[str, Pose] = {
    "zuodou": _lying(0.0, -0.34, 4.0),
    "gong": _lying(-0.42, -0.36, 30.0),
    "sheng_left": _lying(0.28, -0.34, -6.0),
    "sheng_middle": _lying(0.43, -0.30, 5.0),
    "sheng_right": _lying(0.58, -0.34, -3.0),
    "gong_upper": _lying(-0.42, 0.24, 4.0),
    "sheng_upper_left": _lying(0.40, 0.22, 5.0),
    "sheng_upper_middle": _lying(0.53, 0.26, -4.0),
    "sheng_upper_right": _lying(0.66, 0.21, 3.0),
}


def _board() -> Body:
    """The bench top as a body that does not move."""
    return Body((Box.between(BENCH_LOW, BENCH_HIGH),), 1.0, np.zeros(3), np.eye(3))
