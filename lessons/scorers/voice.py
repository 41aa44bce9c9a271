"""Judges singing: note by note against a score, or against a teacher's recording.

JSON that the program prints about a sung take is `voice_view` of the Assessment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from audio import files, findings
from audio.attempts import attempts
from audio.contour import contour
from audio.files import Samples
from audio.grade import grade
from audio.graded import Grade
from audio.spread import OtherText
from content.assessment import Assessment
from content.errors import Refusal
from content.model import Text
from content.reference import Reference
from content.score import Score
from content.stream import Stream
from content.take import Take
from content.texts import _
from lessons.voice_assessment import assessment
from lessons.voice_beside import Beside, beside
from lessons.voice_notes import SHANG, VoiceNote, recorded_notes, score_notes

NEEDS = ("recording",)
VERSION = 2  # 2: pitch x timing instead of their mean, half the credit at a quarter of a tone
PROGRAM = "shuimo"
FEWEST = 3  # notes that make a recording a reference
Mode = Literal["score", "other"]


@dataclass(frozen=True)
class VoiceCurve:
    """What a report draws beside the Assessment.

    `times` (n,) s on the take's clock, with breaths and the swing of the tempo evened out, so
    that time = lag_s + tempo_ratio * reference time and what stands beside its note there is
    early or late; `semitones` (n,) above 上 = D4 once the key is taken out, NaN unvoiced;
    `notes` are those that were asked for, pitches as MIDI numbers; `beside` a few of them
    beside the master's, where the reference is a recording.
    """

    times: npt.NDArray[np.float64]
    semitones: npt.NDArray[np.float64]
    key_semitones: float
    tempo_ratio: float
    lag_s: float
    notes: tuple[VoiceNote, ...]
    beside: tuple[Beside, ...] = ()


def score(reference: Reference, take: Take) -> Assessment:
    """Judge a take with streams "f0" (hertz) and "onset" against a score or a recording."""
    return judge(reference, take)[0]


def judge(
    reference: Reference, take: Take, text: Mode = "score", timing_trusted: bool = True
) -> tuple[Assessment, VoiceCurve]:
    """Judge a take and return what a report draws.

    Streams "loudness" (decibels) and "breath" (0..1) are heeded where the take has them. `text`
    "other": the learner sings another text than the score, so findings say where it differs and
    never that it is wrong. `timing_trusted` false: the device's delay is not known, so pitch
    alone is judged.
    """
    asked = _asked(reference)
    heard = take.streams
    result = grade(
        [a.note for a in asked],
        heard["f0"],
        heard["onset"],
        loudness=heard.get("loudness"),
        breath=heard.get("breath"),
        timing_trusted=timing_trusted,
    )
    said = assessment(reference, take, asked, result, text == "other", VERSION)
    sung = attempts([a.note for a in asked], heard["f0"], heard["onset"], result)
    if sung > 1:
        start = next(n.onset for n in result.notes if not n.missing)
        remarks = (*said.findings, findings.several(sung, start))
        said = said.model_copy(update={"findings": remarks})
    curve = _curve(take, asked, result)
    return said, replace(curve, beside=beside(reference, take, asked, result))


def _asked(reference: Reference) -> tuple[VoiceNote, ...]:
    """Return the notes of the score, or of the takes that stand for it. Raises Refusal where
    two of them are not one text.
    """
    if reference.score:
        return score_notes(reference.score)
    try:
        return recorded_notes((reference.streams, *reference.takes))
    except OtherText as e:
        sentence = _("Recording {n} of your teacher is another text than the first; leave it out.")
        raise Refusal(sentence.format(n=e.index + 1)) from e


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


def teacher(paths: Sequence[Path]) -> Reference:
    """Return one master's recordings as a reference. Raises RecordingError where nobody sings."""
    takes = [listen(files.read(path).samples) for path in paths]
    for path, streams in zip(paths, takes, strict=True):
        if len(recorded_notes((streams,))) < FEWEST:
            sentence = _("{file}: no singing is heard in it. Give a recording of one voice.")
            raise files.RecordingError(sentence.format(file=path))
    unknown = Text(zh_CN="未注明", en="not stated")
    name = " + ".join(path.name for path in paths)
    return Reference(name, unknown, unknown, unknown, streams=takes[0], takes=tuple(takes[1:]))


def listen(samples: Samples, speakers: bool = False) -> dict[str, Stream]:
    """Return the streams "f0", "onset", "loudness" and "breath" of samples at 16 kHz.

    `speakers`: the program itself played through loudspeakers meanwhile, and is heard as well.
    """
    from audio import breath, onset, pitch, swell

    f0 = pitch.track(samples, speakers)
    return {
        "f0": f0,
        "onset": onset.onsets(samples),
        "loudness": swell.loudness(samples),
        "breath": breath.breaths(samples, f0),
    }


def grade_files(
    asked: Score | Path | Sequence[Path],
    take: Path,
    text: Mode = "score",
    lesson: str = "",
    lesson_hash: str = "",
) -> tuple[Assessment, VoiceCurve]:
    """Judge the recording `take` against a score, or against one or more takes of one master.

    Raises RecordingError where a recording cannot be used, Refusal where they are not one text.
    """
    if isinstance(asked, Score):
        reference = Reference(asked.id, asked.home, asked.school, asked.edition, score=asked)
    else:
        reference = teacher([asked] if isinstance(asked, Path) else asked)
    heard = listen(files.read(take).samples)
    sung = Take(lesson, lesson_hash, PROGRAM, streams=heard)
    return judge(reference, sung, text)
