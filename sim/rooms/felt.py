"""How work in wood is heard and felt: blows and strokes as sounds, and as pulses of the hand.

The same blows and strokes give the same sounds and pulses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from audio import knock, rasp
from audio.knock import Knock
from audio.rasp import Rasp
from audio.tone import Sound
from content.event import Event
from physics import pulses
from physics.pulses import Pulse

HAND = "right"  # desktop has one hand


@dataclass(frozen=True)
class Felt:
    """What an event is like to the ear, and whether the hand feels it too."""

    knocks: tuple[Knock, ...] = ()
    hand: bool = False
    rasps: tuple[Rasp, ...] = ()

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """What is heard, each as samples."""
        blows = tuple(knock.sound(k) for k in self.knocks)
        return blows + tuple(rasp.sound(r) for r in self.rasps)

    def pulses(self, tick: int) -> tuple[Event, ...]:
        """Return what the hand feels as events, to be kept with the one that they come of."""
        return tuple(
            Event(tick, "pulse", {
                "hand": HAND, "amplitude": round(p.amplitude, 4),
                "seconds": round(p.seconds, 4), "hertz": round(p.hertz, 1),
            })
            for p in (self._pulses() if self.hand else ())
        )  # fmt: skip

    def _pulses(self) -> Iterator[Pulse]:
        for k in self.knocks:
            yield pulses.of_impulse(k.impulse)
        for r in (r for r in self.rasps if r.newtons > 0):
            yield pulses.of_sliding(r.newtons * r.seconds, r.path, r.seconds)
