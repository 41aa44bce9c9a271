"""One round of laying a drawing over a print: what fits it best, in small steps from here."""

import math

import numpy as np
from numba import njit

UNKNOWNS = 7  # dx, dy, turn, growth, gain, ground, swelling


@njit(
    "void(float64[:,::1], float64[:,::1], float64[:,::1], float64[::1], float64[:,:,::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def laid(goal, along, down, at, there):  # type: ignore[no-untyped-def]
    """Write the drawing and its slopes along x and down y, as they lie at `at`, into (n, n, 3).

    `at`: dx, dy (cells), turn, growth about the middle.
    """
    n = goal.shape[0]
    half = n / 2
    c, s, grown = math.cos(at[2]), math.sin(at[2]), 1.0 + at[3]
    for j in range(n):
        for i in range(n):
            x, y = (i + 0.5 - half - at[0]) / grown, (j + 0.5 - half - at[1]) / grown
            u, v = c * x + s * y + half - 0.5, c * y - s * x + half - 0.5
            a, b = int(math.floor(u)), int(math.floor(v))
            if a < 0 or b < 0 or a >= n - 1 or b >= n - 1:
                there[j, i, 0] = there[j, i, 1] = there[j, i, 2] = 0.0
                continue
            fx, fy = u - a, v - b
            w0, w1, w2, w3 = (1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy
            for k, f in enumerate((goal, along, down)):
                there[j, i, k] = (
                    w0 * f[b, a] + w1 * f[b, a + 1] + w2 * f[b + 1, a] + w3 * f[b + 1, a + 1]
                )


@njit("void(float64[:,::1], float64[::1], float64[::1], float64, int64)", cache=True)
def _add(system, right, row, miss, first):  # type: ignore[no-untyped-def]
    """Add one cell's row to the normal equations; before `first` it is 0."""
    last = UNKNOWNS if first == 0 else UNKNOWNS - 1
    for a in range(first, last):
        right[a] += row[a] * miss
        for b in range(first, a + 1):
            system[a, b] += row[a] * row[b]


@njit(
    "void(float64[:,::1], float64[:,:,::1], float64[::1], float64, float64[:,::1], float64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def equations(ink, there, at, gain, system, right):  # type: ignore[no-untyped-def]
    """Write the normal equations (7, 7) and (7,) of the next small step.

    How far the edge swelled outwards all round is one of the unknowns, so that a print that ran
    is not taken for one that grew.
    """
    n = ink.shape[0]
    half = n / 2
    c, s, grown = math.cos(at[2]), math.sin(at[2]), 1.0 + at[3]
    row = np.ones(UNKNOWNS)
    system[:], right[:] = 0.0, 0.0
    for j in range(n):
        for i in range(n):
            row[4], gx, gy = there[j, i]
            miss = ink[j, i] - gain * row[4]
            if gx == 0.0 and gy == 0.0:
                _add(system, right, row, miss, 4)
                continue
            x, y = (i + 0.5 - half - at[0]) / grown, (j + 0.5 - half - at[1]) / grown
            p, q = c * x + s * y, c * y - s * x
            row[0], row[1] = gain * (s * gy - c * gx), gain * (-s * gx - c * gy)
            row[2], row[3] = gain * (gx * q - gy * p), gain * (-gx * p - gy * q)
            row[6] = gain * math.sqrt(gx * gx + gy * gy)
            _add(system, right, row, miss, 0)
    for a in range(UNKNOWNS):
        for b in range(a):
            system[b, a] = system[a, b]
