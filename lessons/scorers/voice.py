"""Judges singing: note by note against a score, or against a teacher's recording.

JSON that the program prints about a sung take is `voice_view` of the Assessment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from audio import findings
from audio.contour import contour
from audio.grade import Grade, ReferenceNote, grade
from audio.notes import notes as heard_notes
from content.assessment import Assessment, Item, Measure
from content.model import Status, Text
from content.reference import Reference
from content.score import Score
from content.stream import Stream
from content.take import Take
from content.texts import _

NEEDS = ("recording",)
VERSION = 1
SHANG = 62.0  # MIDI number of 上 = D4, 小工調 (DB3205/T 1172—2025 B.4); no grade rests on it
PROGRAM = "shuimo"
FEWEST = 3  # notes that make a recording a reference
Mode = Literal["score", "other"]


@dataclass(frozen=True)
class VoiceNote:
    """One note that was asked for: what is graded, and the words it is shown with.

    `lyric` as its source writes it, `simp` in simplified characters, both keyed by hand.
    """

    note: ReferenceNote
    lyric: str | None = None
    simp: str | None = None
    gongche: str | None = None


@dataclass(frozen=True)
class VoiceCurve:
    """What a report draws beside the Assessment.

    `times` (n,) s on the take's clock, with breaths and the swing of the tempo evened out, so
    that time = lag_s + tempo_ratio * reference time and what stands beside its note there is
    early or late; `semitones` (n,) above 上 = D4 once the key is taken out, NaN unvoiced;
    `notes` are those that were asked for, pitches as MIDI numbers.
    """

    times: npt.NDArray[np.float64]
    semitones: npt.NDArray[np.float64]
    key_semitones: float
    tempo_ratio: float
    lag_s: float
    notes: tuple[VoiceNote, ...]


def score_notes(score: Score) -> tuple[VoiceNote, ...]:
    """Return the notes of a score at its tempo, from 上 = D4; timing as its source knows it."""
    beat = 60.0 / score.tempo_bpm
    return tuple(
        VoiceNote(
            ReferenceNote(n.onset * beat, n.duration * beat, SHANG + n.semitones, n.onset_status),
            score.syllables[n.syllable].trad,
            score.syllables[n.syllable].simp,
            n.gongche,
        )
        for n in score.notes
    )


def recorded_notes(streams: Mapping[str, Stream]) -> tuple[VoiceNote, ...]:
    """Return the notes heard in a recording's "f0" and "onset" streams; all timing derived."""
    return tuple(
        VoiceNote(ReferenceNote(n.onset, n.duration, n.pitch, Status.DERIVED))
        for n in heard_notes(streams["f0"], streams["onset"])
    )


def score(reference: Reference, take: Take) -> Assessment:
    """Judge a take with streams "f0" (hertz) and "onset" against a score or a recording."""
    return judge(reference, take)[0]


def judge(reference: Reference, take: Take, text: Mode = "score") -> tuple[Assessment, VoiceCurve]:
    """Judge a take and return what a report draws.

    `text` "other": the learner sings another text than the score, so findings say where it
    differs and never that it is wrong.
    """
    asked = score_notes(reference.score) if reference.score else recorded_notes(reference.streams)
    result = grade([a.note for a in asked], take.streams["f0"], take.streams["onset"])
    return _assessment(reference, take, asked, result, text), _curve(take, asked, result)


def _assessment(
    reference: Reference,
    take: Take,
    asked: tuple[VoiceNote, ...],
    result: Grade,
    text: Mode,
) -> Assessment:
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="voice",
        scorer_version=VERSION,
        engine=take.engine,
        score=result.score,
        withheld=result.withheld,
        coverage=result.coverage,
        measures=_measures(result),
        items=tuple(_item(i, a, result) for i, a in enumerate(asked)),
        findings=findings.find(
            [a.note for a in asked], [_words(a) for a in asked], result, text == "other"
        ),
    )


def _words(asked: VoiceNote) -> str:
    """Return how a note is named in a finding's place: "晴 工", "線/线 工", or nothing."""
    if asked.lyric is None or asked.gongche is None:
        return ""
    lyric = asked.lyric if asked.lyric == asked.simp else f"{asked.lyric}/{asked.simp}"
    return f"{lyric} {asked.gongche}"


