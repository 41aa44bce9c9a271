"""What is heard and felt of the work: each event a knock, and a pulse for the hand.

Pure: the same events give the same knocks and pulses. How fast a part is set down is the
hand's own pace; how hard a peg is struck and how far a part falls are inferred.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from audio.knock import Knock
from content.event import Event
from lessons.arts.raising_hand import LOWERING
from physics import pulses
from physics.engine import GRAVITY
from physics.timber.design import Design
from physics.timber.part import Part
from physics.tools.striking import HAMMER, TAP, impulse

HAND = "right"  # desktop has one hand
TOUCH = 0.015  # N s of a hand that takes hold
SHOULDER = 0.5  # of the blow of setting down comes once more when the part sits
PEG_SPEED = 3.0  # m/s of the hammer
PEG = 0.25  # kg: a small part rings, not the house
PAPER = Knock(0.006, "fir", 0.02)  # a slip that is pressed


class Feel:
    """Turns what happens to a design into knocks and pulses."""

    def __init__(self, design: Design) -> None:
        self._parts = {part.name: part for part in design.parts}
        self._deep = abs(design.room.fallen) + design.room.carry / 2

    def knocks(self, event: Event) -> tuple[Knock, ...]:
        """Return what an event sounds like; most are silent."""
        return tuple(self._knocks(event.name, event.value))

    def pulses(self, event: Event) -> tuple[Event, ...]:
        """Return what the hand feels of an event, as events to be kept with it."""
        if event.name not in ("part.released", "part.seated", "part.pegged", "part.tapped"):
            return ()
        felt = (pulses.of_impulse(knock.impulse) for knock in self.knocks(event))
        return tuple(
            Event(event.tick, "pulse", {
                "hand": HAND, "amplitude": round(p.amplitude, 4),
                "seconds": round(p.seconds, 4), "hertz": round(p.hertz, 1),
            })
            for p in felt
        )  # fmt: skip

    def _knocks(self, name: str, value: Mapping[str, Any]) -> Iterator[Knock]:
        if name == "trial.done":
            fell = [self._parts[n] for n in value["fell"] if n in self._parts]
            yield from (self._fall(part) for part in fell[:3])
        elif part := self._parts.get(str(value.get("part"))):
            made = self._knock(name, part, value)
            if made is not None:
                yield made

    def _knock(self, name: str, part: Part, value: Mapping[str, Any]) -> Knock | None:
        set_down = part.body.mass * LOWERING.up
        if name == "part.released" and value.get("why") != "set_down":
            return None
        if name == "part.pegged":
            return Knock(impulse(HAMMER, PEG_SPEED, math.inf), "camphor", PEG)
        if name == "part.fell":
            return self._fall(part)
        given = {
            "part.gripped": TOUCH,
            "part.tapped": TAP,
            "part.released": set_down,
            "part.seated": SHOULDER * set_down,
        }.get(name)
        return None if given is None else _knock(given, part, seats=name == "part.seated")

    def _fall(self, part: Part) -> Knock:
        return _knock(part.body.mass * math.sqrt(2 * GRAVITY * self._deep), part)


def _knock(newton_seconds: float, part: Part, seats: bool = False) -> Knock:
    return Knock(round(newton_seconds, 3), part.wood, round(part.body.mass, 2), seats)
