"""What each stage does in the print shop: the guide's work, the line ahead, what stays shut."""

from content.event import Event
from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_guide import Guide
from sim.app import App
from sim.rooms.printshop_ahead import Ahead, Stroke
from sim.rooms.printshop_cards import Cards
from sim.rooms.printshop_hands import Hands
from sim.rooms.printshop_keys import AIDS
from sim.rooms.printshop_ladder import FOLLOW, REHEARSE, WATCH, Ladder
from sim.rooms.workshop import Workshop
from sim.scenes.print_table import PrintTable
from sim.views.name_tag import NameTag

UNDO = "z"  # it is not hinted at from memory, but nobody is held to a slip of the hand


class Stages:
    """Leads through the stages of one attempt."""

    def __init__(
        self, app: App, lesson: Printing, shop: Workshop, table: PrintTable, hands: Hands
    ) -> None:
        self._lesson, self._shop, self._table, self._hands = lesson, shop, table, hands
        self._ladder = Ladder(lesson.lesson, hands, app.finished)
        self._ahead = Ahead(lesson)
        self._next: Stroke | None = None
        self._stale = True  # something happened since the line ahead was told
        self._watched: str | None = None  # the step the guide took up last

    @property
    def stage(self) -> int:
        """The stage now."""
        return self._ladder.stage

    def go(self, stage: int) -> str:
        """Go to a stage, return what it means; the guide leaves whoever does not watch."""
        if stage != WATCH:
            self._shop.guides.stop()
            self._hands.rest()
        self._stale, self._watched = True, None
        return self._ladder.go(stage)

    def take(self, event: Event) -> None:
        """Note that something happened to the work."""
        self._stale = self._stale or event.name.startswith(("work.", "step."))

    def shut(self, key: str) -> str | None:
        """Say why a key does nothing at this stage; None where it does."""
        if self.stage == REHEARSE and key in AIDS and key != UNDO:
            return _("Nothing is shown at this stage. Choose one with help, and it is.")
        return None

    def frame(self, cards: Cards, own: bool) -> None:
        """Show ladder and line; who watches is shown the next step. `own`: the hand is free."""
        cards.show_stage(self._ladder.card())
        self._tell()
        if own and self.stage == WATCH:
            self._watch(cards)
        if self._stale and not self._hands.pressing:
            self._stale = False
            self._next = self._ahead.stroke() if self.stage == FOLLOW else None
        self.draw(own)

    def draw(self, own: bool) -> None:
        """Draw the line ahead where the learner's own hand is to follow it."""
        if self._next is not None and own:
            self._table.ahead.show(self._next.on, self._next.ways)
        else:
            self._table.ahead.show("block", ())

    def _watch(self, cards: Cards) -> None:
        step = self._lesson.step
        if step is None:
            return
        if step.id != self._watched:
            self._watched = step.id
            self._hands.rest()
            self._shop.guides.begin(Guide(self._lesson, step.id))
        else:
            self._ladder.go(FOLLOW)
            self._stale = True
            cards.say(_("The guide did not bring it off. Choose another stage and try it."))

    def _tell(self) -> None:
        """Say what the stage is that is pointed at."""
        deck = self._shop.deck
        name, _sep, stage = (deck.at(*self._shop.pointer) or "").partition(":")
        if name != "stage":
            deck.show("stage_tip", None)
        elif not deck.shows("stage_tip"):
            tip = self._ladder.tip(int(stage))
            deck.show("stage_tip", NameTag(tip, deck.sheet_place(*self._shop.pointer)))
