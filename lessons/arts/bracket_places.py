"""Where the parts of a bracket set belong and how each one lies."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from content.errors import Refusal
from content.lesson import Lesson, Step
from content.texts import _
from lessons.scorers.timber import Bearer, Placing, faults
from physics.pose import Array, Pose, about
from physics.timber import bracket
from physics.timber.sizes import Sizes

NEAR_M = 0.09  # a part closer than this to the axis of a place was meant for it
BEARER = {"zuodou": None, "gong": "zuodou", **dict.fromkeys(bracket.SHENG, "gong")}
_ORDER = [["zuodou"], ["gong"], sorted(bracket.SHENG)]  # which parts the steps place
_KIND = {"zuodou": "zuodou", "gong": "gong", **dict.fromkeys(bracket.SHENG, "sheng")}


@dataclass(frozen=True)
class Place:
    """One place: its name and the pose that a part should have in it."""

    name: str
    goal: Pose


class Places:
    """Knows the places of every part, measured from the parts that bear them.

    Raises Refusal for a lesson whose steps are not those of a bracket set.
    """

    def __init__(self, lesson: Lesson, sizes: Sizes) -> None:
        if [sorted(step.parts) for step in lesson.steps if step.parts] != _ORDER:
            sentence = _(
                "{lesson}: its steps have to place zuodou, then gong, then sheng_left, "
                "sheng_middle and sheng_right; correct the parts in its lesson.yaml"
            )
            raise Refusal(sentence.format(lesson=lesson.id))
        self._lesson = lesson
        self._seats = bracket.seats(sizes)
        self._bed = bracket.bed_level(sizes, sizes.sheng)
        self.bed_target_mm = bracket.bed_height(sizes) * 1000

    def of(self, part: str, poses: Mapping[str, Pose], seated: frozenset[str]) -> tuple[Place, ...]:
        """Return the places of a part: on its bearer as that stands, else where it will stand."""
        base = self._base(BEARER[part], poses, seated)
        seats = self._seats[_KIND[part]]
        names = bracket.SHENG if len(seats) > 1 else (part,)
        return tuple(Place(n, base.then(s)) for n, s in zip(names, seats, strict=True))

    def measure(self, poses: Mapping[str, Pose]) -> dict[str, Placing]:
        """Measure every part, the bearing ones first. Parts not in `poses` are in the hand."""
        placings: dict[str, Placing] = {}
        seated: frozenset[str] = frozenset()
        for step in self._lesson.steps:
            for part, place, near in self._assigned(step, poses, seated):
                bearer = _bearer(part, placings, seated)
                placings[part] = (
                    self._lies(part, place, poses[part], bearer)
                    if near
                    else Placing(part, place.name, near=False)
                )
            seated |= self._seated(step, placings)
        return placings

    def seated(self, placings: Mapping[str, Placing]) -> frozenset[str]:
        """Return the parts that lie as they should."""
        return frozenset().union(*(self._seated(s, placings) for s in self._lesson.steps))

    def _seated(self, step: Step, placings: Mapping[str, Placing]) -> frozenset[str]:
        target = self.bed_target_mm
        return frozenset(p for p in step.parts if not faults(step, placings[p], target))

    def _base(self, bearer: str | None, poses: Mapping[str, Pose], seated: frozenset[str]) -> Pose:
        if bearer is None:
            return Pose()
        if bearer in seated:
            return _forward(poses[bearer])
        return self._base(BEARER[bearer], poses, seated).then(self._seats[_KIND[bearer]][0])

    def _assigned(
        self, step: Step, poses: Mapping[str, Pose], seated: frozenset[str]
    ) -> list[tuple[str, Place, bool]]:
        """Give each part of a step the nearest place that no nearer part has.

        Parts that lie at no place (False) get those that are left over.
        """
        places = {part: self.of(part, poses, seated) for part in step.parts}
        pairs = sorted(
            (_across(poses[part], place.goal), part, i)
            for part in step.parts
            if part in poses
            for i, place in enumerate(places[part])
        )
        given: dict[str, int] = {}
        for distance, part, i in pairs:
            if distance <= NEAR_M and part not in given and i not in given.values():
                given[part] = i
        left = iter([i for i in range(len(step.parts)) if i not in given.values()])
        return [
            (part, places[part][given[part] if part in given else next(left)], part in given)
            for part in step.parts
        ]

    def _lies(self, part: str, place: Place, pose: Pose, bearer: Bearer) -> Placing:
        gap, tilt, yaw, offset = deviation(pose, place.goal)
        bed = pose.out(np.array([0.0, 0.0, self._bed]))[2] if part in bracket.SHENG else None
        return Placing(
            part=part,
            name=place.name,
            bearer=bearer,
            gap_mm=gap * 1000,
            tilt_deg=math.degrees(tilt),
            yaw_deg=math.degrees(yaw),
            offset_mm=offset * 1000,
            bed_mm=None if bed is None else float(bed) * 1000,
        )


def deviation(pose: Pose, goal: Pose) -> tuple[float, float, float, float]:
    """Return gap (m, + above), tilt, yaw (radians, folded to half a turn) and offset (m)."""
    x, y, z = goal.into(np.array(pose.at))
    relative = goal.matrix.T @ pose.matrix
    tilt = math.acos(min(1.0, max(-1.0, float(relative[2, 2]))))
    yaw = fold(math.atan2(float(relative[1, 0]), float(relative[0, 0])))
    return float(z), tilt, yaw, math.hypot(float(x), float(y))


def fold(yaw: float) -> float:
    """Fold an angle to -90..90 degrees (radians): a part serves both ways round."""
    return (yaw + math.pi / 2) % math.pi - math.pi / 2


def nearest_turn(turn: Array, goal: Pose) -> Array:
    """Return the attitude of the goal, either way round, that is closer to `turn`."""
    matrix = goal.matrix
    other = matrix @ about(2, math.pi)
    return matrix if np.sum(matrix * turn) >= np.sum(other * turn) else other


def _bearer(part: str, placings: Mapping[str, Placing], seated: frozenset[str]) -> Bearer:
    bearer = BEARER[part]
    if bearer is None or bearer in seated:
        return "seated"
    return "wrong" if placings[bearer].near else "absent"


def _forward(pose: Pose) -> Pose:
    """Read a bearer that serves both ways round so that its left is the learner's left."""
    return Pose.of(np.array(pose.at), nearest_turn(np.eye(3), pose))


def _across(pose: Pose, goal: Pose) -> float:
    return math.hypot(pose.at[0] - goal.at[0], pose.at[1] - goal.at[1])
