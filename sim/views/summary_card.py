"""What an attempt came to: score or why there is none, what to work on, what was right."""

from dataclasses import dataclass
from functools import partial

from content.texts import _
from lessons.report.shapes import Page
from sim.views.column import Button, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import middle

_WIDE = 1.5
_DRAWN = 37.0  # bodies; with a picture, whose small type must be read too
_PICTURE = 14.5  # bodies


@dataclass(frozen=True)
class SummaryCard:
    """A card in the middle; regions "again", "report" and "hall".

    `score` 0..100 or None, then `withheld` says why. `findings` and `right` are sentences.
    """

    title: str
    score: float | None
    withheld: str | None
    passed: bool | None
    findings: tuple[str, ...] = ()
    right: str | None = None
    picture: Page | None = None
    kept: bool = False

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the middle of the window."""
        wide = _WIDE if self.picture is None else _DRAWN * frame.em
        return middle(frame, wide, partial(_set, self))


def _set(card: SummaryCard, column: Column) -> None:
    frame = column.frame
    column.text(card.title, Ink(frame.small, "soft"))
    column.text(_headline(card), Ink(frame.title, font="serif"))
    if card.withheld:
        column.text(card.withheld, Ink(frame.body))
    if card.picture is not None:
        column.gap(0.8)
        column.picture(card.picture, _PICTURE * frame.em)
        column.gap(0.4)
    column.gap(0.4)
    for sentence in card.findings[:3]:
        column.marked(False, sentence, Ink(frame.body))
    if card.right:
        column.marked(True, card.right, Ink(frame.body))
    if not card.kept:
        column.gap(0.4)
        column.text(_("Nothing of this attempt was kept."), Ink(frame.small, "soft"))
    column.gap(0.7)
    column.buttons(_buttons())


def _headline(card: SummaryCard) -> str:
    if card.score is None:
        return _("No score this time") if card.withheld else _verdict(card)
    if card.passed is None:
        return _("{score:.0f} of 100").format(score=card.score)
    words = _("{score:.0f} of 100, {verdict}")
    return words.format(score=card.score, verdict=_verdict(card))


def _verdict(card: SummaryCard) -> str:
    return _("passed") if card.passed else _("not there yet")


def _buttons() -> tuple[Button, ...]:
    return (
        Button("again", _("Once more")),
        Button("report", _("Read the report")),
        Button("hall", _("To the courtyard")),
    )
