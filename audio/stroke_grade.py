"""The grade of strokes on plucked strings: order, time and pitch, the learner's tuning apart.

Credit of a stroke: in time up to FULL_MS off the beat or the even tempo, none from NO_MS on;
in pitch right or wrong. The score is coverage times the mean of both, less what was too many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio import tempo
from audio.contour import Array
from audio.robust import middle
from audio.strokes import AskedStroke, Bools, Strokes, match
from content.stream import Stream

ENOUGH = 0.75  # of the strokes have to be heard before anything is scored
ALIKE = 0.6  # likeness below which something else was played
FULL_MS, NO_MS = 50.0, 300.0
RIGHT_CENTS = 50.0
EXTRA_COST = 0.5  # of a stroke's points for each one too many
UNKNOWN_WEIGHT = 0.2  # of an onset that nobody confirmed, in finding the tempo
NARROW = 0.1  # semitones: pitches this close to the string's tuning are all right


@dataclass(frozen=True)
class StrokeGrade:
    """What became of one stroke: NaN where unheard or not asked.

    `onset` seconds in the take; `late_ms` late +, early -; `cents` sharp +, flat -, tuning
    taken out; `cost` the points (of 100) it took.
    """

    missing: bool
    onset: float
    late_ms: float
    cents: float
    cost: float


@dataclass(frozen=True)
class Grade:
    """The grade of a take; `score` None and `withheld` a code where it cannot be given.

    `ratio` > 1 slower; `tuning` (strings,) semitones above the guide's; `uneven_ms` the
    median difference of the time between two strokes; `exchanged` strokes played one for the
    next; `extra` (k,) seconds of plucks too many; `timing`, `pitch` 0..1.
    """

    strokes: tuple[StrokeGrade, ...]
    coverage: float
    likeness: float
    ratio: float
    tempo_free: bool
    tuning: tuple[float, ...]
    uneven_ms: float
    exchanged: tuple[int, ...]
    extra: tuple[float, ...]
    timing: float
    pitch: float
    score: float | None
    withheld: str | None


def grade(
    asked: Sequence[AskedStroke],
    struck: Stream,
    timing_trusted: bool = True,
    due: Array | None = None,
) -> Grade:
    """Grade plucks (onset times, values = MIDI numbers or NaN) against strokes in order.

    `timing_trusted` false: the device's delay is not steady, so no time is marked. `due` (n,)
    seconds in the take at which beats that sounded want the strokes; None: even tempo alone.
    """
    if not asked:
        return _nothing()
    strokes = Strokes(
        np.array([s.onset for s in asked]),
        np.array([s.pitch for s in asked]),
        np.array([s.rolled for s in asked], np.bool_),
        due,
    )
    found = match(strokes, struck)
    on = found.pluck >= 0
    onset, pitch = (
        np.where(on, np.append(x, np.nan)[found.pluck], np.nan)
        for x in (struck.times, struck.values)
    )
    timed = np.array([s.timed for s in asked], np.bool_)
    way = tempo.line(
        strokes.onsets, onset, np.zeros(len(onset)), np.where(timed, 1.0, UNKNOWN_WEIGHT)
    )
    off = pitch - strokes.pitches
    tuning, at = _tuning(asked, off)
    pitched = np.array([s.pitched for s in asked], np.bool_)
    if due is not None:
        way = replace(way, at=due, free=False)
    late = (onset - way.at) * 1000
    heard = _Heard(onset, late, 100 * (off - at), timed, pitched & ~np.isnan(off), way, tuning)
    return _sum_up(asked, struck.times[found.extra], heard, timing_trusted)


@dataclass(frozen=True)
class _Heard:
    """Per stroke: `onset` seconds, `late` ms, `cents`, NaN where unheard; `known`: a grade may
    rest on its place; `pitched`: its pitch was heard and a grade may rest on it.
    """

    onset: Array
    late: Array
    cents: Array
    known: Bools
    pitched: Bools
    way: tempo.Line
    tuning: tuple[float, ...]

    @property
    def on(self) -> Bools:
        """(n,) true where the stroke was heard."""
        return ~np.isnan(self.onset)

    @property
    def right(self) -> Array:
        """(n,) 1 where the pitch is right."""
        return (np.abs(self.cents) <= RIGHT_CENTS).astype(np.float64)


def _tuning(asked: Sequence[AskedStroke], off: Array) -> tuple[tuple[float, ...], Array]:
    """Return how far each string is tuned from the guide's, and that for each stroke."""
    string, length = (
        np.array(x) for x in zip(*((s.string, s.duration) for s in asked), strict=True)
    )
    each = tuple(
        middle(off[string == s], length[string == s], NARROW) for s in range(string.max() + 1)
    )
    return each, np.array(each)[string]


