"""Judges plucked strings: stroke by stroke against a pattern, the learner's tuning apart."""

from collections.abc import Mapping, Sequence

import numpy as np

from audio import pitch, stroke_grade
from audio.contour import Array
from audio.files import Samples
from audio.pluck import plucks
from audio.pluck_pitch import pitched
from audio.stroke_grade import FULL_MS, RIGHT_CENTS, Grade
from audio.strokes import AskedStroke
from content.assessment import Assessment, Finding, Item, Measure
from content.event import SUBSTEPS_PER_SECOND, Event
from content.model import Status
from content.pattern import Pattern
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.measured import Direction, Trouble, measure, median, number, together, whole

NEEDS = ("recording",)
VERSION = 3
STRUCK = "ban.struck"  # input: a beat that the program struck
LAST = 1.0  # seconds that the last stroke of a recording is taken to last
TUNED = 0.3  # semitones from the guide's pitch that are worth a word


def listen(samples: Samples) -> dict[str, Stream]:
    """Return the stream this scorer needs, of samples at 16 kHz: "pluck" (MIDI numbers)."""
    return {"pluck": pitched(samples, plucks(samples), pitch.track(samples))}


def score(reference: Reference, take: Take) -> Assessment:
    """Judge a take with the stream "pluck" against a pattern, or a master's recording of one."""
    return judge(reference, take)


def judge(reference: Reference, take: Take, timing_trusted: bool = True) -> Assessment:
    """Judge a take; only strokes and pitches that are confirmed or derived cost anything.

    Inputs "ban.struck" are the beats that the program itself struck, one for each of the
    pattern, and then strokes are held against those; else their evenness alone is judged.
    `timing_trusted` false: the device's delay is not steady, so no time is marked. Where there
    is a master's recording its strokes take the pattern's place. Raises ValueError where the
    reference has neither.
    """
    pattern = None if "pluck" in reference.streams else reference.pattern
    asked = _asked(reference)
    due = _due(pattern, take.inputs) if timing_trusted else None
    result = stroke_grade.grade(asked, take.streams["pluck"], timing_trusted, due)
    unplaced = pattern is not None and due is None and timing_trusted
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="strings",
        scorer_version=VERSION,
        engine=take.engine,
        score=result.score,
        withheld=result.withheld,
        coverage=result.coverage,
        measures=_measures(result, placed=due is not None),
        items=tuple(_item(i, asked, pattern, result) for i in range(len(asked))),
        findings=_findings(asked, result, unplaced),
    )


def _asked(reference: Reference) -> tuple[AskedStroke, ...]:
    if "pluck" in reference.streams:
        return recorded_strokes(reference.streams["pluck"])
    if reference.pattern is None:
        raise ValueError(f"reference {reference.id} has neither a pattern nor plucks")
    return asked_strokes(reference.pattern)


def _due(pattern: Pattern | None, inputs: Sequence[Event]) -> Array | None:
    """Return when each stroke is due in the take; None unless every beat was struck."""
    at = np.array(sorted(e.tick for e in inputs if e.name == STRUCK)) / SUBSTEPS_PER_SECOND
    if pattern is None or len(at) != pattern.beats or len(at) < 2:
        return None
    beat = (at[-1] - at[0]) / (len(at) - 1)  # the program keeps an even tempo
    return np.array([at[0] + s.onset * beat for s in pattern.strokes])


def recorded_strokes(struck: Stream) -> tuple[AskedStroke, ...]:
    """Return the strokes heard in a recording, from its first on; all of them derived."""
    following = np.append(struck.times[1:], struck.times[-1:] + LAST)
    return tuple(
        AskedStroke(
            onset=float(t - struck.times[0]),
            duration=float(end - t),
            pitch=float(midi),
            string=0,
            rolled=False,
            timed=True,
            pitched=not np.isnan(midi),
        )
        for t, end, midi in zip(struck.times, following, struck.values, strict=True)
    )


def asked_strokes(pattern: Pattern) -> tuple[AskedStroke, ...]:
    """Return the strokes of a pattern at its tempo, in seconds.

    Where it is known how the strings stand to each other, one tuning is taken out of all of
    them; else each string has its own.
    """
    beat = 60.0 / pattern.tempo_bpm
    related = all(s.basis.status.gradable for s in pattern.strings)
    names = [s.name for s in pattern.strings]
    asked = []
    for s in pattern.strokes:
        midi = pattern.midi(s)
        asked.append(
            AskedStroke(
                onset=s.onset * beat,
                duration=s.duration * beat,
                pitch=float("nan") if midi is None else midi,
                string=0 if related or s.string is None else names.index(s.string),
                rolled=s.rolled,
                timed=s.onset_status.gradable,
                pitched=s.pitch_status.gradable and midi is not None,
            )
        )
    return tuple(asked)


