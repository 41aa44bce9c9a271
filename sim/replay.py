"""Plays a log of inputs again, substep by substep."""

from collections.abc import Sequence

from content.event import Event


class Log:
    """A source that yields recorded inputs at the substeps at which they took effect.

    `start` shifts the log: its substep 0 falls on the session's substep `start`.
    """

    def __init__(self, inputs: Sequence[Event], start: int = 0) -> None:
        self._inputs = sorted(inputs, key=lambda e: e.tick)
        self._start = start
        self._next = 0

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what is due at or before `tick` and was not returned yet."""
        first = self._next
        while not self.done and self._inputs[self._next].tick + self._start <= tick:
            self._next += 1
        return self._inputs[first : self._next]

    @property
    def done(self) -> bool:
        """Whether every input was played."""
        return self._next >= len(self._inputs)
