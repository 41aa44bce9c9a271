"""Judges a search for mistakes: what was marked against what was hidden. A pure function.

What was hidden is exact. What a trial shows is physics: it counts only where half the load and
twice the load end alike.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Lesson, Need

NEEDS: tuple[Need, ...] = ("physics",)
VERSION = 1
FALSE_ALARM = 10.0  # points for a mark on a part that is right
FORETOLD = 10.0  # … for a trial that ended otherwise than was said
OTHER_KIND = 0.5  # share of a mistake that is lost where only its kind was taken for another


@dataclass(frozen=True)
class Hidden:
    """One hidden mistake. A mark on `part` or on one of `also` finds it (a chip lies between
    two); a mark of its kind on one of `follows` is no false alarm (what stands on a leaning part
    leans)."""

    kind: str
    part: str
    amount: float
    unit: str
    also: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Trial:
    """One trial: what was said before (None: nothing), what came, whether it was marginal.

    `idle`: it would have ended the same with every peg in.
    """

    kind: str
    amount: float
    said: bool | None
    stands: bool
    marginal: bool
    idle: bool = False

    @property
    def graded(self) -> bool:
        """Whether it can be held against what was said."""
        return self.said is not None and not self.marginal


@dataclass(frozen=True)
class Search:
    """One search: what was hidden, the kind marked by part, the parts that a tool was held to."""

    hidden: tuple[Hidden, ...]
    marks: Mapping[str, str]
    parts: tuple[str, ...]
    inspected: frozenset[str] = frozenset()
    trials: tuple[Trial, ...] = ()
    engine: str | None = None


def assess(lesson: Lesson, lesson_hash: str, search: Search) -> Assessment:
    """Judge the whole search; no score where nothing was hidden yet."""
    found = tuple(_findings(search))
    score = max(0.0, 100.0 - sum(f.cost for f in found)) if search.hidden else None
    return Assessment(
        lesson=lesson.id,
        lesson_hash=lesson_hash,
        references=(),
        scorer="inspection",
        scorer_version=VERSION,
        engine=search.engine,
        score=None if score is None else round(score, 1),
        passed=None if score is None else score >= lesson.pass_mark,
        withheld=None if search.hidden else "nothing hidden",
        coverage=len(search.inspected) / len(search.parts),
        measures=_measures(search),
        items=tuple(_items(search)),
        findings=found,
    )


def mark_of(hidden: Hidden, marks: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (part, kind) of the mark that found a mistake: one of its kind before another."""
    there = [(p, marks[p]) for p in (hidden.part, *sorted(hidden.also)) if p in marks]
    exact = [mark for mark in there if mark[1] == hidden.kind]
    own = [mark for mark in there if mark[0] == hidden.part]
    return next(iter((*exact, *own)), None)


def false_alarms(search: Search) -> tuple[str, ...]:
    """Return the marked parts that are right."""
    used = {mark[0] for h in search.hidden if (mark := mark_of(h, search.marks))}
    follow = {p for h in search.hidden for p in h.follows if search.marks.get(p) == h.kind}
    also = {p for h in search.hidden for p in h.also if search.marks.get(p) == h.kind}
    return tuple(p for p in search.parts if p in search.marks and p not in used | follow | also)


def _findings(search: Search) -> Iterator[Finding]:
    share = 100.0 / max(1, len(search.hidden))
    for hidden in search.hidden:
        mark = mark_of(hidden, search.marks)
        if mark is None:
            yield _of(hidden, "missed", share)
        elif mark[1] != hidden.kind:
            yield _of(hidden, "mistaken", share * OTHER_KIND)
    for part in false_alarms(search):
        yield _finding("false_alarm", Where(kind="part", id=part), "count", 1.0, FALSE_ALARM)
    for trial in search.trials:
        yield from _foretold(trial)


def _foretold(trial: Trial) -> Iterator[Finding]:
    where = Where(kind="part", id=f"trial_{trial.kind}")
    unit = "kg" if trial.kind == "load" else "g"
    if trial.said is not None and trial.marginal:
        yield _finding("marginal", where, unit, trial.amount, 0.0)
    elif trial.graded and trial.said != trial.stands:
        cause = "stood" if trial.stands else "fell"
        yield _finding(cause, where, unit, trial.amount, FORETOLD)
    if trial.idle:
        yield _finding("idle_peg", where, unit, trial.amount, 0.0)


def _of(hidden: Hidden, how: str, cost: float) -> Finding:
    where = Where(kind="part", id=hidden.part)
    unit = hidden.unit or "count"
    return _finding(f"{how}_{hidden.kind}", where, unit, hidden.amount, cost)


def _finding(cause: str, where: Where, unit: str, value: float, cost: float) -> Finding:
    return Finding(
        cause=f"inspection.{cause}",
        where=where,
        measure="found_count" if unit == "count" else f"amount_{unit}",
        value=value,
        unit=unit,
        tolerance=0.0,
        direction="missing" if "missed" in cause else "off",
        confidence=1.0,
        cost=round(cost, 2),
    )


def _measures(search: Search) -> tuple[Measure, ...]:
    marks = [mark_of(h, search.marks) for h in search.hidden]
    found = [m for m in marks if m]
    right = [m for h, m in zip(search.hidden, marks, strict=True) if m and m[1] == h.kind]
    graded = [t for t in search.trials if t.graded]
    return (
        _count("found_count", len(found), len(search.hidden)),
        _count("kinds_right", len(right), len(found)),
        _count("false_alarms", len(false_alarms(search)), len(search.marks)),
        _count("foretold_right", sum(t.said == t.stands for t in graded), len(graded)),
        _count("inspected_parts", len(search.inspected), len(search.parts)),
    )


def _count(name: str, value: int, n: int) -> Measure:
    return Measure(name=name, value=value, unit="count", n=n)


def _items(search: Search) -> Iterator[Item]:
    """Tell the truth part by part."""
    wrong = {h.part: h for h in search.hidden}
    false = false_alarms(search)
    for part in search.parts:
        hidden = wrong.get(part)
        mark = mark_of(hidden, search.marks) if hidden else None
        yield {
            "part": part,
            "truth": hidden.kind if hidden else None,
            "amount": hidden.amount if hidden else None,
            "unit": hidden.unit if hidden else None,
            "marked": search.marks.get(part),
            "found": None if hidden is None else mark is not None,
            "false_alarm": part in false,
        }
