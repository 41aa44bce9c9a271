"""Raising timber as the Xiangshan carpenters do: put a design together part by part.

A Practice: takes the hand's inputs, goes on by one substep of the physics, says what
happened. What the picture needs stands in frozen data (`shapes`, `view()`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts.raising_braces import Braces
from lessons.arts.raising_fit import DryFit
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_handwork import Handwork
from lessons.arts.raising_site import Site
from lessons.arts.raising_table import Table, known
from lessons.arts.raising_trials import amount
from lessons.arts.raising_verdict import Verdict
from lessons.arts.raising_view import Shape, View
from physics.engine import RATE
from physics.pose import Pose
from physics.timber.design import Design

PATIENCE = 5 * RATE  # substeps that the end of a lesson waits for things to lie still


class Raising:
    """One attempt at raising a design.

    Raises EngineMissing where there is no physics engine, Refusal where the lesson's steps
    are not those of the design.
    """

    def __init__(
        self, lesson: Lesson, design: Design, lesson_hash: str = "", *, assist: bool = True
    ) -> None:
        self.lesson = lesson
        self.design = design
        self.assist = assist
        self.ghost = True
        self._hash = lesson_hash
        self._table = Table(design)
        try:
            self._verdict = Verdict(lesson, design, self._table)
        except Exception:
            self._table.world.close()
            raise
        self._site = Site(self._table, self._verdict)
        self._hand = Handwork(self._table, self._site, self._say)
        self._braces = Braces(self._table, self._site, self._hand, self._verdict, self._say)
        self._dry = DryFit(self._table, design, self._say, self._site.remember)
        self._ending: int | None = None
        self._finished = False
        self._tick = 0
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            **self._hand.acts,
            **self._braces.acts,
            **self._dry.acts(self._bound),
            "hand.grip": self._grip,
            "hand.tap": self._tap,
            "guide.assist": lambda v: setattr(self, "assist", bool(v.get("on"))),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            "guide.show": lambda v: self._verdict.shown.append(str(v.get("step"))),
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
        if outcome := self._site.step():
            self._say("trial.done", **outcome.as_event())
        for part in self._site.torn:
            self._say("part.loosed", part=part)
        if not self._site.trying:
            self._settle(tick)
        self._end()
        return self._events

    def assess(self) -> Assessment:
        """Judge the work as it lies now. Never changes it."""
        return self._verdict.assess(self.held, self._hash, self._tick, self._dry)

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
    def step(self) -> Step | None:
        """The first step that is not done."""
        return self._verdict.step

    @property
    def seated(self) -> frozenset[str]:
        """The parts that lie as they should."""
        return self._verdict.seated

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self._table.pose(part)

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        return self._table.parts[part].height

    def astray(self, part: str) -> bool:
        """Whether a part lies at a place of the design, but not as it should."""
        return self._verdict.astray(part)

    def presses(self, part: str) -> bool:
        """Whether a joint of a part has less room than was drawn, by more than half a stroke."""
        return self._dry.presses(part)

    def goals(self, part: str) -> tuple[Goal, ...]:
        """Return the free places of a part, on what bears it as that stands now, and in how
        many ways it serves there."""
        free = self._verdict.free(part, self.held)
        return tuple((goal, self.design.place(name).ways) for name, goal in free.items())

    def aim_height(self, part: str) -> float:
        """Return the height at which the grab point of a part will end in its next place."""
        goals = self.goals(part)
        carrier = self._hand.carrier
        point = float(carrier.grasp.point[2]) if carrier else 0.0
        return (goals[0][0].at[2] if goals else 0.0) + point

    def view(self) -> View:
        """Return what is to be drawn now."""
        step = self.step
        wanted = [p for p in step.parts if p not in self.seated] if step and self.ghost else []
        goals = self.goals(wanted[0]) if wanted else ()
        return View(
            poses={name: self.pose(name) for name in self._table.parts},
            ghosts=tuple((part, g) for part, (g, _ways) in zip(wanted, goals, strict=False)),
            hand=self._hand.carrier.view() if self._hand.carrier else None,
            step=step.id if step else None,
            seated=self.seated,
            assist=self.assist,
            trial=self._site.trial,
            marked=self._dry.marked,
        )

    def _eases(self) -> tuple[Goal, ...]:
        return self.goals(self.held) if self.held and self.assist else ()

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    def _bound(self, part: str) -> str | None:
        """Return why a part cannot be worked on now; None: it lies loose."""
        if part in self.seated:
            return "stands"
        if self.held is not None or self._site.trying:
            return "held"
        if self.astray(part):
            return "stuck"
        return "bears" if self._table.on_top(part) else None

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _grip(self, value: Mapping[str, Any]) -> None:
        if self._hand.grip(value, self.design):
            self._verdict.look(self.held)

    def _tap(self, value: Mapping[str, Any]) -> None:
        if self._hand.tap(value):
            self._verdict.taps.append(self._tick)

    def _peg(self, value: Mapping[str, Any]) -> None:
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

    def _try(self, value: Mapping[str, Any]) -> None:
        asked = amount(value.get("kind"), value.get("amount"))
        if asked and self.calm and self.seated:
            self._site.begin(*asked)
            self._say("trial.begun", kind=asked[0], amount=asked[1])

    def _finish(self) -> None:
        """Set down what is in the hand; the lesson ends when everything lies still."""
        self._hand.down({})
        self._ending = self._tick if self._ending is None else self._ending

    def _end(self) -> None:
        if self._ending is None or self._finished:
            return
        if self.calm or self._tick - self._ending > PATIENCE:
            self._finished = True
            self._say("lesson.done", by="learner")

    # What came of it

    def _settle(self, tick: int) -> None:
        for part in self._table.put_back_fallen(tick, self.held):
            self._say("part.fell", part=part)
        if settled := self._table.settled(tick, self.held):
            self._judge(settled)

    def _judge(self, settled: Sequence[str]) -> None:
        """Say how the parts lie that came to rest, and what is done by that."""
        self._verdict.look(self.held)
        self._events += self._verdict.told(settled, self._tick)
        for step in self._verdict.finished():
            self._say("step.done", step=step)
        if self.design.setting == "yard" and self.calm:
            self._table.freeze(self.seated)
        if self.step is None and self.calm and not self._finished and self.design.ends_itself:
            self._finished = True
            self._say("lesson.done", by="bench")
