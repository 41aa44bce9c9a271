"""Gongche above the words, in rows read left to right, for narrow screens."""

from collections.abc import Iterator
from dataclasses import replace

from content.score import Score
from lessons.report import glyphs, labels
from lessons.report.glyphs import AIR, GAP, LYRIC, MARGIN, NOTE, UNDER
from lessons.report.gongche import Cells, page
from lessons.report.labels import MARK
from lessons.report.shapes import Line, Page, Point, Shape
from lessons.report.strands import Script, Strand, by_syllable, is_free, pause_at


def rows(score: Score, script: Script = "trad", width: float = 720.0) -> Page:
    """Draw gongche above the words in rows read left to right, `width` points wide."""
    shapes: list[Shape] = []
    y = MARGIN
    for cells in _break(score, width - 2 * MARGIN):
        x, band = MARGIN, _band(score, cells)
        for cell in cells:
            shapes += _row_cell(score, script, cell, (x, y), band)
            x += _cell_width(score, cell[1]) + GAP
        y += NOTE + LYRIC + 4 * AIR + band + _tone(score)
    return page(score, script, shapes, width)


def _break(score: Score, width: float) -> Iterator[Cells]:
    """Yield rows that fit `width`."""
    cells: Cells = []
    used = 0.0
    for cell in _pieces(score, width):
        wide = _cell_width(score, cell[1])
        if cells and used + wide > width:
            yield cells
            cells, used = [], 0.0
        cells.append(cell)
        used += wide + GAP
    if cells:
        yield cells


def _pieces(score: Score, width: float) -> Iterator[tuple[int, tuple[Strand, ...]]]:
    """Yield syllables, those with more notes than a row holds in pieces."""
    for syllable, strands in by_syllable(score):
        piece: tuple[Strand, ...] = ()
        for strand in _short(strands, int((width - 2 * GAP) / glyphs.unit(score))):
            if piece and _cell_width(score, (*piece, strand)) > width:
                yield syllable, piece
                piece = ()
            piece = (*piece, strand)
        yield syllable, piece


def _short(strands: tuple[Strand, ...], most: int) -> Iterator[Strand]:
    """Yield the same notes in strands of at most `most` notes."""
    for strand in strands:
        yield replace(strand, notes=strand.notes[:most])
        for k in range(most, len(strand.notes), most):
            yield replace(strand, notes=strand.notes[k : k + most], marked=None)


def _cell_width(score: Score, strands: tuple[Strand, ...]) -> float:
    return max(LYRIC, _row_length(score, strands)) + GAP


def _row_cell(
    score: Score, script: Script, cell: tuple[int, tuple[Strand, ...]], at: Point, band: float
) -> Iterator[Shape]:
    (x, y), unit = at, glyphs.unit(score)
    syllable, strands = cell
    below = y + NOTE + band + AIR
    if _opens(score, strands):
        yield from glyphs.word(score, script, syllable, (x + LYRIC / 2, below))
    if is_free(score, syllable):
        wide = max(LYRIC, _row_length(score, strands)) + 2 * GAP
        line = below + LYRIC + 4 + _tone(score)
        yield Line(x, line, x + wide, line, "fir", 1.6)
    for strand in strands:
        for i, index in enumerate(strand.notes):
            yield from glyphs.note(score, script, index, (x + i * unit, y))
            under = (x + i * unit + glyphs.middle(score, index), y + NOTE + UNDER)
            yield from labels.stack(score.notes[index], script, under)
            if (pause := pause_at(score, index)) is not None:
                yield from labels.beat(score, pause, x + (i + 0.5) * unit, y - MARK - 1)
        if strand.marked is not None:
            yield from labels.beat(score, strand.marked, x + NOTE * 0.5, y - MARK - 1)
        if strand.marked is not None and not strand.notes:
            yield Line(x, y + NOTE / 2, x + NOTE * 0.8, y + NOTE / 2, glyphs.beat_ink(score), 0.9)
        x += max(len(strand.notes), 1) * unit + GAP / 2


def _opens(score: Score, strands: tuple[Strand, ...]) -> bool:
    """Whether the first note here is the first of its syllable."""
    first = next((i for s in strands for i in s.notes), None)
    notes = score.notes
    return first is not None and (first == 0 or notes[first - 1].syllable != notes[first].syllable)


def _band(score: Score, cells: Cells) -> float:
    """Return the height between notes and words that the small signs of a row need."""
    notes = (i for _syllable, strands in cells for strand in strands for i in strand.notes)
    return max((glyphs.small(score, i) for i in notes), default=0.0)


def _tone(score: Score) -> float:
    return labels.LINE if labels.has_tones(score) else 0.0


def _row_length(score: Score, strands: tuple[Strand, ...]) -> float:
    return sum(max(len(s.notes), 1) * glyphs.unit(score) + GAP / 2 for s in strands)
