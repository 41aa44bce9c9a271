"""Gongche beside the words: 蓑衣式 columns read right to left, and rows for narrow screens.

What the source gives is drawn in ink: words, pitches, and where a marked beat span starts.
Where the source does not say which 板 or 眼 that is, one neutral mark stands for all.
Nothing is drawn that the score does not carry.
"""

from collections.abc import Iterator

from content.score import Score
from content.texts import _, lang
from lessons.report import labels
from lessons.report.labels import MARK
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Point, Shape, Text, extent
from lessons.report.strands import Script, Strand, by_syllable, glyph, is_free, pause_at
from lessons.report.words import gongche_notes

LYRIC = 27.0
NOTE = 16.0
_STEP = 0.56 * NOTE  # how far each note of a strand hangs below the one before
_PITCH = 1.62 * NOTE  # from strand to strand: parallel slants never touch
_GAP = 7.0  # between word and cape
_MARGIN = 14.0
_BETWEEN = 16.0  # white between columns
_AIR = 8.0  # white below a syllable
_UNDER = 3.0  # between a note and the small signs under it: room for a falling tail

Cells = list[tuple[int, tuple[Strand, ...]]]


def columns(score: Score, script: Script = "trad", height: float = 520.0) -> Page:
    """Draw the 蓑衣式 page, about `height` points high and as wide as the aria needs."""
    packed = list(_pack(score, height - 2 * _MARGIN))
    widths = [_column_width(score, cells) for cells in packed]
    width = sum(widths) + _BETWEEN * (len(packed) - 1) + 2 * _MARGIN
    right = width - _MARGIN
    shapes: list[Shape] = []
    for cells, wide in zip(packed, widths, strict=True):
        shapes += _column(score, script, cells, right - wide)
        right -= wide + _BETWEEN
    return _page(score, script, shapes, width)


def rows(score: Score, script: Script = "trad", width: float = 720.0) -> Page:
    """Draw gongche above the words in rows read left to right, `width` points wide."""
    shapes: list[Shape] = []
    y = _MARGIN
    for cells in _break(score, width - 2 * _MARGIN):
        x, band = _MARGIN, _band(score, cells)
        for cell in cells:
            shapes += _row_cell(score, script, cell, (x, y), band)
            x += _cell_width(score, cell[1]) + _GAP
        y += NOTE + LYRIC + 4 * _AIR + band + _tone(score)
    return _page(score, script, shapes, width)


def _break(score: Score, width: float) -> Iterator[Cells]:
    """Yield rows of whole syllables that fit `width`."""
    cells: Cells = []
    used = 0.0
    for syllable, strands in by_syllable(score):
        wide = _cell_width(score, strands)
        if cells and used + wide > width:
            yield cells
            cells, used = [], 0.0
        cells.append((syllable, strands))
        used += wide + _GAP
    if cells:
        yield cells


def _cell_width(score: Score, strands: tuple[Strand, ...]) -> float:
    return max(LYRIC, _row_length(score, strands)) + _GAP


def _page(score: Score, script: Script, shapes: list[Shape], width: float) -> Page:
    title = _("Gongche of {title}").format(title=score.title.read(lang()))
    height = (extent(shapes).bottom if shapes else _MARGIN) + _MARGIN
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
        y + NOTE + _STEP * k + _small(score, index)
        for strand, y in zip(strands, _tops(score, strands), strict=True)
        for k, index in enumerate(strand.notes)
    )
    tone = labels.LINE + 1 if score.syllables[strands[0].syllable].tone else 0.0
    last = _tops(score, strands)[-1] + NOTE
    return max(LYRIC + tone, last, *tails) + _AIR


def _tops(score: Score, strands: tuple[Strand, ...]) -> list[float]:
    """Return where each strand of a syllable begins, each clear of the one above."""
    tops = [0.0]
    for strand in strands[:-1]:
        small = max((_small(score, i) for i in strand.notes), default=0.0)
        tops.append(tops[-1] + _PITCH + small)
    return tops


def _small(score: Score, index: int) -> float:
    """Return the height of the small signs under a note."""
    count = labels.lines(score.notes[index])
    return _UNDER + count * labels.LINE if count else 0.0


def _unit(score: Score) -> float:
    """Return how wide a note is: a sign such as 下四 takes two characters."""
    signs = [sign for n in score.notes for sign in (n.gongche, *labels.readings(n))]
    return NOTE * max((len(_base(sign)) for sign in signs), default=1)


def _middle(score: Score, index: int) -> float:
    return NOTE * len(_base(score.notes[index].gongche)) / 2


def _base(sign: str) -> str:
    return sign.rstrip("+-")


def _column_width(score: Score, cells: Cells) -> float:
    longest = max(len(s.notes) for _syllable, strands in cells for s in strands)
    return LYRIC + _GAP + _unit(score) * max(longest, 1) + 2 * MARK + 2


