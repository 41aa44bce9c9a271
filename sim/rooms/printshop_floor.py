"""The work in the print shop: hands, guide, cards, and the table on which it is seen."""

from collections.abc import Callable
from pathlib import Path

from content.event import Event
from lessons.arts.printing import Printing
from lessons.arts.printing_guide import Guide
from lessons.judge import Verdict
from sim.app import App
from sim.rooms import guide_words
from sim.rooms.drag import Drag
from sim.rooms.printshop_cards import Cards
from sim.rooms.printshop_draft import Draft
from sim.rooms.printshop_feel import Feel
from sim.rooms.printshop_hands import Hands
from sim.rooms.printshop_judging import Judging
from sim.rooms.printshop_keys import keys, tools
from sim.rooms.printshop_ladder import FOLLOW, REHEARSE, WATCH
from sim.rooms.printshop_lapse import Lapse
from sim.rooms.printshop_save import save
from sim.rooms.printshop_show import Show
from sim.rooms.printshop_stages import Stages
from sim.rooms.printshop_summary import Summary
from sim.rooms.workshop import Workshop
from sim.scenes.print_looks import Looks
from sim.scenes.print_table import PrintTable
from sim.scenes.print_views import VIEWS

NEARER = 0.85  # of the distance, with each step of the wheel


