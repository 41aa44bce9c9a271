"""The question before work is left: Esc is pressed by mistake, and the work would be gone."""

from collections.abc import Callable, Sequence

from content.event import Event
from content.texts import _
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


def _card() -> ChoiceCard:
    return ChoiceCard(
        _("Leave the work?"),
        (),
        _("It is not finished; if you leave, nothing of it is kept. Esc once more leaves."),
        (Button("stay", _("Stay")), Button("hall", _("Leave"))),
    )
