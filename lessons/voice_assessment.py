"""From a grade of singing to the Assessment."""

from collections.abc import Sequence
from math import isnan

from audio import findings
from audio.graded import Grade
from content.assessment import Assessment, Item, Measure
from content.reference import Reference
from content.take import Take
from lessons.voice_notes import VoiceNote


def assessment(
    reference: Reference,
    take: Take,
    asked: Sequence[VoiceNote],
    result: Grade,
    other: bool,
    version: int,
) -> Assessment:
    """Return the Assessment of a take.

    `other`: another text was sung, so what is not as written differs and is not wrong.
    """
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="voice",
        scorer_version=version,
        engine=take.engine,
        score=result.score,
        withheld=result.withheld,
        coverage=result.coverage,
        measures=_measures(asked, result),
        items=tuple(_item(i, a, result) for i, a in enumerate(asked)),
        findings=findings.find([a.note for a in asked], [a.words for a in asked], result, other),
    )


def _item(index: int, asked: VoiceNote, result: Grade) -> Item:
    found = result.notes[index]
    return {
        "index": index,
        "lyric": asked.lyric,
        "ref_onset_s": round(asked.note.onset, 4),
        "take_onset_s": _number(found.onset, 3),
        "cents": _number(found.cents, 1),
        "late_ms": _number(found.late_ms, 1) if result.timing_trusted else None,
        "timing_status": asked.note.timing.value,
        "missing": found.missing,
        "ornaments_asked": "".join(kind for kind, _heard in found.ornaments),
        "ornaments_heard": "".join(kind for kind, heard in found.ornaments if heard),
        "breath": found.breath,
        "vibrato_hz": _number(found.vibrato.rate, 2),
        "vibrato_cents": _number(found.vibrato.extent, 1),
    }


def _measures(asked: Sequence[VoiceNote], result: Grade) -> tuple[Measure, ...]:
    found = [note for note in result.notes if not note.missing]
    marked = sum(len(n.ornaments) + (n.breath is not None) for n in found)
    delay = None if result.timing_trusted else "timing"

    def one(
        name: str,
        value: float,
        unit: str,
        share: float | None = None,
        n: int = len(found),
        withheld: str | None = result.withheld,
    ) -> Measure:
        given = None if share is None or isnan(share) or withheld else 100 * share
        return Measure(name=name, value=_number(value, 4), unit=unit, n=n, score=given,
                       withheld=withheld)  # fmt: skip

    late = float("nan") if delay else result.late_ms_median
    return (
        one("coverage", result.coverage, "share", result.coverage),
        one("likeness", result.likeness, "share"),
        one("key_semitones", result.key, "semitones"),
        one("octave", result.octave, "octaves"),
        one("drift_cents_per_min", result.drift, "cents_per_min"),
        one("tempo_ratio", result.ratio, "ratio"),
        one("pitch_cents_median", result.cents_median, "cents", result.pitch),
        one("onset_ms_median", late, "ms", result.timing, withheld=result.withheld or delay),
        one("marks_heard", result.adorned, "share", result.adorned, n=marked),
        *_proportion(asked, result, result.withheld or delay),
    )


def _proportion(
    asked: Sequence[VoiceNote], result: Grade, withheld: str | None
) -> tuple[Measure, ...]:
    """Return how like the reference the lengths are among themselves: where it has 散板, or is a
    recording, which has no beat but the singer's own.
    """
    recorded = all(a.lyric is None for a in asked)
    if not recorded and not any(a.note.free for a in asked):
        return ()
    value = None if withheld == "timing" else _number(result.free.likeness, 4)
    return (
        Measure(name="free_proportion", value=value, unit="share", n=result.free.n,
                withheld=withheld),
    )  # fmt: skip


def _number(value: float, digits: int) -> float | None:
    return None if isnan(value) else round(float(value), digits)
