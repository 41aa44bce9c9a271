"""What a lesson in printing begins with, and the things of the shop."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lessons.arts.printing_asked import Asked, Drawn, asked, drawn
from physics.woodblock.block import Block, Carved, from_mask
from physics.woodblock.cut import Cut
from physics.woodblock.film import Film
from physics.woodblock.grid import NOWHERE, Grid, Rect
from physics.woodblock.lay import TRUE, Lay
from physics.woodblock.mix import PRESET, ink


@dataclass(frozen=True)
class Plate:
    """A block as it is asked for: its name, its pigment, what shall print (n, n, sheet frame).

    `ready`: it is carved already; else only where `uncut` is True wood still has to go.
    """

    name: str
    pigment: str
    mask: NDArray[np.bool_]
    ready: bool = True
    uncut: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Work:
    """What a lesson begins with: the blocks in the order of printing, so many sheets, a seed."""

    grid: Grid
    plates: tuple[Plate, ...]
    sheets: int = 3
    seed: int = 1
    mixed: bool = True  # the bowls hold the preset already
    damped: float | None = 0.45  # moisture of the stack; None: dry, the learner damps it
    astray_mm: float = 0.0  # so far the colour blocks lie beside their place at first, at most


@dataclass
class Board:
    """One block in the shop: its wood, its ink, where it lies under the stack.

    `fixed`: the learner has laid it there (摸版). `draft`: how the draft was pasted on it (上样),
    seen on the block; None while it is not.
    """

    plate: Plate
    wood: Block
    film: Film
    lay: Lay = TRUE
    fixed: bool = False
    draft: Lay | None = None
    pasted: float = 0.0
    cuts: list[Cut] = field(default_factory=list)
    _blank: NDArray[np.uint16] | None = None  # the wood before the first cut

    @property
    def name(self) -> str:
        """The plate's name."""
        return self.plate.name

    @property
    def depth(self) -> NDArray[np.uint16]:
        """Micrometres below the face, (n, n)."""
        return self.wood.depth

    @cached_property
    def drawn(self) -> Drawn:
        """What should stand on the block, (n, n), by the draft as it was pasted."""
        return drawn(self.plate.mask, self.draft, self.film.grid.cell)

    @cached_property
    def asked(self) -> Asked:
        """What is to be cut, by the draft as it was pasted."""
        return asked(self.drawn, self.plate.uncut, self.film.grid.cell)

    def carve(self, cut: Cut) -> Carved:
        """Make one cut, and remember it."""
        if self._blank is None:
            self._blank = self.wood.depth.copy()
        self.cuts.append(cut)
        return self.wood.carve(cut)

    def uncut(self, kept: int) -> None:
        """Make the wood again as it was after the first `kept` cuts."""
        if self._blank is None or kept == len(self.cuts):
            return
        self.wood.depth[:] = self._blank
        self.wood.torn[:] = 0
        del self.cuts[kept:]
        self.wood.carve_all(self.cuts)

    def paste(self, draft: Lay | None, paste: float) -> None:
        """上样: paste the draft on, with `paste` 0..1 of glue."""
        self.draft, self.pasted = draft, paste
        for known in ("drawn", "asked"):
            self.__dict__.pop(known, None)


@dataclass(frozen=True)
class Done:
    """What an act did: the window it changed (of block or sheet), and figures for hand and ear.

    `vain`: nothing came of it, and why, as a word of the vocabulary of `VAIN`.
    """

    rect: Rect = NOWHERE
    figures: Mapping[str, float] = field(default_factory=dict)
    vain: str | None = None


ASTRAY_TURN = 0.5  # degrees that a block is turned at first, at most

# Why an act came to nothing: there is no such sheet; a sheet lies on the block; the brush is empty;
# no sheet lies on the block; the bowl is empty; no draft is pasted; beside block or table; it is
# said in no numbers; more was done than one lesson can remember.
VAIN = (
    "no_sheet", "lies", "no_ink", "not_laid", "no_bowl", "not_pasted", "beside", "no_number",
    "too_many",
)  # fmt: skip


def boards(work: Work) -> tuple[Board, ...]:
    """Make the boards as the lesson begins with them: the first true, the others astray."""
    made = tuple(_board(plate, work) for plate in work.plates)
    for number, board in enumerate(made[1:], 1):
        if work.astray_mm:
            board.lay = _astray(work, number)
    return made


def _astray(work: Work, number: int) -> Lay:
    """Return how a block lies before it was looked after; the same seed gives the same."""
    draw = np.random.default_rng([work.seed, number])
    far = draw.uniform(0.5, 1.0, 2) * draw.choice((-1, 1), 2) * work.astray_mm * 100
    turn = draw.uniform(-ASTRAY_TURN, ASTRAY_TURN) * 1000
    return lay_of(round(far[0]), round(far[1]), round(turn))


def _board(plate: Plate, work: Work) -> Board:
    if plate.ready:
        stands = plate.mask[:, ::-1]
        wood = from_mask(np.ascontiguousarray(stands), work.grid, work.seed)
    elif plate.uncut is not None:
        stands = (plate.mask | plate.uncut)[:, ::-1]
        wood = from_mask(np.ascontiguousarray(stands), work.grid, work.seed)
    else:
        wood = Block(work.grid, work.seed)
    return Board(plate, wood, Film(work.grid, plate.pigment, ink(PRESET), work.seed))


def lay_of(dx: int, dy: int, turn: int) -> Lay:
    """Return a lay from hundredths of a millimetre and thousandths of a degree."""
    return Lay(dx * 1e-5, dy * 1e-5, math.radians(turn / 1000))
