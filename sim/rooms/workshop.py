"""What every room has in which hands work: the loop and its log, cards, sound, the way out.

A room keeps what is its own beside it: what is shown, which keys there are, what is said.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from audio import knock
from audio.knock import Knock
from audio.speaker import Speaker
from content.assessment import Assessment
from content.event import Event, Source
from content.lesson import Lesson, Step
from lessons.practice import Practice
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.deck import Deck
from sim.rooms.felt import Felt
from sim.rooms.guides import Guides
from sim.rooms.leaving import Ending, Leaving, step_left

PAPER = Knock(0.006, "fir", 0.02)  # a slip that is pressed
OUTSIDE = (2.0, 2.0)  # where the pointer is till the mouse is seen
MOUSE = ("mouse", "wheel")
READ = {"facts": "close", "choice": "never_mind"}  # cards over the work, what closes each


class Feel(Protocol):
    """What the work is like to ear and hand."""

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        ...


class Work(Practice, Protocol):
    """A lesson of the hands: it goes on step by step."""

    lesson: Lesson

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        ...


class Workshop:
    """One stay at a work of the hands, from its door to its end.

    `hands`: the learner's own. What happens is kept with what the hand felt of it; the session
    is handed in at the end, and only then. `resumes`: who leaves loses nothing, and is not asked.
    `left` says what is not done yet, so that the end is asked about; None: all is done. Without
    it, that is the first open step.
    """

    def __init__(
        self,
        app: App,
        lesson_id: str,
        practice: Work,
        hands: Source,
        feel: Feel,
        *,
        left: Callable[[], str | None] | None = None,
    ) -> None:
        self._app = app
        self._lesson_id = lesson_id
        self._practice = practice
        self._feel = feel
        self.resumes = False
        self._left = left or (lambda: step_left(practice.lesson, practice.step))
        self._recorder = Recorder()
        self._speaker = Speaker()
        self.loop = Loop(practice, [hands], [self._recorder])
        self.guides = Guides(self.loop)
        self.deck = Deck(app.stage)
        self.leaving = Leaving(self.deck, app.hall)
        self.ending = Ending(self.deck)
        self.pointer = OUTSIDE
        self.events: list[Event] = []
        self.over = False

    def frame(self, elapsed: float) -> Iterator[Event]:
        """Go on; give each event to be told once it is kept and heard, nothing after the end."""
        for event in [] if self.over else self.loop.frame(elapsed):
            felt = self._feel.take(event)
            self.events += [event, *felt.pulses(event.tick)]
            if self.over:
                continue
            for sound in felt.sounds:
                self._speaker.play(sound)
            yield event

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place (-1..1 to the right and up)."""
        self.pointer = (x, y)
        self.deck.point(x, y)

    @property
    def covered(self) -> bool:
        """Whether a card lies under the pointer."""
        return self.deck.covers(*self.pointer)

    @property
    def free(self) -> bool:
        """Whether the learner's own hand is at work."""
        return not (self.over or self.guides.busy)

    def press(self, key: str, choose: Callable[[str], None], use: Callable[[str], None]) -> None:
        """Take a key: a slip's region goes to `choose`, a key of the work to `use`.

        The way out and the end are taken here; while they are asked about, any other key stays.
        Over an open card no key works: Esc closes it, and any key does where it is only read.
        """
        if key == "mouse1" and (region := self.deck.at(*self.pointer)):
            self._speaker.play(knock.sound(PAPER))
            self.deck.show("tip", None)
            if region == "end":
                self.ending.go_on()
                use("enter")
            elif not self._go(region):
                choose(region)
        elif not (self._on_a_card(key, choose) or self._asks(key)) and (
            key != "mouse1" or not self.covered
        ):
            use(key)

    def _on_a_card(self, key: str, choose: Callable[[str], None]) -> bool:
        """Take a key that closes an open card, or that would work beneath it."""
        tip = self.deck.shows("tip")
        self.deck.show("tip", None)  # it was only looked at
        card = next((name for name in READ if self.deck.shows(name)), None)
        if self.leaving.asked or self.ending.asked:
            return False
        if card is None or key.startswith(MOUSE):
            return tip and key == "escape"
        if key == "escape" or card == "facts":
            choose(READ[card])
        return True

    def _asks(self, key: str) -> bool:
        """Take a key that leaves or ends, or that answers whether to."""
        if self.ending.asked and key != "enter":
            self.ending.go_on()
        elif key == "escape":
            self.leaving.ask([] if self.over or self.resumes else self.events)
        elif self.leaving.asked:
            self.leaving.stay()
        else:
            return key == "enter" and self._ends and self.ending.waits(self._left())
        return True

    def remember(self) -> None:
        """Lay down what the master said last of this lesson, if he did."""
        self.deck.show("facts", last_remark.slip(self._app, self._lesson_id, "close"))

    def anew(self) -> None:
        """Begin the lesson again with the next frame."""
        self._app.enter(self._lesson_id)

    def end(self, judged: Assessment | None = None) -> Assessment:
        """Hand in the finished session; return what was judged, here or by the room already."""
        self.over = True
        self.leaving.stay()
        self.ending.go_on()
        assessment = judged or self._practice.assess()
        kept = tuple(self.events), tuple(self._recorder.inputs), self.loop.tick
        self._app.finish(Session(*kept, assessment))
        return assessment

    def close(self) -> None:
        """Clear the cards away and be silent."""
        self._speaker.close()
        self.deck.close()

    @property
    def _ends(self) -> bool:
        """Whether Enter would end the work now: it does not while that is being judged."""
        return self.free and all(event.name != "lesson.done" for event in self.events)

    def _go(self, region: str) -> bool:
        """Take the regions that every room has; False where it is another."""
        ways = {"hall": self._app.hall, "again": self.anew, "stay": self.leaving.stay,
                "go_on": self.ending.go_on}  # fmt: skip
        if region in ways:
            ways[region]()
        return region in ways
