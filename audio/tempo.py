"""The line that leads from the reference's time to the singer's: robust to single notes."""

from dataclasses import dataclass

import numpy as np

from audio.contour import Array

HELD = 0.10  # seconds: with a median deviation under this an even tempo explains the take
REACH = 9.0  # seconds each side over which the tempo is even where it is not held


@dataclass(frozen=True)
class Line:
    """Expected onsets `at` (n,) seconds; `ratio` > 1 slower than the reference; `lag` seconds.

    `free`: the tempo swung, so each note is compared with its own surroundings.
    """

    at: Array
    ratio: float
    lag: float
    free: bool


def line(reference: Array, sung: Array, weight: Array) -> Line:
    """Fit sung onsets (NaN: not found) to the reference's, both in seconds.

    An affine line first (Theil-Sen, then Tukey's biweight). Where that does not hold, the
    tempo of a living singer: an affine line through the notes within REACH of each.
    """
    on = ~np.isnan(sung) & (weight > 0)
    if on.sum() < 2:
        lag = float(np.nanmedian(sung - reference)) if on.any() else 0.0
        return Line(reference + lag, 1.0, lag, False)
    x, y, w = reference[on], sung[on], weight[on]
    slope, base = _tukey(x, y, w, *_theil_sen(x, y))
    even = base + slope * reference
    rest = np.abs(y - even[on])
    if float(np.median(rest[w >= w.max()])) <= HELD:
        return Line(even, slope, base, False)
    at = np.array([_around(t, x, y, w, slope) for t in reference])
    return Line(at, slope, base, True)


def _theil_sen(x: Array, y: Array) -> tuple[float, float]:
    i, j = np.triu_indices(len(x), 1)
    far = x[j] - x[i] >= min(1.0, float(np.ptp(x)) / 2)
    slope = float(np.median((y[j] - y[i])[far] / (x[j] - x[i])[far]))
    return slope, float(np.median(y - slope * x))


def _tukey(x: Array, y: Array, w: Array, slope: float, base: float) -> tuple[float, float]:
    """Improve an affine line by Tukey's biweight: far-off notes count for nothing."""
    for _ in range(20):
        rest = y - base - slope * x
        scale = max(1.4826 * float(np.median(np.abs(rest))), 0.01)
        u = np.clip(np.abs(rest) / (3.0 * scale), 0, 1)
        v = w * (1 - u**2) ** 2
        if v.sum() <= 0 or np.count_nonzero(v) < 2:
            break
        mx, my = np.average(x, weights=v), np.average(y, weights=v)
        spread = np.average((x - mx) ** 2, weights=v)
        if spread < 1e-6:
            break
        slope = float(np.average((x - mx) * (y - my), weights=v) / spread)
        base = float(my - slope * mx)
    return slope, base


def _around(t: float, x: Array, y: Array, w: Array, slope: float) -> float:
    """Return the expected onset of reference time `t` from the notes near it."""
    reach = max(REACH, float(np.sort(np.abs(x - t))[min(7, len(x) - 1)]) * 1.01)
    near = np.abs(x - t) < reach
    tricube = w[near] * (1 - (np.abs(x[near] - t) / reach) ** 3) ** 3
    local = _theil_sen(x[near], y[near]) if near.sum() > 2 else (slope, 0.0)
    base = float(np.median(y[near] - local[0] * x[near]))
    a, b = _tukey(x[near], y[near], tricube, local[0], base)
    return b + a * t
