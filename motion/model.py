"""What a master's takes of a movement teach: its course, how far he differs from himself, what
of the body it is made of, and where it stands still.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from motion.course import JUDGED, REACHES, Course, sampled, smoothed
from motion.features import angles, unit
from motion.graded import Marks
from motion.holds import found_holds
from motion.likeness import Alignment, Likened, compare, spread
from motion.motion import Array

FLOOR = 12.0  # degrees: what one camera cannot tell is never a fault
ALONE = 18.0  # degrees allowed where one take does not say how far the master differs
SPREAD = 1.25  # times the mean by which the takes leave their middle: few takes know little of it
AROUND = 1.0  # s over which a tolerance is one
IDLE = 0.1  # weight of a bone that the master keeps still, beside his busiest one
SEEN = 0.2  # share of a reference in which a bone must be seen to be judged


@dataclass(frozen=True)
class Model:
    """`bones` (B) that are judged; `times` (N,) s of the first take; `curve` (N, B, 3) the median
    of the takes; `tolerance` (N, B) degrees; `weights` (B,) of sum 1; `holds` from, to in s.
    """

    bones: tuple[str, ...]
    times: Array
    curve: Array
    tolerance: Array
    weights: Array
    holds: tuple[tuple[float, float], ...]


def medoid(takes: Sequence[Likened]) -> int:
    """Return which take is most like all the others."""
    even = np.ones(len(takes[0].course.names))
    apart = [[compare(one, other, even).distance for other in takes] for one in takes]
    return int(np.argmin(np.sum(apart, axis=1)))


def learned(takes: Sequence[Likened], marks: Marks) -> Model:
    """Return what the takes (the first of them gives the time) teach."""
    first = takes[0].course
    bones = tuple(
        name for name, seen in zip(first.names, first.seen, strict=True)
        if name in JUDGED and seen >= SEEN
    )  # fmt: skip
    stacked = together(takes, bones)
    curve = unit(middle(stacked))
    return Model(
        bones, first.times, curve, _tolerance(stacked, curve, first.times),
        _weights(curve, bones, marks), marks.holds or found_holds(first.times, curve),
    )  # fmt: skip


def together(takes: Sequence[Likened], names: tuple[str, ...]) -> Array:
    """Return (K, N, G, 3): every take of these groups at the moments of the first."""
    even = np.ones(len(takes[0].course.names))
    rest = [follow(take.course, compare(takes[0], take, even), names) for take in takes[1:]]
    return np.stack([takes[0].course.of(names), *rest])


def follow(course: Course, alignment: Alignment, names: tuple[str, ...]) -> Array:
    """Return (N, G, 3): a take's groups at the moments of its reference; NaN outside the take."""
    frames = np.arange(len(course.times), dtype=float)
    inside = ~np.isnan(alignment.at)
    found = sampled(course.of(names), frames / 1e3, np.where(inside, alignment.at, 0.0) / 1e3)
    return np.where(inside[:, None, None], found, np.nan)


def taught(names: Sequence[str], marks: Marks) -> Array:
    """Return (G,): how much a teacher says that each matters; a reach as its arm."""
    return np.array([_taught(name, marks) for name in names])


def _taught(name: str, marks: Marks) -> float:
    side = name.partition("_")[0]
    named = (f"{side}_upper_arm", f"{side}_forearm") if name in REACHES else (name,)
    return float(np.mean([marks.weights.get(bone, 1.0) for bone in named]))


def middle(stacked: Array) -> Array:
    """Return the median of takes (K, ...), of what was seen in any of them."""
    if len(stacked) == 1:
        return np.asarray(stacked[0])
    known = ~np.isnan(stacked).all(axis=0)
    return np.where(known, np.nanmedian(np.where(known, stacked, 0.0), axis=0), np.nan)


def _tolerance(stacked: Array, curve: Array, times: Array) -> Array:
    if len(stacked) == 1:
        return np.full(curve.shape[:2], ALONE)
    return np.maximum(FLOOR, spreads(angles(stacked, curve), times))


def spreads(apart: Array, times: Array) -> Array:
    """Return (N, G): how far takes leave their middle around each moment; `apart` (K, N, G)."""
    known = ~np.isnan(apart)
    mean = np.where(known, apart, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    own = np.where(known.any(axis=0), mean, np.nan)
    return np.asarray(SPREAD * smoothed(own, times, AROUND))


def _weights(curve: Array, bones: Sequence[str], marks: Marks) -> Array:
    if not bones:
        return np.empty(0)
    moved = spread(curve)
    weights = (moved + IDLE * max(float(moved.max()), 0.1)) * taught(bones, marks)
    return np.asarray(weights / max(float(weights.sum()), 1e-9))
