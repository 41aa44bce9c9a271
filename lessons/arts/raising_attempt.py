"""What raising and free building have in common: a hand at parts, trials, the way back, the end.

What makes no sense of the inputs is passed over: a log or a device must not stop the work.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from content.event import Event
from lessons.arts.raising_braces import Braces
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_handwork import Handwork
from lessons.arts.raising_inputs import known
from lessons.arts.raising_site import Site, Standing
from lessons.arts.raising_table import Table
from lessons.arts.raising_trials import amount
from lessons.arts.raising_view import Shape
from physics.engine import RATE
from physics.pose import Pose

PATIENCE = 5 * RATE  # substeps that the end waits for things to lie still
Value = Mapping[str, Any]


class Attempt:
    """One attempt at parts on a table; `standing` knows what stands. A kind of work adds its own
    `_acts` and says what is to be done with what came to rest."""

    def __init__(self, table: Table, standing: Standing) -> None:
        self.assist = self.ghost = True
        self._table, self._standing = table, standing
        self._site = Site(table, standing)
        self._hand = Handwork(table, self._site, self._say)
        self._braces = Braces(table, self._site, self._hand, standing, self._say)
        self._ending: int | None = None
        self._finished = False
        self._tick = 0
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Value], object]] = {
            **self._hand.acts,
            **self._braces.acts,
            "hand.grip": self._grip,
            "guide.assist": lambda v: setattr(self, "assist", bool(v.get("on"))),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            "work.undo": lambda _: self._undo(),
            "peg.drive": self._peg,
            "trial.begin": self._try,
            "lesson.finish": lambda _: self._finish(),
        }

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        self._tick, self._events = tick, []
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
        self._hand.advance(self._eases())
        self._step()
        if not self._site.trying:
            self._settle(tick)
        self._end()
        return self._events

    def close(self) -> None:
        """Let the physics engine go."""
        self._table.world.close()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What the parts look like, as they are cut now."""
        return self._table.shapes

    @property
    def engine(self) -> str:
        """Name and version of what simulates."""
        return self._table.world.engine

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        return self._hand.held

    @property
    def braced(self) -> Mapping[str, str]:
        """By brace that is tied, the column it steadies."""
        return self._braces.steady

    @property
    def tool(self) -> str:
        """What the hand taps with: a name of STRIKERS."""
        return self._hand.tool

    @property
    def lifting(self) -> bool:
        """Whether the held part is still on its way up."""
        return self._hand.lifting

    @property
    def calm(self) -> bool:
        """Whether nothing is held, nothing is tried and nothing moves."""
        return self.held is None and not self._site.trying and self._table.calm

    @property
    def seated(self) -> frozenset[str]:
        """The parts that stand as they should."""
        return self._standing.seated

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self._table.pose(part)

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        return self._table.parts[part].height

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    def _eases(self) -> tuple[Goal, ...]:
        """Return the places that the guiding hand may ease to."""
        raise NotImplementedError

    def _grip(self, value: Value) -> None:
        """Take hold of a part."""
        raise NotImplementedError

    def _rested(self, settled: Sequence[str]) -> None:
        """Look at what stands, and say how the parts lie that came to rest."""
        raise NotImplementedError

    def _step(self) -> None:
        """Go on by one substep of the physics; tell each tenth of a trial that is done."""
        if outcome := self._site.step():
            self._say("trial.done", **outcome.as_event())
        elif going := self._site.going:
            self._say("trial.going", **going)
        for part in self._site.torn:
            self._say("part.loosed", part=part)

    def _settle(self, tick: int) -> None:
        for part in self._table.put_back_fallen(tick, self.held):
            self._say("part.fell", part=part)
        if settled := self._table.settled(tick, self.held):
            self._rested(settled)

    def _peg(self, value: Value) -> None:
        part = known(value, self._table.parts)
        busy = self.held is not None or self._site.trying
        if part is not None and not busy and self._site.peg(part):
            self._say("part.pegged", part=part)

    def _undo(self) -> None:
        if not self._site.trying:
            self._hand.let_go("undone")
        left = self._site.undo()
        if left is not None:
            self._say("work.undone", left=left, pegged=list(self._site.pegged))

    def _try(self, value: Value) -> None:
        asked = amount(value.get("kind"), value.get("amount"))
        if asked and self.calm and self.seated:
            self._site.begin(*asked)
            self._say("trial.begun", kind=asked[0], amount=asked[1])

    def _finish(self) -> None:
        """Set down what is in the hand; it is over when everything lies still."""
        self._hand.down({})
        self._ending = self._tick if self._ending is None else self._ending

    def _end(self) -> None:
        if self._ending is None or self._finished:
            return
        if self.calm or self._tick - self._ending > PATIENCE:
            self._finished = True
            self._say("lesson.done", by="learner")