def _item(index: int, asked: Sequence[AskedStroke], pattern: Pattern | None, result: Grade) -> Item:
    found, stroke = result.strokes[index], pattern.strokes[index] if pattern else None
    return {
        "index": index,
        "stroke": stroke.stroke if stroke else None,
        "ref_onset_s": round(asked[index].onset, 4),
        "take_onset_s": number(found.onset, 3),
        "late_ms": number(found.late_ms, 1),
        "cents": number(found.cents, 1),
        "timing_status": (stroke.onset_status if stroke else Status.DERIVED).value,
        "pitch_status": (stroke.pitch_status if stroke else Status.DERIVED).value,
        "missing": found.missing,
    }


def _measures(result: Grade, placed: bool) -> tuple[Measure, ...]:
    """Return what was measured; where no beat sounded, nothing is said to be on or off it."""
    nan = float("nan")
    n, why = sum(not s.missing for s in result.strokes), result.withheld
    late = median(abs(s.late_ms) for s in result.strokes) if placed else nan
    on_beat, even = (result.timing, nan) if placed else (nan, result.timing)
    cents = median(abs(s.cents) for s in result.strokes)
    return (
        measure("coverage", result.coverage, "share", n, why, result.coverage),
        measure("likeness", result.likeness, "share", n, why),
        measure("tempo_ratio", result.ratio, "ratio", n, why),
        measure("tuning_semitones", result.tuning[0], "semitones", n, why),
        measure("extra", len(result.extra), "strokes", n, why),
        measure("evenness_ms", result.uneven_ms, "ms", n, why, even),
        measure("stroke_ms", late, "ms", n, why, on_beat),
        measure("pitch_cents", cents, "cents", n, why, result.pitch),
    )


def _findings(asked: Sequence[AskedStroke], result: Grade, unplaced: bool) -> tuple[Finding, ...]:
    if result.withheld == "pattern":
        return (whole("strings.pattern", "likeness", result.likeness, "share", stroke_grade.ALIKE),)
    if result.withheld:
        cause = f"strings.{result.withheld}"
        return (whole(cause, "coverage", result.coverage, "share", stroke_grade.ENOUGH),)
    found = together([t for i in range(len(asked)) if (t := _trouble(i, asked, result))])
    remarks = _remarks(result)
    if unplaced:
        remarks.insert(0, whole("strings.unplaced", "stroke_ms", 0.0, "ms", 0.0))
    return tuple(sorted((*found, *remarks), key=lambda f: -f.cost))


def _trouble(i: int, asked: Sequence[AskedStroke], result: Grade) -> Trouble | None:
    """Return what is wrong with one stroke, if anything is."""
    stroke, found = asked[i], result.strokes[i]
    span = (stroke.onset, stroke.onset + stroke.duration)

    what, value = _what(i, stroke, result)
    if found.cost <= 0 or what is None:
        return None
    measure, direction, unit, tolerance = _WHAT[what]
    cause = f"strings.{what}"
    return Trouble(i, cause, measure, direction, value, unit, tolerance, found.cost, span)


def _what(i: int, stroke: AskedStroke, result: Grade) -> tuple[str | None, float]:
    found = result.strokes[i]
    if found.missing:
        return "missing", 1.0
    if i in result.exchanged:
        return "exchanged", found.cents
    if stroke.pitched and abs(found.cents) > RIGHT_CENTS:
        return "high" if found.cents > 0 else "low", found.cents
    if stroke.timed and abs(found.late_ms) > FULL_MS:
        return "late" if found.late_ms > 0 else "early", found.late_ms
    return None, 0.0


_WHAT: Mapping[str, tuple[str, Direction, str, float]] = {
    "missing": ("strokes", "missing", "strokes", 0.0),
    "exchanged": ("pitch", "off", "cents", RIGHT_CENTS),
    "high": ("pitch", "high", "cents", RIGHT_CENTS),
    "low": ("pitch", "low", "cents", RIGHT_CENTS),
    "late": ("onset", "late", "ms", FULL_MS),
    "early": ("onset", "early", "ms", FULL_MS),
}


def _remarks(result: Grade) -> list[Finding]:
    """Return what is worth saying of the whole."""
    out = []
    if result.extra:
        n = len(result.extra)
        cost = n * stroke_grade.EXTRA_COST * 100 / max(len(result.strokes), 1)
        out.append(whole("strings.extra", "strokes", n, "strokes", 0.0, cost))
    if abs(result.tuning[0]) > TUNED:
        out.append(whole("strings.tuning", "tuning", result.tuning[0], "semitones", TUNED))
    if result.tempo_free:
        out.append(whole("strings.swing", "tempo_ratio", result.ratio, "ratio", 0.0))
    return out
