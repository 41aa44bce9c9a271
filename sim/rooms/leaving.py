"""The questions before work is left or ended: a key is pressed by mistake, and the work is gone."""

from collections.abc import Callable, Sequence

from content.event import Event
from content.lesson import Lesson, Step
from content.texts import _, lang
from sim.rooms.deck import Deck
from sim.views.choice_card import ChoiceCard
from sim.views.column import Button

# What is lost by leaving: something was raised, cut, measured or tried.
_WORK = frozenset(
    ("part.gripped", "part.tapped", "part.pegged", "work.cut", "fit.tried", "fit.driven")
    + ("reading.taken", "finding.marked", "trial.begun")
)


class Leaving:
    """Asks before it calls `leave`; the card's regions are "stay" and "hall"."""

    def __init__(self, deck: Deck, leave: Callable[[], None]) -> None:
        self._deck, self._leave = deck, leave

    @property
    def asked(self) -> bool:
        """Whether the question lies on the table."""
        return self._deck.shows("leave")

    def ask(self, done: Sequence[Event]) -> None:
        """Leave at once if nothing of the work was `done`, or if asked already; else ask."""
        if self.asked or not any(event.name in _WORK for event in done):
            self._leave()
        else:
            self._deck.show("leave", _card())

    def stay(self) -> None:
        """Take the question away."""
        self._deck.show("leave", None)


class Ending:
    """Asks before work ends that is not done; the card's regions are "go_on" and "end"."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck

    @property
    def asked(self) -> bool:
        """Whether the question lies on the table."""
        return self._deck.shows("end")

    def waits(self, left: str | None) -> bool:
        """Whether the end has to wait for an answer; `left` says what is not done, None: nothing.
        Asked already, it waits no longer."""
        if self.asked or left is None:
            self.go_on()
            return False
        self._deck.show("end", _end_card(left))
        return True

    def go_on(self) -> None:
        """Take the question away."""
        self._deck.show("end", None)


def step_left(lesson: Lesson, step: Step | None) -> str | None:
    """Say which step is not done yet; None where all are."""
    if step is None:
        return None
    sentence = _("Step {n} of {m} is not done yet: {title}.")
    n = lesson.steps.index(step) + 1
    return sentence.format(n=n, m=len(lesson.steps), title=step.title.read(lang()))


def _end_card(left: str) -> ChoiceCard:
    return ChoiceCard(
        _("End the work?"),
        (),
        left + _(" Enter once more ends it; any other key goes on."),
        (Button("go_on", _("Go on")), Button("end", _("End"))),
    )


def _card() -> ChoiceCard:
    return ChoiceCard(
        _("Leave the work?"),
        (),
        _("It is not finished; if you leave, nothing of it is kept. Esc once more leaves."),
        (Button("stay", _("Stay")), Button("hall", _("Leave"))),
    )
