"""Middles of measurements of which some are far off."""

import numpy as np

from audio.contour import Array


def weighted_median(x: Array, w: Array) -> float:
    """Return where half of the weight `w` (n,) of `x` (n,) lies on either side."""
    order = np.argsort(x, kind="stable")
    total = np.cumsum(w[order])
    half = 0.5 * total[-1]
    k = int(np.searchsorted(total, half))
    if np.isclose(total[k], half) and k + 1 < len(x):
        return float(0.5 * (x[order[k]] + x[order[k + 1]]))
    return float(x[order[k]])


def middle(x: Array, weight: Array, least: float) -> float:
    """Return where most of `x` lies (Tukey's biweight); single far values count for nothing."""
    on = ~np.isnan(x)
    if not on.any():
        return 0.0
    x, weight = x[on], np.sqrt(weight[on])
    at = float(np.median(x))
    for _ in range(20):
        scale = max(1.4826 * float(np.median(np.abs(x - at))), least)
        u = np.clip(np.abs(x - at) / (3 * scale), 0, 1)
        v = weight * (1 - u**2) ** 2
        at = float(np.average(x, weights=v))
    return at
