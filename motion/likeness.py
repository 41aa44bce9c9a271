"""How alike two courses are, and which of their moments belong together.

What is aligned is how a course leaves its own mean and how fast: where a body stands by nature
matters less. Groups count by how far they move in both, hands twice as much as a bone, feet not
at all (a camera rarely knows where they point), and a movement is measured by its own size. All
of it was tuned on one half of the people only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from motion.align import Ints, dtw
from motion.course import FEET, RATE, REACHES, Course, smoothed
from motion.features import lengths, seen
from motion.motion import Array

BAND = 0.25  # half width of the alignment's band, as a share of the take
ASTRAY = 10.0  # s: nor is it ever wider
CENTRED = 0.75  # of a group's own mean is left out
PACE = 0.28  # s: how much a speed counts beside a place
_COUNTS = {**dict.fromkeys(REACHES, 2.0), **dict.fromkeys(FEET, 0.0)}  # beside 1 for a bone
BUSY = 2.0  # power of how far a group moves, in its weight
IDLE = 0.05  # of the busiest group's weight: the least that any has
SIZE = 0.65  # power of the movement's own size that the distance is divided by
USUAL = 0.4  # size (rms, rad) of the movement whose distance is in true degrees
TINY = 1e-6  # size of what stands like a stone
SMALL = 0.08  # size below which nothing is called moved
STARTS = 0.15  # of the highest speed: slower than that, at both ends, is waiting
EDGE = 2  # frames kept of that waiting


@dataclass(frozen=True)
class Likened:
    """A course made ready: `first`, `last` (exclusive) frames between which it moves; `values`
    (n, 2G, 3) of those; `size` (2G,) how far each moves, NaN where it is not seen or not counted.
    """

    course: Course
    first: int
    last: int
    values: Array
    size: Array


@dataclass(frozen=True)
class Alignment:
    """`distance` in degrees at a movement of usual size; `path` (n, 2) of frames that belong
    together; `at` (N,) the take's frame, a fraction, for each of the reference, NaN outside it.
    """

    distance: float
    path: Ints
    at: Array


def likened(course: Course) -> Likened:
    """Return a course made ready to be aligned."""
    counts = np.array([_COUNTS.get(name, 1.0) for name in course.names])[:, None]
    placed, speed = course.values * counts, _speed(course) * counts
    first, last = _moving(placed, speed)
    placed, speed = placed[first:last], speed[first:last]
    values = np.concatenate([placed - CENTRED * _mean(placed), PACE * speed], axis=1)
    counted = np.concatenate([counts[:, 0], counts[:, 0]]) > 0
    return Likened(course, first, last, values, np.where(counted, spread(values), np.nan))


def compare(reference: Likened, take: Likened, taught: Array) -> Alignment:
    """Return how alike two courses of the same groups are; `taught` (G,) a teacher's weights.

    The distance is NaN where no group was seen in both, and the clocks go alike.
    """
    known = ~np.isnan(reference.size + take.size)
    if not known.any():
        return _apart(reference, take)
    size = np.sqrt(reference.size**2 + take.size**2)
    busiest = max(float(np.nanmax(size)), TINY)
    weights = (size**BUSY + IDLE * busiest**BUSY) * np.concatenate([taught, taught])
    weights, mean = weights[known], ((reference.size + take.size) / 2)[known]
    band = min(BAND, ASTRAY * RATE / len(take.values))
    cost, path = dtw(reference.values[:, known], take.values[:, known], band, weights)
    moved = float((weights * mean).sum() / max(weights.sum(), 1e-12))
    distance = np.degrees(cost) * (USUAL / max(moved, SMALL)) ** SIZE
    path = path + np.array([reference.first, take.first])
    return Alignment(float(distance), path, _at(path, reference.course, take.course))


def _apart(reference: Likened, take: Likened) -> Alignment:
    """Return the alignment of what has nothing in common."""
    frames = np.arange(min(len(reference.course.times), len(take.course.times)), dtype=np.int64)
    path = np.stack([frames, frames], axis=1)
    return Alignment(float("nan"), path, _at(path, reference.course, take.course))


def nearest(alignments: Sequence[Alignment]) -> float:
    """Return the distance from all references of a movement: the mean of the two nearest of those
    that could be compared, NaN where none could.
    """
    known = sorted(one.distance for one in alignments if not np.isnan(one.distance))
    return float(np.mean(known[:2])) if known else float("nan")


def spread(values: Array) -> Array:
    """Return (G,): how far each group leaves its own mean, root mean square; NaN = never seen."""
    known = seen(values)
    squares = np.nan_to_num((values - _mean(values)) ** 2).sum(axis=2)
    count = known.sum(axis=0)
    return np.asarray(
        np.sqrt(np.where(count > 0, squares.sum(axis=0) / np.maximum(count, 1), np.nan))
    )


def _mean(values: Array) -> Array:
    """Return (G, 3): the mean of what was seen."""
    known = seen(values)[:, :, None]
    return np.asarray(np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))


def _speed(course: Course) -> Array:
    """Return (N, G, 3) a second, averaged over three frames."""
    rate = np.gradient(course.values, course.times, axis=0)
    step = course.times[1] - course.times[0]
    return smoothed(rate, course.times, 2.5 * float(step))


def _moving(placed: Array, speed: Array) -> tuple[int, int]:
    """Return from which frame to which (exclusive) it moves; all, where it never does."""
    frames = len(placed)
    fastest = np.nan_to_num(lengths(speed)).max(axis=1)
    moves = np.flatnonzero(fastest > STARTS * fastest.max())
    if not len(moves) or np.nanmax(spread(placed), initial=0.0) < SMALL:
        return 0, frames
    return max(0, int(moves[0]) - EDGE), min(frames, int(moves[-1]) + 1 + EDGE)


def _at(path: Ints, reference: Course, take: Course) -> Array:
    """Return for each frame of the reference the mean frame of the take that belongs to it; ahead
    of the movement and after it both clocks go alike.
    """
    frames = np.arange(len(reference.times))
    count = np.bincount(path[:, 0], minlength=len(frames))
    summed = np.bincount(path[:, 0], path[:, 1], minlength=len(frames))
    inside = np.flatnonzero(count)
    at = np.interp(frames, inside, summed[inside] / count[inside])
    at += np.minimum(0, frames - inside[0]) + np.maximum(0, frames - inside[-1])
    return np.where((at < 0) | (at > len(take.times) - 1), np.nan, at)
