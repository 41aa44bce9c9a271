"""The joiner's bench: one mortise and tenon, from the first line to the closed shoulder.

A Practice: takes the hand's inputs, which are whole numbers, and does exactly what they say.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from content.assessment import Assessment
from content.event import SUBSTEPS_PER_SECOND, Event
from content.lesson import Lesson, Step
from lessons.arts import joinery_steps as steps
from lessons.arts.joinery_steps import STRIKERS, State
from lessons.arts.joinery_view import ToolView, View, timbers
from lessons.scorers import joinery as scorer
from lessons.scorers.joinery import Made
from physics.timber import cutting
from physics.timber.cutting import Side
from physics.timber.cutting_acts import FULL_STROKE, NUMBERS, Act
from physics.timber.cutting_plan import Piece, Plan
from physics.tools import chisel

TOOLS = ("ink", "square", "rip", "cross", "chisel", *STRIKERS)
_PIECES: tuple[Piece, ...] = ("rail", "post")
_STRIKES = ("stroke", "blow", "drive")  # what has a rhythm


class Joinery:
    """One lesson at the joiner's bench."""

    def __init__(self, lesson: Lesson, plan: Plan, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.plan = plan
        self.ghost = True
        self.tool = "ink"
        self.engine = f"manifold3d {version('manifold3d')}"
        self._hash = lesson_hash
        self._states = [State(cutting.begin(plan))]
        self._up: Side = 1
        self._strikes: list[tuple[str, int]] = []
        self._undone = 0
        self._shown: list[str] = []
        self._tick = 0
        self._finished = False
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "hand.tool": self._take,
            "hand.over": lambda _: self._turn_over(),
            "hand.try": lambda _: self._try(),
            "hand.drive": self._drive,
            "hand.undo": lambda _: self._undo(),
            "guide.ghost": lambda v: setattr(self, "ghost", bool(v.get("on"))),
            "guide.show": lambda v: self._shown.append(str(v.get("step"))),
            "lesson.finish": lambda _: self._end("learner"),
        }

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick` and return what happened."""
        self._events = []
        if self._finished:
            return []
        self._tick = tick
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
            elif event.name.removeprefix("hand.") in NUMBERS:
                self._cut(event.name.removeprefix("hand."), event.value)
        return self._events

    def assess(self) -> Assessment:
        """Judge the joint as it is now. Never changes it."""
        return scorer.assess(self.lesson, self._hash, self.made())

    def made(self) -> Made:
        """Return what was made, measured."""
        return Made(
            work=self.state.work,
            trial=self.state.trial,
            depth_mm=self.state.depth * 1000,
            done=self.done,
            removed_mm3=self._removed,
            seconds=self._tick / SUBSTEPS_PER_SECOND,
            strikes=tuple(self._strikes),
            undone=self._undone,
            shown=tuple(self._shown),
            engine=self.engine,
            split=self.state.split,
        )

    def close(self) -> None:
        """Nothing to let go: the solids are values."""

    @property
    def state(self) -> State:
        """Where the work stands."""
        return self._states[-1]

    @property
    def done(self) -> frozenset[str]:
        """The steps that are done."""
        return steps.done(self.state)

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        finished = self.done
        return next((s for s in self.lesson.steps if s.id not in finished), None)

    @property
    def _removed(self) -> float:
        """mm3 of wood that are gone."""
        first, now = self._states[0].work, self.state.work
        gone = first.rail.volume + first.post.volume - now.rail.volume - now.post.volume
        return gone * 1e9

    @property
    def up(self) -> Side:
        """Which side of the rail looks up when it lies on its side."""
        return self._up

    def view(self) -> View:
        """Return what is to be drawn now."""
        state = self.state
        return View(
            timbers(state, self.tool, self._up, self.ghost),
            tuple(state.work.waste.items()),
            self._tool_view(),
            self._up if self.tool == "cross" else 0,
            self.tool not in STRIKERS,
        )

    def _tool_view(self) -> ToolView | None:
        """The saw in its kerf, the chisel where it stands."""
        work = self.state.work
        if self.tool in ("rip", "cross") and work.cuts and work.cuts[-1].kind == self.tool:
            kerf = work.cuts[-1].kerf
            return ToolView(self.tool, "rail", (*kerf.front, 0.0), kerf.heading, kerf.lean)
        if self.tool == "chisel" and work.edge is not None:
            edge = work.edge
            deep = chisel.floor(work.post, edge, self.plan.post_depth)
            return ToolView("chisel", "post", (deep, edge.v, edge.u), edge.turn, edge.lean)
        return None

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _take(self, value: Mapping[str, Any]) -> None:
        if value.get("tool") in TOOLS:
            self.tool = str(value["tool"])
            self._say("tool.taken", tool=self.tool)

    def _turn_over(self) -> None:
        self._up = -self._up

    def _cut(self, kind: str, value: Mapping[str, Any]) -> None:
        numbers = tuple(value.get(name, 0) for name, _most in NUMBERS[kind])
        piece = value.get("piece", "rail")
        if piece not in _PIECES or not all(type(n) is int for n in numbers):
            return
        try:
            after, removed = self.state.after(Act(kind, numbers, piece))
        except ValueError:
            self._say("work.vain", act=kind)
            return
        if kind == "cross":
            self._up = 1 if numbers[0] > 0 else -1
        self._say("work.cut", act=kind, removed_mm3=round(removed, 3), share=_share(kind, numbers))
        self._go_on(after, kind)

    def _try(self) -> None:
        try:
            after = self.state.held_together()
        except ValueError:
            self._say("work.vain", act="try")
            return
        assert after.trial is not None
        self._say("fit.tried", verdict=after.trial.verdict, mm=round(after.trial.across * 1000, 3))
        self._go_on(after, "try")

    def _drive(self, value: Mapping[str, Any]) -> None:
        """Strike with what is in the hand; older logs always struck whole blows."""
        force = value.get("force", 100)
        if type(force) is not int:
            return
        try:
            after, driven = self.state.struck(self.tool, force)
        except ValueError:
            self._say("work.vain", act="drive")
            return
        deeper = (after.depth - self.state.depth) * 1000
        self._say(
            "fit.driven",
            tool=self.tool,
            deeper_mm=round(deeper, 3),
            home=after.home,
            given_ns=round(driven.given, 4),
            landed_ns=round(driven.landed, 4),
        )
        if after.split and not self.state.split:
            self._say("wood.split", piece="post")
        self._go_on(after, "drive")

    def _undo(self) -> None:
        if len(self._states) > 1:
            self._states.pop()
            self._undone += 1
            self._say("work.undone")

    def _go_on(self, after: State, kind: str) -> None:
        """Take the next state, and say which waste fell and which steps are done by it."""
        before, finished = self.state, self.done
        self._states.append(after)
        if kind in _STRIKES:
            self._strikes.append((kind, self._tick))
        for side in sorted(after.work.fallen - before.work.fallen):
            self._say("waste.fell", side=side)
            self._up = -side
        for step in self.lesson.steps:
            if step.id in self.done - finished:
                self._say("step.done", step=step.id)
        if self.step is None:
            self._end("bench")

    def _end(self, by: str) -> None:
        if not self._finished:
            self._finished = True
            self._say("lesson.done", by=by)


def _share(kind: str, numbers: tuple[int, ...]) -> float:
    """How much of a whole stroke or blow an act was, 0 to 1."""
    return {"stroke": numbers[0] / FULL_STROKE, "blow": numbers[0] / 100}.get(kind, 1.0)