def _item(index: int, asked: VoiceNote, result: Grade) -> Item:
    found = result.notes[index]
    return {
        "index": index,
        "lyric": asked.lyric,
        "ref_onset_s": round(asked.note.onset, 4),
        "take_onset_s": _number(found.onset, 3),
        "cents": _number(found.cents, 1),
        "late_ms": _number(found.late_ms, 1),
        "timing_status": asked.note.timing.value,
        "missing": found.missing,
    }


def _measures(result: Grade) -> tuple[Measure, ...]:
    n = sum(not note.missing for note in result.notes)

    def one(name: str, value: float, unit: str, share: float | None = None) -> Measure:
        given = None if share is None or isnan(share) or result.withheld else 100 * share
        return Measure(name=name, value=_number(value, 4), unit=unit, n=n, score=given,
                       withheld=result.withheld)  # fmt: skip

    return (
        one("coverage", result.coverage, "share", result.coverage),
        one("likeness", result.likeness, "share"),
        one("key_semitones", result.key, "semitones"),
        one("octave", result.octave, "octaves"),
        one("tempo_ratio", result.ratio, "ratio"),
        one("pitch_cents_median", result.cents_median, "cents", result.pitch),
        one("onset_ms_median", result.late_ms_median, "ms", result.timing),
    )


def _number(value: float, digits: int) -> float | None:
    return None if isnan(value) else round(float(value), digits)


def _curve(take: Take, asked: tuple[VoiceNote, ...], result: Grade) -> VoiceCurve:
    heard = contour(take.streams["f0"])
    above = heard.semitones - SHANG - result.key
    times = _evened(heard.times, asked, result)
    return VoiceCurve(times, above, result.key, result.ratio, result.lag, asked)


def _evened(
    times: npt.NDArray[np.float64], asked: tuple[VoiceNote, ...], result: Grade
) -> npt.NDArray[np.float64]:
    """Return seconds on a clock on which the take's tempo is even: onsets expected fall on it."""
    pairs = [
        (n.onset - n.late_ms / 1000, result.lag + result.ratio * a.note.onset)
        for a, n in zip(asked, result.notes, strict=True)
        if not n.missing
    ]
    if len(pairs) < 2:
        return times
    expected, even = np.array(pairs).T
    expected = np.maximum.accumulate(expected)
    before, after = np.minimum(times - expected[0], 0), np.maximum(times - expected[-1], 0)
    return np.asarray(np.interp(times, expected, even) + before + after)


def voice_view(assessment: Assessment) -> dict[str, Any]:
    """Return the JSON of `shuimo grade voice`."""
    value = {m.name: m.value for m in assessment.measures}
    return {
        "score": None if assessment.score is None else round(assessment.score, 2),
        "withheld": assessment.withheld,
        "coverage": round(assessment.coverage, 4),
        "key_semitones": value["key_semitones"],
        "tempo_ratio": value["tempo_ratio"],
        "pitch_cents_median": value["pitch_cents_median"],
        "onset_ms_median": value["onset_ms_median"],
        "notes": [dict(item) for item in assessment.items],
        "findings": [f.model_dump(mode="json") for f in assessment.findings],
    }


def _teacher(path: Path) -> Reference:
    """Return a recording as a reference. Raises RecordingError where nobody sings in it."""
    streams = listen(path)
    if len(recorded_notes(streams)) < FEWEST:
        from audio.files import RecordingError

        sentence = _("{file}: no singing is heard in it. Give a recording of one voice.")
        raise RecordingError(sentence.format(file=path))
    unknown = Text(zh_CN="未注明", en="not stated")
    return Reference(path.name, unknown, unknown, unknown, streams=streams)


def listen(path: Path) -> dict[str, Stream]:
    """Return the "f0" and "onset" streams of a recording. Raises RecordingError."""
    from audio import files, onset, pitch

    samples = files.read(path).samples
    return {"f0": pitch.track(samples), "onset": onset.onsets(samples)}


def grade_files(
    asked: Score | Path,
    take: Path,
    text: Mode = "score",
    lesson: str = "",
    lesson_hash: str = "",
) -> tuple[Assessment, VoiceCurve]:
    """Judge the recording `take` against a score or a reference recording.

    Raises RecordingError where a recording cannot be used.
    """
    if isinstance(asked, Score):
        reference = Reference(asked.id, asked.home, asked.school, asked.edition, score=asked)
    else:
        reference = _teacher(asked)
    sung = Take(lesson, lesson_hash, PROGRAM, streams=listen(take))
    return judge(reference, sung, text)
