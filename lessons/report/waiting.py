"""A page where nothing is written yet: what only a master can give, in his own recording."""

from collections.abc import Iterator

from content.texts import _
from lessons.report.shapes import ASCENT, DESCENT, Line, Page, Rect, Shape, Text, text_width

_WORD, _LEADING = 20.0, 1.5
_MARGIN, _AIR = 26.0, 22.0
_LONGEST = 40  # letters of a word that is not broken
_NOT_FIRST = "，。、；：？！」』》）”’…·,.;:?!)"


def page(title: str, slot: str, width: float = 720.0) -> Page:
    """Draw an empty place kept for a recording, `width` points wide, with what it waits for."""
    shapes: list[Shape] = [Text(title, _MARGIN, 2 * _MARGIN, 1.3 * _WORD, "ink", "serif")]
    rule = 2.6 * _MARGIN
    shapes.append(Line(_MARGIN, rule, width - _MARGIN, rule, "hair", 0.8))
    top = rule + _MARGIN
    y = top + _AIR + ASCENT * _WORD
    for row in _rows(slot, width - 4 * _MARGIN):
        shapes.append(Text(row, 2 * _MARGIN, y, _WORD, "ink", "serif"))
        y += _LEADING * _WORD
    low = y - _LEADING * _WORD + DESCENT * _WORD + _AIR
    box = Rect(_MARGIN, top, width - 2 * _MARGIN, low - top, None, "stone", 0.8)
    return Page(width, low + _MARGIN, title, (box, *shapes), (_notice(),))


def _notice() -> str:
    return _("Nothing is invented here: no public source has it. Bring your teacher's recording.")


def _rows(words: str, width: float) -> Iterator[str]:
    """Yield rows that fit: hanzi break anywhere but before a mark, Latin words at spaces.

    One mark may hang over the end of a row, into the air before the frame.
    """
    row, used = "", 0.0
    for word in _pieces(words):
        wide = text_width(word, _WORD)
        hangs = _WORD if word[0] in _NOT_FIRST else 0.0
        if row and used + wide > width + hangs:
            yield row.rstrip()
            row, used = "", 0.0
        row, used = row + word, used + wide
    if row:
        yield row


def _pieces(words: str) -> Iterator[str]:
    piece = ""
    for c in words:
        if ord(c) >= 0x2E80:
            if piece:
                yield piece
                piece = ""
            yield c
        else:
            piece += c
            if c == " " or len(piece) == _LONGEST:
                yield piece
                piece = ""
    if piece:
        yield piece
