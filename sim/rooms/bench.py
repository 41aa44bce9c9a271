"""The room of a timber lesson: the bench or the yard, the hands, the guide, the cards."""

from audio import knock
from audio.speaker import Speaker
from content.event import Event, Source
from content.texts import _
from lessons import registry
from sim.app import App
from sim.desktop import Hands
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.bench_acts import TRIALS, Acts
from sim.rooms.bench_cards import Cards
from sim.rooms.bench_eye import Eye
from sim.rooms.bench_feel import PAPER, Feel
from sim.rooms.bench_guide import Guides
from sim.rooms.bench_ladder import REHEARSE, WATCH, Ladder
from sim.rooms.bench_sight import Sight
from sim.rooms.bench_tag import Tag
from sim.rooms.deck import Deck
from sim.rooms.leaving import Leaving
from sim.scenes import yard_outlook
from sim.scenes.timber_yard import TimberYard


class BenchRoom:
    """One attempt at a timber lesson. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self._lesson_id = lesson_id
        self.bench, self._piece = registry.bench(app.library, lesson_id)
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, self.bench.shapes, outlook)
        self.hands = Hands(self.yard, self.bench)
        self._recorder = Recorder()
        self.loop = Loop(self.bench, [self.hands], [self._recorder])
        self._guides = Guides(self.bench, self.loop)
        self._pointer = (2.0, 2.0)  # outside, till the mouse is seen
        self.eye = Eye(self.yard, outlook.start)
        self.deck = Deck(app.stage)
        self._leaving = Leaving(self.deck, app.hall)
        self._cards = Cards(self.deck, app.library, self.bench, self._piece, app.person is not None)
        self._ladder = Ladder(self.bench, self.hands)
        self._acts = Acts(self.bench, self.hands)
        self.sight = Sight(self.bench)
        self._feel = Feel(self.bench.design)
        self._speaker = Speaker()
        self._tag = Tag(app.stage, self.deck)
        self._last_seated: str | None = None
        self._back: int | None = None  # when a step back was asked for
        self.deck.show("facts", last_remark.slip(app, lesson_id, "close"))
        self.events: list[Event] = []
        self._over = False

    def follow(self, source: Source) -> None:
        """Let another source act beside the mouse: the guide, a log."""
        self.loop.sources.append(source)

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        happened = [] if self._over else self.loop.frame(elapsed)
        for event in happened:
            self._take(event)
        self._answer_back(happened)
        self._guide()
        self._show(elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand, unless a card lies under the pointer."""
        self._pointer = (x, y)
        self.deck.point(x, y)
        if self._free:
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self._cards.dismiss()
        if key == "mouse1" and (region := self.deck.at(*self._pointer)):
            self._speaker.play(knock.sound(PAPER))
            self._choose(region)
        elif key == "escape":
            self._leaving.ask([] if self._over else self.events)
        elif self._leaving.asked:
            self._leaving.stay()
        elif key == "mouse1" and self.deck.covers(*self._pointer):
            return
        elif key in ("?", "shift-/") and not self._over:
            self._choose("?")
        elif not self.eye.press(key, empty=self.bench.held is None) and not self._over:
            self._use(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear the work and the cards away."""
        self._tag.close()
        self._speaker.close()
        self.deck.close()
        self.yard.close()
        self.bench.close()

    @property
    def _free(self) -> bool:
        """Whether the learner's own hand is at work."""
        return not self._over and not self._guides.busy

    def _take(self, event: Event) -> None:
        """Keep, sound and tell one event; after the end nothing more is told."""
        felt = self._feel.take(event)
        self.events += [event, *felt.pulses(event.tick)]
        if self._over:
            return
        for sound in felt.sounds:
            self._speaker.play(sound)
        if event.name == "lesson.done":
            self._end()
            return
        self.sight.teach(event)
        self._ladder.teach(event)
        if event.name == "part.seated":
            self._last_seated = event.value["part"]
        self._cards.teach(event)

    def _show(self, elapsed: float) -> None:
        view = self.bench.view()
        pointed = None if view.hand or self._over else self._pointed()
        tops = [view.poses[p].at[2] + self.bench.height(p) for p in view.seated]
        self.yard.follow(max(tops, default=0.0), elapsed)
        self.yard.show(self.sight.state(view, pointed, elapsed))
        self._tag.show(pointed, self._pointer, elapsed)
        if not self._over:
            self._cards.show_stage(self._ladder.card(self.bench.lesson))

    def _pointed(self) -> str | None:
        if self.deck.covers(*self._pointer):
            return None
        hit = self.yard.pick(*self._pointer)
        return hit[0] if hit else None

    def _end(self) -> None:
        self._over = True
        self._leaving.stay()
        assessment = self.bench.assess()
        session = Session(
            tuple(self.events), tuple(self._recorder.inputs), self.loop.tick, assessment
        )
        self._app.finish(session)
        self._cards.summary(assessment, self._ladder.reached(self.bench.lesson))

    def _choose(self, region: str) -> None:
        if region == "hall":
            self._app.hall()
        elif region == "again":
            self._app.enter(self._lesson_id)
        elif region == "stay":
            self._leaving.stay()
        elif region.startswith("key:"):
            self.press(region.removeprefix("key:"))
        elif region.startswith("stage:"):
            self._go(int(region.removeprefix("stage:")))
        else:
            self._cards.choose(region, self._pointer)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "x":
            self.sight.look_inside()
        elif key == "b":
            self.sight.draw_apart()
        elif key == "l" and self._yard:
            self._hang()
        else:
            self._work(key)

    @property
    def _yard(self) -> bool:
        return self.bench.design.setting == "yard"

    def _hang(self) -> None:
        """Hang the plumb line beside the pointed part, else beside the last that was seated."""
        part = self._pointed() or self._last_seated
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
            part = self._pointed() or self._last_seated
            self._refuse(self._acts.peg(part, self.sight.pegged))
        else:
            self._back = self.loop.tick if key == "z" else self._back
            self.hands.press(key)

    def _answer_back(self, happened: list[Event]) -> None:
        """Say so where there is nothing to go back to."""
        if self._back is None or self.loop.tick == self._back or self._over:
            return
        self._back = None
        if all(event.name != "work.undone" for event in happened):
            self.say(_("There is nothing to go back to just now."))

    def _refuse(self, why: str | None) -> None:
        if why is not None:
            self.say(why)

    def _show_step(self) -> None:
        """Let the guide do the step that is due, in the same world."""
        if self._ladder.stage == REHEARSE:
            self.say(_("Nothing is shown at this stage. Choose one with help, and it is."))
        else:
            self._guides.show()

    def _go(self, stage: int) -> None:
        """Go to a stage; who has watched the whole begins anew."""
        if self._ladder.stage == WATCH and stage != WATCH and self.bench.step is None:
            self._app.enter(self._lesson_id)
            return
        if stage != WATCH:
            self._guides.stop()
        self._cards.note(self._ladder.go(stage))

    def _guide(self) -> None:
        """Let a guide that is done go; who watches is shown the next step."""
        ended = self._guides.ended()
        if self._over or self._guides.busy or self._ladder.stage != WATCH:
            return
        if not self._guides.show(again=False) and ended:
            if self.bench.step is None:
                self._cards.note(_("That was all. Choose another stage, and it is your turn."))
            else:
                self.say(_("The guide did not bring it off. Choose another stage and try it."))
