"""Judges speech by what is measurable in it: pace, pauses, audibility, change of voice.

No word is recognised. 字清, 归韵 and 韵味 are not judged here: they are heard beside the master.
"""

from collections.abc import Collection, Mapping, Sequence
from math import isnan

import numpy as np

from audio import pitch, timbre
from audio.contour import Array, contour
from audio.files import Samples
from audio.speech import loudness, speech
from audio.spoken import Telling, telling
from content.assessment import Assessment, Item, Measure
from content.lesson import Step
from content.reference import Reference
from content.script import Line
from content.stream import Stream
from content.take import Take
from lessons.measured import measure, median, number, whole
from lessons.report.told import ToldCurve
from lessons.speech_findings import findings
from lessons.speech_marks import Marks, marks, mean, tags

NEEDS = ("recording",)
VERSION = 2
MARKED = frozenset({"pace", "pause_ms", "audible_db"})  # change_effect only where a step asks it
# Whether a voice carries says something of a telling only beside another measure: alone it is
# the distance to the microphone.
NOT_ALONE = frozenset({"audible_db"})
ENOUGH = 0.75  # of the lines have to be found before anything is marked


def listen(samples: Samples) -> dict[str, Stream]:
    """Return the streams this scorer needs, of samples at 16 kHz.

    "f0" in hertz, "loudness" in dBFS, "timbre" cepstra.
    """
    return {
        "f0": pitch.track(samples),
        "loudness": loudness(samples),
        "timbre": timbre.timbre(samples),
    }


def marks_of(step: Step) -> frozenset[str]:
    """Return which measures a step marks: those of its goals, none where it is not marked."""
    if not step.marked:
        return frozenset()
    return frozenset(goal.measure for goal in step.goals) or MARKED


def score(reference: Reference, take: Take) -> Assessment:
    """Judge a take with the streams of `listen` against the reference's script."""
    return judge(reference, take)


def judge(reference: Reference, take: Take, marked: Collection[str] = MARKED) -> Assessment:
    """Judge a take; `marked` names the measures that give a mark, none: all are only shown.

    Pace is marked only beside a master's recording, pauses only where a source has them; where
    only the level of the voice is left, no mark is given; nor where a master's recording stands
    alone, without a script. Raises ValueError where the reference has neither.
    """
    if reference.script is None:
        return _beside(reference, take)
    lines = reference.script.lines
    mine = told(take.streams, lines)
    masters = [told(s, lines) for s in (reference.streams, *reference.takes) if "loudness" in s]
    found = marks(lines, mine, masters)
    given = _given(found, marked)
    withheld = _withheld(mine, marked, given)
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="speech",
        scorer_version=VERSION,
        engine=take.engine,
        score=None if withheld else 100 * mine.coverage * mean([found.shares[g] for g in given]),
        withheld=withheld,
        coverage=mine.coverage,
        measures=_measures(lines, mine, found, (given, withheld)),
        items=tuple(_item(i, lines, mine, masters) for i in range(len(lines))),
        findings=findings(mine, found, given, withheld, ENOUGH),
    )


def _beside(reference: Reference, take: Take) -> Assessment:
    """Return what is said where only a recording knows the words: it was heard, not judged."""
    if "loudness" not in reference.streams:
        raise ValueError(f"reference {reference.id} has no script and no recording")
    heard = len(speech(take.streams["loudness"], take.streams["f0"]).spans) > 0
    cause, why = ("speech.unwritten", "not marked") if heard else ("speech.voice", "voice")
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="speech",
        scorer_version=VERSION,
        engine=take.engine,
        withheld=why,
        coverage=float(heard),
        findings=(whole(cause, "coverage", float(heard), "share", 0.0),),
    )


def curve(streams: Mapping[str, Stream], lines: Sequence[Line]) -> ToldCurve:
    """Return what a report draws of a telling, from streams of `listen`."""
    said = told(streams, lines).lines
    spans = np.array([(s.place.start, s.place.end) for s in said])
    return _drawn(streams, spans, np.array([s.pause for s in said]))


