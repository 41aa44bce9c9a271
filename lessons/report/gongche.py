"""Gongche beside the words: 蓑衣式 columns read right to left, and rows for narrow screens.

What the source gives is drawn in ink: words, pitches, and where a marked beat span starts.
Which 板 or 眼 the mark is, the data does not say, so one neutral mark stands for all.
"""

from collections.abc import Iterator

from content.score import Score
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Polygon, Shape, Text, extent
from lessons.report.strands import Script, Strand, by_syllable, glyph, is_free
from lessons.report.words import gongche_notes

LYRIC = 27.0
NOTE = 16.0
MARK = 2.9  # half the diagonal of the beat mark
_STEP = 0.56 * NOTE  # how far each note of a strand hangs below the one before
_PITCH = 1.62 * NOTE  # from strand to strand: parallel slants never touch
_GAP = 7.0  # between word and cape
_MARGIN = 14.0
_BETWEEN = 16.0  # white between columns
_AIR = 8.0  # white below a syllable

Cells = list[tuple[int, tuple[Strand, ...]]]


def columns(score: Score, script: Script = "trad", height: float = 520.0) -> Page:
    """Draw the 蓑衣式 page, about `height` points high and as wide as the aria needs."""
    packed = list(_pack(score, height - 2 * _MARGIN))
    widths = [_column_width(cells) for cells in packed]
    width = sum(widths) + _BETWEEN * (len(packed) - 1) + 2 * _MARGIN
    right = width - _MARGIN
    shapes: list[Shape] = []
    for cells, wide in zip(packed, widths, strict=True):
        shapes += _column(score, script, cells, right - wide)
        right -= wide + _BETWEEN
    return _page(score, shapes, width)


def rows(score: Score, script: Script = "trad", width: float = 720.0) -> Page:
    """Draw gongche above the words in rows read left to right, `width` points wide."""
    shapes: list[Shape] = []
    x, y = _MARGIN, _MARGIN
    for syllable, strands in by_syllable(score):
        wide = max(LYRIC, _row_length(strands)) + _GAP
        if x > _MARGIN and x + wide > width - _MARGIN:
            x, y = _MARGIN, y + NOTE + LYRIC + 4 * _AIR
        shapes += _row_cell(score, script, (syllable, strands), (x, y))
        x += wide + _GAP
    return _page(score, shapes, width)


def _page(score: Score, shapes: list[Shape], width: float) -> Page:
    title = _("Gongche of {title}").format(title=score.title.read(lang()))
    height = (extent(shapes).bottom if shapes else _MARGIN) + _MARGIN
    return Page(width, height, title, tuple(shapes), gongche_notes(score))


def _pack(score: Score, height: float) -> Iterator[Cells]:
    """Yield columns of whole syllables that fit `height`."""
    cells: Cells = []
    used = 0.0
    for syllable, strands in by_syllable(score):
        high = _cell_height(strands)
        if cells and used + high > height:
            yield cells
            cells, used = [], 0.0
        cells.append((syllable, strands))
        used += high
    if cells:
        yield cells


def _cell_height(strands: tuple[Strand, ...]) -> float:
    tail = _STEP * (max(len(s.notes) for s in strands[-1:]) - 1)
    return max(LYRIC, _PITCH * (len(strands) - 1) + NOTE + max(tail, 0.0)) + _AIR


def _column_width(cells: Cells) -> float:
    longest = max(len(s.notes) for _syllable, strands in cells for s in strands)
    return LYRIC + _GAP + NOTE * max(longest, 1) + 2 * MARK + 2


def _column(score: Score, script: Script, cells: Cells, left: float) -> Iterator[Shape]:
    y = _MARGIN
    for syllable, strands in cells:
        high = _cell_height(strands)
        yield _word(score, script, syllable, (left + LYRIC / 2, y))
        if is_free(score, syllable):
            yield Line(left - 5, y, left - 5, y + high, "fir", 1.6)
        for i, strand in enumerate(strands):
            yield from _strand(score, strand, left + LYRIC + _GAP, y + i * _PITCH)
        y += high


def _strand(score: Score, strand: Strand, x: float, y: float) -> Iterator[Shape]:
    """Hang the notes of a strand from x, y, each lower and further right."""
    for i, index in enumerate(strand.notes):
        yield _note(score, index, x + i * NOTE, y + i * _STEP)
    if strand.marked is not None:
        yield _mark(score, strand.marked, x + NOTE + MARK + 0.5, y + MARK + 0.5)
        if not strand.notes:  # the note above is still held when the span starts
            yield Line(x + NOTE / 2, y - 2, x + NOTE / 2, y + NOTE * 0.7, _beat_ink(score), 0.9)


def _row_cell(
    score: Score, script: Script, cell: tuple[int, tuple[Strand, ...]], at: tuple[float, float]
) -> Iterator[Shape]:
    x, y = at
    syllable, strands = cell
    yield _word(score, script, syllable, (x + LYRIC / 2, y + NOTE + _AIR))
    if is_free(score, syllable):
        wide = max(LYRIC, _row_length(strands)) + 2 * _GAP
        below = y + NOTE + LYRIC + _AIR + 4
        yield Line(x, below, x + wide, below, "fir", 1.6)
    for strand in strands:
        for i, index in enumerate(strand.notes):
            yield _note(score, index, x + i * NOTE, y)
        if strand.marked is not None:
            yield _mark(score, strand.marked, x + NOTE * 0.5, y - MARK - 1)
        if strand.marked is not None and not strand.notes:
            yield Line(x, y + NOTE / 2, x + NOTE * 0.8, y + NOTE / 2, _beat_ink(score), 0.9)
        x += max(len(strand.notes), 1) * NOTE + _GAP / 2


def _row_length(strands: tuple[Strand, ...]) -> float:
    return sum(max(len(s.notes), 1) * NOTE + _GAP / 2 for s in strands)


def _word(score: Score, script: Script, syllable: int, at: tuple[float, float]) -> Text:
    x, top = at
    colour: Colour = "ink" if score.words_basis.status.gradable else "soft"
    sung = glyph(score.syllables[syllable], script)
    tap = f"syllable:{syllable}"
    return Text(sung, x, top + 0.88 * LYRIC, LYRIC, colour, "serif", "middle", tap)


def _note(score: Score, index: int, x: float, top: float) -> Text:
    colour: Colour = "ink" if score.pitch_basis.status.gradable else "soft"
    sign = score.notes[index].gongche
    return Text(sign, x, top + 0.88 * NOTE, NOTE, colour, "serif", "start", f"note:{index}")


def _mark(score: Score, span: int, x: float, y: float) -> Polygon:
    points = ((x, y - MARK), (x + MARK, y), (x, y + MARK), (x - MARK, y))
    known = score.spans[span].status.gradable
    fill: Colour | None = "camphor" if known else None
    return Polygon(points, fill, "camphor", 0.6, f"span:{span}")


def _beat_ink(score: Score) -> Colour:
    return "camphor" if score.beat_basis.status.gradable else "soft"
