"""What an attempt came to: score or why there is none, what to work on, what was right."""

from dataclasses import dataclass
from functools import partial

from content.texts import _
from lessons.report.shapes import Page
from sim.views.column import Button, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import corner, middle

_WIDE = 1.5
_ASIDE = 1.12
_DRAWN = 37.0  # bodies; with a picture, whose small type must be read too
_PICTURE = 14.5  # bodies


@dataclass(frozen=True)
class SummaryCard:
    """A card in the middle; regions "again", "onward", "report" and "hall".

    `score` 0..100 or None, then `withheld` says why. `findings`, `told` and `right` are
    sentences; those of the findings in `heard` are regions "finding:<k>" that let their place
    be heard. `remarks` are sentences that cost nothing. `bare`: no number is shown. `onward`:
    there is a step to go on to. `aside`: the card lies in the upper right, beside the work it is
    about; the findings in `seen` are regions "finding:<k>" too, `more` stands among the tallies.
    """

    title: str
    score: float | None
    withheld: str | None
    passed: bool | None
    findings: tuple[str, ...] = ()
    right: str | None = None
    picture: Page | None = None
    kept: bool = False
    told: tuple[str, ...] = ()
    heard: tuple[int, ...] = ()
    bare: bool = False
    onward: bool = False
    remarks: tuple[str, ...] = ()
    aside: bool = False
    seen: tuple[int, ...] = ()
    more: tuple[Button, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the middle of the window, or in its upper right corner."""
        if self.aside:
            return corner(frame, _ASIDE, True, partial(_set, self))
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
    _findings(card, column)
    for sentence in card.told:
        column.text(sentence, Ink(frame.body))
    if card.right:
        column.marked(True, card.right, Ink(frame.body))
    if card.remarks or not card.kept:
        column.gap(0.4)
    for sentence in card.remarks:
        column.text(sentence, Ink(frame.small, "soft"))
    if not card.kept:
        column.text(_("Nothing of this attempt was kept."), Ink(frame.small, "soft"))
    column.gap(0.7)
    column.buttons(_buttons(card))


def _findings(card: SummaryCard, column: Column) -> None:
    frame = column.frame
    for k, sentence in enumerate(card.findings):
        name = f"finding:{k}" if k in (*card.heard, *card.seen) else None
        column.marked(False, sentence, Ink(frame.body), name)
    if card.heard:
        way = _("Tap a line for its place: as it should be, then you, then both.")
        column.text(way, Ink(frame.small, "soft"))
        column.gap(0.2)


def _headline(card: SummaryCard) -> str:
    if card.bare and card.score is None and card.passed is None and not card.withheld:
        return _("So it stands")
    if card.score is None and card.withheld:
        return _("No score this time")
    if card.score is None or (card.bare and card.passed is not None):
        return _verdict(card)
    if card.bare:
        return _("Heard")
    if card.passed is None:
        return _("{score:.0f} of 100").format(score=card.score)
    words = _("{score:.0f} of 100, {verdict}")
    return words.format(score=card.score, verdict=_verdict(card))


def _verdict(card: SummaryCard) -> str:
    return _("passed") if card.passed else _("not there yet")


def _buttons(card: SummaryCard) -> tuple[Button, ...]:
    again, onward = Button("again", _("Once more")), Button("onward", _("Next step"))
    first = (onward, again) if card.onward and card.passed else (again,)
    return (
        *first,
        *card.more,
        Button("report", _("Read the report")),
        Button("hall", _("To the courtyard")),
    )
