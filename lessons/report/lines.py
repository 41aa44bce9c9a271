"""Spoken lines as a page: who speaks in which manner, the words, the reading, the pauses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.model import Status
from content.score import Reading
from content.script import Line as Spoken
from content.script import Script
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Rect, Shape, Text
from lessons.report.strands import Script as Characters
from lessons.report.words import status_word

WORD = 22.0
_READING = 12.0
_TAG = 13.0
_LEFT, _MARGIN = 96.0, 16.0
_LEADING = 1.55
_BETWEEN = 16.0
_PAUSE = 9.0  # half the height of a pause sign
_NOT_FIRST = "，。、；：？！」』》）”’…·"  # never begin a row


@dataclass(frozen=True)
class _Cell:
    """One line of the script cut into rows, with where it begins."""

    index: int
    spoken: Spoken
    rows: tuple[str, ...]
    top: float

    @property
    def bottom(self) -> float:
        """Where the line ends."""
        reading = _LEADING * _READING if self.spoken.suzhou else 0.0
        return self.top + len(self.rows) * _LEADING * WORD + reading + _BETWEEN


def page(script: Script, characters: Characters = "trad", width: float = 720.0) -> Page:
    """Draw the lines one under the other, `width` points wide; taps are "line:<index>"."""
    shapes: list[Shape] = []
    top = _MARGIN
    for index, spoken in enumerate(script.lines):
        words = spoken.trad if characters == "trad" else spoken.simp
        cell = _Cell(index, spoken, _rows(words, width - _LEFT - _MARGIN), top)
        shapes += _drawn(cell, width)
        top = cell.bottom
    title = _("Lines of {title}").format(title=script.title.read(lang()))
    return Page(width, top + _MARGIN, title, tuple(shapes), _notes(script))


def _rows(words: str, width: float) -> tuple[str, ...]:
    """Cut a line into rows; a mark never begins one."""
    most = max(int(width // WORD), 2)
    rows: list[str] = []
    while words:
        cut = most
        while cut < len(words) and words[cut] in _NOT_FIRST and cut > 1:
            cut -= 1
        rows.append(words[:cut])
        words = words[cut:]
    return tuple(rows)


def _drawn(cell: _Cell, width: float) -> Iterator[Shape]:
    tap = f"line:{cell.index}"
    narrator = cell.spoken.voice[1]
    colour: Colour = "camphor" if narrator else "purple"
    high = _TAG + 8
    yield Rect(_MARGIN, cell.top + 2, _LEFT - 2 * _MARGIN, high, "paper", colour, 0.8, tap)
    middle = (_MARGIN + _LEFT - _MARGIN) / 2
    tag = f"{cell.spoken.speaker}·{cell.spoken.kind}" if not narrator else cell.spoken.speaker
    size = min(_TAG, (_LEFT - 2 * _MARGIN - 8) / max(len(tag), 1))
    yield Text(tag, middle, cell.top + 2 + 0.72 * high, size, colour, "sans", "middle", tap)
    for k, row in enumerate(cell.rows):
        y = cell.top + (0.9 + k * _LEADING) * WORD
        ink: Colour = "ink" if cell.spoken.basis.status.gradable else "soft"
        yield Text(row, _LEFT, y, WORD, ink, "serif", "start", tap)
    yield from _pause(cell)
    if cell.spoken.suzhou:
        y = cell.top + len(cell.rows) * _LEADING * WORD + 0.6 * _READING
        yield Text(cell.spoken.suzhou.text, _LEFT, y, _READING, "soft", "sans")
    rule = cell.bottom - 0.4 * _BETWEEN
    yield Line(_MARGIN, rule, width - _MARGIN, rule, "hair", 0.6)


def _pause(cell: _Cell) -> Iterator[Shape]:
    """Draw a pause after the line: a stroke that is full where it is known, thin where not."""
    status = cell.spoken.pause_after
    if status is None:
        return
    x = _LEFT + len(cell.rows[-1]) * WORD + 8
    y = cell.top + (0.55 + (len(cell.rows) - 1) * _LEADING) * WORD
    ink: Colour = "camphor" if status.gradable else "stone"
    yield Line(x, y + _PAUSE, x + 5, y - _PAUSE, ink, 1.6)


def _notes(script: Script) -> tuple[str, ...]:
    readings = [line.suzhou for line in script.lines if line.suzhou]
    pauses = any(line.pause_after for line in script.lines)
    return (
        *_tags(script),
        *((_("Slanting stroke: a pause belongs here (grey: an editor's reading)."),) * pauses),
        *_readings(readings),
        _("words: {status}").format(status=status_word(script.basis.status)),
    )


def _tags(script: Script) -> tuple[str, ...]:
    """Explain the tags; only a storyteller's script has a narrator."""
    if any(line.voice[1] for line in script.lines):
        return (_("表: the narrator. Any other tag: the role whose words these are."),)
    return (_("Before each line: the role whose words these are."),)


def _readings(readings: Sequence[Reading]) -> tuple[str, ...]:
    if not readings:
        return (_("No source gives how these words are spoken on the stage: ask your teacher."),)
    worst = max((r.basis.status for r in readings), key=list(Status).index)
    return (_("Suzhou reading: {status}").format(status=status_word(worst)),)
