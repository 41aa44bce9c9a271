"""From a led tool to acts: a stroke is cut up into whole-number pieces as it goes."""

import math
from dataclasses import dataclass

from lessons.arts.printing_acts import Act
from physics.woodblock.grid import MOST_CELLS, UNITS, Grid
from physics.woodblock.knives import KNIVES
from physics.woodblock.touch import Contact

PIECE_TICKS = 8  # a brush or pad stroke is taken down thirty times a second
CUT_M = 0.0005  # a cut once in so much way
STILL_M = 0.0001  # m that a blade which is only pressed wanders
KNIFE = {k.name: number for number, k in enumerate(KNIVES)}
TOOLS = ("hands", *KNIFE, "brush", "pad")
# Newtons that drive a tool 1 mm deep into pear wood, by tool; presets, inferred, unresolved.
STIFF = {"quandao": 22.0, "wanzao": 34.0, "wanzao_small": 24.0, "pingzao": 40.0, "xiugenzao": 20.0}


@dataclass(frozen=True)
class Piece:
    """An act that a stroke gave; `on`: the same stroke goes on with it."""

    act: Act
    on: bool


class Stroke:
    """The tool's way since it touched. Ask `go` each tick, `end` when it leaves the work."""

    def __init__(self, grid: Grid, tool: str, lean: int = 0) -> None:
        self._grid, self._tool, self._lean = grid, tool, lean
        self._from: tuple[int, int] | None = None
        self._depth = 0
        self._ticks = 0
        self._push = 0.0
        self._given = False

    def go(self, contact: Contact) -> Piece | None:
        """Take one tick of contact; return an act when one is due."""
        here = self._units(contact)
        if self._from is None:
            self._from = here
        self._ticks += 1
        self._push += contact.newtons
        if self._tool in KNIFE:
            far = math.dist(self._from, here) / UNITS * self._grid.cell
            if far < STILL_M and not self._given:  # pressed where it stands, the blade sinks
                self._depth = max(self._depth, self._deep(contact.newtons))
            return self._cut(here, contact.newtons) if far >= CUT_M else None
        return self._stroke(here) if self._ticks >= PIECE_TICKS else None

    def end(self, contact: Contact) -> Piece | None:
        """Return what is left of the stroke, if there is anything."""
        if self._from is None or self._ticks == 0:
            return None
        here = self._units(contact)
        return self._cut(here, contact.newtons) if self._tool in KNIFE else self._stroke(here)

    def _stroke(self, here: tuple[int, int]) -> Piece:
        assert self._from is not None
        force = min(20000, round(self._push / self._ticks * 100))
        kind = "brush" if self._tool == "brush" else "rub"
        return self._give(Act(kind, (*self._from, *here, force, self._ticks)), here)

    def _cut(self, here: tuple[int, int], newtons: float) -> Piece | None:
        assert self._from is not None
        deep = self._deep(newtons)
        if here == self._from or max(deep, self._depth) < 1:
            return None
        ends = (*self._from, *here, self._depth, deep)
        self._depth = deep
        return self._give(Act("cut", (*ends, self._lean, KNIFE[self._tool])), here)

    def _give(self, act: Act, here: tuple[int, int]) -> Piece:
        piece = Piece(act, self._given)
        self._from, self._ticks, self._push, self._given = here, 0, 0.0, True
        return piece

    def _deep(self, newtons: float) -> int:
        if self._tool not in KNIFE:
            return 0
        knife = KNIVES[KNIFE[self._tool]]
        return min(knife.deepest, round(newtons / STIFF[self._tool] * 1000))

    def _units(self, contact: Contact) -> tuple[int, int]:
        most = min(self._grid.cells, MOST_CELLS) * UNITS - 1
        x, y = (min(max(self._grid.units(v), 0), most) for v in (contact.x, contact.y))
        return x, y
