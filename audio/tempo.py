"""The line that leads from the reference's time to the singer's.

An even tempo first. What a singer may do freely is then taken out: stopping for breath
(everything after it is later), closing the gap of a note left out (everything is sooner),
and letting the tempo swing. What is left is early or late.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import Array
from audio.robust import weighted_median

Ints = npt.NDArray[np.int64]
HELD = 0.10  # seconds: with a median deviation under this an even tempo explains the take
STRETCH = 5  # notes of which most must be off together
REACH = 4.5  # seconds each side over which the tempo is even where it is not held
BREATH = 0.25  # seconds of silence that can be a breath the reference does not have
FEWEST = 3  # notes between two stops; with fewer, a late note would pass for a stop
LONG = 0.4  # seconds of silence that are a stop even next to the first or the last note
SURE = 0.10  # seconds: a shift under this is not told from the singer's own unevenness


@dataclass(frozen=True)
class Line:
    """Expected onsets `at` (n,) seconds; `ratio` > 1 slower than the reference; `lag` seconds.

    `free`: the tempo swung, so each note is compared with its own surroundings.
    """

    at: Array
    ratio: float
    lag: float
    free: bool


def line(reference: Array, sung: Array, silence: Array, weight: Array) -> Line:
    """Fit sung onsets (NaN: not found) to the reference's, all (n,) in seconds.

    `silence` is how long the voice was silent before each onset, `weight` how far the
    reference's onset is to be trusted (0..1).
    """
    on = ~np.isnan(sung)
    if on.sum() < 2:
        lag = float(np.nanmedian(sung - reference)) if on.any() else 0.0
        return Line(reference + lag, 1.0, lag, False)
    x, y, w = reference[on], sung[on], weight[on]
    part = _parts(x, y, w, _room(reference, on, silence))
    slope, bases = _affine(x, y, w, part)
    moved = y - (bases - bases[0])[part]
    rest = moved - bases[0] - slope * x
    free = float(np.median(np.abs(rest[w == w.max()]))) > HELD or _swings(rest)
    later = (bases - bases[0])[part][np.clip(np.cumsum(on) - 1, 0, None)]
    even = bases[0] + slope * reference
    at = np.array([_around(t, x, moved, w) for t in reference]) if free else even
    return Line(at + later, slope, float(bases[0]), free)


def _swings(rest: Array) -> bool:
    """Whether whole stretches lie off an even tempo; single late notes are no stretch."""
    if len(rest) < STRETCH:
        return False
    windows = np.lib.stride_tricks.sliding_window_view(rest, STRETCH)
    return bool(np.percentile(np.abs(np.median(windows, axis=1)), 90) > 2 * HELD)


def _room(reference: Array, on: npt.NDArray[np.bool_], silence: Array) -> Array:
    """Return (2, found) how far everything from a note on may be sooner or later (seconds)."""
    found = np.flatnonzero(on)
    left_out = np.diff(found, prepend=-1) > 1
    gap = np.diff(reference[found], prepend=reference[0])
    later = np.where(silence[found] > BREATH, 2 * silence[found], 0.0)
    return np.array([np.where(left_out, -1.5 * gap, 0.0), later])


def _parts(x: Array, y: Array, w: Array, room: Array) -> Ints:
    """Return (n,) numbers of the stretches between the stops that hold up."""
    stops = [int(i) for i in np.flatnonzero((room[0] < 0) | (room[1] > 0)) if i > 0]
    while stops:
        part = np.zeros(len(x), np.int64)
        part[stops] = 1
        part = np.cumsum(part)
        bases = _affine(x, y, w, part)[1]
        doubt = _doubts(np.diff(bases), room[:, stops], np.bincount(part))
        if doubt.max() <= 0:
            return part
        stops.pop(int(np.argmax(doubt)))
    return np.zeros(len(x), np.int64)


def _doubts(jumps: Array, room: Array, sizes: Ints) -> Array:
    """Return how doubtful each stop is (0: it holds): too small a shift, or one with no room."""
    low, high = np.minimum(room[0], -SURE), np.maximum(room[1] + SURE, SURE)
    outside = np.maximum(np.maximum(low - jumps, jumps - high), 0)
    wrong_way = np.where(((jumps > 0) & (room[1] == 0)) | ((jumps < 0) & (room[0] == 0)), 1.0, 0.0)
    small = np.where(np.abs(jumps) < SURE, 2 - np.abs(jumps), 0)
    few = np.where(_too_few(sizes, room[1]), 4.0 - np.abs(jumps) / 100, 0)
    return np.asarray(np.max([outside, wrong_way, small, few], axis=0))


def _too_few(sizes: Ints, later: Array) -> npt.NDArray[np.bool_]:
    """Return, per stop, whether a part beside it has too few notes to hold it up.

    At either end of the take there is nothing to come back to: a long silence holds alone.
    """
    few = sizes < FEWEST
    few[[0, -1]] = False
    ends = np.zeros(len(later), bool)
    ends[0] |= sizes[0] < FEWEST
    ends[-1] |= sizes[-1] < FEWEST
    return np.asarray(few[:-1] | few[1:] | (ends & (later < 2 * LONG)))


def _affine(x: Array, y: Array, w: Array, part: Ints) -> tuple[float, Array]:
    """Return one slope and a base for each part: Theil-Sen, then Tukey's biweight.

    Far-off notes do not count.
    """
    slope = _theil_sen(x, y, w, part)
    rest = y - slope * x
    parts = range(int(part[-1]) + 1)
    bases = np.array([weighted_median(rest[part == p], w[part == p]) for p in parts])
    for _ in range(20):
        rest = y - bases[part] - slope * x
        scale = max(1.4826 * weighted_median(np.abs(rest), w), 0.01)
        v = w * (1 - np.clip(np.abs(rest) / (3.0 * scale), 0, 1) ** 2) ** 2 + 1e-9 * w
        mass = np.bincount(part, v)
        mx, my = np.bincount(part, v * x) / mass, np.bincount(part, v * y) / mass
        spread = float(np.sum(v * (x - mx[part]) ** 2))
        if spread < 1e-4 * float(v.sum()):
            break
        slope = float(np.sum(v * (x - mx[part]) * (y - my[part])) / spread)
        bases = my - slope * mx
    return slope, bases


def _theil_sen(x: Array, y: Array, w: Array, part: Ints) -> float:
    """Return the median slope between notes of one part."""
    i, j = np.triu_indices(len(x), 1)
    far = x[j] - x[i] >= min(1.0, float(np.ptp(x)) / 2)
    within = far & (part[i] == part[j])
    i, j = (i[within], j[within]) if within.any() else (i[far], j[far])
    return weighted_median((y[j] - y[i]) / (x[j] - x[i]), w[i] * w[j])


def _around(t: float, x: Array, y: Array, w: Array) -> float:
    """Return the expected onset of reference time `t` from the notes near it."""
    reach = max(REACH, float(np.sort(np.abs(x - t))[min(7, len(x) - 1)]) * 1.01)
    near = np.abs(x - t) < reach
    tricube = (1 - (np.abs(x[near] - t) / reach) ** 3) ** 3
    slope, bases = _affine(x[near], y[near], w[near] * tricube, np.zeros(near.sum(), np.int64))
    return float(bases[0]) + slope * t
