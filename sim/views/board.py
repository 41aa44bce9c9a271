"""The lesson board: a paper slip for each lesson, pinned on old camphor wood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from content.lesson import Art, Need
from content.library import BoardEntry
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import Box, Circle, Text
from sim.views.column import EDGE, PAD, Button, Column, Ink, tally, tally_width
from sim.views.frame import Frame
from sim.views.layout import Item, Layout, Paper, Part

_SLIP = 0.94  # width of a slip, at least
_WIDER = 1.15  # times that at most
_MOST = 4  # slips side by side
_LEVELS = 5
_GAP = 0.6  # bodies between slips


@dataclass(frozen=True)
class Board:
    """The board in the lower half: the lessons of one art, or of all (`art` None).

    Regions: "lesson:<id>" where a lesson can begin, "art:<name>" and "art:" for all where there
    are several arts, "back" and "more" where there are several pages. `page` counts from 0 and
    goes round; `notice` is a sentence above the slips.
    """

    entries: tuple[BoardEntry, ...]
    notice: str = ""
    page: int = 0
    art: Art | None = None

    @property
    def arts(self) -> tuple[Art, ...]:
        """The arts that have lessons here, in the order of the house."""
        there = {e.lesson.art for e in self.entries}
        return tuple(art for art in get_args(Art) if art in there)

    @property
    def chosen(self) -> tuple[BoardEntry, ...]:
        """The lessons of the art in hand; of all where it has none here."""
        own = tuple(e for e in self.entries if e.lesson.art == self.art)
        return own or self.entries

    def layout(self, frame: Frame) -> Layout:
        """Lay the board out along the lower edge, as many slips as the window has room for."""
        row = _row(self, frame)
        pad, bottom = PAD * frame.em, frame.height - EDGE * frame.em
        left = (frame.width - row.width) / 2
        head = _head(self, frame, row, (left, 0.0))
        slips = bottom - pad - row.high
        top = slips - 0.35 * pad - head.y
        head = _head(self, frame, row, (left, top))
        box = Box(left - pad, top - 0.35 * pad, left + row.width + pad, bottom)
        parts = [Part((Paper(box, "board"), *head.items)), *head.parts]
        for k, entry in enumerate(row.shown):
            x = left + k * (row.each + _GAP * frame.em)
            parts.append(_slip(entry, Box(x, slips, x + row.each, bottom - pad), frame))
        if row.more:
            parts += _turns(frame, left + row.width, top, row)
        return Layout(box, tuple(parts))


@dataclass(frozen=True)
class _Row:
    """The slips that hang side by side, each as wide and high as the others."""

    shown: tuple[BoardEntry, ...]
    each: float
    high: float
    width: float
    page: int  # from 0
    pages: int

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self.pages > 1


def _row(board: Board, frame: Frame) -> _Row:
    room = frame.width - 2 * (EDGE + PAD) * frame.em
    gap = _GAP * frame.em
    entries = board.chosen
    fit = max(min(int((room + gap) / (_SLIP + gap)), _MOST), 1)
    n = max(min(fit, len(board.entries)), 1)  # as wide for one art as for all
    each = min((room + gap) / n - gap, _WIDER * _SLIP)
    pages = max(-(-len(entries) // n), 1)
    page = board.page % pages
    high = max((_written(e, frame, (0.0, 0.0), each).y for e in board.entries), default=0.0)
    shown = entries[page * n : (page + 1) * n]
    return _Row(shown, each, high + frame.em, n * (each + gap) - gap, page, pages)


def _head(board: Board, frame: Frame, row: _Row, at: tuple[float, float]) -> Column:
    """Set the board's name, the arts, and the notice, or that there is no lesson."""
    room = _turning(frame, row) + frame.em if row.more else 0.0
    column = Column(frame, *at, row.width - room)
    if len(board.arts) > 1:
        _tabs(board, column)
    else:
        column.text(_("Lessons"), Ink(frame.body, "slip", "serif"))
    words = board.notice or ("" if board.entries else _("There is no lesson on the shelf."))
    if words:
        column.text(words, Ink(frame.body, "slip"))
    return column


def _tabs(board: Board, column: Column) -> None:
    """Set the arts side by side behind the board's name; the red cord is round the one in hand."""
    frame, name, high = column.frame, _("Lessons"), 1.6 * column.frame.em
    size, gap = frame.body, 0.4 * frame.em
    base = column.y + high / 2 + 0.38 * size
    column.items.append(Text(name, column.left, base, size, "slip", "serif"))
    start = x = column.left + frame.measure(name, size, "serif") + frame.em
    there = board.art if board.art in board.arts else None
    for art in (None, *board.arts):
        label = _("All") if art is None else short_name(art)
        long = tally_width(frame, label)
        if x > start and x + long > column.left + column.width:
            x, column.y = start, column.y + high + gap
        box = Box(x, column.y, x + long, column.y + high)
        column.parts.append(tally(frame, Button(f"art:{art or ''}", label), box, art == there))
        x += long + gap
    column.y += high + 0.2 * frame.em


