"""What happens, when: one event type, and the two ends events flow between.

Time is the substep index of the session (240 substeps a second), never a clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

SUBSTEPS_PER_SECOND = 240


@dataclass(frozen=True)
class Event:
    """Something that took effect at substep `tick`; `value` holds JSON types only."""

    tick: int
    name: str
    value: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    """Anything that yields inputs: a mouse, a log, a guide, a headset."""

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the inputs that are due at or before `tick`, oldest first."""
        ...


class Sink(Protocol):
    """Anything that takes events: the picture, the sound, the recorder."""

    def put(self, event: Event) -> None:
        """Take one event. Must not block."""
        ...
