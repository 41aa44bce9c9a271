"""The film of ink on one block, and the 小棕帚 that brings it there."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from physics.woodblock import film_kernels as kernels
from physics.woodblock.grain import field
from physics.woodblock.grid import NOWHERE, Grid, Rect
from physics.woodblock.mix import Ink

Field = NDArray[np.float32]
Segment = tuple[float, float, float, float]  # x0 y0 x1 y1, metres

RADIUS = 0.020  # m, of the brush; the sizes of the tools are unresolved
FULL = 1.0  # g of ink in a brush that was dipped
FILM = 11.0  # g/m2 that a full brush leaves where it goes again and again
RATE = 9.0  # 1/s, how fast brush and film even out under firm bristles
HALF = 1500.0  # Pa at which half of the bristles lie on
REACH = 0.00030 / 4000  # m below the face that bristles reach for each Pa
RUN_TICKS = 8  # a film runs once in so many ticks of 1/240 s


@dataclass(frozen=True)
class Brushed:
    """What one stroke of the brush did: grams the block took, and where."""

    grams: float
    rect: Rect


@lru_cache(maxsize=4)
def hard(grid: Grid, seed: int) -> NDArray[np.uint8]:
    """Return how hard the wood of a block is, (n, n) 0..255."""
    found = np.asarray(field(grid, seed).hardness, np.uint8)
    return found


class Film:
    """Ink on one block. `mass` (n, n) g/m2, `since` (n, n) s: when each cell was wholly wet.

    The film dries by itself: its wetness is exp((since - now) / dries), nothing has to be swept.
    """

    def __init__(self, grid: Grid, pigment: str, ink: Ink, seed: int = 0) -> None:
        """Begin without ink on the wood of the block with this seed."""
        self.grid, self.pigment, self.ink = grid, pigment, ink
        self._hard = hard(grid, seed)
        self.mass: Field = np.zeros((grid.cells, grid.cells), np.float32)
        self.since: Field = np.full((grid.cells, grid.cells), -1e6, np.float32)
        self._room: Field = np.zeros_like(self.mass)
        self._ticks = 0
        self.load = 0.0  # g in the brush

    def dip(self, share: float = 1.0) -> None:
        """Dip the brush: it carries `share` of what it can. Raises ValueError outside 0..2."""
        if not 0 <= share <= 2:
            raise ValueError(f"a brush cannot be dipped to {share} of its load")
        self.load = share * FULL

    @property
    def grams(self) -> float:
        """All the ink on the block."""
        return float(self.mass.sum(dtype=np.float64)) * self.grid.cell**2

    def wetness(self, now: float) -> Field:
        """Return how wet each cell is, 0..1, (n, n)."""
        return np.asarray(np.exp(np.minimum(self.since - now, 0) / self.ink.dries), np.float32)

    def brush(
        self, depth: NDArray[np.uint16], way: Segment, newtons: float, ticks: int, now: float
    ) -> Brushed:
        """Lead the brush along a segment in `ticks` of 1/240 s over a block `depth` um (n, n).

        `newtons` is what it is pressed on with. What makes no number is passed over.
        """
        if not all(map(math.isfinite, (*way, newtons))) or newtons <= 0 or ticks <= 0:
            return Brushed(0.0, NOWHERE)
        rect = self.grid.around(way, RADIUS)
        if rect.empty:
            return Brushed(0.0, NOWHERE)
        window = np.array([rect.j0, rect.i0, rect.j1, rect.i1])
        seconds = ticks / 240
        course = np.array([*way, seconds, now, self.grid.cell])
        top = 2 * newtons / (math.pi * RADIUS**2)
        film, falls = FILM * self.load / FULL, FILM / FULL * self.grid.cell**2
        tool = np.array([RADIUS, top, HALF, REACH, film, RATE, self.ink.dries, falls])
        given = kernels.brush(self.mass, self.since, depth, self._hard, window, course, tool)
        grams = float(given) * self.grid.cell**2
        self.load = max(0.0, self.load - grams)
        self._run(window, ticks)
        return Brushed(grams, rect)

    def wash(self) -> None:
        """Wash the block: no ink is left on it."""
        self.mass[:] = 0

    def _run(self, window: NDArray[np.int64], ticks: int) -> None:
        """Let what is too much run, at a pace that does not depend on how strokes are cut up."""
        self._ticks += ticks
        while self._ticks >= RUN_TICKS:
            self._ticks -= RUN_TICKS
            if not kernels.run(self.mass, self.since, self._room, window, self.ink.hold):
                self._ticks %= RUN_TICKS
