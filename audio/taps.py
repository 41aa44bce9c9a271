"""How well 板眼 were tapped: taps in seconds against the beats that were asked for.

Where the program sounds the beats a tap is early or late against them; else the learner sets
the tempo, and a tap is early or late against the line through all of them. In 散板 no beat
keeps to a clock, so none is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt

from audio import tempo
from audio.contour import Array
from audio.metre import Beat, Kind

Ints = npt.NDArray[np.int64]
FULL_MS, NO_MS = 80.0, 400.0  # full credit within, none from there on: as for sung onsets
FEWEST = 3  # taps, and beats, under which nothing can be said
ENOUGH = 0.5  # share of the beats tapped under which nothing is scored
OTHER_HAND = 0.5  # credit of a 眼 tapped as a 板, or a 板 as a 眼
BOUNCE = 0.08  # seconds: a key or a stick that touches twice
LED_IN = 8  # taps before the first beat, along with the count, that cost nothing
GUESSED = 0.2  # weight of a beat of uncertain place in finding the tempo
PACES = (0.4, 2.5)  # slowest and fastest looked for, times the reference
TRIED = 3  # beats, and LED_IN + TRIED taps, that may be the first to meet


@dataclass(frozen=True)
class Tap:
    """One tap at `time` seconds of the take; `kind` None where the device has only one."""

    time: float
    kind: Kind | None = None


@dataclass(frozen=True)
class BeatGrade:
    """What became of one beat: seconds, early - late +, NaN where not tapped; points of 100."""

    missing: bool
    time: float
    late_ms: float
    other_hand: bool
    cost: float


@dataclass(frozen=True)
class Grade:
    """The grade of all taps; `score` None and `withheld` a code where it cannot be given.

    `extra` are seconds of taps that no beat asks for; `uneven_ms` the median departure of the
    time between two taps; `ratio` > 1 slower than the reference.
    """

    beats: tuple[BeatGrade, ...]
    extra: tuple[float, ...]
    coverage: float
    ratio: float
    late_ms_median: float
    uneven_ms: float
    score: float | None
    withheld: str | None


def grade(asked: Sequence[Beat], taps: Sequence[Tap], sounded: Array | None = None) -> Grade:
    """Grade taps against beats in order of time, none of them free.

    `sounded` (beats,) seconds of the take at which the program itself struck them, None where
    it did not. Raises ValueError where a beat is free or comes before the last one.
    """
    if any(b.free for b in asked) or any(b.time <= a.time for a, b in pairwise(asked)):
        raise ValueError("taps: the beats asked for must keep to a clock and rise")
    tapped = _once(taps)
    if len(asked) < FEWEST or len(tapped) < FEWEST:
        return _nothing(len(asked), "free" if not asked else "few")
    times = np.array([t.time for t in tapped])
    if sounded is not None:
        at, ratio = sounded, _ratio(asked, sounded)
        met = _meet(at, times)
    else:
        met = _first_guess(asked, times)
        way = _line(asked, times, met)
        met = _meet(way.at, times)
        way = _line(asked, times, met)
        at, ratio = way.at, way.ratio
    return _sum_up(asked, tapped, met, at, ratio)


def _once(taps: Sequence[Tap]) -> list[Tap]:
    """Return the taps in order, a bounce left out."""
    kept: list[Tap] = []
    for tap in sorted(taps, key=lambda t: t.time):
        if not kept or tap.time - kept[-1].time >= BOUNCE:
            kept.append(tap)
    return kept


def _ratio(asked: Sequence[Beat], sounded: Array) -> float:
    return float((sounded[-1] - sounded[0]) / max(asked[-1].time - asked[0].time, 1e-9))


def _meet(at: Array, times: Array) -> Ints:
    """Return (beats,) the tap that meets each beat expected `at` a second, -1 for none.

    A beat owns the time to half way to its neighbours, and of the taps there the nearest.
    """
    middles = (at[1:] + at[:-1]) / 2
    edges = np.concatenate([[2 * at[0] - middles[0]], middles, [2 * at[-1] - middles[-1]]])
    met = np.full(len(at), -1)
    for i in range(len(at)):
        own = np.flatnonzero((times >= edges[i]) & (times < edges[i + 1]))
        if len(own):
            met[i] = own[np.argmin(np.abs(times[own] - at[i]))]
    return met


def _first_guess(asked: Sequence[Beat], times: Array) -> Ints:
    """Return which tap meets which beat at the offset and the tempo that explain the most."""
    beats = np.array([b.time for b in asked])
    pace = float(np.median(np.diff(times)) / np.median(np.diff(beats)))
    whole = float((times[-1] - times[0]) / (beats[-1] - beats[0]))
    starts = product(range(min(TRIED, len(beats))), range(min(LED_IN + TRIED, len(times))))
    best, best_met = -1.0, np.full(len(beats), -1)
    for beat, tap in starts:
        for ratio in np.clip([pace, whole], *PACES):
            at = times[tap] + (beats - beats[beat]) * ratio
            met = _meet(at, times)
            off = np.abs(times[met] - at) / np.median(np.diff(at))
            gain = float(np.sum(np.where(met >= 0, 1 - off, 0.0)))
            if gain > best + 1e-9:
                best, best_met = gain, met
    return best_met


def _line(asked: Sequence[Beat], times: Array, met: Ints) -> tempo.Line:
    beats = np.array([b.time for b in asked])
    tapped = np.where(met >= 0, times[met], np.nan)
    trust = np.array([1.0 if b.status.gradable else GUESSED for b in asked])
    return tempo.line(beats, tapped, np.zeros(len(beats)), trust)


def _sum_up(
    asked: Sequence[Beat], taps: Sequence[Tap], met: Ints, at: Array, ratio: float
) -> Grade:
    times = np.array([t.time for t in taps])
    tapped = np.where(met >= 0, times[met], np.nan)
    late = 1000 * (tapped - at)
    other = np.array([m >= 0 and _other(b, taps[m]) for b, m in zip(asked, met, strict=True)])
    extra = _extra(times, met, at)
    coverage = float(np.mean(met >= 0))
    judged = np.array([b.status.gradable for b in asked])
    credit = np.where(judged, _credit(late), 1.0) * np.where(other, OTHER_HAND, 1.0)
    credit = np.where(met >= 0, credit, 0.0)
    most = 100.0 / (len(asked) + len(extra))
    withheld = _withheld(coverage, judged)
    rows = zip(met < 0, tapped, late, other, most * (1 - credit), strict=True)
    return Grade(
        beats=tuple(
            BeatGrade(bool(a), float(b), float(c), bool(d), float(e)) for a, b, c, d, e in rows
        ),
        extra=tuple(extra.tolist()),
        coverage=coverage,
        ratio=ratio,
        late_ms_median=_median(np.abs(late)),
        uneven_ms=_median(np.abs(np.diff(late))),
        score=None if withheld else float(most * credit.sum()),
        withheld=withheld,
    )


def _withheld(coverage: float, judged: npt.NDArray[np.bool_]) -> str | None:
    if not judged.any():
        return "unresolved"
    return None if coverage >= ENOUGH else "coverage"


def _other(beat: Beat, tap: Tap) -> bool:
    return beat.kind is not None and tap.kind is not None and beat.kind != tap.kind


def _extra(times: Array, met: Ints, at: Array) -> Array:
    """Return the taps that met no beat, but for the first few that go along with the count."""
    left = np.setdiff1d(np.arange(len(times)), met)
    early = left[times[left] < at[0]]
    return np.asarray(times[np.setdiff1d(left, early[-LED_IN:])])


def _credit(late_ms: Array) -> Array:
    return np.asarray(np.clip((NO_MS - np.abs(late_ms)) / (NO_MS - FULL_MS), 0, 1))


def _median(x: Array) -> float:
    x = x[~np.isnan(x)]
    return float(np.median(x)) if len(x) else float("nan")


def _nothing(n: int, why: str) -> Grade:
    nan = float("nan")
    lost = BeatGrade(True, nan, nan, False, 100 / max(n, 1))
    return Grade((lost,) * n, (), 0.0, 1.0, nan, nan, None, why)
