"""Free building: any parts of the shipped designs, put together as one likes; no score.

A Practice with what a room of timber asks of one: it has no steps, and what stands is what
was found to lie on other parts.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from content.assessment import Assessment, Measure
from content.event import Event
from content.lesson import Lesson
from lessons.arts import building_yard
from lessons.arts.building_catalogue import Catalogue
from lessons.arts.building_file import Saved
from lessons.arts.building_found import Found
from lessons.arts.building_stock import Stock
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_handwork import Handwork
from lessons.arts.raising_site import Site
from lessons.arts.raising_table import Table, known
from lessons.arts.raising_trials import amount
from lessons.arts.raising_view import Shape, View
from physics.engine import RATE
from physics.pose import Pose
from physics.timber.design import Design

NEAR_M = 1.0  # of all places where a held part fits, only those so near are looked at
PATIENCE = 5 * RATE  # substeps that the end waits for things to lie still
SCORER = "building"
Value = Mapping[str, Any]


class Building:
    """One stay in the free yard. Raises EngineMissing where there is no physics engine."""

    def __init__(self, lesson: Lesson, catalogue: Catalogue, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.catalogue = catalogue
        self.assist = self.ghost = True
        self._hash = lesson_hash
        yard = building_yard.design()
        self._table = Table(yard)
        self._found = Found(self._table, yard, catalogue)
        self._site = Site(self._table, self._found)
        self._hand = Handwork(self._table, self._site, self._say)
        self._stock = Stock(self._table, self._site, self._hand, self._found, catalogue, self._say)
        self._goals: tuple[Goal, ...] = ()
        self._ending: int | None = None
        self._finished = False
        self._tick = 0
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Value], None]] = {
            **self._hand.acts,
            "hand.grip": self._grip,
            "hand.tap": self._tap,
            "guide.assist": lambda v: setattr(self, "assist", bool(v.get("on"))),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            **self._stock.acts,
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
        self._hand.advance(self._near() if self.assist else ())
        if outcome := self._site.step():
            self._say("trial.done", **outcome.as_event())
        if not self._site.trying:
            self._settle(tick)
        self._end()
        return self._events

    def assess(self) -> Assessment:
        """Say how many parts stand; nothing is marked here."""
        n = len(self._table.parts)
        return Assessment(
            lesson=self.lesson.id, lesson_hash=self._hash, references=(), scorer=SCORER,
            scorer_version=1, engine=self.engine, withheld="free building has no score",
            coverage=1.0,
            measures=(Measure(name="parts", value=n, unit="", n=n),),
        )  # fmt: skip

    def saved(self) -> Saved:
        """Return everything that lies in the yard, to be kept in a file."""
        return self._stock.saved()

    def close(self) -> None:
        """Let the physics engine go."""
        self._table.world.close()

    @property
    def engine(self) -> str:
        """Name and version of what simulates."""
        return self._table.world.engine

    @property
    def design(self) -> Design:
        """What stands, as if it had been planned so; the hand's room as it is now."""
        return self._found.holding(self.held) if self.held else self._found.design

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What the parts look like."""
        return self._table.shapes

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        return self._hand.held

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
        """The parts that lie on others or bear some."""
        return frozenset(self._found.standing)

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self._table.pose(part)

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        return self._table.parts[part].height

    def bears(self, part: str) -> bool:
        """Whether a part lies on others, so that a peg can hold it to them."""
        return bool(self._found.bearers.get(part))

    def goals(self, part: str) -> tuple[Goal, ...]:
        """Return where a part fits on those that lie there."""
        return self._found.goals(part)

    def aim_height(self, part: str) -> float:
        """Return the height at which the grab point of a held part will end: in the nearest
        place where it fits, else on the ground."""
        carrier = self._hand.carrier
        end = self._nearest()
        point = float(carrier.grasp.point[2]) if carrier else 0.0
        return (end.at[2] if end else 0.0) + point

    def view(self) -> View:
        """Return what is to be drawn now; a pale outline shows where the held part fits next."""
        held = self.held
        end = self._nearest()
        ghosts = ((held, end),) if held and end else ()
        return View(
            poses={name: self.pose(name) for name in self._table.parts},
            ghosts=ghosts if self.ghost else (),
            hand=self._hand.carrier.view() if self._hand.carrier else None,
            step=None,
            seated=self.seated,
            assist=self.assist,
            trial=self._site.trial,
        )

    def _nearest(self) -> Pose | None:
        """Return the nearest place where the held part fits."""
        if self.held is None or not self._goals:
            return None
        here = self.pose(self.held).at[:2]
        return min((goal for goal, _ways in self._goals), key=lambda g: math.dist(here, g.at[:2]))

    def _near(self) -> tuple[Goal, ...]:
        """Return where the held part fits not far from where it is."""
        if self.held is None or not self._goals:
            return ()
        here = self.pose(self.held).at
        return tuple(goal for goal in self._goals if math.dist(here[:2], goal[0].at[:2]) < NEAR_M)

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    # Inputs. What makes no sense is passed over: a log or a device must not stop the work.

    def _grip(self, value: Value) -> None:
        part = known(value, self._table.parts)
        if part is None or self._stock.blocked(part):
            return
        if self.held is None and not self._site.trying:
            self._table.wake(self._found.cluster(part))  # what stands apart stays as it is
        if self._hand.grip(value, self._found.holding(part)):
            self._found.look(part)
            self._goals = self._found.goals(part)

    def _tap(self, value: Value) -> None:
        self._hand.tap(value)

    def _peg(self, value: Value) -> None:
        part = known(value, self._table.parts)
        if part is not None and self._site.peg(part):
            self._say("part.pegged", part=part)

    def _undo(self) -> None:
        if not self._site.trying:
            self._hand.let_go("undone")
        left = self._site.undo()
        if left is not None:
            self._found.look(None)
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

    def _settle(self, tick: int) -> None:
        for part in self._table.put_back_fallen(tick, self.held):
            self._say("part.fell", part=part)
        if settled := self._table.settled(tick, self.held):
            self._found.look(self.held)
            for part in settled:
                self._say("part.rested", part=part, on=list(self._found.bearers.get(part, ())))
            if self.calm:
                self._table.freeze(frozenset(self._table.parts))
