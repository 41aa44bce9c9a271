"""What is to be cut on a block: the draft as it was pasted on, its edges, the ground to clear."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from physics.woodblock.carving import needed
from physics.woodblock.lay import TRUE, Lay

Mask = NDArray[np.bool_]
Drawn = NDArray[np.bool_] | NDArray[np.float32]


@dataclass(frozen=True)
class Asked:
    """Places on a block as flat indices: `edge` the ground cells that touch the drawing,
    `ground` those that have to lie `deep` um deep."""

    edge: NDArray[np.int64]
    ground: NDArray[np.int64]
    deep: NDArray[np.uint16]


def drawn(mask: Mask, draft: Lay | None, cell: float) -> Drawn:
    """Return what should stand on the block (n, n), block frame, for a `mask` in the sheet's.

    `draft`: how the paper lies on the block that the learner carves by, seen on the block.
    """
    stands: Mask = np.ascontiguousarray(mask[:, ::-1])
    if draft is None or draft == TRUE:
        return stands
    c, s = math.cos(draft.turn), math.sin(draft.turn)
    back = np.array([[c, -s], [s, c]])  # rows first
    middle = np.full(2, len(mask) / 2 - 0.5)
    offset = middle - back @ (middle + np.array([draft.dy, draft.dx]) / cell)
    moved = ndimage.affine_transform(stands.astype(np.float32), back, offset, order=1)
    return np.asarray(np.clip(moved, 0, 1), np.float32)


def asked(stands: Drawn, uncut: Mask | None, cell: float) -> Asked:
    """Return what is to be cut; `uncut` (n, n), sheet frame, where wood is still to go."""
    within = np.ones(stands.shape, np.bool_) if uncut is None else uncut[:, ::-1]
    wood = stands > 0.5
    rim = ndimage.binary_dilation(wood) & ~wood & within
    deep = np.where(within, needed(stands, cell), 0.0)
    ground = np.flatnonzero(deep)
    return Asked(np.flatnonzero(rim), ground, np.ceil(deep.ravel()[ground]).astype(np.uint16))