def _sum_up(
    asked: Sequence[AskedStroke], extra: Array, heard: _Heard, timing_trusted: bool
) -> Grade:
    marks = _marks(heard, timing_trusted)
    likeness = _likeness(asked, heard)
    withheld = _withheld(heard, marks.coverage, likeness)
    score = marks.score - EXTRA_COST * 100 / max(int(heard.known.sum()), 1) * len(extra)
    rows = zip(heard.onset, heard.late, heard.cents, marks.cost, strict=True)
    return Grade(
        strokes=tuple(StrokeGrade(bool(np.isnan(row[0])), *map(float, row)) for row in rows),
        coverage=marks.coverage,
        likeness=likeness,
        ratio=heard.way.ratio,
        tempo_free=heard.way.free,
        tuning=heard.tuning,
        uneven_ms=_uneven(np.array([s.onset for s in asked]), heard),
        exchanged=_exchanged(asked, heard),
        extra=tuple(extra.tolist()),
        timing=marks.timing,
        pitch=marks.pitch,
        score=None if withheld else max(0.0, score),
        withheld=withheld,
    )


@dataclass(frozen=True)
class _Marks:
    """Coverage, timing and pitch 0..1 (NaN: not judged), the score and each stroke's cost."""

    coverage: float
    timing: float
    pitch: float
    score: float
    cost: Array


def _marks(heard: _Heard, timing_trusted: bool) -> _Marks:
    """Put the credits together as the docstring of this file says."""
    on, n = heard.on, max(int(heard.known.sum()), 1)
    coverage = float((on & heard.known).sum()) / n
    in_time = np.clip((NO_MS - np.abs(heard.late)) / (NO_MS - FULL_MS), 0, 1)
    clocked = heard.known & on & timing_trusted
    both = ((in_time, clocked), (heard.right, heard.pitched))
    parts = [(credit, which) for credit, which in both if which.any()]
    cost = np.where(on, 0.0, 100.0 * heard.known / n)
    for credit, which in parts:
        share = 100 * coverage / len(parts) / int(which.sum())
        cost += np.where(which, share * (1 - credit), 0.0)
    timing, pitch = (_share(credit, which) for credit, which in both)
    return _Marks(coverage, timing, pitch, 100 - float(cost.sum()), cost)


def _share(credit: Array, judged: Bools) -> float:
    return float(credit[judged].mean()) if judged.any() else float("nan")


def _withheld(heard: _Heard, coverage: float, likeness: float) -> str | None:
    if not heard.known.any():
        return "unresolved"
    if not heard.on.any():
        return "silence"
    if coverage < ENOUGH:
        return "coverage"
    return "pattern" if likeness < ALIKE else None


def _likeness(asked: Sequence[AskedStroke], heard: _Heard) -> float:
    """Return how like the pattern the take is, 0..1: strokes found, their lengths and pitches."""
    on = np.flatnonzero(heard.on)
    found = len(on) / len(asked)
    if len(on) < 3:
        return found
    ratios = np.log(np.diff(heard.onset[on]) / np.diff(np.array([s.onset for s in asked])[on]))
    uneven = float(np.median(np.abs(ratios - np.median(ratios))))
    in_tune = _share(heard.right, heard.pitched) if heard.pitched.any() else 1.0
    return float(found * np.exp(-uneven) * (0.5 + 0.5 * in_tune))


def _uneven(reference: Array, heard: _Heard) -> float:
    """Return the median of what two neighbouring strokes are too near or too far (ms)."""
    known = heard.known & heard.on
    both = known[:-1] & known[1:]
    off = np.diff(heard.onset) - heard.way.ratio * np.diff(reference)
    return float(np.median(np.abs(off[both]))) * 1000 if both.any() else float("nan")


def _exchanged(asked: Sequence[AskedStroke], heard: _Heard) -> tuple[int, ...]:
    """Return the strokes that were played with the next one's pitch, and the next with theirs."""
    step = 100 * np.append(np.diff([s.pitch for s in asked]), np.nan)
    here, there = np.abs(heard.cents - step), np.abs(np.append(heard.cents[1:], np.nan) + step)
    swapped = (here <= RIGHT_CENTS) & (there <= RIGHT_CENTS) & (np.abs(step) > 2 * RIGHT_CENTS)
    return tuple(int(i) for i in np.flatnonzero(swapped & heard.pitched))


def _nothing() -> Grade:
    """Return the grade where no stroke is asked: a recording in which nobody plays."""
    nan = float("nan")
    return Grade(
        strokes=(), coverage=0.0, likeness=0.0, ratio=1.0, tempo_free=False, tuning=(0.0,),
        uneven_ms=nan, exchanged=(), extra=(), timing=nan, pitch=nan, score=None,
        withheld="unresolved",
    )  # fmt: skip
