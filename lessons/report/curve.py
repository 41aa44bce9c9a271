"""The pitch curve of a take over the notes it was meant to be, row by row.

x is the reference's time (the take's own tempo and start are taken out), y semitones.
Pale bars are the reference, the ink line is what was sung; under it one lane of marks for
pitch and one for the beat.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from content.score import GONGCHE
from content.texts import _
from lessons.report.curve_lanes import HEIGHT, lanes
from lessons.report.marks import hatched
from lessons.report.notes import Judged, Limits, NoteBox, Sung, pitch_verdict
from lessons.report.shapes import (
    Box,
    Line,
    Page,
    Point,
    Polyline,
    Rect,
    Shape,
    Text,
    text_width,
)

WIDE = (760.0, 10.5)  # points, seconds of the reference in one row
NARROW = (352.0, 5.2)
_FULL = 0.6  # of a row; rather than leave more of it empty, a syllable is broken
_EVEN = 1.15  # a row may be this much longer than if all were alike
_LEFT, _RIGHT = 46.0, 12.0
_WORDS = 26.0  # height of the line of words
_SIGNS = 20.0  # height of the line of gongche
_SEMITONE = 6.6
_AROUND = 2.5  # semitones of air above and below
_SIGN_SIZE = 13.0


@dataclass(frozen=True)
class Row:
    """The notes of one row and how their time and pitch become points."""

    notes: tuple[NoteBox, ...]
    scale: float  # points a second
    low: float
    high: float

    @property
    def start_s(self) -> float:
        """Where the row starts on the reference's clock."""
        return self.notes[0].onset_s

    @property
    def end_s(self) -> float:
        """Where its last note ends."""
        return max(n.end_s for n in self.notes)

    @property
    def floor_y(self) -> float:
        """Where the pitch field ends and the lanes begin."""
        return self.y(self.low)

    def x(self, seconds: float) -> float:
        """Return the place of a time on the reference's clock."""
        return _LEFT + (seconds - self.start_s) * self.scale

    def y(self, semitones: float) -> float:
        """Return the height of a pitch."""
        return _WORDS + _SIGNS + (self.high - semitones) * _SEMITONE


def pages(
    notes: Sequence[NoteBox],
    said: Mapping[int, Judged],
    sung: Sung | None,
    limits: Limits,
    size: tuple[float, float] = WIDE,
) -> tuple[Page, ...]:
    """Draw one page a row of `size` (points wide, seconds long at most).

    Without `sung` there are the notes and the marks alone. A longer note makes longer rows.
    """
    width, seconds = size
    return tuple(_page(row, said, sung, limits, width) for row in rows(notes, width, seconds))


def rows(notes: Sequence[NoteBox], width: float, seconds: float) -> tuple[Row, ...]:
    """Cut the notes into rows of at most `seconds`, where a syllable begins if that can be."""
    if not notes:
        return ()
    whole = notes[-1].end_s - notes[0].onset_s
    even = whole / ceil(whole / seconds)
    cut = tuple(_cut(notes, min(seconds, _EVEN * even)))
    longest = max(max(n.end_s for n in c) - c[0].onset_s for c in cut)
    scale = (width - _LEFT - _RIGHT) / max(longest, 1e-6)
    return tuple(Row(c, scale, *_range(c)) for c in cut)


def reference_time(sung: Sung) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return a take's times on the reference's clock, (n,) s."""
    return np.asarray((sung.times - sung.lag_s) / sung.tempo_ratio)


def _cut(notes: Sequence[NoteBox], seconds: float) -> Iterator[tuple[NoteBox, ...]]:
    row: list[NoteBox] = []
    for note in notes:
        if row and note.end_s - row[0].onset_s > seconds:
            keep = _break_at(row, note, _FULL * seconds)
            yield tuple(row[:keep])
            row = row[keep:]
        row.append(note)
    if row:
        yield tuple(row)


def _break_at(row: Sequence[NoteBox], following: NoteBox, full_s: float) -> int:
    """Return how many notes a full row keeps: to a syllable's end if that fills most of it."""
    if following.syllable != row[-1].syllable:
        return len(row)
    for i in range(len(row) - 1, 0, -1):
        if row[i].onset_s - row[0].onset_s < full_s:
            break
        if row[i].syllable != row[i - 1].syllable:
            return i
    return len(row)


def _range(notes: Sequence[NoteBox]) -> tuple[float, float]:
    pitches = [n.semitones for n in notes]
    low, high = min(pitches) - _AROUND, max(pitches) + _AROUND
    air = max(0.0, 10.0 - (high - low)) / 2
    return floor(low - air), floor(high + air + 1)


