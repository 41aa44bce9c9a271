"""The print shop as a lesson: carve, mix, damp, ink, lay, rub, lift, hang.

A Practice: takes the hand's inputs, lets the led tool meet the work, and does what comes of it
as whole-number acts, so that the same acts give the same block and prints again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts import printing_acts
from lessons.arts import printing_steps as steps
from lessons.arts.printing_acts import Act
from lessons.arts.printing_made import Evidence, evidence, judge
from lessons.arts.printing_past import Journal, Past
from lessons.arts.printing_shop import TICKS, Shop
from lessons.arts.printing_strokes import TOOLS, Piece, Stroke
from lessons.arts.printing_work import Work
from physics.woodblock.grid import UNITS, Rect
from physics.woodblock.touch import Contact, Plane, Touch

HAND_ACTS = ("brush", "rub", "cut")  # these come of a led tool only
FLUSH_TICKS = TICKS // 2
IDLE_TICKS = 12  # time that passes without a stroke is taken down so often


class Printing:
    """One lesson in the print shop."""

    def __init__(
        self,
        lesson: Lesson,
        work: Work,
        lesson_hash: str = "",
        *,
        touch: Touch | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.lesson = lesson
        self.work = work
        self.ghost = True
        self.tool = "hands"
        self.contact = Contact(0.0, 0.0, 0.0)
        self.lean = 0
        self.shown: list[str] = []
        self.hash = lesson_hash
        self._touch = touch or Plane(work.grid.side)
        self._journal = journal
        self._past = Past(work)
        self._target: tuple[int, int, int] | None = None  # where the hand leads, and its push
        self._stroke: Stroke | None = None
        self._done: frozenset[str] = frozenset()
        self._idle = 0
        self._tick = 0
        self._finished = False
        self._events: list[Event] = []
        self._changed: list[tuple[str, Rect]] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "hand.tool": self._take,
            "hand.to": self._lead,
            "hand.up": lambda _: self._up(),
            "hand.lean": self._tip,
            "hand.undo": lambda _: self._undo(),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            "guide.show": lambda v: self.shown.append(str(v.get("step"))),
            "lesson.finish": lambda _: self._end("learner"),
        }

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        self._events = []
        if self._finished:
            return []
        self._tick = tick
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
            elif event.name.startswith("shop."):
                self._act(event)
        self._move()
        if self._journal and tick % FLUSH_TICKS == 0:
            self._journal.flush()
        return self._events

    def assess(self) -> Assessment:
        """Judge the work as it stands. Never changes it.

        It takes seconds: a window asks a judge for `printing_made.judge` of `evidence`.
        """
        return judge(self.evidence())

    def evidence(self) -> Evidence:
        """Return all that a judgement rests on, as plain data."""
        return evidence(self)

    def close(self) -> None:
        """Let the engine go; what waits for the disk is written."""
        if self._journal:
            self._journal.flush()
        self._touch.close()

    @property
    def shop(self) -> Shop:
        """The shop as it stands: to be read, never written."""
        return self._past.shop

    @property
    def acts(self) -> Sequence[Act]:
        """Everything that was done and not taken back."""
        return self._past.acts

    @property
    def undone(self) -> int:
        """How often a step was taken back."""
        return self._past.undone

    @property
    def engine(self) -> str:
        """What told where the tool touches."""
        return self._touch.engine

    @property
    def seconds(self) -> float:
        """How long the lesson has lasted."""
        return self._tick / TICKS

    @property
    def done(self) -> frozenset[str]:
        """The steps that are done."""
        return self._done

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return next((s for s in self.lesson.steps if s.id not in self._done), None)

    def changes(self) -> list[tuple[str, Rect]]:
        """Return what has changed on "block" and "sheet" since this was asked last."""
        changed, self._changed = self._changed, []
        return changed

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _take(self, value: Mapping[str, Any]) -> None:
        if value.get("tool") in TOOLS:
            self._up()
            self.tool = str(value["tool"])
            self._say("tool.taken", tool=self.tool)

    def _tip(self, value: Mapping[str, Any]) -> None:
        lean = value.get("lean")
        if type(lean) is int and abs(lean) <= 9000:
            self.lean = lean

    def _lead(self, value: Mapping[str, Any]) -> None:
        numbers = tuple(value.get(n) for n in ("x", "y", "push"))
        if all(type(n) is int and abs(n) < 2**20 for n in numbers) and self.tool != "hands":
            x, y, push = (int(n or 0) for n in numbers)
            self._target = (x, y, push)

    def _up(self) -> None:
        if self._stroke is not None:
            self._give(self._stroke.end(self.contact))
            self._settle()
        self._stroke = self._target = None
        self._touch.lift()

    def _undo(self) -> None:
        self._stroke = self._target = None
        if self._past.undo():
            if self._journal:
                self._journal.rewrite(self._past.acts)
            whole = self.work.grid.whole
            self._changed = [("block", whole), ("sheet", whole)]
            self._done = steps.done(self.lesson, self.shop)
            self._say("work.undone")

    def _act(self, event: Event) -> None:
        """Do what needs no led tool: mix, damp, lay, lift, hang."""
        try:
            act = printing_acts.of_event(event)
        except ValueError:
            return
        if act is not None and act.kind not in HAND_ACTS:
            self._up()
            self._do(act)
            self._settle()

    def _move(self) -> None:
        """Lead the tool by one substep, or let time pass."""
        if self._target is None:
            self._idle += 1
            if self._idle >= IDLE_TICKS:
                self._do(Act("wait", (self._idle,)))
                self._idle = 0
            return
        x, y, push = self._target
        metres = self.work.grid.cell / UNITS
        self.contact = self._touch.lead(x * metres, y * metres, push / 100, 1 / TICKS)
        if self.contact.newtons <= 0:
            if self._stroke is not None:
                self._up()
            return
        if self._stroke is None:
            self._stroke = Stroke(self.work.grid, self.tool, self.lean)
        self._give(self._stroke.go(self.contact))

    def _give(self, piece: Piece | None) -> None:
        if piece is not None:
            self._do(piece.act, on=piece.on)

    def _do(self, act: Act, *, on: bool = False) -> None:
        done = self._past.do(act, on=on)
        if self._journal:
            self._journal.put(act)
        if not done.rect.empty:
            onto = "block" if act.kind in ("cut", "brush", "wash", "take", "paste") else "sheet"
            self._changed.append((onto, done.rect))
        if act.kind in ("lift", "lay", "take", "page"):
            self._changed += [("block", self.work.grid.whole), ("sheet", self.work.grid.whole)]
        if done.vain is not None:
            self._say("work.vain", act=act.kind, why=done.vain)
        elif act.kind != "wait":
            figures = {name: round(value, 6) for name, value in done.figures.items()}
            self._say(f"work.{act.kind}", **act.named, **figures)

    def _settle(self) -> None:
        """After a stroke or an act: say which steps are done by it."""
        before, self._done = self._done, steps.done(self.lesson, self.shop, self._done)
        for step in self.lesson.steps:
            if step.id in self._done - before:
                self._say("step.done", step=step.id)
        if self.step is None:
            self._end("shop")

    def _end(self, by: str) -> None:
        if not self._finished:
            self._up()
            self._finished = True
            if self._journal:
                self._journal.forget()
            self._say("lesson.done", by=by)
