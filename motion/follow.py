"""Where in the reference a learner is, live: a hidden Markov model of its frames and of paces.

The learner is at some frame of the reference and goes on at some pace, 0 where he has stopped;
paces change little by little, and now and then he is suddenly elsewhere: at the beginning, at a
keyframe, anywhere. Each frame that is seen says how likely each place is, by where the bones
point; those count most that the reference moves most. After the gesture follower of
Bevilacqua et al. (2010), with paces of their own instead of skips.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from motion import follow_kernels as inner
from motion.features import unit
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.skeleton import BONES, FINGERS, JOINTS, PELVIS

Ints = npt.NDArray[np.int64]
RATE = 30.0  # frames a second of the reference on which one is looked for
PACES = np.array([0.0, 0.7, 0.85, 1.0, 1.15, 1.4])  # of the reference's
STOPS, GOES, CHANGES = 0.15, 1.5, 1.0  # a second: who stops, goes on, gets a little faster
ELSEWHERE = 0.003  # a second: who is suddenly somewhere else
AT_A_MARK = 0.4  # of those: at the beginning or at a keyframe
AT_FIRST = 0.7  # of takes: they begin at the beginning
WORTH = 1.0  # nats that a place as far again as the learner usually is loses by one frame
SHARPEST, MOST = 60.0, 0.6  # nats a squared chord at most, and the chord² that says no more
IDLE = 0.15  # of the busiest bone's moving: what moves less says nothing
STILL = 0.05  # chord: a reference that moves no bone so far has no places
ENOUGH = 0.3  # share of the weight that has to be seen
NEAR, SURE = 0.3, 0.6  # seconds around the likeliest place, and belief there
UNLIKE, PATIENCE = 0.2, 1.0  # squared chord over so many seconds: this is not the movement
GAP = 2.0  # seconds without frames, from where on it does not matter how many
BONE_NAMES = tuple(
    bone for bone, ends in BONES.items() if PELVIS not in ends and bone not in ("head", "shoulders")
)  # a camera does not know where a face looks; where shoulders turn, the hips below them tell
TRUNK = np.array(
    [
        JOINTS.index(joint)
        for joint in ("neck", "left_shoulder", "right_shoulder", "left_hip", "right_hip")
    ]
)


@dataclass(frozen=True)
class Place:
    """`seconds` of the reference's own time; `sure` false where the learner may be elsewhere."""

    seconds: float
    sure: bool


class Follower:
    """Follows one take of a movement, frame by frame."""

    def __init__(self, reference: MotionReference) -> None:
        times = reference.times
        self._start = float(times[0])
        grid = np.arange(0.0, reference.duration + 1e-9, 1 / RATE) + self._start
        self._bones, self._weights, self._known = _known(reference.ghost, grid)
        self._likely = _likely(grid, (self._start, *reference.marks.keyframes))
        self._belief = np.zeros((len(PACES), len(grid)))
        self._belief[:] = (1 - AT_FIRST) * self._likely / len(PACES)
        self._belief[:, 0] += AT_FIRST / len(PACES)
        self._spare, self._away = np.empty_like(self._belief), np.empty(len(grid))
        self._seen = np.empty((len(self._bones) + 1, 3))
        self._time, self._unlike = float("nan"), UNLIKE

    def put(self, time: float, positions: Array) -> Place:
        """Return the place at `time` (s) of who is at `positions` (J, 3) m, canonical joints.

        What is not seen (NaN) says nothing; who is not seen goes on as he did.
        """
        passed = 1 / RATE if np.isnan(self._time) else min(max(time - self._time, 0.0), GAP)
        self._time = time
        change, leap = _changes(passed), 1 - float(np.exp(-ELSEWHERE * passed))
        steps = PACES * (passed * RATE)
        inner.go_on(self._belief, self._spare, change, steps, self._likely, leap)
        inner.look(np.ascontiguousarray(positions, np.float64), TRUNK, self._bones, self._seen)
        share = inner.compare(self._seen, self._known, self._weights, self._away)
        if share >= ENOUGH:
            sharp = min(WORTH / self._unlike, SHARPEST) if self._unlike > 0 else SHARPEST
            inner.weigh(self._belief, self._away, sharp * share, MOST)
        frame, belief = inner.where(self._belief, round(NEAR * RATE))
        fits = float(self._away[round(frame)]) if share >= ENOUGH else 2 * UNLIKE
        self._unlike += (fits - self._unlike) * min(passed / PATIENCE, 1.0)
        return Place(self._start + frame / RATE, belief > SURE and self._unlike < UNLIKE)


