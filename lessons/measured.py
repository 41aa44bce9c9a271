"""What the scorers of strings and speech share: numbers, measures, findings, runs of trouble."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Literal

import numpy as np

from content.assessment import Finding, Measure, Where

Direction = Literal["high", "low", "early", "late", "missing", "off", "none"]


@dataclass(frozen=True)
class Trouble:
    """What is wrong in one place: its index, the cause in lessons.advice, and what it cost.

    `value` in `unit` against `tolerance`; `span` in seconds of the reference.
    """

    index: int
    cause: str
    measure: str
    direction: Direction
    value: float
    unit: str
    tolerance: float
    cost: float
    span: tuple[float, float]


def number(value: float, digits: int) -> float | None:
    """Return a number for JSON: rounded, None where there is none."""
    return None if isnan(value) else round(float(value), digits)


def median(values: Iterable[float]) -> float:
    """Return the median of the numbers that are there; NaN where there is none."""
    there = [v for v in values if not isnan(v)]
    return float(np.median(there)) if there else float("nan")


def measure(
    name: str, value: float, unit: str, n: int, withheld: str | None, share: float = float("nan")
) -> Measure:
    """Return a measure; `share` 0..1 is its mark, NaN where it has none."""
    marked = withheld is None and not isnan(share)
    return Measure(
        name=name, value=number(value, 4), unit=unit, n=n,
        score=100 * share if marked else None, withheld=withheld,
    )  # fmt: skip


def whole(
    cause: str, measure: str, value: float, unit: str, tolerance: float, cost: float = 0.0
) -> Finding:
    """Return a remark on the whole take; most cost nothing."""
    return Finding(
        cause=cause, where=Where(kind="whole", id="take"), measure=measure,
        value=round(value, 3), unit=unit, tolerance=tolerance, direction="none",
        confidence=1.0, cost=cost,
    )  # fmt: skip


def together(troubles: Sequence[Trouble]) -> list[Finding]:
    """Return findings, costliest first; neighbours with one cause are told once.

    The place of a run is "3-5" (from 0), its value the median of the run.
    """
    runs: list[list[Trouble]] = []
    for t in troubles:
        last = runs[-1][-1] if runs else None
        if last and t.cause == last.cause and t.index == last.index + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    return sorted((_finding(run) for run in runs), key=lambda f: -f.cost)


def _finding(run: Sequence[Trouble]) -> Finding:
    a, b = run[0], run[-1]
    place = f"{a.index}" if a is b else f"{a.index}-{b.index}"
    return Finding(
        cause=a.cause,
        where=Where(kind="span", id=place, span=(a.span[0], b.span[1])),
        measure=a.measure,
        value=round(median(t.value for t in run), 1),
        unit=a.unit,
        tolerance=a.tolerance,
        direction=a.direction,
        confidence=1.0,
        cost=round(sum(t.cost for t in run), 3),
    )
