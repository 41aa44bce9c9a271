"""Where the parts of a design belong and how each one lies."""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from content.errors import Refusal
from content.lesson import Lesson, Step
from content.texts import _
from lessons.scorers.timber import faults
from lessons.timber_work import Bearer, Placing
from physics.pose import Array, Pose, quaternion
from physics.timber.design import Design, Place, fold, nearest_turn


class Places:
    """Knows the places of every part, measured from the parts that bear them.

    Raises Refusal for a lesson whose steps do not place every part, the bearing ones first.
    """

    def __init__(self, lesson: Lesson, design: Design) -> None:
        self.design = design
        self._place = {place.name: place for place in design.places}
        named = [p for s in lesson.steps for p in s.parts]
        if sorted(named) != sorted(self._place) or not self._bearing_first(named):
            sentence = _(
                "{lesson}: its steps have to place each of {parts} once, what bears before what "
                "is borne; correct the parts in its lesson.yaml"
            )
            parts = ", ".join(self._place)
            raise Refusal(sentence.format(lesson=lesson.id, parts=parts))
        self._steps = tuple(tier for s in lesson.steps for tier in self._tiers(s))

    def of(self, part: str, standing: Mapping[str, Pose]) -> dict[str, Pose]:
        """Return the goal in every place of a part: on its bearers as they stand, else as they
        will stand. `standing`: by place, the pose of what rightly stands there."""
        return {p.name: self._goal(p, standing) for p in self.design.of(part)}

    def measure(self, poses: Mapping[str, Pose]) -> dict[str, Placing]:
        """Measure every part, the bearing ones first. Parts not in `poses` are in the hand."""
        placings: dict[str, Placing] = {}
        standing: dict[str, Pose] = {}  # place -> the pose of what stands there rightly
        for step in self._steps:
            goals = {p: self._goal(self._place[p], standing) for p in step.parts}
            for part, name, near in self._assigned(step, poses, goals):
                placings[part] = (
                    self._lies(part, name, poses[part], goals[name], placings, standing)
                    if near
                    else Placing(part, name, near=False)
                )
            for part in self._seated(step, placings):
                standing[placings[part].name] = poses[part]
        return placings

    def seated(self, placings: Mapping[str, Placing]) -> frozenset[str]:
        """Return the parts that lie as they should."""
        return frozenset(part for step in self._steps for part in self._seated(step, placings))

    def _bearing_first(self, named: list[str]) -> bool:
        at = {name: i for i, name in enumerate(named)}
        return all(at[b] < at[p.name] for p in self.design.places for b in p.bearers)

    def _tiers(self, step: Step) -> Iterator[Step]:
        """Yield a step as one or more: what is borne by another part of it comes after that."""
        left = list(step.parts)
        while left:
            tier = [p for p in left if not set(left) & set(self._place[p].bearers)]
            left = [p for p in left if p not in tier]
            yield step.model_copy(update={"parts": tuple(tier)})

    def _seated(self, step: Step, placings: Mapping[str, Placing]) -> list[str]:
        return [p for p in step.parts if not faults(step, placings[p])]

    def _goal(self, place: Place, standing: Mapping[str, Pose]) -> Pose:
        """Return where a part should stand by what bears it now.

        Several bearers each say where; their mean counts, so that a beam between two posts
        that stand a little askew is asked to lie between them.
        """
        says = [
            self._base(b, standing).then(_inside(self._place[b].pose, place.pose))
            for b in place.bearers
        ]
        return _mean(says) if says else place.pose

    def _base(self, name: str, standing: Mapping[str, Pose]) -> Pose:
        place = self._place[name]
        if name not in standing:
            return self._goal(place, standing)
        pose = standing[name]
        return Pose.of(np.array(pose.at), nearest_turn(place.pose.matrix, pose, place.ways))

    def _assigned(
        self, step: Step, poses: Mapping[str, Pose], goals: Mapping[str, Pose]
    ) -> list[tuple[str, str, bool]]:
        """Give each part of a step the nearest place that no nearer part has.

        Parts that lie at no place (False) get those that are left over.
        """
        pairs = sorted(
            (_across(poses[part], goals[name]), part, i)
            for part in step.parts
            if part in poses
            for i, name in enumerate(step.parts)
        )
        given: dict[str, int] = {}
        for distance, part, i in pairs:
            taken = part in given or i in given.values()
            if distance <= self.design.room.near and not taken:
                given[part] = i
        rest = [i for i in range(len(step.parts)) if i not in given.values()]
        found = []
        for part in step.parts:
            i = given[part] if part in given else self._left_over(step, part, rest)
            found.append((part, step.parts[i], part in given))
        return found

    def _left_over(self, step: Step, part: str, rest: list[int]) -> int:
        """Take a place that is left over out of `rest`: one that takes the part, if there is."""
        fits = [i for i in rest if part in self._place[step.parts[i]].takes]
        chosen = (fits or rest)[0]
        rest.remove(chosen)
        return chosen

    def _lies(
        self, part: str, name: str, pose: Pose, goal: Pose,
        placings: Mapping[str, Placing], standing: Mapping[str, Pose],
    ) -> Placing:  # fmt: skip
        place = self._place[name]
        gap, tilt, yaw, offset = deviation(pose, goal, place.ways)
        bed = None if place.bed is None else pose.out(np.array([0.0, 0.0, place.bed]))[2]
        target = place.bed_target
        return Placing(
            part=part,
            name=name,
            bearer=_bearer(place, placings, standing),
            belongs=part in place.takes,
            gap_mm=gap * 1000,
            tilt_deg=math.degrees(tilt),
            yaw_deg=math.degrees(yaw),
            offset_mm=offset * 1000,
            bed_mm=None if bed is None else float(bed) * 1000,
            bed_target_mm=None if target is None else target * 1000,
        )


def deviation(pose: Pose, goal: Pose, ways: int) -> tuple[float, float, float, float]:
    """Return gap (m, + above), tilt, yaw (radians, folded by its ways) and offset (m)."""
    x, y, z = goal.into(np.array(pose.at))
    relative = goal.matrix.T @ pose.matrix
    tilt = math.acos(min(1.0, max(-1.0, float(relative[2, 2]))))
    yaw = fold(math.atan2(float(relative[1, 0]), float(relative[0, 0])), ways)
    return float(z), tilt, yaw, math.hypot(float(x), float(y))


def _bearer(place: Place, placings: Mapping[str, Placing], standing: Mapping[str, Pose]) -> Bearer:
    missing = [b for b in place.bearers if b not in standing]
    if not missing:
        return "seated"
    near = {p.name for p in placings.values() if p.near}
    return "wrong" if near.issuperset(missing) else "absent"


def _inside(bearer: Pose, place: Pose) -> Pose:
    """Return the pose of a place in the frame of what bears it."""
    return Pose.of(bearer.into(np.array(place.at)), bearer.matrix.T @ place.matrix)


def _mean(poses: list[Pose]) -> Pose:
    """Return the mean of poses that hardly differ; one pose is itself, to the bit."""
    if len(poses) == 1:
        return poses[0]
    at: Array = np.mean([p.at for p in poses], axis=0)
    u, _s, v = np.linalg.svd(np.mean([p.matrix for p in poses], axis=0))
    return Pose((float(at[0]), float(at[1]), float(at[2])), quaternion(u @ v))


def _across(pose: Pose, goal: Pose) -> float:
    return math.hypot(pose.at[0] - goal.at[0], pose.at[1] - goal.at[1])