def _known(ghost: Motion, grid: Array) -> tuple[Ints, Array, Array]:
    """Return bones (B, 2) that tell a place, weights (B + 1,), directions (B + 1, 3, N)."""
    ends = np.array([[JOINTS.index(joint) for joint in BONES[bone]] for bone in BONE_NAMES])
    every = np.empty((len(ghost.times), len(ends) + 1, 3))
    for joints, seen in zip(np.ascontiguousarray(ghost.canonical().positions), every, strict=True):
        inner.look(joints, TRUNK, ends, seen)
    weights = _weights(every)
    kept = np.append(weights[:-1] > 0, True)  # the trunk stands last
    known = np.stack([_bridged(every[:, b], ghost.times, grid) for b in np.flatnonzero(kept)])
    return ends[kept[:-1]], weights[kept], np.ascontiguousarray(known.transpose(0, 2, 1))


def _weights(every: Array) -> Array:
    """Return (B,) how much each direction of (T, B, 3) tells, of sum 1, or all 0 where none does.

    The fingers of a hand count as one bone.
    """
    seen = ~np.isnan(every).any(axis=2)
    mean = np.nan_to_num(every).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)[:, None]
    moved = np.sqrt(np.maximum(1 - (mean**2).sum(axis=1), 0.0))
    moved[seen.mean(axis=0) < 0.5] = 0.0
    most = float(moved.max())
    if most < STILL:
        return np.zeros(len(moved))
    weights = np.where(moved > IDLE * most, moved, 0.0)
    fingers = [b for b, name in enumerate(BONE_NAMES) if name.endswith(("thumb", *FINGERS))]
    weights[fingers] /= len(FINGERS) + 1
    return np.asarray(weights / weights.sum())


def _bridged(directions: Array, times: Array, grid: Array) -> Array:
    """Return (N, 3) of directions (T, 3) at the times of `grid`, straight over what is not seen."""
    seen = ~np.isnan(directions).any(axis=1)
    if not seen.any():
        return np.zeros((len(grid), 3))
    return unit(np.stack([np.interp(grid, times[seen], d[seen]) for d in directions.T], axis=1))


def _likely(grid: Array, marks: tuple[float, ...]) -> Array:
    """Return (N,) how likely each frame is for who begins."""
    likely = np.full(len(grid), (1 - AT_A_MARK) / len(grid))
    for mark in marks:
        likely[np.argmin(np.abs(grid - mark))] += AT_A_MARK / len(marks)
    return likely


def _paced() -> Array:
    """Return (paces, paces) how many a second leave one pace for its neighbour."""
    leave = np.zeros((len(PACES), len(PACES)))
    for p in range(1, len(PACES) - 1):
        leave[p, p + 1] = leave[p + 1, p] = CHANGES
    leave[0, 1], leave[1, 0] = GOES, STOPS
    return leave


_LEAVE = _paced()
_OUT = _LEAVE.sum(axis=1, keepdims=True)


def _changes(passed: float) -> Array:
    """Return (paces, paces) how likely one pace becomes another in `passed` seconds."""
    stays = np.exp(-_OUT * passed)
    return np.asarray(_LEAVE / _OUT * (1 - stays) + np.eye(len(PACES)) * stays)
