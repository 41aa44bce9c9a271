"""One sheet: its fibres, how damp it is, and the layers of ink on it.

Papers of the craft were not found described; fibre, damping and growth are presets of this
program's own, status unresolved.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from physics.woodblock import rub_kernels as kernels
from physics.woodblock.fibres import fibres
from physics.woodblock.grid import NOWHERE, Grid, Rect
from physics.woodblock.mix import Ink

Field = NDArray[np.float32]

DRY = 0.08  # moisture of paper in a dry room; 1 = soaked
DRIES = 1500.0  # s in which a loose sheet's moisture above DRY falls to 1/e; in the stack slower
IN_STACK = 8.0  # times slower
STRIPES = 6  # a layer creeps stripe by stripe, so that no frame has to wait for a whole sheet
WICK_TICKS = 4  # one stripe in so many ticks of 1/240 s
WICK = 0.22  # share of an excess that goes to a neighbour at once in soaked paper
SETS = 4.0  # s in which fresh ink slows to 1/e


@dataclass
class Layer:
    """The ink of one impression: which block and mixture it came of, `mass` (n, n) g/m2.

    `fresh`: when ink came last, s; `rect`: where it may run still, looked through by stripes.
    """

    block: str
    pigment: str
    ink: Ink
    mass: Field
    fresh: float
    rect: Rect = NOWHERE
    stripe: int = 0
    calm: int = 0  # stripes in a row of which none had too much ink

    @property
    def creeps(self) -> Rect:
        """The stripe that creeps next."""
        high = -(-(self.rect.j1 - self.rect.j0) // STRIPES)
        low = min(self.rect.j1, self.rect.j0 + self.stripe * high)
        return Rect(low, self.rect.i0, min(self.rect.j1, low + high), self.rect.i1)

    def wetted(self, rect: Rect, now: float) -> None:
        """Note where ink came in, and when."""
        self.rect, self.fresh, self.calm = self.rect.union(rect), now, 0


class Paper:
    """A sheet. The same seed gives the same fibres."""

    def __init__(self, grid: Grid, seed: int = 0) -> None:
        self.grid, self.seed = grid, seed
        self.rough = fibres(grid, seed)
        self.layers: list[Layer] = []
        self._wet: Field = np.full((grid.cells, grid.cells), DRY, np.float32)
        self._room: Field = np.zeros_like(self._wet)
        self._since = 0.0  # s, when `_wet` was true

    def damp(self, share: float, now: float) -> None:
        """夹水: make the whole sheet as damp as `share`, 0..1. Raises ValueError outside."""
        if not 0 <= share <= 1:
            raise ValueError(f"paper cannot be damp to {share}: 0 is dry, 1 is soaked")
        self._wet[:] = max(share, DRY)
        self._since = now

    def drying(self, now: float, *, stacked: bool = False) -> float:
        """Return the factor by which the moisture field has fallen by now."""
        time = DRIES * (IN_STACK if stacked else 1.0)
        return math.exp(-max(0.0, now - self._since) / time)

    def moisture(self, now: float) -> float:
        """Return the mean moisture, 0..1."""
        return max(DRY, float(self._wet.mean(dtype=np.float64)) * self.drying(now))

    @property
    def wet(self) -> Field:
        """The field of moisture as it was when the sheet was damped; see `drying`."""
        return self._wet

    def wick(self, layer: Layer, now: float) -> bool:
        """Let one stripe of a layer creep, for WICK_TICKS; return whether any of it may still."""
        if layer.rect.empty:
            return False
        rate = WICK * math.exp(-max(0.0, now - layer.fresh) / SETS)
        stripe = layer.creeps
        over = kernels.wick(
            layer.mass, self._wet, self._room, self.rough,
            np.array([stripe.j0, stripe.i0, stripe.j1, stripe.i1]), self.drying(now),
            layer.ink.keep, rate,
        )  # fmt: skip
        layer.stripe = (layer.stripe + 1) % STRIPES
        layer.calm = 0 if over > 0 else layer.calm + 1
        if rate < WICK / 50 or layer.calm >= STRIPES:  # what is too little to creep stays so
            layer.rect = NOWHERE
        return not layer.rect.empty
