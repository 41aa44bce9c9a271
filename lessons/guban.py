"""鼓板: what the clapper and the drum strike, on the reference's clock at the chosen tempo.

The clapper falls on a 板, the drum gives a 眼 one tap: stage habit from common knowledge, as the
lesson's facts say, and a plain mark of the beat; no pattern of a drummer is made up. Where
nobody knows which of the two a beat is, the clapper marks it, as it marks a player's pulse.
"""

from collections.abc import Iterable
from math import ceil

import numpy as np

from audio import metre
from audio.accompany import Strand
from audio.instruments import Instrument
from audio.metre import Beat, Kind
from audio.tone import Tone
from content.pattern import Pattern
from content.score import Score
from lessons.asked import Asked

STRUCK = 0.08  # seconds
FEWEST = 2  # counts that give a pulse
COUNTING = 6.0  # seconds that are counted at most, where the source does not say which beats
Stroke = tuple[float, Kind | None]  # when, in seconds of the reference, and on which beat


def guban(asked: Asked, tempo: float) -> tuple[Strand, ...]:
    """Return clapper and drum where a beat is counted or marked; `tempo` 0.5..1 of the written."""
    score, pattern = asked.reference.score, asked.reference.pattern
    if pattern is not None:
        return _strands((at, None) for at in pulse(pattern, tempo, metre.COUNTED))
    if score is None:
        return ()
    marked = [b for b in metre.beats(score) if b.status.gradable]
    struck = [(b.time / tempo, b.kind) for b in marked if not (b.free and b.kind == "yan")]
    return _strands([*_counted(score, marked, tempo), *struck])


def pulse(pattern: Pattern, tempo: float, before: int) -> list[float]:
    """Return the seconds at which the beats of a pattern fall, and so many `before` it."""
    beat = 60.0 / pattern.tempo_bpm / tempo
    return [k * beat for k in range(-before, pattern.beats)]


def _counted(score: Score, marked: list[Beat], tempo: float) -> list[Stroke]:
    """Return the beats counted before a metred phrase; none before 散板, where the singer leads."""
    if not marked or score.free_until:
        return []
    first, mark = marked[0].time / tempo, marked[0].mark
    each = 60.0 / score.tempo_bpm / tempo * float(np.median([s.duration for s in score.spans]))
    upbeat = ceil(first / each - 1e-6)  # beats of the phrase before its first mark
    marks = metre.count_in(score.metre.kind if score.metre else None, mark, upbeat)
    if mark is None:  # nobody knows where a cycle begins: long beats are not counted for so long
        marks = marks[: max(FEWEST, min(len(marks), int(COUNTING / each)))]
    begins = first - (upbeat + len(marks)) * each
    return [(begins + k * each, metre.kind_of(m) if m else None) for k, m in enumerate(marks)]


def _strands(strokes: Iterable[Stroke]) -> tuple[Strand, ...]:
    """Return who strikes when: the drum each 眼, the clapper all else."""
    taken: dict[Instrument, list[Tone]] = {"板": [], "单皮鼓": []}
    for at, kind in strokes:
        taken["单皮鼓" if kind == "yan" else "板"].append(Tone(at, STRUCK, 0.0))
    return tuple(Strand(hand, tuple(tones)) for hand, tones in taken.items() if tones)