def _page(
    row: Row, said: Mapping[int, Judged], sung: Sung | None, limits: Limits, width: float
) -> Page:
    shapes: list[Shape] = [*_grid(row, width), *_words(row), *_signs(row)]
    for note in row.notes:
        shapes += _bar(row, note, said.get(note.index), limits)
    shapes += _line(row, sung) if sung is not None else ()
    shapes += lanes(row.notes, said, limits, row.x, row.floor_y, width)
    words = "".join(n.lyric for n in _openings(row))
    title = _("Pitch curve of {words}, from {start:.1f} to {end:.1f} s").format(
        words=words, start=row.start_s, end=row.end_s
    )
    return Page(width, row.floor_y + HEIGHT, title, tuple(shapes))


def _openings(row: Row) -> Iterator[NoteBox]:
    before = None
    for note in row.notes:
        if note.syllable != before:
            yield note
        before = note.syllable


def _grid(row: Row, width: float) -> Iterator[Shape]:
    for sign, semitones in _degrees(row):
        y = row.y(semitones)
        yield Line(_LEFT - 4, y, width - _RIGHT, y, "hair", 0.7)
        yield Text(sign, _LEFT - 9, y + 3.8, 10.0, "soft", "serif", "end")
    for note in _openings(row):
        x = row.x(note.onset_s)
        yield Line(x, _WORDS, x, row.floor_y + HEIGHT - 4, "hair", 0.7)
    yield Text(_("{s:.1f} s").format(s=row.start_s), 6.0, 18.0, 10.0, "soft", "sans")


def _degrees(row: Row) -> Iterator[tuple[str, int]]:
    """Yield the degrees of the row: those it sings, then others that have room between them.

    Where the notes carry no gongche there is a line without a name at each whole tone.
    """
    if row.notes[0].gongche is None:
        yield from (("", s) for s in range(int(row.low), int(row.high) + 1) if s % 2 == 0)
        return
    sung = {round(n.semitones) for n in row.notes}
    kept: list[int] = []
    for sign, semitones in sorted(GONGCHE.items(), key=lambda g: g[1] not in sung):
        free = all(abs(semitones - k) >= 2 for k in kept)
        if row.low <= semitones <= row.high and (free or semitones in sung):
            kept.append(semitones)
            yield sign, semitones


def _words(row: Row) -> Iterator[Text]:
    for note in _openings(row):
        tap = f"note:{note.index}"
        yield Text(note.lyric, row.x(note.onset_s), 20.0, 20.0, "ink", "serif", "start", tap)


def _signs(row: Row) -> Iterator[Text]:
    """Yield the gongche under the words, or the notes' numbers where there are no words.

    Where notes crowd, only those that have room.
    """
    free = 0.0
    for note in row.notes:
        x = row.x(note.onset_s)
        if x < free:
            continue
        sign, tap = note.gongche or str(note.index + 1), f"note:{note.index}"
        yield Text(sign, x, _WORDS + 13.0, _SIGN_SIZE, "ink", "serif", "start", tap)
        free = x + text_width(sign, _SIGN_SIZE)


def _bar(row: Row, note: NoteBox, said: Judged | None, limits: Limits) -> Iterator[Shape]:
    half = 0.42 * _SEMITONE
    y = row.y(note.semitones)
    left, right = row.x(note.onset_s), row.x(note.end_s) - 1.0
    tap = f"note:{note.index}"
    if pitch_verdict(said, limits) == "unseen":
        yield from hatched(Box(left, y - half, max(right, left + 2), y + half), tap)
    else:
        yield Rect(left, y - half, max(right - left, 2.0), 2 * half, "bar", "fir", 0.5, tap)


def _line(row: Row, sung: Sung) -> Iterator[Polyline]:
    """Yield what was sung in this row, broken where no voice was heard or it left the field."""
    times = reference_time(sung)
    inside = (times >= row.start_s - 0.05) & (times <= row.end_s + 0.05)
    stroke: list[Point] = []
    for t, semitones in zip(times[inside], sung.semitones[inside], strict=True):
        if not row.low <= semitones <= row.high:  # NaN lands here too
            yield from _stroke(stroke)
            stroke = []
            continue
        point = (row.x(float(t)), row.y(float(semitones)))
        if not stroke or max(abs(point[0] - stroke[-1][0]), abs(point[1] - stroke[-1][1])) > 0.9:
            stroke.append(point)
    yield from _stroke(stroke)


def _stroke(points: list[Point]) -> Iterator[Polyline]:
    if len(points) > 1:
        yield Polyline(tuple(points), "ink", 1.5)
