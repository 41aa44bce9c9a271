"""A term of the art: how it is written and read, and one plain line."""

from dataclasses import dataclass
from functools import partial

from content.glossary import Term, glossary
from content.model import Status
from content.texts import _, lang
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import near
from sim.views.step_card import tag

_WIDE = 0.86


@dataclass(frozen=True)
class TermTip:
    """A small slip beside `at`, a place on the sheet in aspect2d units."""

    term: Term
    at: tuple[float, float] = (0.0, 0.0)

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out above the place, or below it where there is no room."""
        return near(frame, _WIDE, self.at, partial(_set, self.term))


def _set(term: Term, column: Column) -> None:
    frame = column.frame
    other = f"（{term.trad}）" if term.trad and term.trad != term.zh else ""
    column.text(term.zh + other, Ink(frame.title, font="serif"))
    english = "" if lang().startswith("zh") else f" · {term.en}"
    column.text(term.pinyin + english, Ink(frame.body, "camphor"))
    column.text(term.plain.read(lang()), Ink(frame.body))
    column.gap(0.3)
    source = glossary().sources[term.basis.source].title.read(lang())
    column.text(f"{tag(term.basis.status)}{source}", Ink(frame.small, "soft"))
    if meaning := _meaning(term.basis.status):
        column.text(meaning, Ink(frame.small, "soft"))


def _meaning(status: Status) -> str | None:
    """Return what a status means, where its word alone does not tell."""
    return {
        Status.DERIVED: _("derived: computed from what is known"),
        Status.INFERRED: _("inferred: a good guess, not read in a source"),
    }.get(status)
