"""The room of a lesson in joinery: two timbers, six tools, the guide, the cards."""

from audio.speaker import Speaker
from content.event import Event, Source
from lessons import registry
from lessons.arts.joinery_guide import Guide
from lessons.arts.joinery_steps import STRIKERS
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.deck import Deck
from sim.rooms.joinery_cards import Cards
from sim.rooms.joinery_feel import Feel
from sim.rooms.joinery_hands import Hands
from sim.rooms.leaving import Leaving
from sim.scenes.joinery_yard import JoineryYard

TURN = {"shift-arrow_left": (-6.0, 0.0), "shift-arrow_right": (6.0, 0.0),
        "shift-arrow_up": (0.0, 4.0), "shift-arrow_down": (0.0, -4.0)}  # fmt: skip


class JoineryRoom:
    """One attempt at a lesson in joinery. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self._lesson_id = lesson_id
        self.bench = registry.joinery(app.library, lesson_id)
        self.yard = JoineryYard(app.stage, self.bench.plan)
        self.hands = Hands(self.yard, self.bench)
        self._recorder = Recorder()
        self.loop = Loop(self.bench, [self.hands], [self._recorder])
        self._guide: Guide | None = None
        self._pointer = (0.0, 0.0)
        self._xray = False
        self.deck = Deck(app.stage)
        self._leaving = Leaving(self.deck, app.hall)
        self._cards = Cards(self.deck, app.library, self.bench, app.person is not None)
        self.deck.show("facts", last_remark.slip(app, lesson_id, "close"))
        self._feel = Feel(self.bench.plan)
        self._speaker = Speaker()
        self.events: list[Event] = []
        self._over = False
        self.yard.show(self.bench.view())

    def follow(self, source: Source) -> None:
        """Let another source act beside the mouse: the guide, a log."""
        self.loop.sources.append(source)

    def frame(self, elapsed: float) -> None:
        """Go on, then show bench and cards."""
        happened = [] if self._over else self.loop.frame(elapsed)
        for event in happened:
            self._take(event)
        self._dismiss_guide()
        own = self._guide is None and not self._over
        self.yard.show(
            self.bench.view(),
            self.hands.held() if own or self.bench.tool in STRIKERS else None,
            self.hands.sketch() if own else None,
            self._xray,
            elapsed,
        )
        if not self._over:
            self._cards.show_aid(self.hands)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand, unless a card lies under the pointer."""
        self._pointer = (x, y)
        self.deck.point(x, y)
        if not (self._over or self._guide or self.deck.covers(x, y)):
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self._cards.dismiss()
        if key == "mouse1" and (region := self.deck.at(*self._pointer)):
            self._choose(region)
        elif key == "escape":
            self._leaving.ask([] if self._over else self.events)
        elif self._leaving.asked:
            self._leaving.stay()
        elif key == "mouse1" and self.deck.covers(*self._pointer):
            return
        elif key in ("?", "shift-/") and not self._over:
            self._choose("?")
        elif key in TURN:
            self.yard.turn(*TURN[key])
        else:
            self._use(key)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "x":
            self._xray = not self._xray
        elif key == "v":
            self._show_step()
        elif not self._over and self._guide is None:
            self.hands.press(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear bench and cards away."""
        self._speaker.close()
        self.deck.close()
        self.yard.close()
        self.bench.close()

    def _take(self, event: Event) -> None:
        """Keep, sound and tell one event; after the end nothing more is told."""
        felt = self._feel.take(event)
        self.events += [event, *felt.pulses(event.tick)]
        for sound in felt.sounds:
            self._speaker.play(sound)
        if not self._over:
            self._teach(event)

    def _teach(self, event: Event) -> None:
        if event.name == "lesson.done":
            self._end()
        else:
            self._cards.teach(event)

    def _end(self) -> None:
        self._over = True
        self._leaving.stay()
        assessment = self.bench.assess()
        session = Session(
            tuple(self.events), tuple(self._recorder.inputs), self.loop.tick, assessment
        )
        self._app.finish(session)
        self._cards.summary(assessment)

    def _choose(self, region: str) -> None:
        if region == "hall":
            self._app.hall()
        elif region == "again":
            self._app.enter(self._lesson_id)
        elif region == "stay":
            self._leaving.stay()
        else:
            self._cards.choose(region, self._pointer)

    def _show_step(self) -> None:
        """Let the guide do the step that is due, at the same bench."""
        step = self.bench.step
        if step is not None and self._guide is None and not self._over:
            self._guide = Guide(self.bench, step.id)
            self.follow(self._guide)

    def _dismiss_guide(self) -> None:
        if self._guide is not None and self._guide.done:
            self.loop.sources.remove(self._guide)
            self._guide = None
            self.hands.rest()
