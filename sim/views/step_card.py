"""The step in hand: which, what to do, why, and how well all that is known."""

from dataclasses import dataclass
from functools import partial

from content.lesson import Lesson
from content.model import Status
from content.pack import Pack
from content.texts import _, lang
from lessons.report.shapes import Circle
from lessons.report.words import status_word
from sim.views import grounds
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_BEADS = 12  # steps; more are told by figures alone


@dataclass(frozen=True)
class StepCard:
    """A slip in the upper left.

    Regions: "basis" (status and source), "unresolved" (the first of the open facts) and the
    names of `terms` (pairs of a word as it stands in the text and a region's name).
    """

    number: int
    count: int
    title: str
    say: str
    why: str
    status: Status
    source: str
    unresolved: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the upper left corner."""
        return within(frame, grounds.step(frame), partial(_set, self))


def step_card(lesson: Lesson, pack: Pack, index: int, terms: dict[str, str]) -> StepCard:
    """Return the card of a lesson's step, counted from 0, in the language in use.

    `terms`: words as they stand in the text, with their keys in the glossary.
    """
    step = lesson.steps[index]
    read = lang()
    source = pack.sources.get(step.basis.source)
    return StepCard(
        index + 1,
        len(lesson.steps),
        step.title.read(read),
        step.say.read(read),
        step.why.read(read),
        step.basis.status,
        source.title.read(read) if source else step.basis.source,
        open_facts(lesson),
        tuple((word, f"term:{key}") for word, key in terms.items()),
    )


def open_facts(lesson: Lesson) -> tuple[str, ...]:
    """Return what a lesson does not know, in the language in use."""
    unresolved = (f for f in lesson.facts if f.basis.status is Status.UNRESOLVED)
    return tuple(f.text.read(lang()) for f in unresolved)


def tag(status: Status) -> str:
    """Return a status as the tag that stands beside a source."""
    return f"〔{status_word(status)}〕"


def _set(card: StepCard, column: Column) -> None:
    frame = column.frame
    small = Ink(frame.small, "soft")
    _beads(card, column)
    column.text(_("Step {n} of {m}").format(n=card.number, m=card.count), small)
    column.text(card.title, Ink(frame.title, font="serif"))
    column.gap(0.15)
    column.text(card.say, Ink(frame.body), dict(card.terms))
    column.gap(0.5)
    column.rule()
    column.gap(0.4)
    column.text(card.why, small, dict(card.terms))
    column.gap(0.35)
    column.tapped("basis", f"{tag(card.status)}{card.source}", small)
    if card.unresolved:
        words = f"{tag(Status.UNRESOLVED)}{card.unresolved[0]}"
        column.tapped("unresolved", words, Ink(frame.small, "soft", most=2))


def _beads(card: StepCard, column: Column) -> None:
    """Draw a bead for each step at the right of the first line, this one and those before full."""
    if card.count > _BEADS:
        return
    r = 0.16 * column.frame.em
    y = column.y + 0.75 * column.frame.small
    for k in range(card.count):
        x = column.left + column.width - r - (card.count - 1 - k) * 3.4 * r
        done = k < card.number
        pen = column.frame.pixel
        column.items.append(
            Circle(x, y, r, "camphor") if done else Circle(x, y, r - pen / 2, None, "camphor", pen)
        )
