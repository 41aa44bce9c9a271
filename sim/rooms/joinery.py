"""The room of a lesson in joinery: two timbers, six tools, the guide, the cards."""

from content.event import Event
from lessons import registry
from lessons.arts.joinery_guide import Guide
from lessons.arts.joinery_steps import STRIKERS
from sim.app import App
from sim.rooms import guide_words
from sim.rooms.drag import Drag
from sim.rooms.joinery_aid import guided, words
from sim.rooms.joinery_cards import Cards
from sim.rooms.joinery_feel import Feel
from sim.rooms.joinery_hands import Hands
from sim.rooms.joinery_keys import keys
from sim.rooms.workshop import Workshop
from sim.scenes.joinery_yard import JoineryYard

TURN = {"shift-arrow_left": (-6.0, 0.0), "shift-arrow_right": (6.0, 0.0),
        "shift-arrow_up": (0.0, 4.0), "shift-arrow_down": (0.0, -4.0)}  # fmt: skip


class JoineryRoom:
    """One attempt at a lesson in joinery. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self.bench = registry.joinery(app.library, lesson_id)
        self.yard = JoineryYard(app.stage, self.bench.plan)
        self.hands = Hands(self.yard, self.bench)
        self.shop = Workshop(app, lesson_id, self.bench, self.hands, Feel(self.bench.plan))
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self._drag = Drag(app.stage, self.yard.turn, lambda: None)
        self._xray = False
        self._cards = Cards(self.deck, app.library, self.bench, app.person is not None)
        self.shop.remember()
        self.yard.show(self.bench.view())

    def frame(self, elapsed: float) -> None:
        """Go on, then show bench and cards."""
        for event in self.shop.frame(elapsed):
            self._take(event)
        self._drag.frame(self.shop.pointer)
        if self.shop.guides.ended():
            self.hands.rest()
        own = self.shop.free
        held = self.hands.held() if own or self.bench.tool in STRIKERS else self.hands.shown()
        self.yard.show(
            self.bench.view(),
            held,
            self.hands.sketch() if own else None,
            self._xray,
            elapsed,
        )
        if not self.shop.over:
            self._cards.show_aid(words(self.bench, self.hands) if own else guided(self.bench))
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand, unless a card lies under the pointer."""
        self.shop.point(x, y)
        if self.shop.free and not (self.shop.covered or self._drag.busy):
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self.shop.press(key, self._choose, self._use)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "mouse3":
            self._drag.begin(self.shop.pointer)
        elif key in TURN:
            self.yard.turn(*TURN[key])
        elif key == "x":
            self._xray = not self._xray
        elif key in ("?", "shift-/") and not self.shop.over:
            self._choose("?")
        elif not self.shop.over:
            self._work(key)

    def _work(self, key: str) -> None:
        """Let the guide or the learner's own hand do something."""
        guides = self.shop.guides
        if key == "v" and guides.busy:
            guides.stop()
            self.hands.rest()
            self._cards.note(guide_words.stopped())
        elif key == "v":
            self._show_step()
        elif not guides.busy:
            self.hands.press(key)
        elif key in {k.name for k in keys()}:
            self._cards.note(guide_words.busy())

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear bench and cards away."""
        self.shop.close()
        self.yard.close()
        self.bench.close()

    def _take(self, event: Event) -> None:
        """Tell one event."""
        if event.name == "lesson.done":
            self._end()
        else:
            self._cards.teach(event)

    def _end(self) -> None:
        self._cards.summary(self.shop.end())

    def _choose(self, region: str) -> None:
        self._cards.choose(region, self.shop.pointer)

    def _show_step(self) -> None:
        """Let the guide do the step that is due, at the same bench."""
        step = self.bench.step
        if step is not None:
            self.shop.guides.begin(Guide(self.bench, step.id))
