"""印: one sheet on one inked block, rubbed on its back with the 棕擦, then lifted."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from physics.woodblock import rub_kernels as kernels
from physics.woodblock.film import Film, Segment
from physics.woodblock.grid import NOWHERE, Rect
from physics.woodblock.lay import Lay
from physics.woodblock.paper import Layer, Paper

RADIUS = 0.022  # m, of the 棕擦's sole; the sizes of the tools are unresolved
HALF = 9000.0  # Pa at which half of a cell's paper lies on the ink
SAG = 0.00011 / 30000  # m that paper sinks into what is carved for each Pa
BRIDGE = 0.00003  # m of carving that each g/m2 of pooled ink fills up to the paper
RATE = 7.0  # 1/s, how fast sheet and film come to what the sheet takes
FRICTION = 0.3  # of palm fibre on dry paper; inferred
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
    """A sheet laid on a block. The layer it gets stands last among the sheet's layers."""

    def __init__(self, paper: Paper, on: Block, lay: Lay, now: float) -> None:
        self.paper, self.on, self.lay = paper, on, lay
        self._moisture = paper.moisture(now)  # how far the sheet has grown when it is laid
        self.layer = Layer(on.name, on.film.pigment, on.film.ink, np.zeros_like(on.film.mass), now)
        paper.layers.append(self.layer)

    def rub(self, way: Segment, newtons: float, ticks: int, now: float) -> Rubbed:
        """Rub along a segment (sheet frame, m) in `ticks` of 1/240 s, pressed on with `newtons`.

        What makes no number is passed over.
        """
        if not all(map(math.isfinite, (*way, newtons))) or newtons <= 0 or ticks <= 0:
            return Rubbed(0.0, 0.0, NOWHERE)
        rect = self.paper.grid.around(way, RADIUS)
        top = 2 * newtons / (math.pi * RADIUS**2)
        moved = self._press(way, rect, (RADIUS, top), ticks, now)
        joules = FRICTION * newtons * math.dist(way[:2], way[2:])
        return Rubbed(moved * self.paper.grid.cell**2, joules, rect)

    def slip(self, dx: float, dy: float, now: float) -> Rubbed:
        """Pull the sheet askew by (dx, dy) metres while it still lies on: it prints once more."""
        self.lay = self.lay.moved(-dx, -dy)
        whole = self.paper.grid.whole
        moved = self._press((0.0, 0.0, 0.0, 0.0), whole, (0.0, DRAG), DRAG_TICKS, now)
        return Rubbed(moved * self.paper.grid.cell**2, 0.0, whole)

    def _press(
        self, way: Segment, rect: Rect, pad: tuple[float, float], ticks: int, now: float
    ) -> float:
        if rect.empty:
            return 0.0
        film, paper, ink = self.on.film, self.paper, self.on.film.ink
        moved, _met = kernels.rub(
            film.mass, film.since, self.on.depth, self.layer.mass, paper.wet, paper.rough,
            np.array([rect.j0, rect.i0, rect.j1, rect.i1]),
            np.array([*way, ticks / 240, now, paper.grid.cell]),
            np.array([*pad, HALF, SAG, BRIDGE, RATE]),
            np.array([paper.drying(now), ink.grip, ink.bed, ink.split, ink.dries]),
            np.array(self.lay.map(paper.grid, self._moisture)),
        )  # fmt: skip
        self.layer.wetted(rect, now)
        return float(moved)
