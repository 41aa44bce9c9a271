"""What an art gives the frame loop: something that goes on by one substep and can be judged."""

from collections.abc import Sequence
from typing import Protocol

from content.assessment import Assessment
from content.event import Event


class Practice(Protocol):
    """A running lesson: a bench with parts on it, a stage, a print shop."""

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        ...

    def assess(self) -> Assessment:
        """Judge the work as it stands. Never changes it."""
        ...
