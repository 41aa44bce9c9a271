"""From a grade to findings: at most one a note, neighbours with one trouble taken together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from audio.grade import ALIKE, ENOUGH
from audio.graded import Grade, NoteGrade, ReferenceNote
from audio.marks import FULL_CENTS, FULL_MS, FULL_SHAPE
from content.assessment import Finding, Where

# Seconds; so short a note heard in a teacher's recording may be a glide that nobody meant.
BRIEF = 0.15
ASCII = {"豁": "huo", "擞": "sou", "叠": "die", "掇": "duo", "断": "duan", "罕": "han"}
Direction = Literal["high", "low", "early", "late", "missing", "off"]


@dataclass(frozen=True)
class Trouble:
    """What is wrong with one note. `place` counts along its lane, so that runs can be told."""

    index: int
    place: int
    cause: str
    direction: Direction
    value: float
    cost: float
    confidence: float


def find(
    notes: Sequence[ReferenceNote], words: Sequence[str], result: Grade, other: bool
) -> tuple[Finding, ...]:
    """Return the findings of a grade, costliest first, remarks on the whole at the end.

    `words` name each note ("晴 工", or nothing) and follow its index in the finding's place.
    `other`: another text was sung, so what is not as written differs and is not wrong.
    """
    if result.withheld == "text":
        return (_whole("voice.text", "likeness", result.likeness, "share", ALIKE),)
    if result.withheld:
        return (_whole(f"voice.{result.withheld}", "coverage", result.coverage, "share", ENOUGH),)
    runs = _runs(_troubles(notes, result))
    found = [_finding(run, notes, words, other) for run in runs]
    return (*sorted(found, key=lambda f: -f.cost), *_remarks(result))


def _troubles(notes: Sequence[ReferenceNote], result: Grade) -> list[Trouble]:
    """Return the costlier trouble of each note that is out of tolerance."""
    beat, out = 0, []
    for i, (note, sung) in enumerate(zip(notes, result.notes, strict=True)):
        clocked = note.graded and not note.free and result.timing_trusted
        beat += clocked
        if note.duration < BRIEF:
            continue
        if sung.missing:
            out.append(Trouble(i, i, "missing", "missing", 1.0, sung.pitch_cost, 1.0))
            continue
        found = [_off_key(i, note, sung), _off_mark(i, sung)]
        found += [_off_length(i, sung, float(result.free.off[i]))] if note.free else []
        found += [_off_beat(i, beat, note, sung)] if clocked else []
        out += sorted((t for t in found if t), key=lambda t: -t.cost)[:1]
    return out


def _off_key(i: int, note: ReferenceNote, sung: NoteGrade) -> Trouble | None:
    if abs(sung.cents) <= max(FULL_CENTS, note.cents_spread) or not sung.pitch_cost:
        return None
    way: Direction = "high" if sung.cents > 0 else "low"
    return Trouble(i, i, way, way, sung.cents, sung.pitch_cost, sung.confidence)


def _off_beat(i: int, beat: int, note: ReferenceNote, sung: NoteGrade) -> Trouble | None:
    if abs(sung.late_ms) <= max(FULL_MS, note.ms_spread):
        return None
    way: Direction = "late" if sung.late_ms > 0 else "early"
    return Trouble(i, beat, way, way, sung.late_ms, sung.timing_cost, sung.confidence)


def _off_length(i: int, sung: NoteGrade, off: float) -> Trouble | None:
    """Return a length in 散板 (`off` in log of its phrase's pace) that cost something."""
    if not abs(off) > FULL_SHAPE or not sung.timing_cost:
        return None
    cause, times = "long" if off > 0 else "short", float(np.exp(off))
    return Trouble(i, i, cause, "off", times, sung.timing_cost, sung.confidence)


def _off_mark(i: int, sung: NoteGrade) -> Trouble | None:
    """Return the first 腔格 that was not heard, or the breath that was not taken in its place."""
    for kind, was_heard in sung.ornaments:
        if not was_heard:
            cause = f"turn.{ASCII[kind]}"
            return Trouble(i, i, cause, "missing", 1.0, sung.mark_cost, sung.confidence)
    if sung.breath in (None, "present"):
        return None
    way: Direction = "early" if sung.breath == "early" else "missing"
    return Trouble(i, i, f"breath.{sung.breath}", way, 1.0, sung.mark_cost, sung.confidence)


def _runs(troubles: Sequence[Trouble]) -> list[list[Trouble]]:
    """Put neighbours that are off in the same way together."""
    runs: list[list[Trouble]] = []
    for t in troubles:
        last = runs[-1][-1] if runs else None
        if last and t.cause == last.cause and t.place == last.place + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    return runs


def _finding(
    run: Sequence[Trouble], notes: Sequence[ReferenceNote], words: Sequence[str], other: bool
) -> Finding:
    first, last = run[0], run[-1]
    measure, unit, tolerance = _MEASURES[first.cause.partition(".")[0]]
    counted = unit not in ("cents", "ms", "times")
    return Finding(
        cause=f"voice.{first.cause}{'.differs' if other else ''}",
        where=_where(first.index, last.index, notes, words),
        measure=measure,
        value=len(run)
        if counted
        else round(float(np.median([t.value for t in run])), 2 if unit == "times" else 1),
        unit=unit,
        tolerance=tolerance,
        direction=first.direction,
        confidence=round(float(np.mean([t.confidence for t in run])), 3),
        cost=round(sum(t.cost for t in run), 3),
    )


_MEASURES = {
    "high": ("pitch", "cents", FULL_CENTS),
    "low": ("pitch", "cents", FULL_CENTS),
    "early": ("onset", "ms", FULL_MS),
    "late": ("onset", "ms", FULL_MS),
    "long": ("length", "times", round(float(np.exp(FULL_SHAPE)), 2)),
    "short": ("length", "times", round(float(np.exp(-FULL_SHAPE)), 2)),
    "missing": ("notes", "notes", 0.0),
    "turn": ("ornaments", "ornaments", 0.0),
    "breath": ("breaths", "breaths", 0.0),
}


def _where(a: int, b: int, notes: Sequence[ReferenceNote], words: Sequence[str]) -> Where:
    """Return the place: "12 晴 工" for one note, "12-15 晴 工" for a run, with seconds."""
    number = f"{a}" if a == b else f"{a}-{b}"
    span = (notes[a].onset, notes[b].onset + notes[b].duration)
    return Where(kind="note", id=f"{number} {words[a]}".strip(), span=span)


def _remarks(result: Grade) -> list[Finding]:
    """Return what is worth saying of the whole and costs nothing."""
    out = []
    if result.octave:
        out.append(_whole("voice.octave", "key", result.key, "semitones", 0.0))
    if result.tempo_free:
        out.append(_whole("voice.swing", "tempo_ratio", result.ratio, "ratio", 0.0))
    if result.drifting:
        out.append(_whole("voice.drift", "drift", result.drift, "cents_per_min", 0.0))
    if not result.timing_trusted:
        out.append(_whole("voice.timing", "onset", 0.0, "ms", 0.0))
    return out


def several(n: int, start: float) -> Finding:
    """Return the remark that a recording holds `n` attempts, of which the one from `start`
    seconds on was judged.
    """
    return _whole("voice.attempts", "attempts", n, "attempts", 1.0).model_copy(
        update={"where": Where(kind="whole", id="take", span=(start, start))}
    )


def _whole(cause: str, measure: str, value: float, unit: str, tolerance: float) -> Finding:
    return Finding(
        cause=cause,
        where=Where(kind="whole", id="take"),
        measure=measure,
        value=round(value, 3),
        unit=unit,
        tolerance=tolerance,
        direction="none",
        confidence=1.0,
        cost=0.0,
    )
