"""找病: sheets printed wrongly are looked at one after the other, and their faults are named."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from content.event import Event
from content.library import Library
from content.texts import _
from lessons import registry
from lessons.arts.printing_misprints import LARGEST_SEED
from lessons.arts.printing_report import session_report
from lessons.arts.printing_search import PrintSearch
from lessons.arts.printing_search_guide import SearchGuide
from lessons.report.html import session_page
from physics.woodblock.colour import Sight
from physics.woodblock.warm import warm_up
from sim.app import App
from sim.rooms import guide_words
from sim.rooms.drag import Drag
from sim.rooms.felt import Felt
from sim.rooms.printshop_feel import TAP
from sim.rooms.printshop_search_cards import SearchCards
from sim.rooms.reading import write_report
from sim.rooms.workshop import Workshop
from sim.scenes.print_bowls import Dab
from sim.scenes.print_looks import Looks
from sim.scenes.print_shown import Shown
from sim.scenes.print_table import PrintTable
from sim.views.remark import Remark

NEARER = 0.8  # of the distance, with each step of the wheel


@dataclass(frozen=True)
class SearchReady:
    """A search that was laid out beside the window; nothing of it is kept from last time."""

    lesson: PrintSearch
    looks: Looks
    kept: tuple[()] = ()

    def floor(self, app: App, lesson_id: str) -> "SearchFloor":
        """Begin the work."""
        return SearchFloor(app, lesson_id, self)


def lay_out(library: Library, lesson_id: str, told: Callable[[float], None]) -> SearchReady:
    """Lay a search out; `told` hears the share that is done, 0..1. Raises Refusal."""
    warm_up(lambda share: told(0.8 * share))
    lesson = registry.printing_search(library, lesson_id)
    return SearchReady(lesson, Looks(lesson.shop))


class Voice:
    """A source of inputs: what the learner says."""

    def __init__(self) -> None:
        self._queue: list[Event] = []

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what was said since the last poll."""
        queue, self._queue = self._queue, []
        return queue

    def act(self, name: str, **value: object) -> None:
        """Say something."""
        self._queue.append(Event(0, name, value))


class _Feel:
    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        return Felt((TAP,)) if event.name == "fault.told" else Felt()


class SearchFloor:
    """One search for the faults of prints."""

    def __init__(self, app: App, lesson_id: str, ready: SearchReady) -> None:
        self._app, self.lesson = app, ready.lesson
        shop = self.lesson.shop
        self.table = PrintTable(app.stage, ready.looks, self.lesson.work.grid.side, ())
        self.table.bowls.show([Dab(b.plate.pigment, shop.bowls.get(b.name)) for b in shop.boards])
        self.hands = Voice()
        self.shop = Workshop(app, lesson_id, self.lesson, self.hands, _Feel())
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self.sheet = 0
        self._shown: Shown | None = None
        self._drag = Drag(app.stage, self.table.eye.turn, lambda: None)
        self._cards = SearchCards(self.deck, self.lesson, app.person is not None)
        self.hands.act("faults.seed", seed=secrets.randbelow(LARGEST_SEED))

    def frame(self, elapsed: float) -> None:
        """Go on, then show print and cards."""
        for event in self.shop.frame(elapsed):
            self._take(event)
        if not self.lesson.ready:
            self._cards.wait(self.lesson.share or 0.0)
        elif self._shown is None:
            self._turn_to(0)
        self._drag.frame(self.shop.pointer)
        self.shop.guides.ended()
        self.table.frame(elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self.shop.point(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, or on the view."""
        self.shop.press(key, self._choose, self._use)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear table and cards away."""
        self.shop.close()
        self.table.close()
        self.lesson.close()

    def _use(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "mouse3": lambda: self._drag.begin(self.shop.pointer),
            "wheel_up": lambda: self._zoom(NEARER),
            "wheel_down": lambda: self._zoom(1 / NEARER),
            "tab": lambda: self._turn_to(self.sheet + 1),
            "n": lambda: self._turn_to(self.sheet + 1),
            "shift-tab": lambda: self._turn_to(self.sheet - 1),
            "v": self._show_step,
            "enter": lambda: self.hands.act("lesson.finish"),
        }
        if key in does and self.lesson.ready:
            does[key]()

    def _zoom(self, factor: float) -> None:
        spot = self.table.spot(*self.shop.pointer, laid=False)
        self.table.eye.zoom(factor, None if spot is None else (spot.x, spot.y, 0.1))

    def _turn_to(self, sheet: int) -> None:
        """Look at another of the sheets."""
        if self.shop.over:
            return
        self.sheet = sheet % len(self.lesson.shop.sheets)
        pixels = Sight(self.lesson.shop.sheets[self.sheet]).pixels
        if self._shown is None:
            self._shown = self.table.present(pixels)
        else:
            self._shown.paint(pixels)
        self._cards.turn_to(self.sheet)

    def _choose(self, region: str) -> None:
        if region.startswith("key:"):
            self._use(region.removeprefix("key:"))
        elif region == "say" and (said := self._cards.said) is not None:
            self.hands.act("fault.name", sheet=self.sheet, **said)
        elif region == "report":
            self._report()
        else:
            self._cards.choose(region)

    def _report(self) -> None:
        """Write the report into the user's folder and open it in the browser."""
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._app.person is not None:
            intro = _("An attempt in the window; it is kept under your consent.")
        assert self._app.session is not None
        judged = self._app.session.assessment
        report = session_report(self._app.library, self.lesson, judged, intro)
        path = write_report(self.lesson.lesson.id, session_page(report))
        said = _("The report is in {file}").format(file=path)
        self.deck.show("remark", Remark(said, True))

    def _show_step(self) -> None:
        """Let the guide name the fault of the sheet that is due, or stop."""
        guides, step = self.shop.guides, self.lesson.step
        if guides.busy:
            guides.stop()
            self._cards.note(guide_words.stopped())
        elif step is not None:
            guides.begin(SearchGuide(self.lesson, step.id))

    def _take(self, event: Event) -> None:
        """Tell one event."""
        if event.name == "lesson.done":
            self._cards.summary(self.shop.end())
        elif event.name == "fault.told":
            self._cards.told(event)
            if event.value["sheet"] != self.sheet:
                self._turn_to(int(event.value["sheet"]))
        elif event.name == "step.done":
            self._cards.note(_("Right: fault, block and remedy. Tab turns to the next sheet."))
