"""The key a take is in, and how it drifts: apart from the notes that are out of tune."""

from dataclasses import dataclass

import numpy as np

from audio.contour import Array
from audio.robust import middle

SLOW = 100.0  # cents a minute; what moves faster is sung, not drifting
AUDIBLE = 20.0  # cents over the whole take; less is nobody's drift
EXPLAINED = 0.75  # a drift leaves at most this share of the deviations
FEWEST, SHORTEST = 8, 20.0  # notes, seconds: with less no drift can be told
NARROW = 0.08  # semitones: notes this close to the key are all in tune


@dataclass(frozen=True)
class Tuning:
    """`key` in semitones above the reference; `at` (n,) the key at each note, with its drift;
    `drift` in cents a minute (NaN where too little was sung to tell); `drifting` where it is
    so plain that `at` follows it.
    """

    key: float
    at: Array
    drift: float
    drifting: bool


def tuning(off: Array, lengths: Array, onsets: Array) -> Tuning:
    """Return the tuning of notes `off` (n,) semitones above the reference, NaN missing.

    `lengths`, `onsets` (n,) in seconds. A key that sinks or rises slowly and evenly is followed,
    so that it is told once and costs no note; a single false note moves nothing.
    """
    key = middle(off, lengths, NARROW)
    level = Tuning(key, np.full(len(off), key), float("nan"), False)
    on = ~np.isnan(off)
    if on.sum() < FEWEST or np.ptp(onsets[on]) < SHORTEST:
        return level
    x, y = onsets[on], off[on]
    slope = _slope(x, y)
    about = float(np.average(x, weights=np.sqrt(lengths[on])))
    leaning = key + slope * (onsets - about)
    leaning += middle(off - leaning, lengths, NARROW)
    if not _drifts(slope, x, np.abs(y - key), np.abs(y - leaning[on])):
        return Tuning(key, level.at, slope * 6000, False)
    return Tuning(key, np.where(on, leaning, key), slope * 6000, True)


def _slope(x: Array, y: Array) -> float:
    """Return the median slope (semitones a second) between notes a third of the take apart."""
    i, j = np.triu_indices(len(x), 1)
    far = x[j] - x[i] >= np.ptp(x) / 3
    return float(np.median((y[j] - y[i])[far] / (x[j] - x[i])[far]))


def _drifts(slope: float, x: Array, level: Array, leaning: Array) -> bool:
    audible = 100 * abs(slope) * float(np.ptp(x)) >= AUDIBLE
    slow = 6000 * abs(slope) <= SLOW
    return bool(audible and slow and np.median(leaning) < EXPLAINED * np.median(level))
