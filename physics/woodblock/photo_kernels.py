"""Unmixing of colours, cell by cell: how much of each ink a flattened photograph shows."""

import numpy as np
from numba import njit

_ROUNDS = 60


@njit("void(float32[::1], float32[::1], float64[:,::1], float64[:,::1], float64[::1])", cache=True)
def _posed(density, weight, inks, gram, toward):  # type: ignore[no-untyped-def]
    """Write the normal equations of one cell: gram (b, b) and toward (b,)."""
    for p in range(inks.shape[0]):
        toward[p] = 0.0
        for c in range(3):
            toward[p] += weight[c] * inks[p, c] * density[c]
        for q in range(inks.shape[0]):
            gram[p, q] = 0.0
            for c in range(3):
                gram[p, q] += weight[c] * inks[p, c] * inks[q, c]


@njit("float64(float64[:,::1], float64[::1], float32[::1], float32[::1])", cache=True)
def _eased(gram, toward, dear, share):  # type: ignore[no-untyped-def]
    """Set each share to its best beside the others, none below 0; return the largest change."""
    change = 0.0
    for p in range(len(toward)):
        if dear[p] < 0.0 or gram[p, p] < 1e-9:
            continue
        left = toward[p] - dear[p] * gram[p, p] + gram[p, p] * share[p]
        for q in range(len(toward)):
            left -= gram[p, q] * share[q]
        new = max(0.0, left / gram[p, p])
        change = max(change, abs(new - share[p]))
        share[p] = new
    return change


@njit(
    "void(float32[:,:,::1], float32[:,:,::1], float64[:,::1], float32[:,:,::1], float32[:,:,::1])",
    cache=True,
)
def unmix(density, weight, inks, dear, shares):  # type: ignore[no-untyped-def]
    """Find shares (n, n, b) >= 0 whose inks (b, 3) give a density (n, n, 3) best.

    `shares` hold 0 at first. `weight` (n, n, 3): how well each band is known. `dear` (n, n, b):
    what a share costs where its block should not print; below 0 it cannot be there at all.
    Coordinate descent.
    """
    most = inks.shape[0]
    gram = np.zeros((most, most))
    toward = np.zeros(most)
    for j in range(density.shape[0]):
        for i in range(density.shape[1]):
            _posed(density[j, i], weight[j, i], inks, gram, toward)
            for _round in range(_ROUNDS):
                if _eased(gram, toward, dear[j, i], shares[j, i]) < 2e-3:
                    break
