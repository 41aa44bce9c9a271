"""The pitch contour that everything else reads: semitones at 100 frames a second."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from content.stream import Stream

Array = npt.NDArray[np.float64]
FPS = 100  # frames a second: onsets are told to 10 ms
BRIDGE = 0.03  # seconds; a hole this short between voiced frames is filled


@dataclass(frozen=True)
class Contour:
    """Pitch on an even grid from 0 s.

    `semitones` (n,) MIDI numbers (A4 = 69 = 440 Hz), NaN unvoiced; `weight` (n,) 0..1 is how
    sure the tracker was.
    """

    semitones: Array
    weight: Array

    @property
    def times(self) -> Array:
        """(n,) seconds."""
        return np.arange(len(self.semitones)) / FPS

    @property
    def voiced(self) -> npt.NDArray[np.bool_]:
        """(n,) true where a pitch was heard."""
        return ~np.isnan(self.semitones)


def midi(hertz: Array) -> Array:
    """Return MIDI numbers of frequencies in hertz; NaN stays NaN."""
    return np.asarray(69 + 12 * np.log2(hertz / 440.0))


def contour(f0: Stream) -> Contour:
    """Put an f0 stream (hertz, NaN unvoiced) on the even grid; linear between voiced frames."""
    if not len(f0.times):
        return Contour(np.empty(0), np.empty(0))
    grid = np.arange(int(f0.times[-1] * FPS) + 1) / FPS
    seen = f0.seen & (np.nan_to_num(f0.values) > 0)
    if not seen.any():
        return Contour(np.full(len(grid), np.nan), np.zeros(len(grid)))
    times, pitch = f0.times[seen], midi(f0.values[seen])
    after = np.clip(np.searchsorted(times, grid), 0, len(times) - 1)
    before = np.clip(after - 1, 0, len(times) - 1)
    near = np.minimum(np.abs(times[after] - grid), np.abs(grid - times[before])) <= 0.5 / FPS
    inside = (times[after] - times[before] <= BRIDGE) & (times[before] <= grid)
    ok = near | (inside & (grid <= times[after]))
    weight = np.where(ok, np.interp(grid, f0.times, f0.confidence), 0.0)
    return Contour(np.where(ok, np.interp(grid, times, pitch), np.nan), np.clip(weight, 0, 1))


def smooth(x: Array, seconds: float) -> Array:
    """Return the running mean of `x` (n,) over `seconds`, holes left out and left holes."""
    half, seen = max(0, int(seconds * FPS) // 2), ~np.isnan(x)
    end = np.arange(len(x)) + 1
    above, below = np.minimum(end + half, len(x)), np.maximum(end - 1 - half, 0)
    n, total = (np.concatenate([[0], np.cumsum(v)]) for v in (seen, np.where(seen, x, 0.0)))
    mean = (total[above] - total[below]) / np.maximum(n[above] - n[below], 1)
    return np.asarray(np.where(seen, mean, np.nan))
