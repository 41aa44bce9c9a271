"""The follower on recorded people: ten moves of MSR Action3D one after another.

Twenty rows of ten actions are drawn; the reference is one person's first takes of them, followed
are his second takes and another person's first. Where exactly one is in a move nobody wrote
down, so what counts is whether the follower is in the right one of the ten; by chance 10 %. The
actions are free: people take other arms, sizes and up to twice the time. How much one frame may
say was tuned on these recordings too.
"""

from collections.abc import Sequence

import numpy as np

from bench.motion_msr import RATE, Recorded, recorded
from bench.row import Row
from motion.follow import Follower, Ints
from motion.graded import Marks
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.skeleton import JOINTS

ROWS, MOVES, ACTIONS, PEOPLE = 20, 10, 20, 5


def run() -> list[Row]:
    """Per cent of frames told in the right move, and of those that were told as sure."""
    rng = np.random.default_rng(0)
    own: list[Array] = []
    other: list[Array] = []
    for _row in range(ROWS):
        one, two = rng.permutation(PEOPLE)[:2] + 1
        known = [(_takes(one, action), _takes(two, action)) for action in range(1, ACTIONS + 1)]
        both = [takes for takes in known if len(takes[0]) > 1 and takes[1]]
        drawn = [both[k] for k in rng.permutation(len(both))[:MOVES]]
        reference = [mine[0] for mine, _theirs in drawn]
        own.append(_told(reference, [mine[1] for mine, _theirs in drawn]))
        other.append(_told(reference, [theirs[0] for _mine, theirs in drawn]))
    return [*_rows("himself", own), *_rows("another person", other)]


def _takes(subject: int, action: int) -> list[Recorded]:
    return [take for take in recorded() if (take.subject, take.action) == (subject, action)]


def _told(reference: Sequence[Recorded], done: Sequence[Recorded]) -> Array:
    """Return (T, 2): whether the right move was told, and whether that was told as sure."""
    known, moves = _chained(reference)
    take, truth = _chained(done)
    follower = Follower(MotionReference((known,), Marks()))
    rows = zip(take.times.tolist(), take.positions, strict=True)
    places = [follower.put(time, joints) for time, joints in rows]
    told = moves[[round(place.seconds * RATE) for place in places]]
    return np.stack([told == truth, [place.sure for place in places]], axis=1)


def _chained(takes: Sequence[Recorded]) -> tuple[Motion, Ints]:
    """Return takes one after another, and which of them each frame is of."""
    positions = np.concatenate([take.motion.canonical().positions for take in takes])
    which = np.repeat(np.arange(len(takes)), [len(take.motion.times) for take in takes])
    seen = ~np.isnan(positions).any(axis=2)
    times = np.arange(len(positions)) / RATE
    return Motion(times, JOINTS, positions, seen.astype(float)), which


def _rows(who: str, told: Sequence[Array]) -> list[Row]:
    right, sure = np.concatenate(told).T.astype(bool)
    name = f"follower, ten recorded moves, {who}: frames in the right one"
    return [
        Row(name, 100 * float(right.mean()), "%", len(right)),
        Row(f"{name} of those told as sure", 100 * float(right[sure].mean()), "%", int(sure.sum())),
    ]
