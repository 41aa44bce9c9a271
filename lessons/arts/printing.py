"""The print shop as a lesson: carve, mix, damp, ink, lay, rub, lift, hang.

A Practice: takes the hand's inputs, lets the led tool meet the work, and does what comes of it
as whole-number acts, so that the same acts give the same block and prints again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts import printing_acts
from lessons.arts import printing_steps as steps
from lessons.arts.printing_acts import Act
from lessons.arts.printing_hand import Hand
from lessons.arts.printing_journal import Journal, Keeper
from lessons.arts.printing_made import Evidence, evidence, judge
from lessons.arts.printing_past import Past
from lessons.arts.printing_shop import TICKS, Shop
from lessons.arts.printing_strokes import Piece
from lessons.arts.printing_work import Work
from physics.woodblock.grid import Rect
from physics.woodblock.touch import Contact, Touch

HAND_ACTS = ("brush", "rub", "cut")  # these come of a led tool only
ON_BLOCK = ("cut", "brush", "wash", "take", "paste")  # what these change lies on the block
FLUSH_TICKS = TICKS // 2
IDLE_TICKS = 12  # time that passes without a stroke is taken down so often


class Printing:
    """One lesson in the print shop. `journal`: where the work in hand is kept."""

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
        self.hash = lesson_hash
        self.ghost = True
        self.shown: list[str] = []
        self._hand = Hand(work.grid, touch)
        self._kept = Keeper(journal)
        self._past = Past(work)
        self._done: frozenset[str] = frozenset()
        self._idle = self._tick = self._before = 0
        self._finished = False
        self._events: list[Event] = []
        self._changed: list[tuple[str, Rect]] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "hand.tool": self._take,
            "hand.to": self._lead,
            "hand.up": lambda _: self._up(),
            "hand.lean": lambda v: self._hand.tip(v.get("lean")),
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
            if self._finished:  # no time passes any more, and nothing more is kept
                return self._events
        self._move()
        if tick % FLUSH_TICKS == 0:
            self._kept.flush()
        if why := self._kept.trouble():
            self._say("work.unkept", why=why)
        return self._events

    def assess(self) -> Assessment:
        """Judge the work as it stands. Never changes it.

        It takes seconds: a window asks a judge for `printing_made.judge` of `evidence`.
        """
        return judge(self.evidence())

    def evidence(self) -> Evidence:
        """Return all that a judgement rests on, as plain data."""
        return evidence(self)

    def go_on(self, acts: Sequence[Act]) -> Iterator[float]:
        """Do again what a journal kept, before anything else; yield the share that is done.

        The journal goes on behind them. Nothing is done before the first share is asked for.
        """
        yield from self._past.go_on(acts)
        self._before = self.shop.tick
        self._look_again()

    def close(self) -> None:
        """Let the engine go; what waits for the disk is written."""
        self._kept.flush()
        self._hand.close()

    @property
    def tool(self) -> str:
        """What is in the hand."""
        return self._hand.tool

    @property
    def contact(self) -> Contact:
        """Where it touches, and how firmly."""
        return self._hand.contact

    @property
    def lean(self) -> int:
        """How far the blade leans, hundredths of a degree."""
        return self._hand.lean

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
        return self._hand.engine

    @property
    def seconds(self) -> float:
        """How long the lesson has lasted, what was kept of it before included."""
        return (self._before + self._tick) / TICKS

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

    # Inputs. What makes no sense changes nothing: a log or a device must not stop a lesson.

    def _take(self, value: Mapping[str, Any]) -> None:
        self._up()
        if self._hand.take(value.get("tool")):
            self._say("tool.taken", tool=self.tool)

    def _lead(self, value: Mapping[str, Any]) -> None:
        why = self._hand.lead(value)
        if why is not None:
            self._say("work.vain", act="lead", why=why)

    def _up(self) -> None:
        self._end_stroke()
        self._hand.up()

    def _end_stroke(self) -> None:
        if self._hand.stroking:
            self._give(self._hand.end())
            self._settle()

    def _undo(self) -> None:
        self._hand.up()
        if self._past.undo():
            self._kept.rewrite(self._past.acts)
            self._look_again()
            self._say("work.undone")

    def _look_again(self) -> None:
        whole = self.work.grid.whole
        self._changed = [("block", whole), ("sheet", whole)]
        self._done = steps.done(self.lesson, self.shop)

    def _act(self, event: Event) -> None:
        """Do what needs no led tool: mix, damp, lay, lift, hang."""
        try:
            act = printing_acts.of_event(event)
        except ValueError:
            self._say("work.vain", act=event.name.removeprefix("shop."), why="no_number")
            return
        if act is not None and act.kind not in HAND_ACTS:
            self._up()
            self._do(act)
            self._settle()

    def _move(self) -> None:
        """Lead the tool by one substep, or let time pass."""
        if not self._hand.leading:
            self._idle += 1
            if self._idle >= IDLE_TICKS:
                self._do(Act("wait", (self._idle,)))
                self._idle = 0
            return
        for piece in self._hand.move():
            self._give(piece)
        if self._hand.strayed():
            self._say("work.vain", act=self.tool, why="beside")
        if self._hand.lost:
            self._end_stroke()

    def _give(self, piece: Piece | None) -> None:
        if piece is not None:
            self._do(piece.act, on=piece.on)

    def _do(self, act: Act, *, on: bool = False) -> None:
        done = self._past.do(act, on=on)
        self._kept.put(act)
        if not done.rect.empty:
            self._changed.append(("block" if act.kind in ON_BLOCK else "sheet", done.rect))
        if act.kind in ("lift", "lay", "take", "page"):
            self._changed += [("block", self.work.grid.whole), ("sheet", self.work.grid.whole)]
        if done.vain is not None:
            self._say("work.vain", act=act.kind, why=done.vain)
        elif act.kind != "wait":
            figures = {name: round(value, 6) for name, value in done.figures.items()}
            self._say(f"work.{act.kind}", **act.named, **figures)

    def _settle(self) -> None:
        """After a stroke or an act: say which steps are done by it."""
        before = self._done
        self._done = steps.done(self.lesson, self.shop, before)
        for step in self.lesson.steps:
            if step.id in self._done - before:
                self._say("step.done", step=step.id)
        if self.step is None:
            self._end("shop")

    def _end(self, by: str) -> None:
        if not self._finished:
            self._up()
            if self._finished:  # the last stroke was the last step
                return
            self._finished = True
            self._kept.forget()
            self._say("lesson.done", by=by)
