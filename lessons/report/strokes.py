"""Strokes of a plucked string as a page: beats to the right, strings below one another."""

from collections.abc import Iterator
from math import ceil

from content.pattern import Pattern, Stroke
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import Circle, Line, Page, Shape, Text
from lessons.report.words import status_word

_LEFT, _MARGIN = 74.0, 18.0
_BEAT = 62.0  # points
_HEAD = 34.0
_STRING = 46.0
_DOT = 10.0
_ROW = 26.0  # white between two rows
EVERY = {"流水": 1, "一板一眼": 2, "一板三眼": 4, "一板三眼加赠板": 8}


def page(pattern: Pattern, width: float = 720.0) -> Page:
    """Draw a pattern `width` points wide; taps are "stroke:<index>"."""
    per_row = max(int((width - _LEFT - _MARGIN) // _BEAT), 1)
    per_row -= per_row % EVERY.get(pattern.metre, 1) if per_row > 8 else 0
    end = max(s.onset + s.duration for s in pattern.strokes)
    rows = ceil(end / per_row)
    shapes: list[Shape] = []
    high = _HEAD + _STRING * len(pattern.strings) + _ROW
    for row in range(rows):
        beats = min(per_row, ceil(end - row * per_row))
        shapes += _row(pattern, (row * per_row, beats), _MARGIN + row * high)
    title = _("Strokes of {title}").format(title=pattern.title.read(lang()))
    return Page(width, 2 * _MARGIN + rows * high, title, tuple(shapes), _notes(pattern))


def _row(pattern: Pattern, span: tuple[int, int], top: float) -> Iterator[Shape]:
    first, beats = span
    low = top + _HEAD + _STRING * (len(pattern.strings) - 1)  # the words stand below the strings
    for k in range(beats + 1):
        x = _LEFT + k * _BEAT
        ban = (first + k) % EVERY.get(pattern.metre, 1) == 0 and pattern.metre in EVERY
        yield Line(x, top + 0.6 * _HEAD, x, low, "fir" if ban else "hair", 1.4 if ban else 0.6)
        if ban and k < beats:
            yield Text(_("板"), x, top + 0.45 * _HEAD, 13.0, "camphor", "serif", "middle")
    for s, string in enumerate(pattern.strings):
        y = top + _HEAD + _STRING * s
        yield Line(_LEFT - 8, y, _LEFT + beats * _BEAT, y, "stone", 1.0)
        yield Text(string.name, _LEFT - 16, y + 5, 14.0, "ink", "serif", "end")
    for index, stroke in enumerate(pattern.strokes):
        if first <= stroke.onset < first + beats:
            yield from _stroke(pattern, index, stroke, (first, top))


def _stroke(pattern: Pattern, index: int, stroke: Stroke, at: tuple[int, float]) -> Iterator[Shape]:
    first, top = at
    names = [s.name for s in pattern.strings]
    between = 0.5 if len(names) > 1 else 0.0  # on whichever string: it lies on none
    string = between if stroke.string is None else names.index(stroke.string)
    x, y = _LEFT + (stroke.onset - first) * _BEAT, top + _HEAD + _STRING * string
    known = stroke.onset_status.gradable
    tap = f"stroke:{index}"
    fill: Colour | None = "camphor" if known else "slip"
    yield Circle(x, y, _DOT, fill, "camphor", 1.2, tap)
    ink: Colour = "slip" if known else "camphor"
    if stroke.semitones:
        doubt = "" if stroke.pitch_status.gradable else "?"
        yield Text(f"+{stroke.semitones}{doubt}", x, y + 4, 11.0, ink, "sans", "middle")
    if stroke.stroke is not None:
        yield Text(stroke.stroke, x, y + _DOT + 13, 12.0, "ink", "serif", "middle", tap)


def _notes(pattern: Pattern) -> tuple[str, ...]:
    notice = (pattern.notice,) if pattern.notice else ()
    free = any(s.string is None for s in pattern.strokes) and len(pattern.strings) > 1
    doubt = any(s.semitones and not s.pitch_status.gradable for s in pattern.strokes)
    return (
        *notice,
        _("Dot: one stroke on the string it lies on; +2: two semitones above the open string."),
        *((_("Dot between the strings: any string will do."),) if free else ()),
        *((_("?: the pitch is an editor's reading and is not marked."),) if doubt else ()),
        _("Pale dot: where it stands is an editor's reading and is not marked."),
        _("metre: {status}").format(status=status_word(pattern.metre_basis.status)),
        _("tempo: {status}").format(status=status_word(pattern.tempo_basis.status)),
    )
