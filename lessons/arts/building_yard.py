"""The free yard: bare ground, the hand's room over it, places where new parts are laid."""

import math

import numpy as np

from physics.pose import Pose
from physics.shape import Body, Box
from physics.timber.design import Design, Room

REACH = 6.0  # m from the middle that the hand goes
HIGH = 5.0
MIDDLE = 1.4  # m round the middle that are left free for the work while there is room elsewhere
GRID = 0.25  # m between places where a new part may be laid
FRONT = (-0.3, -1.6)  # new parts lie as near to this as there is room
ROOM = Room(
    low=(-REACH, -REACH, 0.0),
    high=(REACH, REACH, HIGH),
    carry=0.5,
    near=0.25,
    assist=0.15,
    assist_rad=math.radians(40),
    fallen=-0.2,
    quick=2.5,
)


def design() -> Design:
    """Return the yard without a part."""
    low, high = (-REACH - 2.0, -REACH - 2.0, -0.5), (REACH + 2.0, REACH + 2.0, 0.0)
    ground = Body((Box.between(low, high),), 1.0, np.zeros(3), np.eye(3))
    return Design((), (), {}, ground, ROOM, _spare(), setting="yard")


def within(pose: Pose) -> bool:
    """Whether a part's origin lies over the yard and not under the ground."""
    x, y, z = pose.at
    return max(abs(x), abs(y)) <= REACH and ROOM.fallen < z <= HIGH


def _spare() -> tuple[tuple[float, float], ...]:
    line = np.arange(-REACH + 0.5, REACH - 0.49, GRID).tolist()
    spots = [(x, y) for x in line for y in line]
    away = {s: math.hypot(s[0] - FRONT[0], s[1] - FRONT[1]) for s in spots}
    return tuple(sorted(spots, key=lambda s: (max(map(abs, s)) < MIDDLE, away[s])))
