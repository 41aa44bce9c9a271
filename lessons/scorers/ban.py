"""Judges tapped 板眼: each tap against the beats that the score marks."""

from collections.abc import Sequence

import numpy as np

from audio import metre, taps
from audio.contour import Array
from audio.files import Samples
from audio.metre import Beat
from audio.taps import FULL_MS, Grade, Tap
from content.assessment import Assessment, Finding, Item
from content.event import SUBSTEPS_PER_SECOND, Event
from content.lesson import Need
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.measured import Direction, Trouble, measure, number, together, whole

NEEDS: tuple[Need, ...] = ()  # a key will do
VERSION = 1
TAP, STRUCK = "ban.tap", "ban.struck"  # inputs: the learner's tap, the program's own beat
UNEVEN_MS = 120.0  # between two taps: from there on it is worth a word


def listen(samples: Samples) -> dict[str, Stream]:
    """Return no stream: taps are inputs, not sounds."""
    return {}


def score(reference: Reference, take: Take) -> Assessment:
    """Judge the taps of a take against the beats of the reference's score."""
    return judge(reference, take)


def judge(reference: Reference, take: Take, timing_trusted: bool = True) -> Assessment:
    """Judge a take by its inputs "ban.tap" ({"kind": "ban" | "yan"}, or no kind).

    Inputs "ban.struck" are the beats that the program itself struck, one for each asked, and
    then taps are held against those. A key has no delay to speak of, so taps are marked even
    where `timing_trusted` is false, unless the program struck: its sound comes late by what
    nobody measured. Raises ValueError where the reference has no score.
    """
    if reference.score is None:
        raise ValueError(f"reference {reference.id} has no score")
    asked = [b for b in metre.beats(reference.score) if not b.free]
    struck = _struck(take.inputs, len(asked)) if timing_trusted else None
    result = taps.grade(asked, _taps(take.inputs), struck)
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="ban",
        scorer_version=VERSION,
        engine=take.engine,
        score=result.score,
        withheld=result.withheld,
        coverage=result.coverage,
        measures=(
            measure("coverage", result.coverage, "share", len(asked), result.withheld),
            measure("ban_ms", result.late_ms_median, "ms", len(asked), result.withheld),
            measure("evenness_ms", result.uneven_ms, "ms", len(asked), result.withheld),
            measure("tempo_ratio", result.ratio, "ratio", len(asked), result.withheld),
            measure("extra", len(result.extra), "taps", len(asked), result.withheld),
        ),
        items=tuple(_item(i, asked, result) for i in range(len(asked))),
        findings=_findings(asked, result),
    )


def _taps(inputs: Sequence[Event]) -> list[Tap]:
    kinds: dict[object, metre.Kind] = {"ban": "ban", "yan": "yan"}
    return [
        Tap(e.tick / SUBSTEPS_PER_SECOND, kinds.get(e.value.get("kind")))
        for e in inputs
        if e.name == TAP
    ]


def _struck(inputs: Sequence[Event], n: int) -> Array | None:
    """Return when the program struck each of the n beats, None unless it struck them all."""
    at = np.array(sorted(e.tick for e in inputs if e.name == STRUCK)) / SUBSTEPS_PER_SECOND
    return at if len(at) == n and n > 0 else None


def _item(index: int, asked: Sequence[Beat], result: Grade) -> Item:
    found, beat = result.beats[index], asked[index]
    return {
        "index": index,
        "mark": beat.mark,
        "ref_onset_s": round(beat.time, 4),
        "take_onset_s": number(found.time, 3),
        "late_ms": number(found.late_ms, 1),
        "timing_status": beat.status.value,
        "other_hand": found.other_hand,
        "missing": found.missing,
    }


def _findings(asked: Sequence[Beat], result: Grade) -> tuple[Finding, ...]:
    if result.withheld == "free":
        return (whole("ban.free", "beats", 0.0, "beats", 0.0),)
    if result.withheld:
        cause = f"ban.{result.withheld}"
        return (whole(cause, "coverage", result.coverage, "share", taps.ENOUGH),)
    troubles = (_trouble(i, beat, result) for i, beat in enumerate(asked))
    found = together([t for t in troubles if t is not None])
    return tuple(sorted((*found, *_remarks(result)), key=lambda f: -f.cost))


def _trouble(i: int, beat: Beat, result: Grade) -> Trouble | None:
    """Return what is wrong with one beat, if anything is."""
    found = result.beats[i]
    cause, way, value, unit, most = _what(found)
    if cause is None or found.cost <= 0:
        return None
    name = "ban_ms" if unit == "ms" else "beats"
    span = (beat.time, beat.time)
    return Trouble(i, f"ban.{cause}", name, way, value, unit, most, found.cost, span)


def _what(found: taps.BeatGrade) -> tuple[str | None, Direction, float, str, float]:
    if found.missing:
        return "missing", "missing", 1.0, "beats", 0.0
    if found.other_hand:
        return "other_hand", "off", 1.0, "beats", 0.0
    if abs(found.late_ms) > FULL_MS:
        way: Direction = "late" if found.late_ms > 0 else "early"
        return way, way, found.late_ms, "ms", FULL_MS
    return None, "none", 0.0, "ms", FULL_MS


def _remarks(result: Grade) -> list[Finding]:
    """Return what is said of the whole: taps nobody asked for, an uneven hand."""
    out, n = [], len(result.extra)
    if n:
        cost = 100.0 * n / (len(result.beats) + n)
        out.append(whole("ban.extra", "extra", n, "taps", 0.0, round(cost, 3)))
    if result.uneven_ms > UNEVEN_MS:
        out.append(whole("ban.uneven", "evenness_ms", result.uneven_ms, "ms", UNEVEN_MS))
    return out
