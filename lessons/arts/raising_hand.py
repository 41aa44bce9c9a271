"""The learner's hand: lifts, carries, turns and sets down one part.

The guiding hand (stage 跟) eases the target to the axis of a place that is near; it only
moves the target, the part still goes where the physics lets it go.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lessons.arts.raising_view import HandView
from physics.engine import GRAVITY, ITERATIONS, RATE, Engine
from physics.hand import Hand, Reach
from physics.pose import Array, Pose, about, from_rotation_vector, rotation_vector
from physics.shape import Body
from physics.timber.design import Room, nearest_turn

FREE_M = 0.03  # a lifted part may move sideways when it is this close to the height
WORKED = 100  # solver iterations while what is held touches: a pulled dovetail creeps with fewer
LEVEL_RAD = math.radians(12)
PACE = Reach(across=0.7, up=0.5)
LOWERING = Reach(across=0.2, up=0.2)
NEAR_M = 0.15  # above its place, and from the first touch on, a part is let down at LOWERING
PRESS = 0.7  # share of the weight that the support must take before the hand lowers no further
RESTS = 0.5  # … and before the part may count as resting
REST_SPEED = 0.004  # m/s
REST_STEPS = RATE // 8
Goal = tuple[Pose, int]  # where a part should come, and in how many ways it serves there
AXES = {"yaw": 2, "pitch": 0, "roll": 1}


@dataclass(frozen=True)
class Grasp:
    """What is held, and where: the part, its handle and body, the grab point (3,) in its frame."""

    part: str
    handle: int
    body: Body
    point: Array


class Carrier:
    """One grip, from taking hold to letting go."""

    def __init__(self, world: Engine, grasp: Grasp, room: Room) -> None:
        self._world = world
        self._room = room
        self._pace = Reach(PACE.across * room.quick, PACE.up * room.quick)
        self.grasp = grasp
        self._hand = Hand(world, grasp.handle, grasp.body, grasp.point)
        self._turn = levelled(self._hand.turn)
        self._wish = self._hand.target.copy()
        self._wish[2] = room.carry
        self.lifting = True
        self.lowering = False
        self._place = -math.inf  # height of the grab point in the place that is eased to
        self._slowly = False
        self._still = 0

    def view(self) -> HandView:
        """Return the hand as it is to be drawn now."""
        (px, py, pz), (tx, ty, tz) = self.grasp.point.tolist(), self._hand.target.tolist()
        return HandView(self.grasp.part, (px, py, pz), (tx, ty, tz), self.lowering)

    def move(self, to: Sequence[float | None], lift: float = 0.0) -> None:
        """Send the grab point somewhere; without a height, to the carrying height + `lift`."""
        x, y, z = to
        wish = np.array([x, y, self._room.carry + lift if z is None else z], float)
        if np.isfinite(wish).all():
            self._wish = np.clip(wish, self._room.low, self._room.high)

    def turn(self, axis: str, radians: float) -> None:
        """Turn the part: yaw about the upright, pitch and roll about its own x and y."""
        if axis not in AXES or not math.isfinite(radians):
            return
        by = about(AXES[axis], math.remainder(radians, 2 * math.pi))
        self._turn = by @ self._turn if axis == "yaw" else self._turn @ by

    def lower(self) -> None:
        """Begin to set down."""
        self.lifting, self.lowering, self._slowly, self._still = False, True, False, 0

    def advance(self, goals: Sequence[Goal]) -> str | None:
        """Pull for one step; return why the hand let go ("set_down", "slipped") or None.

        `goals` are the places that the guiding hand may ease to; none = no guiding.
        """
        touching = bool(self._world.contacts(self.grasp.handle))
        self._world.pace(RATE, WORKED if touching else ITERATIONS)
        to, turn = self._eased(goals)
        if self.lifting:
            to[:2] = self._hand.target[:2]
            self.lifting = bool(
                self._hand.target[2] < min(self._room.carry, self._wish[2]) - FREE_M
            )
        if self.lowering:
            to[2] = self._hand.target[2] - (0.0 if self._borne(PRESS) else 1.0)
        held = self._hand.advance(
            to, turn, self._letting_down(touching) if self.lowering else self._pace
        )
        if not held:
            return "slipped"
        return "set_down" if self.lowering and self._rests() else None

    def release(self) -> None:
        """Open the hand."""
        self._world.pace(RATE, ITERATIONS)

    def _letting_down(self, touching: bool) -> Reach:
        """How fast to let down: as the room allows while nothing is near below, then slowly."""
        near = self._hand.target[2] < self._place + NEAR_M
        self._slowly = self._slowly or near or touching
        quick = 1.0 if self._slowly else self._room.quick
        return Reach(LOWERING.across, LOWERING.up * quick)

    def _borne(self, share: float) -> bool:
        """Whether what lies below takes more than this share of the weight."""
        return self._hand.press > share * self.grasp.body.mass * GRAVITY

    def _rests(self) -> bool:
        """Whether the part has borne down on something and lain still for a while."""
        velocity, _ = self._world.velocity(self.grasp.handle)
        still = self._borne(RESTS) and float(np.linalg.norm(velocity)) < REST_SPEED
        self._still = self._still + 1 if still else 0
        return self._still >= REST_STEPS

    def _eased(self, goals: Sequence[Goal]) -> tuple[Array, Array]:
        wish, turn = self._wish.copy(), self._turn
        best, self._place = self._room.assist, -math.inf
        for goal, ways in goals:
            attitude = nearest_turn(self._turn, goal, ways)
            point = attitude @ self.grasp.point + np.array(goal.at)
            away = math.hypot(*(self._wish - point)[:2])
            askew = float(np.linalg.norm(rotation_vector(attitude @ self._turn.T)))
            if away <= best and askew <= self._room.assist_rad:
                best, turn = away, attitude
                wish[:2], self._place = point[:2], float(point[2])
        return wish, turn


def levelled(turn: Array) -> Array:
    """Right a part that leans a little, as a hand does that takes hold of it."""
    up = turn.T @ np.array([0.0, 0.0, 1.0])
    axis = np.zeros(3)
    axis[int(np.argmax(np.abs(up)))] = np.sign(up[int(np.argmax(np.abs(up)))])
    lean = np.cross(turn @ axis, [0.0, 0.0, 1.0])
    sine = float(np.linalg.norm(lean))
    if not 1e-9 < sine <= math.sin(LEVEL_RAD):
        return turn
    return from_rotation_vector(lean / sine * math.asin(sine)) @ turn
