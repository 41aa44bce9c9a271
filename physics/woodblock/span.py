"""How far the sheet sags into what is carved: little in a narrow groove, deep over wide ground.

Between two lines the paper is borne by both; over open ground it comes down until it meets wood
that was left high, which then prints dirty. No measurement of it was found: the three constants
are presets of this program's own, status unresolved.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

STANDS_UM = 60  # wood no deeper than this bears the sheet
NARROW = 0.00008 / 30000  # m for each Pa that paper sinks in close to wood that stands
WIDE = 0.00030 / 30000  # m for each Pa far away from it
FAR = 0.004  # m from standing wood at which it has come most of the way (1 - 1/e) to WIDE
STEP = 4  # cells of the block in one of this coarse field

Sags = NDArray[np.float32]


def sags(depth: NDArray[np.uint16], cell: float) -> Sags:
    """Return how far a sheet sags on a block `depth` (n, n) um, m/Pa, coarse; `cell` metres."""
    n = depth.shape[0] // STEP
    parts = depth[: n * STEP, : n * STEP].reshape(n, STEP, n, STEP)
    stands = parts.min(1).min(2) <= STANDS_UM
    return _sags(np.packbits(stands).tobytes(), n, STEP * cell)


@lru_cache(maxsize=16)
def _sags(packed: bytes, n: int, cell: float) -> Sags:
    """Work it out once for each state of a block; carving at one depth changes nothing."""
    stands = np.unpackbits(np.frombuffer(packed, np.uint8), count=n * n).reshape(n, n) > 0
    away = np.full((n, n), np.inf)
    if stands.any():
        away = ndimage.distance_transform_edt(~stands) * cell
    return np.asarray(WIDE - (WIDE - NARROW) * np.exp(-away / FAR), np.float32)
