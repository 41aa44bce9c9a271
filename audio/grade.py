"""How well a take follows reference notes. A pure core: arrays in, a grade out.

score = 100 x completeness x (pitch + timing) / 2

- completeness is the coverage: the share of the reference's duration whose notes were
  found. What was not sung can be neither in tune nor on the beat.
- pitch and timing weigh the same: 腔纯 and 板正 are two of 魏良辅's three excellences (曲律),
  and the third, 字清, no machine hears honestly. Where no timing is graded, pitch stands alone.
- pitch is the duration-weighted mean of a credit per note: 1 within 30 cents (the lessons'
  tolerance until masters' takes set it; reading a short adorned note is good to 25), falling
  evenly to 0 at 100 cents, from where the next degree, a whole tone off, is nearer.
- timing is the mean of a credit per *graded* onset: 1 within 80 ms (the lessons' tolerance;
  two annotators of one singer differ by 39 ms at p90, a glide is read to 50), falling evenly
  to 0 at 600 ms, a third of a beat at the pace of the stage (36 beats a minute).
- Added notes, ornaments and breaths lie between the notes and are not counted at all.

Nothing is scored under a coverage of three quarters, nor where the take is not like the text:
something sung in the same scale always has notes that fit, but too few of them, at lengths
that do not. likeness = share of the notes found x exp(-unevenness), where unevenness is the
median departure, in log, of the time between neighbouring graded onsets from the tempo. On
real jingju and sung arias: the right text 0.71 and more, another text 0.58 and less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio import tempo
from audio.align import Melody, align
from audio.contour import Array, contour
from audio.reading import Read, again, read
from content.model import Status
from content.stream import Stream

Bools = npt.NDArray[np.bool_]
ENOUGH = 0.75  # coverage below which nothing is scored
ALIKE = 0.64  # likeness below which it is another text
FULL_CENTS, NO_CENTS = 30.0, 100.0
FULL_MS, NO_MS = 80.0, 600.0
INFERRED_WEIGHT = 0.2  # of an onset that an editor guessed, in finding the tempo


@dataclass(frozen=True)
class ReferenceNote:
    """One note of the reference: seconds, seconds, MIDI number, and how its onset is known."""

    onset: float
    duration: float
    pitch: float
    timing: Status


@dataclass(frozen=True)
class NoteGrade:
    """What became of one reference note. NaN where it is missing.

    `onset`, `end` seconds in the take; `cents` flat - sharp +; `late_ms` early - late +;
    `confidence` 0..1 of the pitch tracker over the note; the costs are points of 100 (those
    of a missing note stand under pitch).
    """

    missing: bool
    onset: float
    end: float
    cents: float
    late_ms: float
    confidence: float
    pitch_cost: float
    timing_cost: float


@dataclass(frozen=True)
class Grade:
    """The grade of a take; `score` None and `withheld` a code where it cannot be given.

    `key` in semitones above the reference, `octave` the whole octaves in it, `ratio` > 1
    slower; `pitch`, `timing`, `likeness` 0..1; medians are of absolute values.
    """

    notes: tuple[NoteGrade, ...]
    coverage: float
    likeness: float
    key: float
    octave: int
    ratio: float
    lag: float
    tempo_free: bool
    cents_median: float
    late_ms_median: float
    pitch: float
    timing: float
    score: float | None
    withheld: str | None


def grade(reference: Sequence[ReferenceNote], f0: Stream, onsets: Stream) -> Grade:
    """Grade an f0 stream (hertz) with its onsets against reference notes in order."""
    heard = contour(f0)
    if not reference or not heard.voiced.any():
        return _nothing(len(reference))
    melody = Melody(
        np.array([n.onset for n in reference]),
        np.array([n.duration for n in reference]),
        np.array([n.pitch for n in reference]),
    )
    graded = np.array([n.timing.gradable for n in reference])
    sung = read(heard, onsets, align(heard, onsets, melody), melody)
    sung = again(heard, onsets, sung, _line(melody, sung, graded).at)
    return _sum_up(melody, sung, graded)


def _line(melody: Melody, sung: Read, graded: Bools) -> tempo.Line:
    trust = np.where(graded, 1.0, INFERRED_WEIGHT)
    return tempo.line(melody.onsets, sung.onset, sung.silence, trust)


def _sum_up(melody: Melody, sung: Read, graded: Bools) -> Grade:
    off = sung.pitch - melody.pitches
    key = _middle(off, melody.lengths, 0.08)
    way = _line(melody, sung, graded)
    cents, late = (off - key) * 100, (sung.onset - way.at) * 1000
    found = ~np.isnan(cents)
    judged = late[graded & found] if graded.any() else late[found]
    marks = _marks(cents, late, melody.lengths, graded)
    likeness = _likeness(melody.onsets, sung.onset, graded)
    withheld = _withheld(marks.coverage, likeness)
    return Grade(
        notes=_notes(sung, cents, late, marks),
        coverage=marks.coverage,
        likeness=likeness,
        key=key,
        octave=round(key / 12),
        ratio=way.ratio,
        lag=way.lag,
        tempo_free=way.free,
        cents_median=_median(np.abs(cents[found])),
        late_ms_median=_median(np.abs(judged)),
        pitch=marks.pitch,
        timing=marks.timing,
        score=None if withheld else marks.score,
        withheld=withheld,
    )


def _withheld(coverage: float, likeness: float) -> str | None:
    if coverage < ENOUGH:
        return "coverage"
    return "text" if likeness < ALIKE else None


def _likeness(reference: Array, onsets: Array, graded: Bools) -> float:
    """Return how like the text the take is, 0..1, by the notes found and their lengths."""
    found = ~np.isnan(onsets)
    on = found & graded if (found & graded).sum() > 4 else found
    uneven = 0.0
    if on.sum() > 2:
        ratios = np.log(np.maximum(np.diff(onsets[on]) / np.diff(reference[on]), 1e-3))
        uneven = float(np.median(np.abs(ratios - np.median(ratios))))
    return float(found.mean() * np.exp(-uneven))


@dataclass(frozen=True)
class _Marks:
    """The pieces of the score 0..1, the score, and what each note took from it (points)."""

    coverage: float
    pitch: float
    timing: float
    score: float
    pitch_cost: Array
    timing_cost: Array


def _marks(cents: Array, late: Array, lengths: Array, graded: Bools) -> _Marks:
    """Put the credits of the notes together as the docstring of this file says."""
    found = ~np.isnan(cents)
    coverage = float(lengths[found].sum() / lengths.sum())
    weight = np.where(found, lengths, 0.0) / max(float(lengths[found].sum()), 1e-9)
    beats = found & graded
    beat = beats / max(int(beats.sum()), 1)
    share = 0.5 if beats.any() else 1.0
    lost_pitch = weight * (1 - _credit(cents, FULL_CENTS, NO_CENTS))
    lost_time = beat * (1 - _credit(late, FULL_MS, NO_MS))
    pitch_cost = np.where(found, 100 * coverage * share * lost_pitch, 100 * lengths / lengths.sum())
    timing_cost = 100 * coverage * (1 - share) * lost_time
    return _Marks(
        coverage=coverage,
        pitch=1 - float(lost_pitch.sum()),
        timing=1 - float(lost_time.sum()) if beats.any() else float("nan"),
        score=max(0.0, 100 - float(pitch_cost.sum() + timing_cost.sum())),
        pitch_cost=pitch_cost,
        timing_cost=timing_cost,
    )


def _notes(sung: Read, cents: Array, late: Array, marks: _Marks) -> tuple[NoteGrade, ...]:
    rows = zip(
        sung.onset, sung.end, cents, late, sung.confidence, marks.pitch_cost, marks.timing_cost,
        strict=True,
    )  # fmt: skip
    return tuple(NoteGrade(bool(np.isnan(row[2])), *map(float, row)) for row in rows)


def _credit(x: Array, full: float, none: float) -> Array:
    """Return 1 within `full`, 0 from `none` on, 0 where nothing was measured."""
    return np.asarray(np.nan_to_num(np.clip((none - np.abs(x)) / (none - full), 0, 1)))


def _middle(x: Array, weight: Array, least: float) -> float:
    """Return where most of `x` lies (Tukey's biweight); single far values count for nothing."""
    on = ~np.isnan(x)
    if not on.any():
        return 0.0
    x, weight = x[on], np.sqrt(weight[on])
    middle = float(np.median(x))
    for _ in range(20):
        scale = max(1.4826 * float(np.median(np.abs(x - middle))), least)
        u = np.clip(np.abs(x - middle) / (3 * scale), 0, 1)
        v = weight * (1 - u**2) ** 2
        middle = float(np.average(x, weights=v))
    return middle


def _median(x: Array) -> float:
    return float(np.median(x)) if len(x) else float("nan")


def _nothing(n: int) -> Grade:
    nan = float("nan")
    lost = NoteGrade(True, nan, nan, nan, nan, 0.0, 100 / max(n, 1), 0.0)
    return Grade(
        notes=(lost,) * n, coverage=0.0, likeness=0.0, key=0.0, octave=0, ratio=1.0, lag=0.0,
        tempo_free=False, cents_median=nan, late_ms_median=nan, pitch=nan, timing=nan,
        score=None, withheld="voice",
    )  # fmt: skip
