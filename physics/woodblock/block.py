"""A block of pear wood and what is carved out of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from physics.woodblock.block_kernels import carve
from physics.woodblock.cut import Cut
from physics.woodblock.grain import field, nanometres, seeded
from physics.woodblock.grid import NOWHERE, UNITS, Grid, Rect

Mask = NDArray[np.bool_]
Drawn = NDArray[np.bool_] | NDArray[np.float32]  # True, or the covered share: the edge is at 0.5
Depth = NDArray[np.uint16]
RELIEF_UM = 1000  # how deep open ground lies; other workshops tell of about 1 mm of relief
WALL = 2.75  # how steeply a good line's side falls: 20° from the upright


@dataclass(frozen=True)
class Carved:
    """What one cut took, with its chips, and what of it tore out, mm³; where; if it ran off."""

    removed_mm3: float
    torn_mm3: float
    rect: Rect
    clipped: bool


class Block:
    """Wood `depth` (n, n) um below the face; `torn` (n, n) how deep chips went, 0 where none did.

    The same cuts give the same bits in whatever order they come. Raises ValueError for a seed
    that there cannot be.
    """

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid = grid
        self.seed = seeded(seed)
        self.depth: Depth = np.zeros((grid.cells, grid.cells), np.uint16)
        self.torn: Depth = np.zeros((grid.cells, grid.cells), np.uint16)

    def carve(self, cut: Cut) -> Carved:
        """Make one cut; what of it lies beside the block is left out."""
        line = np.array([cut.x0, cut.y0, cut.x1, cut.y1, cut.d0, cut.d1])
        knife, cell = cut.knife, nanometres(self.grid)
        reach = (
            knife.reach_um(max(cut.d0, cut.d1), cut.lean, cut.along) * 1000 * UNITS / cell + UNITS
        )
        rect = self._rect(cut, reach)
        most = self.grid.cells * UNITS
        clipped = max(cut.x0, cut.y0, cut.x1, cut.y1) > most
        if rect.empty:
            return Carved(0.0, 0.0, NOWHERE, True)
        wood = np.array([cell, self.seed, rect.j0, rect.j1])
        sums = carve(self.depth, self.torn, line, knife.section(cut.lean), reach, wood)
        cubic = (self.grid.cell * 1000) ** 2 / 1000  # mm³ for each um of a cell
        return Carved(sums[0] * cubic, sums[1] * cubic, rect, clipped)

    def _rect(self, cut: Cut, reach: float) -> Rect:
        """Return the window that a cut can change."""
        sides = [
            (int((min(pair) - reach) // UNITS), int((max(pair) + reach) // UNITS) + 1)
            for pair in ((cut.y0, cut.y1), (cut.x0, cut.x1))
        ]
        (j0, j1), (i0, i1) = ((max(a, 0), min(b, self.grid.cells)) for a, b in sides)
        return Rect(j0, i0, j1, i1)

    def carve_all(self, cuts: Iterable[Cut]) -> float:
        """Make many cuts; return what they took, mm³."""
        return sum(self.carve(cut).removed_mm3 for cut in cuts)

    def digest(self) -> str:
        """Return the SHA-256 of the wood as it stands, in hexadecimal."""
        wood = hashlib.sha256(self.depth.astype("<u2").tobytes())
        wood.update(self.torn.astype("<u2").tobytes())
        return wood.hexdigest()


def from_mask(drawn: Drawn, grid: Grid, seed: int) -> Block:
    """Return a block carved without a fault: `drawn` (n, n) block frame, 1 where wood stands.

    Raises ValueError for a drawing of another size.
    """
    share = shares(drawn, grid)
    block = Block(grid, seed)
    um = grid.cell * 1e6
    out = (0.5 - share) * um  # from the edge to a cell's middle, above 0 in the ground
    if share.any():
        away, near = distance_transform_edt(share == 0, return_indices=True)
        beside = (away + 0.5 - share[tuple(near)]) * um
        out = np.where(share > 0, out, np.maximum(beside, um / 2))
    else:
        out = np.full(share.shape, 1e6)
    wall = np.maximum(out + um / 2, 0) ** 2 - np.maximum(out - um / 2, 0) ** 2
    soft = (128 - field(grid, seed).hardness) / 16384
    floor = RELIEF_UM * (1.08 + soft)
    block.depth[:] = np.rint(np.minimum(WALL * wall / (2 * um), floor))
    return block


def shares(drawn: Drawn, grid: Grid) -> NDArray[np.float64]:
    """Return a drawing (n, n) as shares 0..1. Raises ValueError where it is none of this grid."""
    size = (grid.cells, grid.cells)
    if drawn.shape != size or drawn.dtype.kind not in "bf":
        told = f"{drawn.shape} of {drawn.dtype}"
        raise ValueError(f"a drawing for this block is {size} of shares 0 to 1, not {told}")
    share = drawn.astype(np.float64)
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError("a drawing is made of shares from 0 to 1; this one has others")
    return share
