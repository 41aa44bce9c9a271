"""What is heard and felt in the print shop: blade in wood, brush on block, pad on paper.

A led stroke comes in pieces; they are gathered into sounds and pulses of a tenth of a second.
Frictions are inferred.
"""

import math
from typing import Any

from audio.knock import Knock
from audio.rasp import Rasp
from content.event import SUBSTEPS_PER_SECOND, Event
from physics.pulses import CUTTING_ENERGY
from physics.woodblock.grid import UNITS
from sim.rooms.felt import Felt

GATHER_S = 0.1
BRISTLES = 0.35  # friction of wet palm fibre on wood
SHEET = Rasp(3.0, 0.4, 0.35, teeth=False)  # paper that is turned over
TAP = Knock(0.02, "camphor", 0.05)  # a tool or a bowl set down
CHIP = Knock(0.05, "fir", 0.004)  # grain that tears


class Feel:
    """Turns what happens in the shop, event after event, into sounds and pulses. `cell` in m."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._kind = ""
        self._work = self._path = self._seconds = 0.0
        self._last = -1

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        kind = event.name.removeprefix("work.")
        if kind in ("brush", "rub", "cut"):
            return self._stroke(kind, event)
        if kind in ("lay", "lift", "page"):
            return Felt((), False, (SHEET,))
        if kind in ("dip", "mix", "hang", "take", "fix", "paste"):
            return Felt((TAP,))
        return Felt()

    def _stroke(self, kind: str, event: Event) -> Felt:
        """Gather joules and way of a stroke; tell them when there is enough."""
        value = event.value
        if kind != self._kind or event.tick - self._last > 0.25 * SUBSTEPS_PER_SECOND:
            self._kind, self._work, self._path, self._seconds = kind, 0.0, 0.0, 0.0
            self._last = event.tick - 8
        path = math.dist((value["x0"], value["y0"]), (value["x1"], value["y1"]))
        path *= self._cell / UNITS
        self._work += _joules(kind, value, path)
        self._path += path
        self._seconds += max(1, event.tick - self._last) / SUBSTEPS_PER_SECOND
        self._last = event.tick
        torn = (CHIP,) if value.get("torn_mm3", 0.0) > 0.05 else ()
        if self._seconds < GATHER_S or self._path <= 0:
            return Felt(torn, bool(torn))
        rasp = Rasp(self._work / self._path, self._path, self._seconds, teeth=False)
        self._work = self._path = self._seconds = 0.0
        return Felt(torn, True, (rasp,))


def _joules(kind: str, value: Any, path: float) -> float:
    if kind == "cut":
        return float(CUTTING_ENERGY * value["removed_mm3"] / 1e9)
    if kind == "rub":
        return float(value["joules"])
    return float(BRISTLES * value["force"] / 100 * path)