def _column(score: Score, script: Script, cells: Cells, left: float) -> Iterator[Shape]:
    y = _MARGIN
    for syllable, strands in cells:
        high = _cell_height(score, strands)
        yield from _word(score, script, syllable, (left + LYRIC / 2, y))
        if is_free(score, syllable):
            yield Line(left - 5, y, left - 5, y + high, "fir", 1.6)
        for strand, top in zip(strands, _tops(score, strands), strict=True):
            yield from _strand(score, script, strand, (left + LYRIC + _GAP, y + top))
        y += high


def _strand(score: Score, script: Script, strand: Strand, at: Point) -> Iterator[Shape]:
    """Hang the notes of a strand from x, y, each lower and further right."""
    (x, y), unit = at, _unit(score)
    for i, index in enumerate(strand.notes):
        left, top = x + i * unit, y + i * _STEP
        yield from _note(score, script, index, (left, top))
        under = (left + _middle(score, index), top + NOTE + _UNDER)
        yield from labels.stack(score.notes[index], script, under)
        if (pause := pause_at(score, index)) is not None:
            yield from labels.beat(score, pause, left + unit + MARK + 0.5, top + MARK + 0.5)
    if strand.marked is not None:
        beside = x + unit + MARK + 0.5 if strand.notes else x + NOTE + MARK + 0.5
        yield from labels.beat(score, strand.marked, beside, y + MARK + 0.5)
        if not strand.notes:  # the note above is still held when the span starts
            yield Line(x + NOTE / 2, y - 2, x + NOTE / 2, y + NOTE * 0.7, _beat_ink(score), 0.9)


def _row_cell(
    score: Score, script: Script, cell: tuple[int, tuple[Strand, ...]], at: Point, band: float
) -> Iterator[Shape]:
    (x, y), unit = at, _unit(score)
    syllable, strands = cell
    below = y + NOTE + band + _AIR
    yield from _word(score, script, syllable, (x + LYRIC / 2, below))
    if is_free(score, syllable):
        wide = max(LYRIC, _row_length(score, strands)) + 2 * _GAP
        line = below + LYRIC + 4 + _tone(score)
        yield Line(x, line, x + wide, line, "fir", 1.6)
    for strand in strands:
        for i, index in enumerate(strand.notes):
            yield from _note(score, script, index, (x + i * unit, y))
            under = (x + i * unit + _middle(score, index), y + NOTE + _UNDER)
            yield from labels.stack(score.notes[index], script, under)
            if (pause := pause_at(score, index)) is not None:
                yield from labels.beat(score, pause, x + (i + 0.5) * unit, y - MARK - 1)
        if strand.marked is not None:
            yield from labels.beat(score, strand.marked, x + NOTE * 0.5, y - MARK - 1)
        if strand.marked is not None and not strand.notes:
            yield Line(x, y + NOTE / 2, x + NOTE * 0.8, y + NOTE / 2, _beat_ink(score), 0.9)
        x += max(len(strand.notes), 1) * unit + _GAP / 2


def _band(score: Score, cells: Cells) -> float:
    """Return the height between notes and words that the small signs of a row need."""
    notes = (i for _syllable, strands in cells for strand in strands for i in strand.notes)
    return max((_small(score, i) for i in notes), default=0.0)


def _tone(score: Score) -> float:
    return labels.LINE if labels.has_tones(score) else 0.0


def _row_length(score: Score, strands: tuple[Strand, ...]) -> float:
    return sum(max(len(s.notes), 1) * _unit(score) + _GAP / 2 for s in strands)


def _word(score: Score, script: Script, syllable: int, at: Point) -> Iterator[Shape]:
    x, top = at
    colour: Colour = "ink" if score.words_basis.status.gradable else "soft"
    sung = glyph(score.syllables[syllable], script)
    tap = f"syllable:{syllable}"
    yield Text(sung, x, top + 0.88 * LYRIC, LYRIC, colour, "serif", "middle", tap)
    yield from labels.tone(score.syllables[syllable], script, x, top + LYRIC + 1)


def _note(score: Score, script: Script, index: int, at: Point) -> Iterator[Shape]:
    """Yield a sign; an octave down it has a falling tail, an octave up 亻 before it."""
    colour: Colour = "ink" if score.pitch_basis.status.gradable else "soft"
    (x, top), size = at, NOTE
    sign = labels.named(score.notes[index].gongche, script)
    if sign.endswith("+"):
        size = 0.75 * NOTE
        yield Line(x + 3.6, top + 2, x + 0.4, top + 7.5, colour, 1.0)
        yield Line(x + 2, top + 5.5, x + 2, top + NOTE - 1, colour, 1.0)
    elif sign.endswith("-"):
        yield Line(x + 4, top + NOTE - 1.5, x + 0.5, top + NOTE + 2.5, colour, 1.0)
    base = top + (NOTE - size) / 2 + 0.88 * size
    tap = f"note:{index}"
    yield Text(_base(sign), x + NOTE - size, base, size, colour, "serif", "start", tap)


def _beat_ink(score: Score) -> Colour:
    return "camphor" if score.beat_basis.status.gradable else "soft"
