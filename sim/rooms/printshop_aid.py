"""The one live aid in the print shop: the tool in the hand, how firmly, what it is doing."""

from dataclasses import dataclass
from functools import partial

from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_steps import EVERY, deed_of
from lessons.arts.printing_strokes import KNIFE, STIFF
from lessons.report.palette import Colour
from lessons.report.shapes import Box, Rect
from sim.rooms.printshop_firm import LEVELS
from sim.rooms.printshop_hands import Hands
from sim.rooms.printshop_keys import tool_name
from sim.views.column import EDGE, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_WIDE = 0.86
_LOW = 8.6  # bodies from the lower edge: above keys and ladder
_HIGH = 9.0  # bodies it may grow to
_MUCH, _PLENTY = 1.3, 0.2  # times what the ink holds, on so much of the face: it floods
_EMPTY = 0.12  # g in the brush: time to dip


@dataclass(frozen=True)
class Aid:
    """A slip at the lower left: the tool, its pressure in steps of 1..5 (0: none), one line."""

    tool: str
    level: int
    words: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out above the keys."""
        low = frame.height - _LOW * frame.em
        room = Box(EDGE * frame.em, low - _HIGH * frame.em, EDGE * frame.em + _WIDE, low)
        return within(frame, room, partial(_set, self), low=True)


def _set(aid: Aid, column: Column) -> None:
    frame = column.frame
    column.text(aid.tool, Ink(frame.small, "soft"))
    if aid.level:
        _bar(aid.level, column)
    if aid.words:
        column.text(aid.words, Ink(frame.body))


def _bar(level: int, column: Column) -> None:
    """Draw the pressure: as many dark steps as it is firm, each higher than the last."""
    em = column.frame.em
    for k in range(LEVELS):
        high = (0.35 + 0.16 * k) * em
        colour: Colour = "camphor" if k < level else "hair"
        top = column.y + 1.15 * em - high
        column.items.append(Rect(column.left + 1.15 * k * em, top, 0.95 * em, high, colour))
    words = pressure(level)
    beside = Column(column.frame, column.left + 6.2 * em, column.y, column.width - 6.2 * em)
    beside.text(words, Ink(column.frame.small, "soft"))
    column.items += beside.items
    column.gap(1.45)


def pressure(level: int) -> str:
    """Return how firm a level is in a word."""
    return (_("very soft"), _("soft"), _("as usual"), _("firm"), _("very firm"))[level - 1]


def aid(lesson: Printing, hands: Hands, bare: bool = False) -> Aid:
    """Return the aid for the tool in the hand, in figures of the work as it is now.

    `bare`: the tool and how firmly it is held, no more.
    """
    tool = lesson.tool
    level = 0 if tool == "hands" else round(hands.level)
    return Aid(tool_name(tool), level, "" if bare else _words(lesson, hands))


def draft_aid(words: str) -> Aid:
    """Return the aid while the draft is in the hand."""
    return Aid(_("draft (样稿)"), 0, words)


def _words(lesson: Printing, hands: Hands) -> str:
    shop, tool = lesson.shop, lesson.tool
    deed = deed_of(lesson.step.id) if lesson.step else ""
    if shop.impression is None and (deed in ("hang", "mount") or tool == "hands"):
        return _asked(deed)
    if tool == "brush":
        return _brush(lesson)
    if tool == "pad":
        if shop.impression is None:
            return _("Lay the paper first: L.")
        return _("Hold the button and rub, row by row.")
    if tool in KNIFE:
        deep = hands.newtons / STIFF[tool]
        said = _("About {mm:.1f} mm deep, leaning {deg:.0f}°.")
        return said.format(mm=deep, deg=lesson.lean / 100)
    return _("Draw the sheet straight to the left, or U lifts it.")


def _asked(deed: str) -> str:
    """Name the key of what the step in hand asks for."""
    return {
        "hang": _("Hang the sheet on the line: H."),
        "mount": _("Mount the dry print: J."),
        "mix": _("Mix the colour: M."),
        "damp": _("Damp the paper: P."),
        "ink": _("Take the brush and dip it: D."),
        "rub": _("Lay the paper first: L."),
    }.get(deed, _("Take a tool: click its key below."))


def _floods(lesson: Printing) -> bool:
    """Whether much more ink stands on the face than it holds, on a good part of it."""
    board = lesson.shop.board
    face = board.depth[::EVERY, ::EVERY] == 0
    over = board.film.mass[::EVERY, ::EVERY][face] > _MUCH * board.film.ink.hold
    return bool(over.size) and float(over.mean()) > _PLENTY


def _brush(lesson: Printing) -> str:
    shop = lesson.shop
    if shop.impression is not None:
        return _("The paper lies on the block: the pad now, key 7.")
    if _floods(lesson):
        return _("Too much ink: it runs into the grooves. Brush it out without dipping.")
    load = shop.board.film.load
    if load <= 0:
        return _("The brush is dry. Dip it: D, or click the bowl.")
    if load < _EMPTY:
        return _("Nearly empty: dip again, D.")
    return _("{grams:.2f} g of ink in it. Hold the button and brush.").format(grams=load)
