"""Where a palm must go next to do a lesson, from what is seen of the work; no headset in it.

A plan yields one `Move` after the other and looks at the work anew before each, so that the same
plan drives palms of a test, or controllers of a runtime in another process.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from headset.moment import SIDES, HandState, Side
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import turns
from lessons.arts.raising_hand import levelled
from physics.pose import Pose, about, from_rotation_vector, rotation_vector

OVER_M = 0.03  # from the palm to the wood that it takes hold of
ABOVE_M = 0.05  # its place, where a part is let go
TIP = math.radians(75)
REST = {"left": Pose((-0.25, -0.55, 0.30)), "right": Pose((0.25, -0.55, 0.30))}
TRIES = 3
LONGEST = 60  # looks at work that does not come to rest


@dataclass(frozen=True)
class Move:
    """A palm goes to a pose of the scene within some seconds, and is so at its end and after."""

    side: Side
    pose: Pose
    squeeze: bool = False
    trigger: bool = False
    seconds: float = 0.5


def plan_raising(bench: Raising, side: Side = "right") -> Iterator[Move]:
    """Raise a whole lesson, each part carried by the hand to its place and let go above it."""
    yield Move(side, REST[side], seconds=0.2)
    for step in bench.lesson.steps:
        for _ in range(TRIES):
            for part in step.parts:
                if part not in bench.seated and bench.goals(part):
                    yield from carry(bench, part, side)


def carry(bench: Raising, part: str, side: Side) -> Iterator[Move]:
    """Take a part by its top, tip and turn it in the air, carry it over its place, let it go."""
    goal, ways = bench.goals(part)[0]
    pose = bench.pose(part)
    point = np.array([0.0, 0.0, bench.height(part) if pose.matrix[2, 2] > 0 else 0.0])
    yaw, pitch, roll = turns(levelled(pose.matrix), goal.matrix, ways)
    grab, end = pose.out(point), goal.out(point)
    hand = Move(side, Pose(_at(grab + (0, 0, OVER_M))))
    yield hand
    yield (hand := replace(hand, squeeze=True, seconds=0.2))
    lift = max(bench.design.room.carry, float(end[2]) + 2 * ABOVE_M) - float(grab[2])
    yield (hand := _shifted(hand, (0.0, 0.0, lift), 0.8))
    for axis, rad in ((0, pitch), (1, roll)):
        yield from _tipped(bench, part, hand, axis, rad)
    across = (*(end - grab)[:2], 0.0)
    turned = replace(hand.pose, turn=Pose.of(np.zeros(3), about(2, yaw)).turn)
    yield (hand := _shifted(replace(hand, pose=turned), across, 1.6))
    yield (hand := _shifted(hand, (0.0, 0.0, end[2] + ABOVE_M - grab[2] - lift), 0.8))
    yield (hand := replace(hand, seconds=0.5))
    yield (hand := replace(hand, squeeze=False, seconds=0.2))
    for _ in range(LONGEST):
        if bench.calm:
            break
        yield replace(hand, seconds=0.1)
    yield _shifted(hand, (0.0, -0.1, 0.15), 0.3)


def _tipped(bench: Raising, part: str, hand: Move, axis: int, rad: float) -> Iterator[Move]:
    """Tip the wrist about one of the part's own axes, and back: it turns a quarter each time."""
    for _ in range(round(abs(rad) / (math.pi / 2))):
        about_own = bench.pose(part).matrix[:, axis] * math.copysign(TIP, rad)
        tipped = Pose.of(np.array(hand.pose.at), from_rotation_vector(about_own))
        yield replace(hand, pose=tipped, seconds=0.6)
        yield replace(hand, seconds=1.0)


def _shifted(hand: Move, by: tuple[float, ...], seconds: float) -> Move:
    at = _at(np.array(hand.pose.at) + by)
    return replace(hand, pose=replace(hand.pose, at=at), seconds=seconds)


def _at(point: np.ndarray) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in point)
    return x, y, z


class Robot:
    """Makes the moves of a plan, each with least jerk, as hands that a headset tells of.

    `done`: the plan is over. `unseen` and `kind` may be set at any time: what is told of the
    hands then.
    """

    def __init__(self, plan: Iterator[Move]) -> None:
        self._plan = plan
        self._from = {side: Move(side, REST[side]) for side in SIDES}
        self._now: Move | None = None
        self._since = 0.0
        self.done = False
        self.unseen = False
        self.kind = "controller"

    def frame(self, elapsed: float) -> dict[Side, HandState]:
        """Go on by some seconds; return both hands."""
        self._since += elapsed
        while not self.done and (self._now is None or self._since >= self._now.seconds - 1e-9):
            self._next()
        return {side: self._hand(side) for side in SIDES}

    def _next(self) -> None:
        if self._now is not None:
            self._since -= self._now.seconds
            self._from[self._now.side] = self._now
        self._now = next(self._plan, None)
        self.done = self._now is None

    def _hand(self, side: Side) -> HandState:
        if self.unseen:
            return HandState()
        start, move = self._from[side], self._now
        if move is None or move.side != side:
            return self._state(start.pose, start)
        share = min(self._since / move.seconds, 1.0)
        ease = share**3 * (10 - 15 * share + 6 * share**2)
        return self._state(between(start.pose, move.pose, ease), move)

    def _state(self, pose: Pose, move: Move) -> HandState:
        return HandState(
            self.kind, pose, pose, squeeze=float(move.squeeze), trigger=float(move.trigger)
        )


def between(one: Pose, other: Pose, share: float) -> Pose:
    """Return the pose that is so far on the way."""
    at = np.array(one.at) + (np.array(other.at) - np.array(one.at)) * share
    way = rotation_vector(other.matrix @ one.matrix.T)
    return Pose.of(at, from_rotation_vector(way * share) @ one.matrix)
