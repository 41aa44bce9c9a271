"""What is known of the work: how every part lies, which are seated, what was done too early."""

from collections.abc import Mapping, Sequence

from content.assessment import Assessment
from content.event import SUBSTEPS_PER_SECOND, Event
from content.lesson import Lesson, Step
from lessons.arts.raising_fit import DryFit
from lessons.arts.raising_places import Places
from lessons.arts.raising_table import Table
from lessons.arts.raising_trials import Outcome
from lessons.scorers import timber
from lessons.timber_work import Work
from physics.pose import Pose
from physics.timber.design import Design


class Verdict:
    """Keeps the measured state of one attempt. `seated`: the parts that lie as they should.

    Raises Refusal where the lesson's steps are not those of the design.
    """

    def __init__(self, lesson: Lesson, design: Design, table: Table) -> None:
        self._lesson = lesson
        self.design = design
        self._table = table
        self._places = Places(lesson, design)
        self._done: set[str] = set()
        self._early: list[str] = []
        self.shown: list[str] = []
        self.taps: list[int] = []  # substeps
        self.tried: list[Outcome] = []
        self.look(None)

    def look(self, held: str | None) -> None:
        """Measure how every part lies but the one in the hand."""
        self._placings = self._places.measure(self._table.lying(held))
        self.seated = self._places.seated(self._placings)

    @property
    def standing(self) -> dict[str, str]:
        """By place, the part that rightly stands there, in the order of the design."""
        filled = {self._placings[part].name: part for part in self.seated}
        return {p.name: filled[p.name] for p in self.design.places if p.name in filled}

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return next((s for s in self._lesson.steps if not self.complete(s)), None)

    def complete(self, step: Step) -> bool:
        """Whether every part of a step is seated; of a step without parts, every part there is."""
        return self.seated.issuperset(step.parts or [p.name for p in self.design.places])

    def astray(self, part: str) -> bool:
        """Whether a part lies at a place of the design, but not as it should."""
        placing = self._placings.get(part)
        return placing is not None and placing.near and part not in self.seated

    def free(self, part: str, held: str | None) -> dict[str, Pose]:
        """Return the goals in the free places of a part, on what bears it as that stands now."""
        lying = {n: q for n, q in self._placings.items() if n != held}
        taken = {q.name for n, q in lying.items() if n != part and q.near}
        standing = {q.name: self._table.pose(n) for n, q in lying.items() if n in self.seated}
        goals = self._places.of(part, standing)
        return {name: goal for name, goal in goals.items() if name not in taken}

    def finished(self) -> list[str]:
        """Return the steps that have become complete since this was asked last."""
        done = {s.id for s in self._lesson.steps if self.complete(s)}
        new = [s.id for s in self._lesson.steps if s.id in done - self._done]
        self._done = done
        return new

    def told(self, settled: Sequence[str], tick: int) -> list[Event]:
        """Say how the parts lie that came to rest, in the order of the steps."""
        parts = [(s, p) for s in self._lesson.steps for p in s.parts if p in settled]
        return [self._told(step, part, tick) for step, part in parts]

    def assess(self, held: str | None, lesson_hash: str, tick: int, dry: DryFit) -> Assessment:
        """Judge the work as it lies now, `tick` substeps after it began. Never changes it."""
        placings = self._places.measure(self._table.lying(held))
        there = [p for p in placings.values() if p.near and p.belongs]
        fitted = [p.part for p in there if p.part in self.design.fitted]
        work = Work(
            placings=placings,
            early=tuple(self._early),
            shown=tuple(self.shown),
            engine=self._table.world.engine,
            seconds=tick / SUBSTEPS_PER_SECOND,
            joints=tuple(j for part in fitted for j in dry.joints(part)),
            untried=tuple(part for part in fitted if part not in dry.tried),
            taps=tuple(tick / SUBSTEPS_PER_SECOND for tick in self.taps),
        )
        return timber.assess(self._lesson, lesson_hash, work)

    def _told(self, step: Step, part: str, tick: int) -> Event:
        placing = self._placings[part]
        found = timber.faults(step, placing)
        if not placing.near:
            return Event(tick, "part.rested", {"part": part})
        if not found:
            return Event(tick, "part.seated", {"part": part, **placing.as_event()})
        cause = found[0].cause.removeprefix("timber.")
        borne = cause in ("order", "bearer")
        by = self._wanting(placing.name) if borne else self._table.under(part)
        if cause == "order":
            self._early.append(placing.name)
        value: Mapping[str, object] = {"part": part, "by": by, "cause": cause}
        return Event(tick, "part.blocked", {**value, **placing.as_event()})

    def _wanting(self, place: str) -> str:
        """Return the part that should bear a place and is not seated: the first such one."""
        filled = self.standing
        bearers = self.design.place(place).bearers
        return next((b for b in bearers if b not in filled), bearers[0])
