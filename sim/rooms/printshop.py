"""The door of the print shop: blocks and paper are laid out behind it, then the work begins."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from content.errors import Refusal
from content.texts import _
from sim.app import App
from sim.rooms.deck import Deck
from sim.views.busy import Busy
from sim.views.column import Button
from sim.views.slip import Slip

if TYPE_CHECKING:
    from sim.rooms.printshop_floor import Floor, Ready


class PrintshopRoom:
    """One lesson in the print shop.

    The first time on a machine its kernels are compiled, which takes up to twenty seconds:
    the window goes on meanwhile. `floor` is the work itself, None until everything lies ready.
    """

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app, self._lesson_id = app, lesson_id
        self._own_deck = Deck(app.stage)
        self.floor: Floor | None = None
        self._refused = False
        self._hand = ThreadPoolExecutor(1)
        self._ready: Future[Ready] = self._hand.submit(_lay_out, app, lesson_id)
        said = _("Blocks, ink and paper are laid out; the first time takes up to twenty seconds.")
        self._own_deck.show("busy", Busy(said))

    @property
    def deck(self) -> Deck:
        """The cards that lie over the room now."""
        return self._own_deck if self.floor is None else self.floor.deck

    def frame(self, elapsed: float) -> None:
        """Go on; begin the work when everything lies ready."""
        if self.floor is not None:
            self.floor.frame(elapsed)
            return
        if self._ready.done() and not self._refused:
            self._begin()
        self._own_deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Hand the pointer on."""
        if self.floor is not None:
            self.floor.point(x, y)
        else:
            self._own_deck.point(x, y)
            self._pointer = (x, y)

    def press(self, key: str) -> None:
        """Hand a key on; before the work begins there is only the way out."""
        if self.floor is not None:
            self.floor.press(key)
        elif key == "escape" or (key == "mouse1" and self._own_deck.at(*self._pointer) == "hall"):
            self._app.hall()

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        if self.floor is not None:
            self.floor.say(sentence)
        else:
            self._refuse(sentence)

    def close(self) -> None:
        """Clear everything away."""
        self._hand.shutdown(wait=True)
        self._own_deck.close()
        if self.floor is not None:
            self.floor.close()

    def _begin(self) -> None:
        from sim.rooms.printshop_floor import Floor

        try:
            ready = self._ready.result()
        except Refusal as refusal:
            self._refuse(str(refusal))
            return
        self._own_deck.show("busy", None)
        self.floor = Floor(self._app, self._lesson_id, ready)

    def _refuse(self, sentence: str) -> None:
        self._refused = True
        self._own_deck.show("busy", None)
        hall = (Button("hall", _("To the courtyard")),)
        self._own_deck.show("why", Slip(_("The shop stays closed"), sentence, buttons=hall))

    _pointer = (2.0, 2.0)  # till the mouse is seen


def _lay_out(app: App, lesson_id: str) -> "Ready":
    """Load and compile what the shop needs, and lay the lesson out; runs beside the window."""
    from sim.rooms.printshop_floor import lay_out

    return lay_out(app.library, lesson_id)
