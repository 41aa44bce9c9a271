"""The grain of a pear-wood block: fixed by a seed, along x, and any window alone to the same bits.

Value noise on lattices whose corners are hashed whole numbers. Pear is a wood of fine and even
pores: rings waver slowly, fibres are long and thin. How strong they are is inferred, as no block
was measured.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from physics.woodblock.grid import Grid, Rect

MM = 1_000_000  # nanometres
WAVER, SWAY = (60 * MM, 25 * MM), 6_000  # lattice of how the rings wander, and nm for each step
RINGS, FIBRES = (45 * MM, 9 * MM // 10), (6 * MM, 3 * MM // 10)
RUN = (38 * MM, 13 * MM)  # where the fibres rise towards the face, and where they dive
MOST_SEED = 2**31


@njit("int64(int64, int64, int64)", cache=True)
def _hashed(x, y, seed):  # type: ignore[no-untyped-def]
    """Return 0..255 for a corner of a lattice."""
    h = (x * 0x9E3779B1 ^ y * 0x85EBCA77 ^ seed * 0xC2B2AE3D) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    h = ((h ^ (h >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return (h ^ (h >> 15)) & 255


@njit("int64(int64, int64, int64, int64, int64)", cache=True, inline="always")
def _noise(x, y, wide, high, seed):  # type: ignore[no-untyped-def]
    """Return 0..255, smooth between the corners of a lattice of `wide` by `high` nm."""
    u, v = x * 256 // wide, y * 256 // high
    i, j, u, v = u >> 8, v >> 8, u & 255, v & 255
    u, v = u * u * (768 - 2 * u) >> 16, v * v * (768 - 2 * v) >> 16
    low = _hashed(i, j, seed) * (256 - u) + _hashed(i + 1, j, seed) * u
    top = _hashed(i, j + 1, seed) * (256 - u) + _hashed(i + 1, j + 1, seed) * u
    return (low * (256 - v) + top * v) >> 16


@njit("int64(int64, int64, int64)", cache=True)
def hardness(x, y, seed):  # type: ignore[no-untyped-def]
    """Return 0 (soft) .. 255 (hard) at (x, y) nm of the block."""
    y += (_noise(x, y, WAVER[0], WAVER[1], seed) - 128) * SWAY
    rings = _noise(x, y, RINGS[0], RINGS[1], seed + 1)
    return (rings * 5 + _noise(x, y, FIBRES[0], FIBRES[1], seed + 2) * 3) >> 3


@njit("int64(int64, int64, int64)", cache=True)
def tear(x, y, seed):  # type: ignore[no-untyped-def]
    """Return how readily the wood tears, -255..255: above 0 cut towards +x, below towards -x."""
    run = (_noise(x, y, RUN[0], RUN[1], seed + 3) - 128) * 4
    fibre = max(0, _noise(x, y, FIBRES[0], FIBRES[1], seed + 4) - 96)
    return max(-255, min(255, run)) * fibre // 159


@njit("void(int16[:,:], int16[:,:], int64, int64, int64, int64)", cache=True)
def _fill(hard, tears, j0, i0, cell, seed):  # type: ignore[no-untyped-def]
    """Write both fields of a window that begins at (j0, i0); `cell` in nm."""
    for j in range(hard.shape[0]):
        for i in range(hard.shape[1]):
            x, y = (i0 + i) * cell + cell // 2, (j0 + j) * cell + cell // 2
            hard[j, i] = hardness(x, y, seed)
            tears[j, i] = tear(x, y, seed)


@dataclass(frozen=True)
class Grain:
    """A window of the wood: `hardness` (h, w) 0..255, `tear` (h, w) -255..255, both int16."""

    hardness: NDArray[np.int16]
    tear: NDArray[np.int16]


def nanometres(grid: Grid) -> int:
    """Return the width of a cell in whole nanometres."""
    return round(grid.cell * 1e9)


def seeded(seed: object) -> int:
    """Return the seed. Raises ValueError for one that is no whole number of 31 bits."""
    if not isinstance(seed, int) or not 0 <= seed < MOST_SEED:
        raise ValueError(f"the seed of a block is a whole number below {MOST_SEED}, not {seed!r}")
    return seed


def field(grid: Grid, seed: int, rect: Rect | None = None) -> Grain:
    """Return the grain within `rect`, or of the whole block."""
    rect = grid.whole if rect is None else rect
    size = (max(0, rect.j1 - rect.j0), max(0, rect.i1 - rect.i0))
    hard: NDArray[Any] = np.empty(size, np.int16)
    tears: NDArray[Any] = np.empty(size, np.int16)
    _fill(hard, tears, rect.j0, rect.i0, nanometres(grid), seeded(seed))
    return Grain(hard, tears)
