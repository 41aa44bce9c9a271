"""What can be looked up beside the figures: a term of the art, what the lesson rests on."""

from content.glossary import lookup
from content.lesson import Lesson
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip
from sim.views.term_tip import TermTip

FACTS = ("basis", "unresolved")


class MovementReader:
    """Answers a tap on a word of the step with a small slip."""

    def __init__(self, deck: Deck, lesson: Lesson) -> None:
        self._deck, self._lesson = deck, lesson

    def look_up(self, region: str, pointer: tuple[float, float]) -> None:
        """Show what a region stands for, if it is something to read."""
        kind, _colon, name = region.partition(":")
        if kind == "term":
            self._deck.show("tip", TermTip(lookup(name), self._deck.sheet_place(*pointer)))
        elif kind in FACTS:
            page = int(name) if name else 0
            self._deck.show("facts", facts_slip(self._lesson, "", page))
