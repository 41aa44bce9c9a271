"""The door of the print shop: blocks and paper are laid out behind it, then the work begins."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from content.errors import Refusal
from content.texts import _
from lessons.registry import MISPRINTS
from sim.app import App
from sim.rooms.deck import Deck
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button
from sim.views.progress_slip import ProgressSlip
from sim.views.slip import Slip

if TYPE_CHECKING:
    from sim.rooms.printshop_floor import Floor
    from sim.rooms.printshop_ready import Ready
    from sim.rooms.printshop_search import SearchFloor, SearchReady


class PrintshopRoom:
    """One lesson in the print shop.

    The first time on a machine its kernels are compiled, which takes up to twenty seconds: the
    window goes on meanwhile. A sheet that was left in work can be gone on with. `floor` is the
    work itself, None until everything lies ready.
    """

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app, self._lesson_id = app, lesson_id
        self._own_deck = Deck(app.stage)
        self.floor: Floor | SearchFloor | None = None
        self._pointer = (2.0, 2.0)  # till the mouse is seen
        self._share = 0.0
        self._said = _("Blocks, ink and paper are laid out; the first time it takes a while.")
        self._beside = ThreadPoolExecutor(1)
        self._ready: Ready | SearchReady | None = None
        self._job: Future[Ready | SearchReady] | None = self._begin(self._lay_out)

    @property
    def deck(self) -> Deck:
        """The cards that lie over the room now."""
        return self._own_deck if self.floor is None else self.floor.deck

    def frame(self, elapsed: float) -> None:
        """Go on; begin the work when everything lies ready."""
        if self.floor is not None:
            self.floor.frame(elapsed)
            return
        if self._job is not None:
            self._own_deck.show("wait", ProgressSlip(self._said, round(self._share, 2)))
            if self._job.done():
                self._take(self._job)
        self._own_deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Hand the pointer on."""
        self._pointer = (x, y)
        if self.floor is not None:
            self.floor.point(x, y)
        else:
            self._own_deck.point(x, y)

    def press(self, key: str) -> None:
        """Hand a key on; before the work begins there is a question, and the way out."""
        if self.floor is not None:
            self.floor.press(key)
        elif key == "escape":
            self._app.hall()
        elif key == "mouse1":
            self._choose(self._own_deck.at(*self._pointer))

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        if self.floor is not None:
            self.floor.say(sentence)
        else:
            self._refuse(sentence)

    def close(self) -> None:
        """Clear everything away."""
        self._beside.shutdown(wait=True, cancel_futures=True)
        self._own_deck.close()
        if self.floor is not None:
            self.floor.close()
        elif self._ready is not None:
            self._ready.lesson.close()

    def _begin(self, work: Callable[[], "Ready | SearchReady"]) -> "Future[Ready | SearchReady]":
        self._share = 0.0
        return self._beside.submit(work)

    def _lay_out(self) -> "Ready | SearchReady":
        """Load and compile what the shop needs, and lay the lesson out; runs beside the window."""
        if self._app.library.lesson(self._lesson_id).scorer == MISPRINTS:
            from sim.rooms import printshop_search

            return printshop_search.lay_out(self._app.library, self._lesson_id, self._tell)
        from sim.rooms import printshop_ready

        return printshop_ready.lay_out(self._app.library, self._lesson_id, self._tell)

    def _tell(self, share: float) -> None:
        self._share = share

    def _take(self, job: "Future[Ready | SearchReady]") -> None:
        """Ask whether to go on with what was left in work; else begin."""
        self._job = None
        self._own_deck.show("wait", None)
        try:
            self._ready = job.result()
        except Refusal as refusal:
            self._refuse(str(refusal))
            return
        if self._ready.kept:
            self._own_deck.show("kept", _question())
        else:
            self._open()

    def _choose(self, region: str | None) -> None:
        if region == "hall":
            self._app.hall()
        elif region in ("choice:on", "choice:anew"):
            from sim.rooms.printshop_ready import Ready

            ready = self._ready
            assert isinstance(ready, Ready)
            self._own_deck.show("kept", None)
            self._said = _("What was done is done again …")
            work = ready.go_on if region == "choice:on" else ready.anew
            self._job = self._begin(lambda: work(self._tell))

    def _open(self) -> None:
        assert self._ready is not None
        ready, self._ready = self._ready, None
        self.floor = ready.floor(self._app, self._lesson_id)

    def _refuse(self, sentence: str) -> None:
        self._own_deck.show("wait", None)
        hall = (Button("hall", _("To the courtyard")),)
        self._own_deck.show("why", Slip(_("The shop stays closed"), sentence, buttons=hall))


def _question() -> ChoiceCard:
    return ChoiceCard(
        _("A sheet was left in work here"),
        (
            Choice("on", _("Go on with it"), _("Blocks, bowls and sheets stand as you left them.")),
            Choice("anew", _("Begin anew"), _("What was left in work is thrown away.")),
        ),
        buttons=(Button("hall", _("To the courtyard")),),
    )
