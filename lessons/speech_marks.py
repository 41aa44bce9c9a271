"""What of spoken lines can be marked, and what each mark rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, log

import numpy as np

from audio.speech import PAUSE
from audio.spoken import SpokenLine, Telling
from audio.timbre import LARGE
from content.script import Line

# 15 dB over the room is what classrooms are built for (ANSI S12.60); under 5 nobody follows.
AUDIBLE, INAUDIBLE = 15.0, 5.0  # dB
WIDER = 1.1  # the master's slowest and quickest line, a tenth to each side, are the range
FAR = 0.4  # of log pace (a factor 1.5): so far beyond the range nothing is left of the mark


@dataclass(frozen=True)
class Marks:
    """Credits 0..1, NaN where nothing can be said.

    `pace` of the whole; `pauses`, `audible`, `changes` (lines,): the pause after each line,
    its level and its ending, the change of voice where it begins. `range` is the master's pace
    (syllables a second), NaN without a recording.
    """

    pace: float
    pauses: tuple[float, ...]
    audible: tuple[float, ...]
    changes: tuple[float, ...]
    range: tuple[float, float]

    @property
    def shares(self) -> Mapping[str, float]:
        """The mark 0..1 of each measure, NaN where it has none."""
        return {
            "pace": self.pace,
            "pause_ms": mean(self.pauses),
            "audible_db": mean(self.audible),
            "change_effect": mean(self.changes),
        }


def marks(lines: Sequence[Line], mine: Telling, masters: Sequence[Telling]) -> Marks:
    """Mark spoken lines; the pace only beside a master's recordings."""
    low, high = _range(masters)
    return Marks(
        pace=_in_range(mine.pace, low, high),
        pauses=tuple(_paused(line, s) for line, s in zip(lines, mine.lines, strict=True)),
        audible=tuple(_audible(s) for s in mine.lines),
        changes=tuple(
            _changed(s) if tagged else float("nan")
            for tagged, s in zip(tags(lines), mine.lines, strict=True)
        ),
        range=(low, high),
    )


def tags(lines: Sequence[Line]) -> tuple[bool, ...]:
    """Return for each line whether another voice begins with it."""
    voices = [line.voice for line in lines]
    return (False, *(a != b for a, b in zip(voices, voices[1:], strict=False)))


def change(line: SpokenLine) -> float:
    """Return the plainer of the changes of pitch and of voice (effect size), NaN unknown."""
    known = [x for x in (line.pitch_change, line.voice_change) if not isnan(x)]
    return max(known, default=float("nan"))


def mean(values: Sequence[float]) -> float:
    """Return the mean of the numbers that are there; NaN where there is none."""
    there = [v for v in values if not isnan(v)]
    return float(np.mean(there)) if there else float("nan")


def _range(masters: Sequence[Telling]) -> tuple[float, float]:
    paces = [s.pace for m in masters for s in m.lines if not isnan(s.pace)]
    if not paces:
        return float("nan"), float("nan")
    return min(paces) / WIDER, max(paces) * WIDER


def _in_range(pace: float, low: float, high: float) -> float:
    if isnan(pace) or isnan(low):
        return float("nan")
    return max(0.0, 1 - max(log(low / pace), log(pace / high), 0.0) / FAR)


def _paused(line: Line, spoken: SpokenLine) -> float:
    if line.pause_after is None or not line.pause_after.gradable or isnan(spoken.pause):
        return float("nan")
    return float(spoken.pause >= PAUSE)


def _audible(spoken: SpokenLine) -> float:
    level, ending = spoken.sounding.level, spoken.sounding.ending
    if isnan(level):
        return float("nan")
    return float(np.clip((min(level, ending) - INAUDIBLE) / (AUDIBLE - INAUDIBLE), 0, 1))


def _changed(spoken: SpokenLine) -> float:
    how_far = change(spoken)
    return how_far if isnan(how_far) else float(how_far >= LARGE)
