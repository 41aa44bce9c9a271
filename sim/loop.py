"""The one frame loop: sense, simulate, teach, show.

Panda3D calls `frame` from one task, headless calls it in a `for`. The session clock is the
substep index, so that a log of inputs gives the same events at any frame rate.
"""

import time
from collections.abc import Callable, Sequence

from content.event import SUBSTEPS_PER_SECOND, Event, Sink, Source
from lessons.practice import Practice

LIVE_SUBSTEPS = 8  # a frame late by more than this stretches the session clock instead
LIVE_S = 0.04  # so does one whose substeps take longer: many bodies at once, under a load


class Loop:
    """Drives one practice from its sources to its sinks.

    `cap` is the most substeps a frame may make (None in a replay, which takes its time); `until`
    is the substep at which the session ends, if it is known; `clock` tells seconds.
    """

    def __init__(
        self,
        practice: Practice,
        sources: Sequence[Source],
        sinks: Sequence[Sink] = (),
        cap: int | None = LIVE_SUBSTEPS,
        until: int | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.practice = practice
        self.sources = list(sources)
        self.sinks = list(sinks)
        self.cap = cap
        self.until = until
        self.tick = 0
        self._owed = 0.0
        self._clock = clock

    @property
    def ended(self) -> bool:
        """Whether the session has reached its last substep."""
        return self.until is not None and self.tick >= self.until

    def frame(self, elapsed: float) -> list[Event]:
        """Go on by `elapsed` seconds and return what happened, in time order."""
        events: list[Event] = []
        begun = self._clock()
        for _ in range(self._substeps(elapsed)):
            events += self._substep()
            if self.cap is not None and self._clock() - begun > LIVE_S:
                break
        return events

    def _substeps(self, elapsed: float) -> int:
        # The small term keeps 1/90 + 1/90 + … from losing a substep to rounding.
        self._owed += elapsed * SUBSTEPS_PER_SECOND
        due = int(self._owed + 1e-6)
        self._owed -= due
        if self.cap is not None:
            due = min(due, self.cap)
        return due if self.until is None else min(due, self.until - self.tick)

    def _substep(self) -> list[Event]:
        inputs = [
            Event(self.tick, e.name, e.value) for s in self.sources for e in s.poll(self.tick)
        ]
        happened = self.practice.advance(self.tick, inputs)
        self.tick += 1
        for event in (*inputs, *happened):
            for sink in self.sinks:
                sink.put(event)
        return happened
