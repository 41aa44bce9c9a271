"""Judges a search for the faults of prints: what was said of each sheet. A pure function.

What is wrong with a sheet is known: it was printed so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from content.assessment import Assessment, Finding, Measure, Where
from content.lesson import Lesson, Need

NEEDS: tuple[Need, ...] = ()
VERSION = 1
MISSED = 20.0  # points for a sheet of which not all was found
WRONG = 4.0  # points for an answer of which a part was wrong
SHOWN = 25.0  # points for a sheet that the guide named


@dataclass(frozen=True)
class Answer:
    """What was `said` of a sheet (fault, block, remedy), and which of the three was right."""

    sheet: int
    said: tuple[str, str, str]
    fault: bool
    block: bool
    remedy: bool

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.fault and self.block and self.remedy


@dataclass(frozen=True)
class Search:
    """`hidden`: fault and block of every sheet; `answers` in the order they were given."""

    hidden: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...] = ()
    shown: tuple[str, ...] = ()
    seconds: float = 0.0
    engine: str | None = None


def assess(lesson: Lesson, lesson_hash: str, search: Search) -> Assessment:
    """Judge the whole search."""
    found = tuple(sorted(_findings(lesson, search), key=lambda f: -f.cost))
    right = {a.sheet for a in search.answers if a.right}
    score = max(0.0, 100.0 - sum(f.cost for f in found)) if search.hidden else None
    return Assessment(
        lesson=lesson.id,
        lesson_hash=lesson_hash,
        references=(),
        scorer="misprints",
        scorer_version=VERSION,
        engine=search.engine,
        score=None if score is None else round(score, 1),
        passed=None if score is None else score >= lesson.pass_mark,
        withheld=None if search.hidden else "unseeded",
        coverage=len(right) / len(search.hidden) if search.hidden else 0.0,
        measures=tuple(_measures(search, len(right))),
        items=tuple(
            {"sheet": k + 1, "fault": fault, "block": block, "found": k in right}
            for k, (fault, block) in enumerate(search.hidden)
        ),
        findings=found,
    )


def _findings(lesson: Lesson, search: Search) -> Iterator[Finding]:
    right = {a.sheet for a in search.answers if a.right}
    for sheet, (fault, _block) in enumerate(search.hidden):
        if sheet not in right:
            yield _finding(f"missed_{fault}", sheet, MISSED)
        if f"find-{sheet + 1}" in search.shown:
            yield _finding("shown", sheet, SHOWN)
    for answer in search.answers:
        if not answer.right:
            part = "fault" if not answer.fault else "block" if not answer.block else "remedy"
            yield _finding(f"wrong_{part}", answer.sheet, WRONG)


def _finding(cause: str, sheet: int, cost: float) -> Finding:
    return Finding(
        cause=f"misprints.{cause}",
        where=Where(kind="part", id=str(sheet + 1)),
        measure="found",
        value=0.0,
        unit="count",
        tolerance=0.0,
        direction="missing" if cause.startswith("missed") else "off",
        confidence=1.0,
        cost=cost,
    )


def _measures(search: Search, right: int) -> Iterator[Measure]:
    wrong = sum(not a.right for a in search.answers)
    yield Measure(name="found", value=right, unit="count", n=len(search.hidden))
    yield Measure(name="wrong", value=wrong, unit="count", n=len(search.answers))
    yield Measure(name="seconds", value=round(search.seconds, 1), unit="s", n=1)
