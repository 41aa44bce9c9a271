"""What is heard and felt at the joiner's bench: strokes, blows, the shoulder that seats.

How far a saw is drawn and how fast a chisel is struck are inferred; what a stroke takes away
and what a blow gives are told by the events.
"""

import math
from typing import Any

from audio.knock import Knock
from audio.rasp import Rasp
from content.event import Event
from physics.pulses import CUTTING_ENERGY
from physics.timber.cutting_plan import Plan
from physics.timber.wood import FIR
from physics.tools.striking import HAMMER, impulse
from sim.rooms.felt import Felt

DRAWN = 0.2  # m that a whole stroke draws the saw
STROKE_S, SHAVING_S = 0.3, 0.2
CHOP = 3.0  # m/s of the hammer on a chisel
TOUCH = Knock(0.015, "fir", 0.15)  # a tenon held to its mortise
WASTE = Knock(0.02, "fir", 0.01)
CRACK = Knock(2.0, "fir", 0.02)  # grain that opens: sharp, and higher than a blow


class Feel:
    """Turns what happens at the bench, event after event, into sounds and pulses."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rail = FIR.density * plan.rail_length * plan.width * plan.height
        self._post = FIR.density * plan.post_length * plan.width * plan.post_depth

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        if event.name == "work.cut":
            return self._cut(event.value)
        if event.name == "fit.driven":
            return Felt(self._driven(event.value), True)
        knocks = {"waste.fell": (WASTE,), "fit.tried": (TOUCH,), "wood.split": (CRACK,)}
        return Felt(knocks.get(event.name, ()), event.name == "wood.split")

    def _cut(self, value: Any) -> Felt:
        act, share = value["act"], value["share"]
        if act == "stroke":
            return Felt((), True, (self._stroke(value),))
        if act in ("pare", "trim"):
            newtons = CUTTING_ENERGY * value["removed_mm3"] / 1e9 / self._plan.tenon
            return Felt((), True, (Rasp(newtons, self._plan.tenon, SHAVING_S, teeth=False),))
        if act == "blow":
            given = impulse(HAMMER, CHOP * math.sqrt(share), math.inf)
            return Felt((Knock(given, "fir", self._post),), True)
        return Felt()

    def _stroke(self, value: Any) -> Rasp:
        """What falls off with a stroke was not cut by it: no stroke takes more than its kerf."""
        plan, share = self._plan, value["share"]
        most = plan.kerf * max(plan.width, plan.height) * plan.rip_stroke * share
        volume, path = min(value["removed_mm3"] / 1e9, most), DRAWN * share
        return Rasp(CUTTING_ENERGY * volume / path, path, STROKE_S * share, teeth=True)

    def _driven(self, value: Any) -> tuple[Knock, ...]:
        """The blow, and where the shoulder comes home a second, lower knock."""
        blow = Knock(value["given_ns"], "fir", self._rail)
        if not (value["home"] and value["landed_ns"] > 0):
            return (blow,)
        return blow, Knock(value["landed_ns"], "fir", self._rail + self._post, seats=True)
