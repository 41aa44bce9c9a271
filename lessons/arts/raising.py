"""Raising timber as the Xiangshan carpenters do: put a design together part by part.

A Practice: takes the hand's inputs, goes on by one substep of the physics, says what
happened. What the picture needs stands in frozen data (`shapes`, `view()`).
"""

from collections.abc import Sequence

from content.assessment import Assessment
from content.lesson import Lesson, Step
from lessons.arts.raising_attempt import Attempt, Value
from lessons.arts.raising_fit import DryFit
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_table import Table
from lessons.arts.raising_verdict import Verdict
from lessons.arts.raising_view import View
from physics.timber.design import Design


class Raising(Attempt):
    """One attempt at raising a design.

    Raises EngineMissing where there is no physics engine, Refusal where the lesson's steps
    are not those of the design.
    """

    def __init__(
        self, lesson: Lesson, design: Design, lesson_hash: str = "", *, assist: bool = True
    ) -> None:
        self.lesson = lesson
        self.design = design
        self._hash = lesson_hash
        table = Table(design)
        try:
            self._verdict = Verdict(lesson, design, table)
        except Exception:
            table.world.close()
            raise
        super().__init__(table, self._verdict)
        self.assist = assist
        self._dry = DryFit(table, design, self._say, self._site.remember, self._hand)
        self._acts |= {
            **self._dry.acts(self._bound),
            "hand.tap": self._tap,
            "guide.show": lambda v: self._verdict.shown.append(str(v.get("step"))),
        }

    def assess(self) -> Assessment:
        """Judge the work as it lies now. Never changes it."""
        return self._verdict.assess(self.held, self._hash, self._tick, self._dry)

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return self._verdict.step

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

    def _bound(self, part: str) -> str | None:
        """Return why a part cannot be worked on now; None: it lies loose."""
        if part in self.seated:
            return "stands"
        if self.held is not None or self._site.trying:
            return "held"
        if self.astray(part):
            return "stuck"
        return "bears" if self._table.on_top(part) else None

    def _grip(self, value: Value) -> None:
        if self._hand.grip(value, self.design):
            self._verdict.look(self.held)

    def _tap(self, value: Value) -> None:
        if self._hand.tap(value):
            self._verdict.taps.append(self._tick)

    def _rested(self, settled: Sequence[str]) -> None:
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
