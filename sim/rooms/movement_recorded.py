"""Takes of one master, one after the other, and what is marked in them: pure values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from motion.course import JUDGED
from motion.grade import grade
from motion.graded import Marks
from motion.motion import Array, Motion
from motion.reference import MOST, MotionReference, build
from motion.skeleton import BONES, JOINTS, PELVIS, SIDES

LEAST = 3  # takes: fewer do not say how far a master differs from himself
NEAR = 0.12  # seconds: a mark so near is meant by a click
REST, QUIET = 3.0, 0.05  # s of rest that end a take, m within which a body rests
SHORTEST = 4.0  # s before a rest counts
_MOVING = [JOINTS.index(f"{side}_{part}") for side in SIDES for part in ("wrist", "elbow", "knee")]
WEIGHTS = (1.0, 2.0, 0.0)  # as all, important, not judged: what a press goes through
GROUPS: Mapping[str, tuple[str, ...]] = {
    "left_arm": ("left_upper_arm", "left_forearm"),
    "right_arm": ("right_upper_arm", "right_forearm"),
    "left_hand": tuple(f"left_{b}" for b in ("hand", "thumb", "index", "middle", "ring", "little")),
    "right_hand": tuple(
        f"right_{b}" for b in ("hand", "thumb", "index", "middle", "ring", "little")
    ),
    "trunk": ("trunk",),
    "legs": ("left_thigh", "left_shank", "right_thigh", "right_shank"),
    "feet": ("left_foot", "right_foot"),
}


@dataclass(frozen=True)
class Kept:
    """One take: its motion, the share of the body that was seen, and how many degrees it lies
    from the earlier ones on the mean (None: the first, or nothing to compare)."""

    motion: Motion
    coverage: float
    apart: float | None

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        times = self.motion.times
        return float(times[-1] - times[0]) if len(times) else 0.0


def kept(motion: Motion, earlier: Sequence[Motion]) -> Kept:
    """Look a take over beside those before it. Raises Refusal where nobody is seen in it."""
    alone = build([motion])
    apart = None
    if earlier:
        found = grade(build(earlier), motion)
        apart = None if np.isnan(found.shape_deg) else found.shape_deg
    return Kept(alone.ghost, coverage(motion), apart)


def coverage(motion: Motion) -> float:
    """Return the share (0..1) of the time in which arms, legs and trunk were seen."""
    bones = [bone for bone in JUDGED if bone in ("trunk", *GROUPS["legs"]) or "arm" in bone]
    ends = {joint for bone in bones for joint in BONES[bone]} - {PELVIS}
    seen = [~np.isnan(motion.of(joint)).any(axis=1) for joint in sorted(ends)]
    return float(np.mean(seen)) if len(motion.times) else 0.0


@dataclass(frozen=True)
class Marking:
    """What is marked on the take that will be shown, in seconds since its start.

    `since`: where a hold begins whose end is still open. `weights` by group.
    """

    keyframes: tuple[float, ...] = ()
    holds: tuple[tuple[float, float], ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    since: float | None = None

    def key(self, at: float) -> "Marking":
        """Mark a moment that matters, or take the mark away again."""
        near = [k for k in self.keyframes if abs(k - at) <= NEAR]
        left = tuple(k for k in self.keyframes if k not in near)
        return replace(self, keyframes=left if near else tuple(sorted((*left, at))))

    def hold(self, at: float) -> "Marking":
        """Begin a hold (亮相), end it, or take away the one that is pointed at."""
        there = [h for h in self.holds if h[0] - NEAR <= at <= h[1] + NEAR]
        if there:
            return replace(self, holds=tuple(h for h in self.holds if h not in there))
        if self.since is None:
            return replace(self, since=at)
        first, last = sorted((self.since, at))
        holds = (*self.holds, (first, last)) if last - first > NEAR else self.holds
        return replace(self, since=None, holds=tuple(sorted(holds)))

    def weigh(self, group: str) -> "Marking":
        """Let a part of the body count more, not at all, or as all others again."""
        now = WEIGHTS.index(self.weights.get(group, 1.0))
        weights = {**self.weights, group: WEIGHTS[(now + 1) % len(WEIGHTS)]}
        if all(weights.get(each, 1.0) == 0 for each in GROUPS):  # then nothing could be judged
            weights[group] = 1.0
        return replace(self, weights=weights)

    def moved(self, by: float) -> "Marking":
        """Return the same with all seconds moved on."""
        holds = tuple((start + by, end + by) for start, end in self.holds)
        return replace(self, keyframes=tuple(k + by for k in self.keyframes), holds=holds)

    def marks(self) -> Marks:
        """Return what the reference keeps of it."""
        weights = {
            bone: weight
            for group, weight in self.weights.items()
            if weight != 1.0
            for bone in GROUPS[group]
        }
        return Marks(self.keyframes, self.holds, weights)


def reference(takes: Sequence[Kept], marking: Marking | None = None) -> MotionReference:
    """Return the reference that these takes make, with what was marked in it."""
    parts = [take.motion for take in takes[:MOST]]
    return build(parts) if marking is None else build(parts, marking.marks())


class Stillness:
    """Tells when who is recorded has come to rest, so that nobody has to walk to a key.

    `shortest` s: no rest before that ends a take.
    """

    def __init__(self, shortest: float = SHORTEST) -> None:
        self._shortest = shortest
        self._seen: list[tuple[float, Array]] = []

    def put(self, seconds: float, pose: Array) -> bool:
        """Take the pose (J, 3) of a moment; return whether the body has rested long enough."""
        self._seen.append((seconds, pose[_MOVING]))
        self._seen = [(at, p) for at, p in self._seen if at > seconds - REST]
        if seconds < self._shortest or seconds - self._seen[0][0] < 0.9 * REST:
            return False
        known = np.stack([p for _at, p in self._seen])
        known = known[:, np.isfinite(known).any(axis=0)]
        if not known.size:
            return False
        return bool((np.nanmax(known, axis=0) - np.nanmin(known, axis=0)).max() < QUIET)
