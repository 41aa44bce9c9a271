"""From marks to findings: what was not heard, too quiet, too quick, or in an unchanged voice."""

from collections.abc import Sequence

from audio.speech import PAUSE
from audio.spoken import Telling
from audio.timbre import LARGE
from content.assessment import Finding
from lessons.measured import Trouble, together, whole
from lessons.speech_marks import AUDIBLE, Marks, change

REMARKS = {"voice": "speech.voice", "lines": "speech.lines", "not marked": "speech.unmarked",
           "nothing": "speech.nothing"}  # fmt: skip


def findings(
    mine: Telling, marks: Marks, marked: Sequence[str], withheld: str | None, enough: float
) -> tuple[Finding, ...]:
    """Return the findings, costliest first. `marked`: the measures that gave a mark."""
    if withheld:
        return (whole(REMARKS[withheld], "coverage", mine.coverage, "share", enough),)
    n = len(mine.lines)
    troubles = [
        Trouble(i, "speech.missing", "lines", "missing", 1.0, "lines", 0.0, 100 / n, (0.0, 0.0))
        for i, line in enumerate(mine.lines)
        if not line.place.found
    ]
    found = together(troubles)
    for name, look in (("pause_ms", _pauses), ("audible_db", _audible), ("change_effect", _same)):
        if name in marked:
            found += together(look(mine, marks, 100 * mine.coverage / len(marked)))
    found += _pace(mine, marks, 100 * mine.coverage / len(marked)) if "pace" in marked else []
    return tuple(sorted(found, key=lambda f: -f.cost))


def _costs(credits: Sequence[float], points: float) -> list[tuple[int, float]]:
    """Return (line, points it took) of each line that did not get full credit."""
    judged = [c for c in credits if c == c]
    return [(i, points * (1 - c) / len(judged)) for i, c in enumerate(credits) if c < 1]


def _span(mine: Telling, i: int) -> tuple[float, float]:
    return mine.lines[i].place.start, mine.lines[i].place.end


def _pauses(mine: Telling, marks: Marks, points: float) -> list[Trouble]:
    return [
        Trouble(i, "speech.pause", "pause", "missing", 1000 * mine.lines[i].pause, "ms",
                1000 * PAUSE, cost, _span(mine, i))
        for i, cost in _costs(marks.pauses, points)
    ]  # fmt: skip


def _audible(mine: Telling, marks: Marks, points: float) -> list[Trouble]:
    out = []
    for i, cost in _costs(marks.audible, points):
        sounds = mine.lines[i].sounding
        quiet = sounds.level < AUDIBLE
        cause, value = ("quiet", sounds.level) if quiet else ("ending", sounds.ending)
        out.append(
            Trouble(
                i, f"speech.{cause}", "level", "low", value, "dB", AUDIBLE, cost, _span(mine, i)
            )
        )
    return out


def _same(mine: Telling, marks: Marks, points: float) -> list[Trouble]:
    return [
        Trouble(i, "speech.same", "change", "low", change(mine.lines[i]), "effect", LARGE, cost,
                _span(mine, i))
        for i, cost in _costs(marks.changes, points)
    ]  # fmt: skip


def _pace(mine: Telling, marks: Marks, points: float) -> list[Finding]:
    if marks.pace == 1:
        return []
    low, high = marks.range
    quick = mine.pace > high
    cause, limit = ("speech.fast", high) if quick else ("speech.slow", low)
    return [whole(cause, "pace", mine.pace, "syllables/s", limit, points * (1 - marks.pace))]
