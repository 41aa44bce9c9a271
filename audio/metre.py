"""板眼: which beats a text has, as far as its source says, and what is counted before it.

The cycles are those of the draft standard 《昆曲工尺谱记谱符号》 §4.3: 流水 of one beat, 一板一眼
of two, 一板三眼 of four, with 赠板 eight; 散板 has no metre, only a 底板 where a phrase ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from content.model import Status
from content.score import BeatSpan, MetreKind, Score

Kind = Literal["ban", "yan"]
CYCLES: Mapping[MetreKind, tuple[str, ...]] = {
    "散板": (),
    "流水": ("头板",),
    "一板一眼": ("头板", "眼"),
    "一板三眼": ("头板", "头眼", "中眼", "末眼"),
    "一板三眼加赠板": ("头板", "头眼", "中眼", "末眼", "赠板", "头眼", "中眼", "末眼"),
}
# The signs of the second row mark the same beats within a note that is held (§3.4); the signs
# of 小眼 do not say which of two beats they are: the cycle does.
UNSAID = {"小眼": ("头眼", "末眼"), "侧头末眼": ("头眼", "末眼")}
STANDS = {"底板": ("头板",), "侧中眼": ("中眼",), "腰赠板": ("赠板",), **UNSAID}
COUNTED = 4  # beats counted before a phrase: our own choice, no source tells it
_ROUND = 1e-6  # beats


@dataclass(frozen=True)
class Beat:
    """One 板 or 眼 at `time` seconds of the reference.

    `mark` and `kind` None where neither source nor cycle says which it is; `status`: how far
    it is known that a beat stands there, at that time; `free`: it keeps to no clock (散板).
    """

    time: float
    mark: str | None
    kind: Kind | None
    status: Status
    free: bool = False


def kind_of(mark: str) -> Kind:
    """Return whether a mark is a 板 or a 眼."""
    return "ban" if mark.endswith("板") else "yan"


def beats(score: Score) -> tuple[Beat, ...]:
    """Return the beats of a score at its tempo, in order; none where its source marks none."""
    second = 60.0 / score.tempo_bpm
    marks = _marks(score)
    no_metre = score.metre is not None and score.metre.kind == "散板"
    return tuple(
        Beat(
            span.onset * second,
            mark,
            kind_of(mark) if mark else None,
            _weaker(span.status, _length(score.spans, i)),
            no_metre or span.onset < score.free_until - _ROUND,
        )
        for i, (span, mark) in enumerate(zip(score.spans, marks, strict=True))
    )


def count_in(kind: MetreKind | None, first: str | None, upbeat: int) -> tuple[str | None, ...]:
    """Return the marks counted from a 板 on before a phrase; `first` falls `upbeat` beats into it.

    None stands for a beat of no known mark. In 散板 nothing is counted: the singer leads.
    """
    cycle = CYCLES[kind] if kind else ()
    if kind == "散板":
        return ()
    if first not in cycle:
        return (None,) * COUNTED
    at, back = cycle.index(first) - upbeat, COUNTED
    while kind_of(cycle[(at - back) % len(cycle)]) != "ban":
        back += 1
    return tuple(cycle[(at - k) % len(cycle)] for k in range(back, 0, -1))


def _length(spans: Sequence[BeatSpan], i: int) -> Status:
    """Return how far the time of beat `i` is known: by the length of the one before it."""
    return spans[i - 1].length_status if i else Status.DERIVED


def _weaker(a: Status, b: Status) -> Status:
    order = list(Status)
    return max(a, b, key=order.index)


def _marks(score: Score) -> list[str | None]:
    """Return the mark of each span: the source's own, or what the cycle says between two."""
    marks: list[str | None] = [span.mark for span in score.spans]
    cycle = CYCLES[score.metre.kind] if score.metre else ()
    if not cycle or not score.metre or not score.metre.basis.status.gradable:
        return marks
    for run in _runs(score.spans):
        known = [marks[i] for i in run]
        at = _phase(known, cycle)
        if at is not None:
            for k, i in enumerate(run):
                if known[k] is None or known[k] in UNSAID:
                    marks[i] = cycle[(at + k) % len(cycle)]
    return marks


def _runs(spans: Sequence[BeatSpan]) -> list[list[int]]:
    """Return the indices of spans that follow each other without a gap."""
    runs: list[list[int]] = [[0]] if spans else []
    for i, (a, b) in enumerate(pairwise(spans), 1):
        if abs(a.onset + a.duration - b.onset) < 1e-3:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _phase(known: Sequence[str | None], cycle: Sequence[str]) -> int | None:
    """Return where in the cycle a run begins; None where its marks fit no place, or several."""
    fits = [
        at
        for at in range(len(cycle))
        if all(m is None or _same(m, cycle[(at + k) % len(cycle)]) for k, m in enumerate(known))
    ]
    return fits[0] if len(fits) == 1 else None


def _same(mark: str, beat: str) -> bool:
    either = beat in STANDS.get(mark, ()) or (beat == "眼" and kind_of(mark) == "yan")
    return mark == beat or either
