"""Where the play space stands in the scene, and how it goes elsewhere without making one sick.

The view is never carried: it turns in steps and goes from place to place, and each time the
rim of the picture closes for a moment.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from physics.pose import Pose, about

Vec3 = tuple[float, float, float]
SNAP = math.radians(30)
PUSHED, BACK = 0.7, 0.4  # of the stick's way: where a step is taken, where the next one may be
BOARD_M = 1.35  # from the floor to the middle of the board
BLINK_S = 0.3  # that the rim takes to open again after a step
SEATED_M = 0.35  # that a sitting person is raised by, to see the work as from standing
MOST_M = 0.6  # that a person may be raised or lowered by


@dataclass(frozen=True)
class Place:
    """A marked place to stand: its floor (m), and where one faces (rad to the left of +y).

    The board with the cards stands `ahead` m before it, `aside` rad to the left.
    """

    at: Vec3
    heading: float = 0.0
    ahead: float = 1.6
    aside: float = 0.0

    @property
    def board(self) -> Pose:
        """The middle of the board, seen square on from the place; its y axis points away."""
        turn = about(2, self.heading + self.aside)
        return Pose.of(np.array(self.at) + turn @ np.array([0.0, self.ahead, BOARD_M]), turn)


@dataclass(frozen=True)
class Rig:
    """How the play space stands: its floor's origin, its heading, and how much one is raised."""

    at: Vec3 = (0.0, 0.0, 0.0)
    heading: float = 0.0
    raised: float = 0.0

    @property
    def pose(self) -> Pose:
        """The play space in the world; always level."""
        x, y, z = self.at
        return Pose.of(np.array([x, y, z + self.raised]), about(2, self.heading))


def heading(pose: Pose) -> float:
    """Return where a pose faces (rad to the left of +y); straight up or down, where its top is."""
    forward, top = pose.matrix[:, 1], pose.matrix[:, 2]
    level = forward if math.hypot(forward[0], forward[1]) > 0.2 else -math.copysign(
        1.0, forward[2]) * top  # fmt: skip
    return math.atan2(-level[0], level[1])


def turned(rig: Rig, head: Pose | None, by: float) -> Rig:
    """Turn the play space about the head (rad to the left), so that the head stays where it is."""
    if head is None:
        return replace(rig, heading=rig.heading + by)
    return _with_head(replace(rig, heading=rig.heading + by), head, rig.pose.out(_at(head)))


def stood(rig: Rig, head: Pose | None, place: Place) -> Rig:
    """Go to a place: the head is above it and faces as it does."""
    faces = heading(head) if head is not None else 0.0
    rig = replace(rig, at=place.at, heading=place.heading - faces)
    return rig if head is None else _with_head(rig, head, np.array(place.at))


def raised(rig: Rig, by: float) -> Rig:
    """Raise or lower a person by so many metres, within bounds."""
    return replace(rig, raised=min(max(rig.raised + by, -MOST_M), MOST_M))


@dataclass(frozen=True)
class Stick:
    """A stick that takes one step each time it is pushed aside."""

    resting: bool = True

    def pushed(self, right: float) -> tuple["Stick", int]:
        """Return how it is now, and the step: 1 to the right, -1 to the left, 0 none."""
        if not math.isfinite(right):
            return self, 0
        if self.resting and abs(right) >= PUSHED:
            return Stick(resting=False), 1 if right > 0 else -1
        return (Stick() if abs(right) <= BACK else self), 0


def rim(since: float) -> float:
    """Return how far the rim is closed (1..0), `since` seconds after a step."""
    return min(max(1.0 - since / BLINK_S, 0.0), 1.0)


def _with_head(rig: Rig, head: Pose, over: np.ndarray) -> Rig:
    """Shift the play space so that the head comes over a point of the world; heights stay."""
    now = rig.pose.out(_at(head))
    x, y, z = rig.at
    return replace(rig, at=(x + float(over[0] - now[0]), y + float(over[1] - now[1]), z))


def _at(pose: Pose) -> np.ndarray:
    return np.array(pose.at)
