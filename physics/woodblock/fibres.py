"""The sheet's fibres: long ones in all directions on a cloudy ground, as in 宣纸 held to the light.

No sheet was measured: lengths and strengths are presets of this program's own, status unresolved.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from physics.woodblock.grid import Grid

LONG = (0.0025, 0.009)  # m, of a fibre
BENT = 90.0  # rad/m, how much a fibre bends at most
DENSE = 5e5  # fibres on a m2
CLOUD = 0.007  # m, how wide the clouds are
SHARES = (0.85, 0.36, 0.38)  # of fibres, clouds and the finest grain in the unevenness
DARKEST = 74  # spread of the whole, of 255


@njit("void(float32[:,::1], float64[:,::1], float64)", cache=True, error_model="numpy")
def _draw(field, strands, cell):  # type: ignore[no-untyped-def]
    """Add fibres: x y (cells), direction rad, length m, bend rad/m, weight. The sheet wraps."""
    n = field.shape[0]
    for k in range(strands.shape[0]):
        x, y, turn, length, bend, weight = strands[k]
        c, s = math.cos(turn), math.sin(turn)
        by = bend * cell  # turned on so little in each step of one cell
        for _step in range(int(length / cell)):
            x, y = (x + c) % n, (y + s) % n
            c, s = c - s * by, s + c * by
            i, j = int(x), int(y)
            fx, fy = x - i, y - j
            ii, jj = (i + 1) % n, (j + 1) % n
            field[j % n, i % n] += weight * (1 - fx) * (1 - fy)
            field[j % n, ii] += weight * fx * (1 - fy)
            field[jj, i % n] += weight * (1 - fx) * fy
            field[jj, ii] += weight * fx * fy


@njit("void(float32[:,::1], float32[:,::1], float64)", cache=True, error_model="numpy")
def _cloud(field, lattice, strength):  # type: ignore[no-untyped-def]
    """Add a smooth unevenness between the corners of a lattice (m, m) that wraps."""
    n, m = field.shape[0], lattice.shape[0]
    for j in range(n):
        y = j * m / n
        b = int(y)
        v = y - b
        v = v * v * (3 - 2 * v)
        for i in range(n):
            x = i * m / n
            a = int(x)
            u = x - a
            u = u * u * (3 - 2 * u)
            low = lattice[b, a] * (1 - u) + lattice[b, (a + 1) % m] * u
            top = lattice[(b + 1) % m, a] * (1 - u) + lattice[(b + 1) % m, (a + 1) % m] * u
            field[j, i] += strength * (low * (1 - v) + top * v)


def fibres(grid: Grid, seed: int) -> NDArray[np.uint8]:
    """Return how deep the valleys between the fibres are, (n, n), 0..255 evenly spread."""
    n = grid.cells
    draw = np.random.default_rng([seed, n])
    count = max(1, round(DENSE * grid.side**2))
    strands = np.stack([
        draw.uniform(0, n, count), draw.uniform(0, n, count), draw.uniform(0, 2 * math.pi, count),
        draw.uniform(*LONG, count), draw.uniform(-BENT, BENT, count), draw.uniform(0.3, 1, count),
    ], axis=1)  # fmt: skip
    field = np.zeros((n, n), np.float32)
    _draw(field, strands, grid.cell)
    mixed = (field.mean() - field) * np.float32(SHARES[0] / max(float(field.std()), 1e-9))
    m = max(2, round(grid.side / CLOUD))
    for level in (1, 2):
        lattice = draw.standard_normal((m * level, m * level), np.float32)
        _cloud(mixed, lattice, SHARES[1] / level)
    mixed += draw.standard_normal((n, n), np.float32) * np.float32(SHARES[2])
    mixed *= np.float32(DARKEST / float(mixed.std()))
    mixed += np.float32(128 - float(mixed.mean()))
    return np.asarray(np.clip(mixed, 0, 255), np.uint8)
