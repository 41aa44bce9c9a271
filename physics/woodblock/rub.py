"""印: one sheet on one inked block, rubbed on its back with the 棕擦, then lifted."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from physics.woodblock import rub_kernels as kernels
from physics.woodblock.film import Field, Film, Segment
from physics.woodblock.grid import NOWHERE, Rect
from physics.woodblock.lay import Lay
from physics.woodblock.paper import Layer, Paper
from physics.woodblock.span import sags

RADIUS = 0.022  # m, of the 棕擦's sole; the sizes of the tools are unresolved
HALF = 9000.0  # Pa at which half of a cell's paper lies on the ink
BRIDGE = 0.00003  # m of carving that each g/m2 of pooled ink fills up to the paper
RATE = 7.0  # 1/s, how fast sheet and film come to what the sheet takes
FRICTION = 0.3  # of palm fibre on dry paper; inferred
MOST_PA = 250_000.0  # what the sole bears; more is not felt under it
DRAG = 6000.0  # Pa with which a sheet that is pulled askew drags over what is inked
DRAG_TICKS = 60  # how long it does


@dataclass(frozen=True)
class Rubbed:
    """What one stroke of the 棕擦 did: grams that went over, joules of rubbing, where."""

    grams: float
    joules: float
    rect: Rect


class Block(Protocol):
    """A block with ink on it."""

    film: Film

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def depth(self) -> NDArray[np.uint16]:
        """Micrometres below the face, (n, n)."""
        ...


class Impression:
    """A sheet laid on a block. The layer it gets stands last among the sheet's layers.

    While it lies, the ink that goes over is booked on the sheet; the block's film is as it was
    until the sheet is lifted. Under the sheet nothing dries.
    """

    def __init__(self, paper: Paper, on: Block, lay: Lay, now: float) -> None:
        self.paper, self.on, self.lay = paper, on, lay
        self.layer = Layer(on.name, on.film.pigment, on.film.ink, np.zeros_like(on.film.mass), now)
        paper.layers.append(self.layer)
        self._given: Field = np.zeros_like(self.layer.mass)
        self._before: Field = np.zeros_like(self._given)
        self._lost: Field = np.empty_like(self._given)
        self._goal: Field = np.empty_like(self._given)
        self._moisture = paper.moisture(now)  # how far the sheet has grown when it is laid
        self._meet(now)

    def rub(self, way: Segment, newtons: float, ticks: int, now: float) -> Rubbed:
        """Rub along a segment (sheet frame, m) in `ticks` of 1/240 s, pressed on with `newtons`.

        What makes no number is passed over.
        """
        if not all(map(math.isfinite, (*way, newtons))) or newtons <= 0 or ticks <= 0:
            return Rubbed(0.0, 0.0, NOWHERE)
        rect = self.paper.grid.around(way, RADIUS)
        top = min(2 * newtons / (math.pi * RADIUS**2), MOST_PA)
        moved = self._press(way, rect, (RADIUS, top), ticks, now)
        joules = FRICTION * newtons * math.dist(way[:2], way[2:])
        return Rubbed(moved * self.paper.grid.cell**2, joules, rect)

    def slip(self, dx: float, dy: float, now: float) -> Rubbed:
        """Pull the sheet askew by (dx, dy) metres while it still lies on: it prints once more."""
        self.lift()
        self.lay = self.lay.moved(-dx, -dy)
        self._meet(now)
        whole = self.paper.grid.whole
        moved = self._press((0.0, 0.0, 0.0, 0.0), whole, (0.0, DRAG), DRAG_TICKS, now)
        return Rubbed(moved * self.paper.grid.cell**2, 0.0, whole)

    def lift(self) -> float:
        """Take the sheet off: the block loses what went over. Returns grams; twice is harmless."""
        gone = kernels.lift(self.on.film.mass, self._given, self._before, self._map)
        self._before[:] = self._given
        self._goal[:] = 0  # nothing more goes over
        return float(gone) * self.paper.grid.cell**2

    @property
    def _map(self) -> NDArray[np.float64]:
        return np.array(self.lay.map(self.paper.grid, self._moisture))

    def _meet(self, now: float) -> None:
        """Work out what every cell of the sheet meets where it lies now."""
        film, paper, ink = self.on.film, self.paper, self.on.film.ink
        kernels.meet(
            film.mass, film.since, self.on.depth, sags(self.on.depth, paper.grid.cell),
            self._given, paper.wet, paper.rough, self._goal, self._lost,
            np.array([now, BRIDGE]),
            np.array([paper.drying(now), ink.grip, ink.bed, ink.split, ink.dries]), self._map,
        )  # fmt: skip

    def _press(
        self, way: Segment, rect: Rect, pad: tuple[float, float], ticks: int, now: float
    ) -> float:
        if rect.empty:
            return 0.0
        moved = kernels.rub(
            self._goal, self._lost, self._given, self.layer.mass, self.paper.wet,
            np.array([rect.j0, rect.i0, rect.j1, rect.i1]),
            np.array([*way, ticks / 240, self.paper.grid.cell]),
            np.array([*pad, HALF, RATE]), self.paper.drying(now),
        )  # fmt: skip
        self.layer.wetted(rect, now)
        return float(moved)
