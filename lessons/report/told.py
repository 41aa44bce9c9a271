"""Spoken lines as curves: pitch and pauses of the learner, the master's behind them.

Each line has its own band, both voices from the line's first sound on; x is seconds, y
semitones above each speaker's own middle, so that a low voice lies on a high one. Nothing
here is a mark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from content.script import Line as Spoken
from content.texts import _
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Polyline, Rect, Shape, Text
from lessons.report.strands import Script as Characters

Array = npt.NDArray[np.float64]
_LEFT, _RIGHT, _MARGIN = 76.0, 20.0, 12.0
_WORDS, _FIELD, _BETWEEN = 26.0, 84.0, 18.0
_WORD, _SMALL = 16.0, 11.0
_REACH = 10.0  # semitones each side of the middle that are drawn
_HOLE = 0.06  # seconds without pitch that break a curve
_PAUSE = 7.0  # height of a pause's bar
_SHORTEST = 3.0  # seconds a band shows at least


@dataclass(frozen=True)
class ToldCurve:
    """One telling: `times` (n,) s, `semitones` (n,) above the speaker's own middle (NaN
    unvoiced); `spans` (lines, 2) s and `pauses` (lines,) s after each, NaN where not known.
    """

    times: Array
    semitones: Array
    spans: Array
    pauses: Array


def page(
    lines: Sequence[Spoken],
    mine: ToldCurve,
    master: ToldCurve | None = None,
    characters: Characters = "trad",
    width: float = 760.0,
) -> Page:
    """Draw one band a line, `width` points wide; taps are "line:<index>"."""
    both = [mine] if master is None else [master, mine]
    longest = max(_SHORTEST, *(_longest(curve) for curve in both))
    scale = (width - _LEFT - _RIGHT) / longest
    shapes: list[Shape] = []
    high = _WORDS + _FIELD + _BETWEEN
    for i, line in enumerate(lines):
        band = _Band(i, _MARGIN + i * high, scale)
        words = line.trad if characters == "trad" else line.simp
        shapes += _frame(band, line, words, width)
        if master is not None:
            shapes += _voice(band, master, "bar", 5.0, 0)
        shapes += _voice(band, mine, "ink", 1.6, 1)
    height = 2 * _MARGIN + len(lines) * high
    return Page(width, height, _("Pitch and pauses"), tuple(shapes), _notes(master is not None))


@dataclass(frozen=True)
class _Band:
    index: int
    top: float
    scale: float

    @property
    def floor(self) -> float:
        return self.top + _WORDS + _FIELD

    def x(self, seconds: float) -> float:
        return _LEFT + seconds * self.scale

    def y(self, semitones: float) -> float:
        up = float(np.clip(semitones, -_REACH, _REACH)) / _REACH
        return self.top + _WORDS + 0.5 * (_FIELD - 2 * _PAUSE) * (1 - up)


def _longest(curve: ToldCurve) -> float:
    """Return the seconds of the longest line with the pause after it."""
    lasts = np.diff(curve.spans, axis=1)[:, 0] + np.nan_to_num(curve.pauses)
    known = lasts[~np.isnan(lasts)]
    return float(known.max(initial=0.0))


def _frame(band: _Band, line: Spoken, words: str, width: float) -> Iterator[Shape]:
    tap, right = f"line:{band.index}", width - _RIGHT
    tag = line.speaker if line.kind == "表" else f"{line.speaker}·{line.kind}"
    size = min(_SMALL, (_LEFT - _MARGIN - 6) / max(len(tag), 1))
    yield Text(tag, _LEFT - 8, band.top + 16, size, "soft", "sans", "end", tap)
    size = min(_WORD, (right - _LEFT) / max(len(words), 1))
    yield Text(words, _LEFT, band.top + 17, size, "ink", "serif", "start", tap)
    yield Line(_LEFT, band.y(0), right, band.y(0), "hair", 0.6)
    yield Line(_LEFT, band.floor, right, band.floor, "hair", 0.8)
    for second in range(int((right - _LEFT) / band.scale) + 1):
        x = band.x(second)
        yield Line(x, band.floor - 3, x, band.floor, "stone", 0.6)


def _voice(
    band: _Band, curve: ToldCurve, colour: Colour, width: float, lane: int
) -> Iterator[Shape]:
    start, end = (float(t) for t in curve.spans[band.index])
    if np.isnan(start):
        if colour == "ink":
            yield Text(_("not heard"), _LEFT + 4, band.floor - 6, _SMALL, "soft", "sans")
        return
    inside = (curve.times >= start) & (curve.times < end) & ~np.isnan(curve.semitones)
    times, pitch = curve.times[inside] - start, curve.semitones[inside]
    for part in np.split(np.arange(len(times)), np.flatnonzero(np.diff(times) > _HOLE) + 1):
        if len(part) > 1:
            points = tuple((band.x(times[k]), band.y(pitch[k])) for k in part)
            yield Polyline(points, colour, width, f"line:{band.index}")
    pause = float(curve.pauses[band.index])
    if pause > 0:
        y = band.floor - (2 - lane) * _PAUSE
        yield Rect(band.x(end - start), y, pause * band.scale, _PAUSE - 2, colour)


def _notes(master: bool) -> tuple[str, ...]:
    alone = _("There is no master's recording yet: only yours is drawn.")
    return (
        _("Pale: the master's; dark: yours.") if master else alone,
        _("Curve: pitch, ten semitones each side of the speaker's own middle."),
        _("Block under the curve: the pause after the line; a tick is one second."),
    )
