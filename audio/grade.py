"""How well a take follows reference notes. A pure core: arrays in, a grade out.

score = 100 x completeness x pitch x timing x marks (audio/marks.py puts them together)

- completeness is the coverage: the share of the reference's duration whose notes were
  found. What was not sung can be neither in tune nor on the beat.
- pitch and timing are 腔纯 and 板正, two of 魏良輔's three excellences (曲律); the third, 字清,
  no machine hears honestly. Where no timing is graded, or the device's delay is not known,
  pitch stands alone.
- pitch is the duration-weighted mean of a credit per note: 1 within 30 cents (the lessons'
  tolerance until masters' takes set it; reading a short adorned note is good to 25), half at a
  quarter of a tone, which everybody hears, 0 at 70. A key that drifts slowly costs no note.
- timing is the mean of a credit per *graded* onset: 1 within 80 ms (the lessons' tolerance;
  two annotators of one singer differ by 39 ms at p90, a glide is read to 50), falling evenly
  to 0 at 600 ms, a third of a beat at the pace of the stage (36 beats a minute). In 散板 the
  lengths are compared with each other instead, and only where a source confirms them.
- marks are the 腔格 and 气口 that the reference carries: each is heard or not. Against a
  reference without any, added notes, ornaments and breaths lie between the notes and are not
  counted at all.
- where several takes of one master are the reference, what they differ by is tolerated.

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
from audio.beside import beside
from audio.contour import Array, Contour, contour
from audio.graded import Grade, NoteGrade, ReferenceNote
from audio.marked import Marked, marked
from audio.marks import Marks, Measured, marks
from audio.proportion import Proportion, proportion
from audio.reading import Read, again, read
from audio.slots import Slot, cut, quiet_around
from audio.tuning import tuning
from audio.vibrato import NONE, vibrato
from content.stream import Stream

Bools = npt.NDArray[np.bool_]
ENOUGH = 0.75  # coverage below which nothing is scored
ALIKE = 0.64  # likeness below which it is another text
BRIEFEST = 0.01  # seconds: a note of no length is asked for as a moment
LINGER = 0.35  # log of a length by which a singer departs from the written one in 散板
INFERRED_WEIGHT = 0.2  # of an onset that an editor guessed, in finding the tempo


def grade(
    reference: Sequence[ReferenceNote],
    f0: Stream,
    onsets: Stream,
    *,
    loudness: Stream | None = None,
    breath: Stream | None = None,
    timing_trusted: bool = True,
) -> Grade:
    """Grade an f0 stream (hertz) with its onsets against reference notes in order.

    `loudness` (decibels) tells 叠, 掇, 断 and onsets in a noisy room more surely, `breath`
    (0..1) a short 气口.
    """
    heard = contour(f0)
    if not reference or not heard.voiced.any():
        return _nothing(len(reference), timing_trusted)
    melody = Melody(
        np.array([n.onset for n in reference]),
        np.array([max(n.duration, BRIEFEST) for n in reference]),
        np.array([n.pitch for n in reference]),
    )
    found = align(heard, onsets, melody)
    if not found.on.any():
        return _nothing(len(reference), timing_trusted)
    sung = read(heard, onsets, found, melody, loudness)
    sung = again(heard, onsets, sung, _line(reference, melody, sung).at)
    take = _Take(reference, melody, heard, sung, _line(reference, melody, sung), timing_trusted)
    slots = cut(heard, loudness, sung, melody.lengths * take.way.ratio)
    return _sum_up(take, slots, breath, quiet_around(heard, loudness))


@dataclass(frozen=True)
class _Take:
    """What was asked for, what was heard of it and where its beats fell."""

    reference: Sequence[ReferenceNote]
    melody: Melody
    heard: Contour
    sung: Read
    way: tempo.Line
    timing_trusted: bool


def _line(reference: Sequence[ReferenceNote], melody: Melody, sung: Read) -> tempo.Line:
    trust = np.array([1.0 if n.graded and not n.free else INFERRED_WEIGHT for n in reference])
    return tempo.line(melody.onsets, sung.onset, sung.silence, trust)


def _sum_up(take: _Take, slots: Sequence[Slot | None], breath: Stream | None, quiet: bool) -> Grade:
    melody, sung = take.melody, take.sung
    off, doubt = _off(take, slots)
    key = tuning(off, melody.lengths, sung.onset)
    told = marked(take.reference, take.heard, sung, slots, breath, quiet)
    free = np.array([n.free for n in take.reference])
    shape = proportion(melody.onsets, sung.onset, free if free.any() else np.ones_like(free))
    judged = np.array([n.graded for n in take.reference])
    measured = Measured(
        cents=(off - key.at) * 100,
        doubt=doubt * 100,
        late=(sung.onset - take.way.at) * 1000,
        off=np.where(free, shape.off, np.nan),
        cents_spread=np.array([n.cents_spread for n in take.reference]),
        late_spread=np.array([n.ms_spread for n in take.reference]),
        asked=np.array([m.asked for m in told]),
        kept=np.array([m.kept for m in told]),
        graded=judged & take.timing_trusted & ~(free & np.isnan(shape.off)),
    )
    points = marks(measured, melody.lengths)
    clocked = judged & ~free
    likeness = _likeness(melody.onsets, sung.onset, clocked, LINGER if free.all() else 0.0)
    withheld = _withheld(points.coverage, likeness)
    late = np.abs(measured.late[clocked] if clocked.any() else measured.late)
    return Grade(
        notes=_notes(take, measured, points, slots, told),
        coverage=points.coverage,
        likeness=likeness,
        key=key.key,
        octave=round(key.key / 12),
        drift=key.drift,
        drifting=key.drifting,
        ratio=take.way.ratio,
        lag=take.way.lag,
        tempo_free=take.way.free,
        cents_median=_median(np.abs(measured.cents)),
        late_ms_median=_median(late),
        pitch=points.pitch,
        timing=points.timing,
        adorned=points.adorned,
        free=shape,
        timing_trusted=take.timing_trusted,
        score=None if withheld else points.score,
        withheld=withheld,
    )


def _off(take: _Take, slots: Sequence[Slot | None]) -> tuple[Array, Array]:
    """Return how far each note lies above the reference, and the doubt in it (semitones).

    By the master's contour, where that explains its shape, else by its centre.
    """
    shifts = [
        float("nan") if slot is None else beside(slot, np.array(note.curve))
        for note, slot in zip(take.reference, slots, strict=True)
    ]
    told = ~np.isnan(shifts)
    centre = take.sung.pitch - take.melody.pitches
    return centre + np.where(told, shifts, 0.0), np.where(told, 0.0, take.sung.doubt)


def _notes(
    take: _Take,
    x: Measured,
    points: Marks,
    slots: Sequence[Slot | None],
    told: Sequence[Marked],
) -> tuple[NoteGrade, ...]:
    sung = take.sung
    return tuple(
        NoteGrade(
            missing=bool(np.isnan(x.cents[i])),
            onset=float(sung.onset[i]),
            end=float(sung.end[i]),
            cents=float(x.cents[i]),
            late_ms=float(x.late[i]),
            confidence=float(sung.confidence[i]),
            pitch_cost=float(points.pitch_cost[i]),
            timing_cost=float(points.timing_cost[i]),
            mark_cost=float(points.mark_cost[i]),
            vibrato=NONE if slot is None else vibrato(slot.rise),
            ornaments=told[i].ornaments,
            breath=told[i].breath,
        )
        for i, slot in enumerate(slots)
    )


def _withheld(coverage: float, likeness: float) -> str | None:
    if coverage < ENOUGH:
        return "coverage"
    return "text" if likeness < ALIKE else None


def _likeness(reference: Array, onsets: Array, graded: Bools, linger: float) -> float:
    """Return how like the text the take is, 0..1, by the notes found and their lengths, of
    which `linger` (log) is free.
    """
    found = ~np.isnan(onsets)
    on = found & graded if (found & graded).sum() > 4 else found
    uneven = 0.0
    if on.sum() > 2:
        ratios = np.log(np.maximum(np.diff(onsets[on]) / np.diff(reference[on]), 1e-3))
        uneven = float(np.median(np.abs(ratios - np.median(ratios))))
    return float(found.mean() * np.exp(-max(uneven - linger, 0.0)))


def _median(x: Array) -> float:
    seen = x[~np.isnan(x)]
    return float(np.median(seen)) if len(seen) else float("nan")


def _nothing(n: int, timing_trusted: bool) -> Grade:
    nan, cost = float("nan"), 100 / max(n, 1)
    lost = NoteGrade(True, nan, nan, nan, nan, 0.0, cost, 0.0, 0.0, NONE, (), None)
    return Grade(
        notes=(lost,) * n, coverage=0.0, likeness=0.0, key=0.0, octave=0, drift=nan,
        drifting=False, ratio=1.0, lag=0.0, tempo_free=False, cents_median=nan,
        late_ms_median=nan, pitch=nan, timing=nan, adorned=nan,
        free=Proportion(np.full(n, nan), nan, 0), timing_trusted=timing_trusted,
        score=None, withheld="voice",
    )  # fmt: skip
