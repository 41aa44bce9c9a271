"""From a grade to findings: at most one a note, neighbours with one trouble taken together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from audio.grade import ALIKE, ENOUGH, FULL_CENTS, FULL_MS, Grade, NoteGrade, ReferenceNote
from content.assessment import Finding, Where

# Seconds; so short a note heard in a teacher's recording may be a glide that nobody meant.
BRIEF = 0.15
Direction = Literal["high", "low", "early", "late", "missing"]


@dataclass(frozen=True)
class Trouble:
    """What is wrong with one note. `place` counts along its lane, so that runs can be told."""

    index: int
    place: int
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
        beat += note.timing.gradable
        if note.duration < BRIEF:
            continue
        trouble = _trouble(i, beat, note.timing.gradable, sung)
        if trouble:
            out.append(trouble)
    return out


def _trouble(i: int, beat: int, graded: bool, sung: NoteGrade) -> Trouble | None:
    if sung.missing:
        return Trouble(i, i, "missing", 1.0, sung.pitch_cost, 1.0)
    late = graded and abs(sung.late_ms) > FULL_MS
    if late and sung.timing_cost >= sung.pitch_cost:
        way: Direction = "late" if sung.late_ms > 0 else "early"
        return Trouble(i, beat, way, sung.late_ms, sung.timing_cost, sung.confidence)
    if abs(sung.cents) <= FULL_CENTS:
        return None
    way = "high" if sung.cents > 0 else "low"
    return Trouble(i, i, way, sung.cents, sung.pitch_cost, sung.confidence)


def _runs(troubles: Sequence[Trouble]) -> list[list[Trouble]]:
    """Put neighbours that are off in the same way together."""
    runs: list[list[Trouble]] = []
    for t in troubles:
        last = runs[-1][-1] if runs else None
        if last and t.direction == last.direction and t.place == last.place + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    return runs


def _finding(
    run: Sequence[Trouble], notes: Sequence[ReferenceNote], words: Sequence[str], other: bool
) -> Finding:
    first, last, way = run[0], run[-1], run[0].direction
    measure, unit, tolerance = _MEASURES[way]
    return Finding(
        cause=f"voice.{way}{'.differs' if other else ''}",
        where=_where(first.index, last.index, notes, words),
        measure=measure,
        value=round(float(np.median([t.value for t in run])), 1) if unit != "notes" else len(run),
        unit=unit,
        tolerance=tolerance,
        direction=way,
        confidence=round(float(np.mean([t.confidence for t in run])), 3),
        cost=round(sum(t.cost for t in run), 3),
    )


_MEASURES = {
    "high": ("pitch", "cents", FULL_CENTS),
    "low": ("pitch", "cents", FULL_CENTS),
    "early": ("onset", "ms", FULL_MS),
    "late": ("onset", "ms", FULL_MS),
    "missing": ("notes", "notes", 0.0),
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
    return out


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
