"""A question and what can be answered: each choice with one line that says what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from content.texts import _
from lessons.report.shapes import Box
from sim.views.column import Button, Column, Ink, tallies
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part
from sim.views.slips import middle

_WIDE = 1.35
PER_PAGE = 4


@dataclass(frozen=True)
class Choice:
    """One answer: its name, the words on it, a line under them."""

    name: str
    label: str
    line: str = ""


@dataclass(frozen=True)
class ChoiceCard:
    """A card in the middle; regions "choice:<name>", "more" and those of `buttons`.

    `line` explains the question. Four choices a page; "more" stands there when others follow
    (then show `page` + 1). Where there are no choices `empty` says why and what to do.
    """

    question: str
    choices: tuple[Choice, ...]
    empty: str = ""
    buttons: tuple[Button, ...] = ()
    page: int = 0
    line: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(-(-len(self.choices) // PER_PAGE), 1)

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the middle of the window."""
        return middle(frame, _WIDE, partial(_set, self))


def _set(card: ChoiceCard, column: Column) -> None:
    frame = column.frame
    column.text(card.question, Ink(frame.title, font="serif"))
    if card.line:
        column.text(card.line, Ink(frame.small, "soft"))
    column.gap(0.5)
    first = card.page % card.pages * PER_PAGE
    for choice in card.choices[first : first + PER_PAGE]:
        column.parts.append(_row(choice, column))
        column.gap(0.45)
    if not card.choices:
        column.text(card.empty, Ink(frame.body))
    more = (Button("more", _("More")),) if card.pages > 1 else ()
    if card.buttons or more:
        column.gap(0.5)
        _buttons(column, (*card.buttons, *more))


def _buttons(column: Column, buttons: Sequence[Button]) -> None:
    """Set tallies without a red cord: here the choices are what matters."""
    parts, column.y = tallies(column.frame, buttons, (column.left, column.y, column.width), False)
    column.parts += parts


def _row(choice: Choice, column: Column) -> Part:
    """Set one choice on its own strip of paper and go on below it."""
    frame = column.frame
    pad = 0.5 * frame.em
    top = column.y
    inner = Column(frame, column.left + pad, top + 0.6 * pad, column.width - 2 * pad)
    inner.text(choice.label, Ink(frame.body, most=2))
    if choice.line:
        inner.text(choice.line, Ink(frame.small, "soft", most=3))
    column.y = inner.y + 0.6 * pad
    box = Box(column.left, top, column.left + column.width, column.y)
    return Part((Paper(box, "faded"), *inner.items), f"choice:{choice.name}", box)
