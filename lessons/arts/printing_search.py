"""Finding the fault of a print: sheets hang there, each printed wrongly in one way; say what is
wrong, which block did it, and what a printer does against it.

A Practice. The sheets are printed when the seed comes in, a few acts each substep.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts.printing_misprints import (
    FAULTS,
    LARGEST_SEED,
    REMEDIES,
    Misprint,
    misprints,
    printed,
)
from lessons.arts.printing_shop import TICKS, Shop
from lessons.arts.printing_work import Work
from lessons.scorers import misprints as scorer
from lessons.scorers.misprints import Answer, Search

ENGINE = "printshop 1"


class PrintSearch:
    """One search; `steps` of the lesson are `find-1`, `find-2` … one for each sheet."""

    def __init__(self, lesson: Lesson, work: Work, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.work = work
        self.hash = lesson_hash
        self.engine = ENGINE
        self.shop = Shop(work)
        self.shown: list[str] = []
        self.answers: list[Answer] = []
        self.share: float | None = None  # of the sheets that are printed; None before the seed
        self._wrong: tuple[Misprint, ...] = ()
        self._making: Iterator[float] = iter(())
        self._tick = 0
        self._over = False
        self._events: list[Event] = []
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "faults.seed": self._seed,
            "fault.name": self._name,
            "guide.show": lambda v: self.shown.append(str(v.get("step"))),
            "lesson.finish": lambda _: self._end("learner"),
        }

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        self._events = []
        if self._over:
            return []
        self._tick = tick
        for event in inputs:
            if event.name in self._acts:
                self._acts[event.name](event.value)
        self._print_on()
        return self._events

    def assess(self) -> Assessment:
        """Judge the search as it is now. Never changes it."""
        return scorer.assess(self.lesson, self.hash, self.search())

    def search(self) -> Search:
        """Return what was hidden and what was said. Not for the learner before the end."""
        names = [board.name for board in self.shop.boards]
        return Search(
            hidden=tuple((w.fault, names[w.block]) for w in self._wrong),
            answers=tuple(self.answers),
            shown=tuple(self.shown),
            seconds=self._tick / TICKS,
            engine=self.engine,
        )

    def close(self) -> None:
        """Nothing to let go."""

    @property
    def ready(self) -> bool:
        """Whether every sheet is printed and can be looked at."""
        return self.share == 1.0

    @property
    def found(self) -> frozenset[int]:
        """The sheets of which everything was said rightly, by number."""
        return frozenset(a.sheet for a in self.answers if a.right)

    @property
    def done(self) -> frozenset[str]:
        """The steps that are done."""
        return frozenset(f"find-{sheet + 1}" for sheet in self.found)

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return next((s for s in self.lesson.steps if s.id not in self.done), None)

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    def _print_on(self) -> None:
        share = next(self._making, None)
        if share is not None:
            self.share = share
            if share == 1.0:
                self._say("search.ready")

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _seed(self, value: Mapping[str, Any]) -> None:
        seed = value.get("seed")
        if self.share is None and type(seed) is int and 0 <= seed < LARGEST_SEED:
            self._wrong = misprints(seed, self.work.sheets, len(self.shop.boards))
            self._making, self.share = printed(self.shop, self._wrong), 0.0

    def _name(self, value: Mapping[str, Any]) -> None:
        """Take an answer: sheet by number, fault, block and remedy by name."""
        sheet, fault, block, remedy = (value.get(n) for n in ("sheet", "fault", "block", "remedy"))
        names = [board.name for board in self.shop.boards]
        if (
            not self.ready
            or type(sheet) is not int
            or not 0 <= sheet < len(self._wrong)
            or sheet in self.found
            or fault not in FAULTS
            or block not in names
            or remedy not in REMEDIES.values()
        ):
            return
        wrong = self._wrong[sheet]
        answer = Answer(
            sheet=sheet,
            said=(str(fault), str(block), str(remedy)),
            fault=fault == wrong.fault,
            block=block == names[wrong.block],
            remedy=remedy == REMEDIES[wrong.fault],
        )
        before = self.done
        self.answers.append(answer)
        told = {"fault": answer.fault, "block": answer.block, "remedy": answer.remedy}
        self._say("fault.told", sheet=sheet, **told)
        for step in self.lesson.steps:
            if step.id in self.done - before:
                self._say("step.done", step=step.id)
        if self.step is None:
            self._end("search")

    def _end(self, by: str) -> None:
        if not self._over:
            self._over = True
            self._say("lesson.done", by=by)