def whole_curve(streams: Mapping[str, Stream]) -> ToldCurve:
    """Return what a report draws of speech that no script divides: one stretch, first to last."""
    spans = speech(streams["loudness"], streams["f0"]).spans
    ends = (spans[0, 0], spans[-1, 1]) if len(spans) else (np.nan, np.nan)
    return _drawn(streams, np.array([ends]), np.array([np.nan]))


def _drawn(streams: Mapping[str, Stream], spans: Array, pauses: Array) -> ToldCurve:
    heard = contour(streams["f0"])
    middle = np.nanmedian(heard.semitones) if heard.voiced.any() else 0.0
    return ToldCurve(heard.times, heard.semitones - middle, spans, pauses)


def told(streams: Mapping[str, Stream], lines: Sequence[Line]) -> Telling:
    """Return the lines of a script as spoken in streams of `listen`."""
    counts = [max(line.syllables, 1) for line in lines]
    return telling(streams["loudness"], streams["f0"], streams["timbre"], counts)


def _given(found: Marks, marked: Collection[str]) -> list[str]:
    """Return the measures that give a mark."""
    given = [name for name, x in found.shares.items() if name in marked and not isnan(x)]
    return given if set(given) - NOT_ALONE else []


def _withheld(mine: Telling, marked: Collection[str], given: Sequence[str]) -> str | None:
    if not len(mine.speech.spans):
        return "voice"
    if mine.coverage < ENOUGH:
        return "lines"
    if not marked:
        return "not marked"
    return None if given else "nothing"


def _measures(
    lines: Sequence[Line], mine: Telling, found: Marks, result: tuple[Sequence[str], str | None]
) -> tuple[Measure, ...]:
    given, why = result
    n = sum(line.place.found for line in mine.lines)
    said = [line.sounding for line in mine.lines]
    ends = [line for line, s in zip(mine.lines, lines, strict=True) if s.pause_after]
    new = [line for line, tag in zip(mine.lines, tags(lines), strict=True) if tag]

    def one(name: str, value: float, unit: str, count: int = n) -> Measure:
        share = found.shares[name] if name in given else float("nan")
        return measure(name, value, unit, count, why, share)

    return (
        measure("coverage", mine.coverage, "share", n, why),
        one("pace", mine.pace, "syllables/s"),
        one("pause_ms", 1000 * median(s.pause for s in ends), "ms", len(ends)),
        one("audible_db", median(s.level for s in said), "dB"),
        measure("ending_db", median(s.ending for s in said), "dB", n, why),
        measure("pitch_range", median(s.reach for s in said), "semitones", n, why),
        measure("change_pitch", median(s.pitch_change for s in new), "effect", len(new), why),
        measure("change_voice", median(s.voice_change for s in new), "effect", len(new), why),
        one("change_effect", mean(found.changes), "share", len(new)),
    )


def _item(index: int, lines: Sequence[Line], mine: Telling, masters: Sequence[Telling]) -> Item:
    line, said = lines[index], mine.lines[index]
    item: Item = {
        "index": index,
        "speaker": line.speaker,
        "kind": line.kind,
        "start_s": number(said.place.start, 3),
        "end_s": number(said.place.end, 3),
        "alone": said.place.alone,
        "pace": number(said.pace, 2),
        "pause_after_s": number(said.pause, 2),
        "level_db": number(said.sounding.level, 1),
        "ending_db": number(said.sounding.ending, 1),
        "pitch_midi": number(said.sounding.pitch, 2),
        "pitch_range": number(said.sounding.reach, 2),
        "change_pitch": number(said.pitch_change, 2),
        "change_voice": number(said.voice_change, 2),
    }
    if masters:
        his = masters[0].lines[index]
        item |= {
            "master_start_s": number(his.place.start, 3),
            "master_end_s": number(his.place.end, 3),
            "master_pace": number(his.pace, 2),
            "master_pause_after_s": number(his.pause, 2),
        }
    return item
