"""What is heard and felt of the work: each event a knock, and a pulse for the hand.

The same events give the same knocks and pulses. How fast a part is set down is the
hand's own pace; how hard a peg is struck and how far a part falls are inferred.
"""

import math

from audio.knock import Knock
from content.event import Event
from lessons.arts.raising_hand import LOWERING
from physics.engine import GRAVITY
from physics.timber.design import Design
from physics.timber.part import Part
from physics.tools.striking import HAMMER, impulse
from sim.rooms.felt import Felt

TOUCH = 0.015  # N s of a hand that takes hold
SHOULDER = 0.5  # of the blow of setting down comes once more when the part sits
PEG_SPEED = 3.0  # m/s of the hammer
PEG = 0.25  # kg: a small part rings, not the house


class Feel:
    """Turns what happens to a design, event after event, into knocks and pulses."""

    def __init__(self, design: Design) -> None:
        self._parts = {part.name: part for part in design.parts}
        self._deep = abs(design.room.fallen) + design.room.carry / 2
        self._set_down: str | None = None

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent. A part that sits again after a trial or
        an undoing was in nobody's hand."""
        part = self._parts.get(str(event.value.get("part")))
        if event.name == "part.released":
            by_hand = event.value.get("why") == "set_down"
            self._set_down = part.name if part and by_hand else None
        if event.name == "trial.done":
            fell = [self._parts[n] for n in event.value["fell"] if n in self._parts]
            return Felt(tuple(self._fall(p) for p in fell[:3]))
        if part is None:
            return Felt()
        if event.name == "part.fell":
            return Felt((self._fall(part),))
        if event.name == "part.tapped":
            return Felt((_knock(event.value["impulse"], part),), True)
        return self._by_hand(event.name, part)

    def _by_hand(self, name: str, part: Part) -> Felt:
        if name == "part.gripped":
            return Felt((_knock(TOUCH, part),))
        if name == "part.pegged":
            return Felt((Knock(impulse(HAMMER, PEG_SPEED, math.inf), "camphor", PEG),), True)
        if part.name != self._set_down:
            return Felt()
        if name == "part.released":
            return Felt((_knock(part.body.mass * LOWERING.up, part),), True)
        if name != "part.seated":
            return Felt()
        self._set_down = None
        given = SHOULDER * part.body.mass * LOWERING.up
        return Felt((_knock(given, part, seats=True),), True)

    def _fall(self, part: Part) -> Knock:
        return _knock(part.body.mass * math.sqrt(2 * GRAVITY * self._deep), part)


def _knock(newton_seconds: float, part: Part, seats: bool = False) -> Knock:
    return Knock(round(newton_seconds, 3), part.wood, round(part.body.mass, 2), seats)
