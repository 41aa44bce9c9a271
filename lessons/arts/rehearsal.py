"""A rehearsal: one step at a time is sung, spoken, plucked, tapped or marked, and judged.

A Practice. What the learner does comes in as events, what the ears and the judge say comes in
as events too, so that a log of them gives the same rehearsal again. The four stages are those
of every lesson (看 跟 做 排); passing twice in a row goes one up, failing one back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step

Doing = Literal["ready", "listening", "judging"]
WATCH, FOLLOW, ALONE, REHEARSE = range(4)
TWICE = 2  # passes in a row before the guidance is thinned


@dataclass(frozen=True)
class Place:
    """Where the rehearsal stands: which step, which stage (0..3), what is being done.

    `streak`: passes of this step in a row; `following`: the note heard last, -1 for none.
    """

    step: int = 0
    stage: int = FOLLOW
    doing: Doing = "ready"
    streak: int = 0
    following: int = -1


class Rehearsal:
    """One sitting at a lesson whose steps are judged take by take."""

    def __init__(self, lesson: Lesson, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.place = Place()
        self.marked: frozenset[int] = frozenset()
        self.taps: list[Event] = []
        self._hash = lesson_hash
        self._best: dict[str, Assessment] = {}
        self._last: Assessment | None = None
        self._done = False
        self._events: list[Event] = []
        self._tick = 0
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "step.go": self._go,
            "stage.go": self._climb,
            "take.start": lambda _: self._start(),
            "take.stop": lambda _: self._stop(),
            "take.drop": lambda _: self._drop(),
            "take.told": self._told,
            "ears.place": self._follow,
            "ban.tap": self._tap,
            "mark.toggle": self._toggle,
        }

    @property
    def step(self) -> Step:
        """The step in hand."""
        return self.lesson.steps[self.place.step]

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, return what happened."""
        self._tick, self._events = tick, []
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
        return self._events

    def assess(self) -> Assessment:
        """Return what the last take was judged to be, each step's best among its parts."""
        if self._last is None:
            return _untried(self.lesson, self._hash)
        parts = tuple(self._best[s.id] for s in self.lesson.steps if s.id in self._best)
        return self._last.model_copy(update={"parts": parts if len(parts) > 1 else ()})

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    def _go(self, value: Mapping[str, Any]) -> None:
        """Turn to another step; a take that runs is let go."""
        self._drop()
        ids = [s.id for s in self.lesson.steps]
        if value.get("step") in ids:
            self.place = replace(self.place, step=ids.index(str(value["step"])), streak=0)
            self.marked = frozenset()
            self._say("step.shown", step=self.step.id)

    def _climb(self, value: Mapping[str, Any]) -> None:
        stage = int(value.get("stage", self.place.stage))
        self.place = replace(self.place, stage=min(max(stage, WATCH), REHEARSE), streak=0)
        self._say("stage.shown", stage=self.place.stage)

    def _start(self) -> None:
        if self.place.doing == "ready":
            self.taps = []
            self.place = replace(self.place, doing="listening", following=-1)
            self._say("take.open", step=self.step.id)

    def _stop(self) -> None:
        if self.place.doing == "listening":
            self.place = replace(self.place, doing="judging", following=-1)
            self._say("take.closed", step=self.step.id)

    def _drop(self) -> None:
        if self.place.doing != "ready":
            self.place = replace(self.place, doing="ready", following=-1)
            self._say("take.dropped")

    def _told(self, value: Mapping[str, Any]) -> None:
        """Take the judge's word; it comes as the Assessment's own JSON."""
        if self.place.doing != "judging":
            return
        told = Assessment.model_validate(value["assessment"])
        self._last = told
        step = self.step.id
        if step not in self._best or told.rank >= self._best[step].rank:
            self._best[step] = told
        self.place = replace(self.place, doing="ready")
        self._thin(told)
        done, self._done = not self._done and self._all_passed, self._done or self._all_passed
        self._say("lesson.done" if done else "take.judged", step=step)

    def _thin(self, told: Assessment) -> None:
        """Thin the guidance after two passes in a row; bring one layer back after a failure."""
        if told.passed is None:
            return
        streak = self.place.streak + 1 if told.passed else 0
        stage = self.place.stage
        if streak >= TWICE and stage < REHEARSE:
            stage, streak = stage + 1, 0
        elif not told.passed and stage > FOLLOW:
            stage -= 1
        if stage != self.place.stage:
            self._say("stage.shown", stage=stage)
        self.place = replace(self.place, stage=stage, streak=streak)

    @property
    def _all_passed(self) -> bool:
        """Whether every step has passed that can: one that waits for a master, or is never
        marked, cannot.
        """
        can = [s.id for s in self.lesson.steps if s.marked and s.slot is None]
        return bool(can) and all(s in self._best and self._best[s].passed for s in can)

    def _follow(self, value: Mapping[str, Any]) -> None:
        if self.place.doing == "listening":
            self.place = replace(self.place, following=int(value.get("note", -1)))

    def _tap(self, value: Mapping[str, Any]) -> None:
        """Keep a tap; `at` is the substep of the take at which it fell. A pad tells no kind."""
        if self.place.doing == "listening":
            kind = {"kind": str(value["kind"])} if "kind" in value else {}
            self.taps.append(Event(int(value.get("at", self._tick)), "ban.tap", kind))
            self._say("ban.heard", **kind)

    def _toggle(self, value: Mapping[str, Any]) -> None:
        """Point a syllable of the phrase out, or take the mark away again."""
        syllable = int(value.get("syllable", -1))
        first, last = self.step.syllables or (0, -1)
        if first <= syllable <= last and self.place.doing == "ready":
            self.marked = self.marked ^ {syllable}
            self._say("mark.changed", syllable=syllable)


def _untried(lesson: Lesson, lesson_hash: str) -> Assessment:
    return Assessment(
        lesson=lesson.id, lesson_hash=lesson_hash, references=(), scorer=lesson.scorer,
        scorer_version=1, withheld="untried", coverage=0.0,
    )  # fmt: skip
