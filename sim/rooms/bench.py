"""The room of a timber lesson: the bench or the yard, the hands, the guide, the cards."""

from collections.abc import Callable

from content.event import Event
from content.texts import _
from lessons import registry
from sim.app import App
from sim.desktop import Hands
from sim.rooms import bench_braces, bench_fit, bench_words
from sim.rooms.bench_acts import TRIALS, Acts
from sim.rooms.bench_cards import Cards
from sim.rooms.bench_choice import Choice
from sim.rooms.bench_eye import Eye
from sim.rooms.bench_feel import Feel
from sim.rooms.bench_guide import Steps
from sim.rooms.bench_ladder import REHEARSE, WATCH, Ladder
from sim.rooms.bench_reach import Reach
from sim.rooms.bench_sight import Sight
from sim.rooms.bench_tag import Tag
from sim.rooms.drag import Drag
from sim.rooms.workshop import Workshop
from sim.scenes import yard_outlook
from sim.scenes.timber_yard import TimberYard
from sim.views.name_tag import NameTag

RECUT = ("part.pared", "work.undone")  # the shapes of parts may be others by that
CHOSEN = ("part.gripped", "part.seated")  # buttons act on such a part till another is chosen


class BenchRoom:
    """One attempt at a timber lesson. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self.bench, self._piece = registry.bench(app.library, lesson_id)
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, self.bench.shapes, outlook)
        self.hands = Hands(self.yard, self.bench)
        self.shop = Workshop(app, lesson_id, self.bench, self.hands, Feel(self.bench.design))
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self._guides = self.shop.guides
        self._steps = Steps(self.bench, self._guides)
        self.eye = Eye(self.yard, outlook.start)
        self._cards = Cards(self.deck, app.library, self.bench, self._piece, app.person is not None)
        self._ladder = Ladder(self.bench, self.hands)
        self._acts = Acts(self.bench, self.hands)
        self.sight = Sight(self.bench)
        self._tag = Tag(app.stage, self.deck)
        self._choice = Choice(app.stage, self.shop, self.yard, self.bench)
        self._reach = Reach(self.hands, self.bench, self._choice, self.eye, outlook.setting)
        self._drag = Drag(app.stage, self.eye.turn, lambda: self._do("mouse3"))
        self._stage_tip = ""
        self._back: int | None = None  # when a step back was asked for
        self.shop.remember()

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        for event in self.shop.frame(elapsed):
            self._take(event)
        self._drag.frame(self.shop.pointer)
        self._choice.frame(elapsed)
        self._answer_back()
        self._guide()
        self._show(elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand, unless a card lies under the pointer."""
        self.shop.point(x, y)
        if self.shop.free and not self._drag.busy:
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self.shop.press(key, self._choose, self._use)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear the work and the cards away."""
        self._tag.close()
        self.shop.close()
        self.yard.close()
        self.bench.close()

    def _take(self, event: Event) -> None:
        """Tell one event."""
        if event.name == "lesson.done":
            self._end()
            return
        self.sight.teach(event)
        if event.name in RECUT:
            self.yard.keep(self.bench.shapes)
        self._ladder.teach(event)
        if event.name in CHOSEN:
            self._choice.choose(event.value["part"])
        elif event.name == "work.undone":
            self._back = None
        self._cards.teach(event)

    def _show(self, elapsed: float) -> None:
        view = self.bench.view()
        pointed = None if view.hand or self.shop.over else self._choice.shown
        tops = [view.poses[p].at[2] + self.bench.height(p) for p in view.seated]
        self.yard.follow(max(tops, default=0.0), elapsed)
        self.yard.show(self.sight.state(view, pointed, elapsed))
        self.deck.look_through(self.yard.places(view.hand.part if view.hand else None))
        self._tag.show(pointed, self._choice.place, elapsed)
        if not self.shop.over:
            self._cards.show_stage(self._ladder.card(self.bench.lesson))
            self._cards.name_chosen(self._choice.chosen)
            self._cards.tell_moved()
            self._tell_stage()

    def _tell_stage(self) -> None:
        """Say what the stage is that is pointed at."""
        name, _sep, stage = (self.deck.at(*self.shop.pointer) or "").partition(":")
        if name != "stage":
            self.deck.show("stage_tip", None)
            return
        said = self._ladder.tip(self.bench.lesson, int(stage))
        if said != self._stage_tip or not self.deck.shows("stage_tip"):
            self._stage_tip = said
            at = self.deck.sheet_place(*self.shop.pointer)
            self.deck.show("stage_tip", NameTag(said, at))

    def _end(self) -> None:
        self._cards.summary(self.shop.end(), self._ladder.reached(self.bench.lesson))

    def _choose(self, region: str) -> None:
        if region.startswith("key:"):
            self.press(region.removeprefix("key:"))
        elif region.startswith("stage:"):
            self._go(int(region.removeprefix("stage:")))
        else:
            self._cards.choose(region, self.shop.pointer)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "mouse3":
            self._drag.begin(self.shop.pointer)
        elif not self.eye.press(key, empty=self.bench.held is None):
            self._do(key)

    def _do(self, key: str) -> None:
        looks: dict[str, Callable[[], None]] = {
            "?": lambda: self._choose("?"), "shift-/": lambda: self._choose("?"),
            "x": self.sight.look_inside, "b": self.sight.draw_apart,
        }  # fmt: skip
        step = self.bench.step
        if self.shop.over:
            return
        if key in looks:
            looks[key]()
        elif key == "l" and self._yard:
            self._hang()
        elif not self._choice.press(key, step.parts or () if step else ()):
            self._work(key)

    @property
    def _yard(self) -> bool:
        return self.bench.design.setting == "yard"

    def _hang(self) -> None:
        """Hang the plumb line beside the part that is meant."""
        part = self._choice.meant
        if part is None:
            self.say(_("Point at a part that stands, then press L for the plumb line."))
        elif plumb := self.sight.hang(part):
            self._cards.tell_plumb(plumb)
        else:
            self.sight.hang(None)
            self.say(_("The plumb line hangs beside what stands upright; this part lies."))

    def _work(self, key: str) -> None:
        """Let the guide or the learner's own hand do something."""
        if self._guides.busy:
            self._cards.tell_busy(key)
        elif key == "v":
            self._show_step()
        elif self._yard and key in TRIALS:
            self._refuse(self._acts.try_(key))
        elif self._yard and key == "p":
            self._refuse(self._acts.peg(self._choice.meant, self.sight.pegged))
        elif key in (bench_fit.TRY, bench_fit.PARE) and self.bench.design.fitted:
            part = self.bench.held or self._choice.meant
            self._refuse(bench_fit.ask(key, part, self.hands))
        elif key == "c" and self.bench.design.bracing.parts:
            self._refuse(bench_braces.brace(self.bench, self.hands, self._choice.meant))
        elif not self._reach.press(key, self.bench.held):
            self._back = self.loop.tick if key == "z" else self._back
            self.hands.press(key)

    def _answer_back(self) -> None:
        """Say so where there is nothing to go back to."""
        if self._back is None or self.loop.tick == self._back or self.shop.over:
            return
        self._back = None
        self.say(_("There is nothing to go back to just now."))

    def _refuse(self, why: str | None) -> None:
        if why is not None:
            self.say(why)

    def _show_step(self) -> None:
        """Let the guide do the step that is due, in the same world."""
        if self._ladder.stage == REHEARSE:
            self.say(_("Nothing is shown at this stage. Choose one with help, and it is."))
        elif self.bench.held is not None:
            self.say(bench_words.hand_full(self.bench.held))
        else:
            self._steps.show()

    def _go(self, stage: int) -> None:
        """Go to a stage; who has watched the whole begins anew."""
        if self._ladder.stage == WATCH and stage != WATCH and self.bench.step is None:
            self.shop.anew()
            return
        if self.shop.free and self.bench.held is not None:
            self.say(bench_words.hand_full(self.bench.held))
            return
        if stage != WATCH:
            self._guides.stop()
        self._cards.note(self._ladder.go(stage))

    def _guide(self) -> None:
        """Let a guide that is done go; who watches is shown the next step."""
        ended = self._guides.ended()
        if not self.shop.free or self._ladder.stage != WATCH:
            return
        if not self._steps.show(again=False) and ended:
            if self.bench.step is None:
                self._cards.note(_("That was all. Choose another stage, and it is your turn."))
            else:
                self.say(_("The guide did not bring it off. Choose another stage and try it."))