class Floor:
    """One attempt at a lesson in the print shop."""

    def __init__(self, app: App, lesson_id: str, lesson: Printing, looks: Looks) -> None:
        self.lesson = lesson
        side = self.lesson.work.grid.side
        self._app, self._stage = app, app.stage
        self.table = PrintTable(app.stage, looks, side, tools(self.lesson))
        self.hands = Hands(self.table, self.lesson)
        feel = Feel(self.lesson.work.grid.cell)
        self.shop = Workshop(app, lesson_id, self.lesson, self.hands, feel)
        self.shop.resumes = True  # what is in work is kept in the journal
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self._draft = Draft(self.lesson, self.hands)
        self._judged: Judging | None = None  # a print is measured beside the window
        self._summary: Summary | None = None
        self._once_more: tuple[Lapse, Show] | None = None
        self._saving: Verdict[Path] | None = None
        self._show = Show(self.table, looks, self.lesson)
        self._drag = Drag(app.stage, self.table.eye.turn, lambda: None)
        self._cards = Cards(self.deck, app.library, self.lesson, self.hands, app.person is not None)
        self.stages = Stages(app, self.lesson, self.shop, self.table, self.hands)
        self.shop.remember()

    def frame(self, elapsed: float) -> None:
        """Go on, then show table and cards."""
        if self.shop.free and self._judged is None:
            self.hands.hold(self._stage.pressing, self._stage.pen)
        for event in self.shop.frame(elapsed):
            self._take(event)
        self._drag.frame(self.shop.pointer)
        if self.shop.guides.ended():
            self.hands.rest()
        self._told(elapsed)
        self._saved()
        if self._once_more is not None:
            self._lapse(self._once_more, elapsed)
            return
        own = self.shop.free and self._judged is None
        draft = self._draft.lay if self._draft.held and own else None
        self._show.frame(self.hands if own else None, self._cards.doses.tried, draft, elapsed)
        if self._judged is None:
            self.stages.frame(self._cards, own)
            self._cards.show_aid(self._draft.words() if draft else None)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand, unless a card lies under the pointer."""
        self.shop.point(x, y)
        if (
            self.shop.free
            and not self._drag.busy
            and (self.hands.pressing or not self.shop.covered)
        ):
            self.hands.move(x, y)
            self._draft.move(self.hands.spot)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self._cards.dismiss()
        if key == "enter" and self._draft.held:  # it pastes the draft and ends nothing
            self._draft.press(key)
        else:
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
        """Take a key: some only change the picture, the others the work."""
        looks: dict[str, Callable[[], None]] = {
            "mouse3": lambda: self._drag.begin(self.shop.pointer),
            "tab": self._look_elsewhere,
            "wheel_up": lambda: self._zoom(NEARER),
            "wheel_down": lambda: self._zoom(1 / NEARER),
        }
        if key in looks:
            looks[key]()
        elif self._judged is not None:
            return
        elif key in ("?", "shift-/"):
            self._choose("?")
        elif (why := self.stages.shut(key)) is not None:
            self._cards.note(why)
        else:
            self._work(key)

    def _look_elsewhere(self) -> None:
        at = VIEWS.index(self.table.eye.view)
        self.table.eye.go(VIEWS[(at + 1) % len(VIEWS)])

    def _zoom(self, factor: float) -> None:
        spot = self.table.spot(*self.shop.pointer, laid=False)
        self.table.eye.zoom(factor, None if spot is None else (spot.x, spot.y, 0.02))

    def _work(self, key: str) -> None:
        """Let the guide or the learner's own hand do something."""
        guides = self.shop.guides
        if key == "v" and guides.busy:
            self._stop_guide()
        elif key == "v":
            self._show_step()
        elif guides.busy:
            if key in {k.name for k in keys(self.lesson)}:
                self._cards.note(guide_words.busy())
        elif key == "t":
            self._take_draft()
        elif key == "x":
            self._show.map(not self._show.mapped)
        elif not (self._draft.press(key) or self._cards.press(key)):
            self.hands.press(key)

    def _told(self, elapsed: float) -> None:
        """Show what the attempt came to, once it is judged."""
        if self._judged is None or self.shop.over:
            return
        if (found := self._judged.frame(elapsed)) is not None:
            assessment = self.shop.end(found)
            self._summary = Summary(self.table, self.lesson, assessment)
            self._cards.summary(self._summary)

    def _lapse(self, lapse: tuple[Lapse, Show], elapsed: float) -> None:
        """Go on with the learner's work once more, then show the print again."""
        work, show = lapse
        work.frame(elapsed)
        if work.anew:
            show.look_anew()
        show.frame(None, None, None, elapsed)
        self._cards.once_more(work.share)
        if work.over:
            self._end_lapse()
        self.deck.frame(elapsed)

    def _begin_lapse(self) -> None:
        if self._summary is not None:
            work = Lapse(self.lesson.work, tuple(self.lesson.acts))
            self._once_more = work, Show(self.table, Looks(work.shop), work)
            self._summary.put_by()
            self.table.eye.go("block")

    def _save(self) -> None:
        """Have the print written beside the window."""
        sheet = self._summary.sheet if self._summary else None
        if sheet is not None and self._saving is None:
            self._saving = self._app.judge.ask(save, self.lesson.lesson.id, sheet)
            self._cards.saved(None)

    def _saved(self) -> None:
        """Say where the print was written, once it is."""
        if self._saving is not None and self._saving.done:
            saving, self._saving = self._saving, None
            self._cards.saved(saving.result())

    def _end_lapse(self) -> None:
        self._once_more = None
        self._show.look_anew()
        if self._summary is not None:
            self._cards.summary(self._summary)
            self._summary.hold_up()

    def _take_draft(self) -> None:
        if (why := self._draft.take()) is not None:
            self._cards.note(why)

    def _take(self, event: Event) -> None:
        """Tell one event."""
        self._show.take(event)
        self.stages.take(event)
        if event.name == "lesson.done":
            self._cards.judging(0)
            self.stages.draw(own=False)
            self._judged = Judging(self._app.judge, self.lesson, self._cards)
        else:
            self._cards.teach(event)

    def _choose(self, region: str) -> None:
        if region.startswith("key:"):
            self.press(region.removeprefix("key:"))
        elif region.startswith("stage:"):
            self._go(int(region.removeprefix("stage:")))
        elif region == "lapse":
            self._begin_lapse()
        elif region == "enough":
            self._end_lapse()
        elif region == "save":
            self._save()
        else:
            self._cards.choose(region, self.shop.pointer)

    def _go(self, stage: int) -> None:
        """Go to a stage; where nothing is shown, missing ink is not marked either."""
        self._cards.note(self.stages.go(stage))
        if stage == REHEARSE and self._show.mapped:
            self._show.map(False)

    def _stop_guide(self) -> None:
        """Send the guide away; who watched goes on with the line ahead."""
        self.shop.guides.stop()
        self.hands.rest()
        if self.stages.stage == WATCH:
            self.stages.go(FOLLOW)
        self._cards.note(guide_words.stopped())

    def _show_step(self) -> None:
        """Let the guide do the step that is due, at the same table."""
        step = self.lesson.step
        if step is not None:
            self.hands.rest()
            self.shop.guides.begin(Guide(self.lesson, step.id))
