"""What a scorer found. Every JSON the program prints about an attempt is a view of this."""

from typing import Literal

from pydantic import Field

from content.model import Document

FORMAT = 1
Item = dict[str, float | int | bool | str | None]


class Where(Document):
    """The place of a finding: a part, a note, a span of time or of beats."""

    kind: Literal["part", "note", "span", "whole"]
    id: str
    span: tuple[float, float] | None = None


class Finding(Document):
    """One thing that was not right: where, what was measured, how far off, what to do.

    `cause` names an entry of `lessons.advice`, which turns it into a sentence of the
    learner's language. `cost` orders findings: the points (of 100) that it took.
    """

    cause: str
    where: Where
    measure: str
    value: float
    unit: str
    tolerance: float
    direction: Literal["high", "low", "early", "late", "missing", "turned", "off", "none"]
    confidence: float = Field(ge=0, le=1)
    cost: float = Field(ge=0)


class Measure(Document):
    """One measured quantity; `score` 0..100 or None, then `withheld` says why."""

    name: str
    value: float | None
    unit: str
    n: int
    score: float | None = None
    withheld: str | None = None


class Override(Document):
    """A master's or teacher's word over the program's."""

    score: float
    who: str
    reason: str


class Assessment(Document):
    """The result of one attempt. A withheld score ranks below every score."""

    format: int = FORMAT
    lesson: str
    lesson_hash: str
    references: tuple[str, ...]
    scorer: str
    scorer_version: int
    engine: str | None = None
    score: float | None = Field(default=None, ge=0, le=100)
    passed: bool | None = None
    withheld: str | None = None
    coverage: float = Field(ge=0, le=1)
    measures: tuple[Measure, ...] = ()
    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple["Assessment", ...] = ()
    override: Override | None = None

    @property
    def rank(self) -> float:
        """A number to sort by: the override, else the score, else -1 where withheld."""
        if self.override:
            return self.override.score
        return -1.0 if self.score is None else self.score

    def worst(self, most: int = 3) -> tuple[Finding, ...]:
        """Return the costliest findings, at most `most`; where there is no score, why not.

        What is wrong with several parts in the same way is said of the costliest only.
        """
        if self.score is None:
            return tuple(f for f in self.findings if f.where.kind == "whole")[:most]
        chosen: dict[str, Finding] = {}
        for f in sorted(self.findings, key=lambda f: -f.cost):
            if f.cost > 0:
                chosen.setdefault(f.cause if f.where.kind == "part" else f.where.id, f)
        return tuple(chosen.values())[:most]
