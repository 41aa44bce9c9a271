"""Gongche beside the words: 蓑衣式 columns read right to left.

What the source gives is drawn in ink: words, pitches, and where a marked beat span starts.
Where the source does not say which 板 or 眼 that is, one neutral mark stands for all.
Nothing is drawn that the score does not carry.
"""

from collections.abc import Iterator

from content.score import Score
from content.texts import _, lang
from lessons.report import glyphs, labels
from lessons.report.glyphs import AIR, GAP, LYRIC, MARGIN, NOTE, UNDER
from lessons.report.labels import MARK
from lessons.report.shapes import Line, Page, Point, Shape, extent
from lessons.report.strands import Script, Strand, by_syllable, is_free, pause_at
from lessons.report.words import gongche_notes

_STEP = 0.56 * NOTE  # how far each note of a strand hangs below the one before
_PITCH = 1.62 * NOTE  # from strand to strand: parallel slants never touch
_BETWEEN = 16.0  # white between columns

Cells = list[tuple[int, tuple[Strand, ...]]]


def columns(score: Score, script: Script = "trad", height: float = 520.0) -> Page:
    """Draw the 蓑衣式 page, about `height` points high and as wide as the aria needs."""
    packed = list(_pack(score, height - 2 * MARGIN))
    widths = [_column_width(score, cells) for cells in packed]
    width = sum(widths) + _BETWEEN * (len(packed) - 1) + 2 * MARGIN
    right = width - MARGIN
    shapes: list[Shape] = []
    for cells, wide in zip(packed, widths, strict=True):
        shapes += _column(score, script, cells, right - wide)
        right -= wide + _BETWEEN
    return page(score, script, shapes, width)


def page(score: Score, script: Script, shapes: list[Shape], width: float) -> Page:
    """Return shapes as a page with the legend of gongche."""
    title = _("Gongche of {title}").format(title=score.title.read(lang()))
    height = (extent(shapes).bottom if shapes else MARGIN) + MARGIN
    return Page(width, height, title, tuple(shapes), gongche_notes(score, script))


def _pack(score: Score, height: float) -> Iterator[Cells]:
    """Yield columns of whole syllables that fit `height`."""
    cells: Cells = []
    used = 0.0
    for syllable, strands in by_syllable(score):
        high = _cell_height(score, strands)
        if cells and used + high > height:
            yield cells
            cells, used = [], 0.0
        cells.append((syllable, strands))
        used += high
    if cells:
        yield cells


def _cell_height(score: Score, strands: tuple[Strand, ...]) -> float:
    tails = (
        y + NOTE + _STEP * k + glyphs.small(score, index)
        for strand, y in zip(strands, _tops(score, strands), strict=True)
        for k, index in enumerate(strand.notes)
    )
    tone = labels.LINE + 1 if score.syllables[strands[0].syllable].tone else 0.0
    last = _tops(score, strands)[-1] + NOTE
    return max(LYRIC + tone, last, *tails) + AIR


def _tops(score: Score, strands: tuple[Strand, ...]) -> list[float]:
    """Return where each strand of a syllable begins, each clear of the one above."""
    tops = [0.0]
    for strand in strands[:-1]:
        small = max((glyphs.small(score, i) for i in strand.notes), default=0.0)
        tops.append(tops[-1] + _PITCH + small)
    return tops


def _column_width(score: Score, cells: Cells) -> float:
    longest = max(len(s.notes) for _syllable, strands in cells for s in strands)
    return LYRIC + GAP + glyphs.unit(score) * max(longest, 1) + 2 * MARK + 2


def _column(score: Score, script: Script, cells: Cells, left: float) -> Iterator[Shape]:
    y = MARGIN
    for syllable, strands in cells:
        high = _cell_height(score, strands)
        yield from glyphs.word(score, script, syllable, (left + LYRIC / 2, y))
        if is_free(score, syllable):
            yield Line(left - 5, y, left - 5, y + high, "fir", 1.6)
        for strand, top in zip(strands, _tops(score, strands), strict=True):
            yield from _strand(score, script, strand, (left + LYRIC + GAP, y + top))
        y += high


def _strand(score: Score, script: Script, strand: Strand, at: Point) -> Iterator[Shape]:
    """Hang the notes of a strand from x, y, each lower and further right."""
    (x, y), unit = at, glyphs.unit(score)
    for i, index in enumerate(strand.notes):
        left, top = x + i * unit, y + i * _STEP
        yield from glyphs.note(score, script, index, (left, top))
        under = (left + glyphs.middle(score, index), top + NOTE + UNDER)
        yield from labels.stack(score.notes[index], script, under)
        if (pause := pause_at(score, index)) is not None:
            yield from labels.beat(score, pause, left + unit + MARK + 0.5, top + MARK + 0.5)
    if strand.marked is not None:
        beside = x + unit + MARK + 0.5 if strand.notes else x + NOTE + MARK + 0.5
        yield from labels.beat(score, strand.marked, beside, y + MARK + 0.5)
        if not strand.notes:  # the note above is still held when the span starts
            yield Line(
                x + NOTE / 2, y - 2, x + NOTE / 2, y + NOTE * 0.7, glyphs.beat_ink(score), 0.9
            )