def _turning(frame: Frame, row: _Row) -> float:
    """Return how wide the page's number and the tallies that turn it are."""
    tallies = tally_width(frame, _("Previous page")) + tally_width(frame, _("Next page"))
    return frame.measure(_which(row), frame.small) + 1.2 * frame.em + tallies


def _which(row: _Row) -> str:
    return _("page {n} of {m}").format(n=row.page + 1, m=row.pages)


def _turns(frame: Frame, right: float, top: float, row: _Row) -> Iterator[Part]:
    """Yield the page's number between the tallies that turn to the page before and after."""
    high, size, left = 1.6 * frame.em, frame.small, right - _turning(frame, row)
    back, on = Button("back", _("Previous page")), Button("more", _("Next page"))
    box = Box(left, top, left + tally_width(frame, back.label), top + high)
    where = (box.right + 0.6 * frame.em, top + high / 2 + 0.38 * size)
    turned = tally(frame, back, box, corded=False)
    yield replace(turned, items=(Text(_which(row), *where, size, "slip", "sans"), *turned.items))
    box = Box(right - tally_width(frame, on.label), top, right, top + high)
    yield tally(frame, on, box, corded=False)


def _slip(entry: BoardEntry, box: Box, frame: Frame) -> Part:
    paper = Paper(box, "slip" if entry.ready else "faded", seed=len(entry.lesson.id))
    pad = 0.8 * frame.em
    column = _written(entry, frame, (box.left, box.top), box.right - box.left)
    name = f"lesson:{entry.lesson.id}" if entry.ready else None
    pin = _pin((box.left + box.right) / 2, box.top + 0.5 * pad, frame)
    return Part((paper, *column.items, *pin), name, box)


def _written(entry: BoardEntry, frame: Frame, at: tuple[float, float], wide: float) -> Column:
    """Set what stands on a slip that begins at `at`."""
    lesson, pad = entry.lesson, 0.8 * frame.em
    colour: Colour = "ink" if entry.ready else "soft"
    column = Column(frame, at[0] + pad, at[1] + pad, wide - 2 * pad)
    _level(column, lesson.level)
    length = _("{n} minutes").format(n=lesson.minutes)
    column.text(f"{art_name(lesson.art)} · {length}", Ink(frame.small, "soft"))
    column.text(lesson.title.read(lang()), Ink(frame.body, colour, "serif"))
    column.gap(0.3)
    column.text(lesson.aim.read(lang()), Ink(frame.small, colour))
    column.gap(0.3)
    if entry.why_not:
        column.text(entry.why_not, Ink(frame.small, "red_deep"))
    else:
        needs = _(", ").join(need_name(n) for n in lesson.needs) or need_name("physics")
        column.text(_("needs: {needs}").format(needs=needs), Ink(frame.small, "soft"))
    return column


def _level(column: Column, level: int) -> None:
    """Draw the level as beads at the right of the first line, as many full as it is high."""
    r, pen = 0.15 * column.frame.em, column.frame.pixel
    y = column.y + 0.75 * column.frame.small
    for k in range(_LEVELS):
        x = column.left + column.width - r - (_LEVELS - 1 - k) * 3.2 * r
        full = Circle(x, y, r, "camphor")
        column.items.append(full if k < level else Circle(x, y, r - pen / 2, None, "camphor", pen))


def _pin(x: float, y: float, frame: Frame) -> Iterator[Item]:
    r = 0.16 * frame.em
    yield Circle(x, y, r, "camphor")
    yield Circle(x - 0.3 * r, y - 0.3 * r, 0.35 * r, "bar")


def short_name(art: Art) -> str:
    """Return an art's name as it stands on a tally."""
    return {
        "kunqu": _("Kunqu"),
        "ciyue": _("Ci songs"),
        "pingtan": _("Pingtan"),
        "suju": _("Suju"),
        "taohuawu": _("Prints"),
        "xiangshan": _("Xiangshan"),
    }[art]


def art_name(art: Art) -> str:
    """Return an art's name in the language in use."""
    return {
        "kunqu": _("Kunqu opera"),
        "ciyue": _("Songs of the Song dynasty"),
        "pingtan": _("Pingtan storytelling"),
        "suju": _("Suju opera"),
        "taohuawu": _("Taohuawu prints"),
        "xiangshan": _("Xiangshan carpentry"),
    }[art]


def need_name(need: Need) -> str:
    """Return what a lesson needs in the learner's words."""
    return {
        "physics": _("mouse and keyboard"),
        "recording": _("a recording of you"),
        "microphone": _("a microphone"),
        "camera": _("a camera"),
        "headset": _("a headset"),
    }[need]
