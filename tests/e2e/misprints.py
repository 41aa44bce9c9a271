"""What a careless printer does otherwise: the inputs of a good hand, spoilt block by block.

The strokes stay those of the source; only what a fault is made of is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from content.event import Event

SHIFTED = {"dx": 200, "turn": 600}  # 2 mm and 0.6 degrees beside the crosses
ASKEW = {"dx": 120, "dy": 60}  # hundredths of a millimetre that the sheet is dragged
WAIT = ("shop.wait", {"ticks": 65535})  # 273 s
# What is done to the stack before a block is inked; soaking takes its time.
BEFORE: Mapping[str, Sequence[tuple[str, dict[str, int]]]] = {
    "dry": (("shop.damp", {"water": 0}),),
    "drowned": (("shop.damp", {"water": 100}), WAIT, WAIT),
}
# How much is in the brush, how firmly brush and pad are led, beside what the good hand does.
LOADS = {"dry": (0.4, 0.35), "drowned": (2.0, 1.5)}


class Careless:
    """A source that misprints what another prints well.

    `blocks`: their names in the order of printing; `faults`: by name, how each is spoilt.
    """

    def __init__(self, hand: Any, blocks: Sequence[str], faults: Mapping[str, str]) -> None:
        self._hand, self._blocks, self._faults = hand, blocks, faults
        self._fault: str | None = None  # of the block on the table; None before anything is done

    @property
    def done(self) -> bool:
        """Whether the good hand has come to its end."""
        return bool(self._hand.done)

    def poll(self, tick: int) -> list[Event]:
        """Return the next inputs. To be called once a substep."""
        return [spoilt for event in self._hand.poll(tick) for spoilt in self._spoil(event)]

    def _spoil(self, event: Event) -> Iterator[Event]:
        if event.name == "shop.take" or self._fault is None:
            self._fault = self._of(event.value["block"] if event.name == "shop.take" else 0)
            yield from (Event(event.tick, *act) for act in BEFORE.get(self._fault, ()))
        yield self._changed(event)

    def _of(self, number: int) -> str:
        return self._faults.get(self._blocks[number], "")

    def _changed(self, event: Event) -> Event:
        share, firm = LOADS.get(self._fault or "", (1.0, 1.0))
        if event.name == "shop.fix" and self._of(event.value["block"]) == "shifted":
            return _with(event, **SHIFTED)
        if event.name == "shop.lift" and self._fault == "doubled":
            return _with(event, **ASKEW)
        if event.name == "shop.dip":
            return _with(event, share=round(event.value["share"] * share))
        if event.name == "hand.to":
            return _with(event, push=round(event.value["push"] * firm))
        return event


def _with(event: Event, **numbers: int) -> Event:
    return replace(event, value={**event.value, **numbers})
