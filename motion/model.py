"""What a master's takes of a movement teach: its course, how far he differs from himself, what
of the body it is made of, and where it stands still.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from motion.align import Ints, dtw
from motion.features import JUDGED, angles, described, smoothed, ticks, unit
from motion.graded import Marks
from motion.holds import found_holds
from motion.motion import Array, Motion

BAND = 0.15  # half width of the alignment's band, as a share of the take
FLOOR = 12.0  # degrees: what one camera cannot tell is never a fault
ALONE = 18.0  # degrees allowed where one take does not say how far the master differs
SPREAD = 2.0  # a master's takes leave their middle by less than this many times their mean
AROUND = 1.0  # s over which a tolerance is one
IDLE = 0.1  # weight of a bone that the master keeps still, beside his busiest one
FRAMES, LASTS = 5, 0.3  # what is shorter is no movement
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


def enough(take: Motion) -> bool:
    """Return whether a take shows a body that can be compared."""
    if len(take.times) < FRAMES or take.times[-1] - take.times[0] < LASTS:
        return False
    return bool(_seen(described(take, JUDGED, ticks(take.times))).any())


def medoid(takes: Sequence[Motion]) -> int:
    """Return which take is most like all the others."""
    if len(takes) < 3:
        return 0
    curves = [described(take, JUDGED, ticks(take.times)) for take in takes]
    costs = [[dtw(one, other, BAND)[0] for other in curves] for one in curves]
    return int(np.argmin(np.sum(costs, axis=1)))


def learned(takes: Sequence[Motion], marks: Marks) -> Model:
    """Return what the takes (the first of them gives the time) teach."""
    times = ticks(takes[0].times)
    first = described(takes[0], JUDGED, times)
    kept = np.flatnonzero(_seen(first))
    bones = tuple(JUDGED[k] for k in kept)
    curves = [first[:, kept]]
    for take in takes[1:]:
        other = described(take, bones, ticks(take.times))
        curves.append(other[matched(dtw(curves[0], other, BAND)[1], len(times))])
    stacked = np.stack(curves)
    curve = unit(_median(stacked))
    return Model(
        bones, times, curve, _tolerance(stacked, curve, times), _weights(curve, bones, marks),
        marks.holds or found_holds(times, curve),
    )  # fmt: skip


def matched(path: Ints, frames: int) -> Ints:
    """Return (N,) for each frame of the reference the middle one of those that belong to it."""
    first = np.searchsorted(path[:, 0], np.arange(frames))
    last = np.searchsorted(path[:, 0], np.arange(frames), side="right") - 1
    return np.asarray((path[first, 1] + path[last, 1]) // 2)


def stirred(curve: Array) -> Array:
    """Return (B,) how far each bone leaves its own middle (chord of a unit circle, rms)."""
    seen = ~np.isnan(curve).any(axis=2)
    count = np.maximum(seen.sum(axis=0), 1)
    filled = np.nan_to_num(curve)
    mean = filled.sum(axis=0) / count[:, None]
    return np.asarray(np.sqrt((((filled - mean) ** 2).sum(axis=2) * seen).sum(axis=0) / count))


def _seen(curve: Array) -> Array:
    return np.asarray((~np.isnan(curve).any(axis=2)).mean(axis=0) >= SEEN)


def _median(stacked: Array) -> Array:
    known = ~np.isnan(stacked).all(axis=0)
    return np.where(known, np.nanmedian(np.where(known, stacked, 0.0), axis=0), np.nan)


def _tolerance(stacked: Array, curve: Array, times: Array) -> Array:
    if len(stacked) == 1:
        return np.full(curve.shape[:2], ALONE)
    apart = angles(stacked, curve)
    known = ~np.isnan(apart).all(axis=0)
    own = np.nanmean(np.where(known, apart, 0.0), axis=0) * SPREAD
    return np.asarray(np.maximum(FLOOR, smoothed(own, times, AROUND)))


def _weights(curve: Array, bones: Sequence[str], marks: Marks) -> Array:
    moved = stirred(curve)
    taught = np.array([marks.weights.get(bone, 1.0) for bone in bones])
    weights = (moved + IDLE * max(float(moved.max()), 0.1)) * taught
    return np.asarray(weights / max(float(weights.sum()), 1e-9))
