"""Raising timber as the Xiangshan carpenters do: put a design together part by part.

A Practice: takes the hand's inputs, goes on by one substep of the physics, says what
happened. What the picture needs stands in frozen data (`shapes`, `view()`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts.raising_hand import Carrier, Goal
from lessons.arts.raising_places import Places
from lessons.arts.raising_table import Table, known, number
from lessons.arts.raising_view import View
from lessons.scorers import timber
from lessons.scorers.timber import Work
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
        self.assist = assist
        self.ghost = True
        self._hash = lesson_hash
        self.design = design
        self._places = Places(lesson, design)
        self._table = Table(design)
        self._carrier: Carrier | None = None
        self._look()
        self._done: set[str] = set()
        self._early: list[str] = []
        self._shown: list[str] = []
        self._ending: int | None = None
        self._finished = False
        self._tick = 0
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "hand.grip": self._grip,
            "hand.move": self._move,
            "hand.turn": self._turn,
            "hand.down": self._down,
            "hand.release": lambda _: self._let_go("let_go"),
            "hand.tap": self._tap,
            "guide.assist": lambda v: setattr(self, "assist", bool(v.get("on"))),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            "guide.show": lambda v: self._shown.append(str(v.get("step"))),
            "lesson.finish": lambda _: self._finish(),
        }
        self.shapes = self._table.shapes

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        self._tick, self._events = tick, []
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
        if self._carrier and (why := self._carrier.advance(self._eases())):
            self._let_go(why)
        self._table.world.step()
        for part in self._table.put_back_fallen(tick, self.held):
            self._say("part.fell", part=part)
        if settled := self._table.settled(tick, self.held):
            self._judge(settled)
        self._end()
        return self._events

    def assess(self) -> Assessment:
        """Judge the work as it lies now. Never changes it."""
        work = Work(
            placings=self._places.measure(self._table.lying(self.held)),
            early=tuple(self._early),
            shown=tuple(self._shown),
            engine=self.engine,
        )
        return timber.assess(self.lesson, self._hash, work)

    def close(self) -> None:
        """Let the physics engine go."""
        self._table.world.close()

    @property
    def engine(self) -> str:
        """Name and version of what simulates."""
        return self._table.world.engine

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        return self._carrier.grasp.part if self._carrier else None

    @property
    def lifting(self) -> bool:
        """Whether the held part is still on its way up."""
        return self._carrier is not None and self._carrier.lifting

    @property
    def calm(self) -> bool:
        """Whether nothing is held and nothing moves."""
        return self._carrier is None and self._table.calm

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return next((s for s in self.lesson.steps if not self._complete(s)), None)

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self._table.pose(part)

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        return self._table.parts[part].height

    def astray(self, part: str) -> bool:
        """Whether a part lies at a place of the set, but not as it should."""
        return self._placings[part].near and part not in self.seated

    def goals(self, part: str) -> tuple[Goal, ...]:
        """Return the free places of a part, on what bears it as that stands now, and in how
        many ways it serves there."""
        lying = {n: q for n, q in self._placings.items() if n != self.held}
        taken = {q.name for n, q in lying.items() if n != part and q.near}
        standing = {q.name: self.pose(n) for n, q in lying.items() if n in self.seated}
        goals = self._places.of(part, standing)
        return tuple((g, self.design.place(n).ways) for n, g in goals.items() if n not in taken)

    def aim_height(self, part: str) -> float:
        """Return the height at which the grab point of a part will end in its next place."""
        goals = self.goals(part)
        point = float(self._carrier.grasp.point[2]) if self._carrier else 0.0
        return (goals[0][0].at[2] if goals else 0.0) + point

    def view(self) -> View:
        """Return what is to be drawn now."""
        step = self.step
        wanted = [p for p in step.parts if p not in self.seated] if step and self.ghost else []
        goals = self.goals(wanted[0]) if wanted else ()
        return View(
            poses={name: self.pose(name) for name in self._table.parts},
            ghosts=tuple((part, pose) for part, (pose, _ways) in zip(wanted, goals, strict=False)),
            hand=self._carrier.view() if self._carrier else None,
            step=step.id if step else None,
            seated=self.seated,
            assist=self.assist,
        )

    def _complete(self, step: Step) -> bool:
        return self.seated.issuperset(step.parts)

    def _look(self) -> None:
        """Measure how every part lies; `seated` are those that lie as they should."""
        self._placings = self._places.measure(self._table.lying(self.held))
        self.seated = self._places.seated(self._placings)

    def _eases(self) -> tuple[Goal, ...]:
        carrier = self._carrier
        return self.goals(carrier.grasp.part) if carrier and self.assist else ()

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _grip(self, value: Mapping[str, Any]) -> None:
        part, point = known(value, self._table.parts), number(value.get("point"), 3)
        if part is None or point is None or self._carrier:
            return
        if by := self._table.on_top(part):
            self._say("part.blocked", part=part, by=by, cause="bears")
            return
        grasp = self._table.grasp(part, point)
        self._carrier = Carrier(self._table.world, grasp, self.design.room)
        self._look()
        self._say("part.gripped", part=part)

    def _move(self, value: Mapping[str, Any]) -> None:
        to, lift = value.get("to"), number([value.get("lift", 0.0)], 1)
        if not self._carrier or not isinstance(to, list | tuple) or len(to) != 3 or lift is None:
            return
        across, up = number(to[:2], 2), number([to[2]], 1)
        if across is not None:
            height = None if up is None else float(up[0])
            self._carrier.move((float(across[0]), float(across[1]), height), float(lift[0]))

    def _turn(self, value: Mapping[str, Any]) -> None:
        radians = number([value.get("rad")], 1)
        if self._carrier and radians is not None:
            self._carrier.turn(str(value.get("axis")), float(radians[0]))

    def _down(self, _: Mapping[str, Any]) -> None:
        if self._carrier:
            self._carrier.lower()

    def _tap(self, value: Mapping[str, Any]) -> None:
        part = known(value, self._table.parts)
        point, direction = number(value.get("point"), 3), number(value.get("direction"), 3)
        if part is None or point is None or direction is None or not direction.any():
            return
        if part != self.held:
            self._table.tap(part, point, direction)
            self._say("part.tapped", part=part)

    def _let_go(self, why: str) -> None:
        if self._carrier:
            part = self._carrier.grasp.part
            self._carrier = None
            self._table.disturb(part)
            self._say("part.released", part=part, why=why)

    def _finish(self) -> None:
        """Set down what is in the hand; the lesson ends when everything lies still."""
        self._down({})
        self._ending = self._tick if self._ending is None else self._ending

    def _end(self) -> None:
        if self._ending is None or self._finished:
            return
        if self.calm or self._tick - self._ending > PATIENCE:
            self._finished = True
            self._say("lesson.done", by="learner")

    # What came of it

    def _judge(self, settled: Sequence[str]) -> None:
        """Say how the parts lie that came to rest, and what is done by that."""
        self._look()
        for step in self.lesson.steps:
            for part in step.parts:
                if part in settled:
                    self._say_how(step, part)
        done = {s.id for s in self.lesson.steps if self._complete(s)}
        for step in self.lesson.steps:
            if step.id in done - self._done:
                self._say("step.done", step=step.id)
        self._done = done
        if self.step is None and self.calm and not self._finished:
            self._finished = True
            self._say("lesson.done", by="bench")

    def _say_how(self, step: Step, part: str) -> None:
        placing = self._placings[part]
        found = timber.faults(step, placing)
        if not placing.near:
            self._say("part.rested", part=part)
        elif not found:
            self._say("part.seated", part=part, **placing.as_event())
        else:
            cause = found[0].cause.removeprefix("timber.")
            by = (
                self._bearer(placing.name)
                if cause in ("order", "bearer")
                else self._table.under(part)
            )
            if cause == "order":
                self._early.append(placing.name)
            self._say("part.blocked", part=part, by=by, cause=cause, **placing.as_event())

    def _bearer(self, place: str) -> str:
        """Return the part that bears a place and is not seated: the first that is wanting."""
        filled = {self._placings[p].name for p in self.seated}
        bearers = self.design.place(place).bearers
        return next((b for b in bearers if b not in filled), bearers[0])
