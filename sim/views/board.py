"""The lesson board: a paper slip for each lesson, pinned on old camphor wood."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.lesson import Art, Need
from content.library import BoardEntry
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import Box, Circle
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
    """The board in the lower half: regions "lesson:<id>" where a lesson can begin, and "more".

    `page` counts from 0 and goes round; `notice` is a sentence above the slips.
    """

    entries: tuple[BoardEntry, ...]
    notice: str = ""
    page: int = 0

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
        parts = [Part((Paper(box, "board"), *head.items))]
        for k, entry in enumerate(row.shown):
            x = left + k * (row.each + _GAP * frame.em)
            parts.append(_slip(entry, Box(x, slips, x + row.each, bottom - pad), frame))
        if row.more:
            parts.append(_more(frame, left + row.width, top))
        return Layout(box, tuple(parts))


@dataclass(frozen=True)
class _Row:
    """The slips that hang side by side, each as wide and high as the others."""

    shown: tuple[BoardEntry, ...]
    each: float
    high: float
    width: float
    more: bool


def _row(board: Board, frame: Frame) -> _Row:
    room = frame.width - 2 * (EDGE + PAD) * frame.em
    gap = _GAP * frame.em
    n = max(min(int((room + gap) / (_SLIP + gap)), _MOST, len(board.entries)), 1)
    each = min((room + gap) / n - gap, _WIDER * _SLIP)
    pages = max(-(-len(board.entries) // n), 1)
    first = board.page % pages * n
    high = max((_written(e, frame, (0.0, 0.0), each).y for e in board.entries), default=0.0)
    shown = board.entries[first : first + n]
    return _Row(shown, each, high + frame.em, n * (each + gap) - gap, pages > 1)


def _head(board: Board, frame: Frame, row: _Row, at: tuple[float, float]) -> Column:
    """Set the board's name and the notice, or that there is no lesson."""
    room = tally_width(frame, _("More")) + frame.em if row.more else 0.0
    column = Column(frame, *at, row.width - room)
    column.text(_("Lessons"), Ink(frame.body, "slip", "serif"))
    words = board.notice or ("" if board.entries else _("There is no lesson on the shelf."))
    if words:
        column.text(words, Ink(frame.body, "slip"))
    return column


def _more(frame: Frame, right: float, top: float) -> Part:
    label = _("More")
    box = Box(right - tally_width(frame, label), top, right, top + 1.6 * frame.em)
    return tally(frame, Button("more", label), box, corded=False)


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
        needs = _(", ").join(need_name(n) for n in lesson.needs)
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
