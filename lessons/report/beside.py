"""Notes beside the master's: a field for the swell, a field for how the pitch begins."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from content.texts import _
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Point, Polyline, Rect, Shape, Text

Field = tuple[float, float, float]  # longest, least, most
Array = npt.NDArray[np.float64]
_WIDE, _HIGH, _LEFT, _GAP = 300.0, 90.0, 64.0, 28.0
_HEAD, _ROW = 26.0, 112.0
_QUIET = -24.0  # dB under the loudest: the foot of the field
_REACH = 4.0  # semitones each way
_TONE = 0.5  # seconds


class Curved(Protocol):
    """A curve: `at` (n,) and `values` (n,), NaN where nothing was heard."""

    @property
    def at(self) -> Array:
        """(n,) where."""
        ...

    @property
    def values(self) -> Array:
        """(n,) how much."""
        ...


class Note(Protocol):
    """One note: swells over its length 0..1 in dB under the loudest, tones over seconds."""

    @property
    def index(self) -> int:
        """Its place in the reference."""
        ...

    @property
    def swell_mine(self) -> Curved:
        """The learner's swell."""
        ...

    @property
    def swell_master(self) -> Curved:
        """The master's swell."""
        ...

    @property
    def tone_mine(self) -> Curved:
        """How the learner begins."""
        ...

    @property
    def tone_master(self) -> Curved:
        """How the master begins."""
        ...


def page(notes: Sequence[Note]) -> Page:
    """Draw one row a note, the master's broad and pale behind the learner's."""
    shapes: list[Shape] = [
        Text(_("swell (橄榄腔)"), _LEFT, 16, 12, "soft", "sans"),
        Text(_("how it begins, half a second"), _LEFT + _WIDE + _GAP, 16, 12, "soft", "sans"),
    ]
    for k, note in enumerate(notes):
        shapes += _row(note, _HEAD + k * _ROW)
    width = _LEFT + 2 * _WIDE + _GAP + 12
    legend = (
        _("Pale and broad: the master. Ink: you. Level and key are taken out."),
        _("This is shown and never marked: ask your master."),
    )
    title = _("Long notes beside the master's")
    return Page(width, _HEAD + len(notes) * _ROW + 8, title, tuple(shapes), legend)


def _row(note: Note, top: float) -> Iterator[Shape]:
    number = str(note.index + 1)
    yield Text(number, _LEFT - 14, top + _HIGH / 2 + 5, 14, "ink", "sans", "end")
    left = _LEFT
    yield Rect(left, top, _WIDE, _HIGH, "slip", "hair", 0.7)
    yield from _both(note.swell_master, note.swell_mine, (left, top), (1.0, _QUIET, 0.0))
    left = _LEFT + _WIDE + _GAP
    yield Rect(left, top, _WIDE, _HIGH, "slip", "hair", 0.7)
    yield Line(left, top + _HIGH / 2, left + _WIDE, top + _HIGH / 2, "hair", 0.7)
    yield from _both(note.tone_master, note.tone_mine, (left, top), (_TONE, -_REACH, _REACH))


def _both(master: Curved, mine: Curved, corner: Point, field: Field) -> Iterator[Shape]:
    yield from _stroke(master, corner, field, ("bar", 6.0))
    yield from _stroke(mine, corner, field, ("ink", 1.6))


def _stroke(
    curve: Curved, corner: Point, field: Field, pen: tuple[Colour, float]
) -> Iterator[Shape]:
    """Yield a curve in its field, broken where nothing was heard."""
    longest, least, most = field
    run: list[Point] = []
    for at, value in zip(curve.at, curve.values, strict=True):
        if not np.isnan(value):
            share = (min(max(float(value), least), most) - least) / (most - least)
            x = corner[0] + float(at) / longest * _WIDE
            run.append((x, corner[1] + 4 + (1 - share) * (_HIGH - 8)))
            continue
        if len(run) > 1:
            yield Polyline(tuple(run), *pen)
        run = []
    if len(run) > 1:
        yield Polyline(tuple(run), *pen)
