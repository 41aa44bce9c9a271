"""Which stretch of speech is which line of a script, by how long each should last.

No word is recognised: a line of n syllables lasts n times the speaker's pace. The cheapest way
to lead the lines to the stretches in order: a line may have pauses inside, two lines may run
together, a line may be left out, a cough may be nobody's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from audio.contour import Array

SPREAD = 0.22  # of log length: lines are spoken this evenly
DOUBT = 0.55  # of log length (a factor 1.7): further off, it is not known to be this line
INSIDE, LONG = 0.4, 1.0  # price of a pause inside a line, and of each second of it
TOGETHER = 2.0  # price of two lines without a pause between
LEFT_OUT, NOBODY = 3.5, 2.0  # price of a line left out, and of a stretch that is nobody's
MOST_SPANS, MOST_LINES = 12, 12  # of one line; that run together
PACES = 1 / np.geomspace(1.0, 8.0, 24)  # seconds a syllable: from 念白 to the quickest speech


@dataclass(frozen=True)
class Place:
    """Where a line is spoken: seconds, NaN where it is not known.

    `voiced` seconds without pauses; `alone` false where it runs together with a neighbour,
    so that where one ends and the next begins is not known.
    """

    start: float
    end: float
    voiced: float
    alone: bool

    @property
    def found(self) -> bool:
        """Whether the line was heard."""
        return not np.isnan(self.start)


@dataclass(frozen=True)
class _Step:
    """From (line, span) on: `lines` lines are `spans` stretches."""

    lines: int
    spans: int


NOWHERE = Place(float("nan"), float("nan"), 0.0, False)


def places(spans: Array, syllables: Sequence[int]) -> tuple[Place, ...]:
    """Return where each line of `syllables` is, given stretches of speech (k, 2) in seconds."""
    if not len(spans) or not syllables:
        return (NOWHERE,) * len(syllables)
    return _places(spans, syllables, _cheapest(spans, syllables))


def _cheapest(spans: Array, syllables: Sequence[int]) -> list[_Step]:
    """Return the steps of the cheapest way at the pace that makes it cheapest."""
    n, k = len(syllables), len(spans)
    best = np.full((n + 1, k + 1, len(PACES)), np.inf)
    came = np.zeros((n + 1, k + 1, len(PACES), 2), np.int64)
    best[0, 0] = 0.0
    count = np.concatenate([[0], np.cumsum(syllables)])
    for i in range(n + 1):
        for j in range(k + 1):
            for step in _steps(n - i, k - j):
                a, b = i + step.lines, j + step.spans
                price = best[i, j] + _prices(step, spans[j:b], int(count[a] - count[i]))
                cheaper = price < best[a, b]
                best[a, b][cheaper] = price[cheaper]
                came[a, b][cheaper] = step.lines, step.spans
    pace, steps, at = int(np.argmin(best[n, k])), [], (n, k)
    while at != (0, 0):
        lines, stretches = (int(x) for x in came[at][pace])
        steps.append(_Step(lines, stretches))
        at = (at[0] - lines, at[1] - stretches)
    return steps[::-1]


def _steps(lines: int, spans: int) -> Iterator[_Step]:
    """Yield every step that is left."""
    if lines:
        yield _Step(1, 0)
        yield from (_Step(1, q) for q in range(1, min(spans, MOST_SPANS) + 1))
    if spans:
        yield _Step(0, 1)
        yield from (_Step(m, 1) for m in range(2, min(lines, MOST_LINES) + 1))


def _prices(step: _Step, spans: Array, syllables: int) -> Array:
    """Return what a step costs at each of PACES; `spans` are its own stretches."""
    if not step.spans:
        return np.full(len(PACES), LEFT_OUT)
    lasts = float((spans[:, 1] - spans[:, 0]).sum())
    if not step.lines:
        return np.full(len(PACES), NOBODY + lasts)
    off = np.log(lasts / (PACES * syllables)) / SPREAD
    pauses = float(spans[-1, 1] - spans[0, 0]) - lasts
    inside = INSIDE * (step.spans - 1) + LONG * pauses
    return np.asarray(0.5 * off**2 + inside + TOGETHER * (step.lines - 1))


def _places(spans: Array, syllables: Sequence[int], steps: list[_Step]) -> tuple[Place, ...]:
    found: list[tuple[Place, int]] = []
    j = 0
    for step in steps:
        mine = spans[j : j + step.spans]
        j += step.spans
        count = sum(syllables[len(found) : len(found) + step.lines])
        place = NOWHERE
        if step.spans:
            voiced = float(np.diff(mine, axis=1).sum())
            place = Place(float(mine[0, 0]), float(mine[-1, 1]), voiced, step.lines == 1)
        found += [(place, count)] * step.lines
    paces = [p.voiced / count for p, count in found if p.found]
    usual = float(np.median(paces)) if paces else 1.0
    return tuple(
        p if p.found and abs(np.log(p.voiced / count / usual)) <= DOUBT else NOWHERE
        for p, count in found
    )
