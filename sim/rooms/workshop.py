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
from lessons.practice import Practice
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.deck import Deck
from sim.rooms.felt import Felt
from sim.rooms.guides import Guides
from sim.rooms.leaving import Leaving

PAPER = Knock(0.006, "fir", 0.02)  # a slip that is pressed
OUTSIDE = (2.0, 2.0)  # where the pointer is till the mouse is seen


class Feel(Protocol):
    """What the work is like to ear and hand."""

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        ...


class Workshop:
    """One stay at a work of the hands, from its door to its end.

    `hands`: the learner's own. What happens is kept with what the hand felt of it; the session
    is handed in at the end, and only then. `resumes`: who leaves loses nothing, and is not asked.
    """

    def __init__(
        self, app: App, lesson_id: str, practice: Practice, hands: Source, feel: Feel
    ) -> None:
        self._app = app
        self._lesson_id = lesson_id
        self._practice = practice
        self._feel = feel
        self.resumes = False
        self._recorder = Recorder()
        self._speaker = Speaker()
        self.loop = Loop(practice, [hands], [self._recorder])
        self.guides = Guides(self.loop)
        self.deck = Deck(app.stage)
        self.leaving = Leaving(self.deck, app.hall)
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

        The way out is taken here; while it is asked about, any other key stays.
        """
        if key == "mouse1" and (region := self.deck.at(*self.pointer)):
            self._speaker.play(knock.sound(PAPER))
            if not self._go(region):
                choose(region)
        elif key == "escape":
            self.leaving.ask([] if self.over or self.resumes else self.events)
        elif self.leaving.asked:
            self.leaving.stay()
        elif key != "mouse1" or not self.covered:
            use(key)

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
        assessment = judged or self._practice.assess()
        kept = tuple(self.events), tuple(self._recorder.inputs), self.loop.tick
        self._app.finish(Session(*kept, assessment))
        return assessment

    def close(self) -> None:
        """Clear the cards away and be silent."""
        self._speaker.close()
        self.deck.close()

    def _go(self, region: str) -> bool:
        """Take the regions that every room has; False where it is another."""
        ways = {"hall": self._app.hall, "again": self.anew, "stay": self.leaving.stay}
        if region in ways:
            ways[region]()
        return region in ways
