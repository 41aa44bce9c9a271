"""The room of a lesson that is danced: step by step, take after take, before a camera."""

from collections.abc import Callable, Mapping
from functools import partial

from content.event import Event
from content.texts import _, lang
from lessons.arts.rehearsal import WATCH, Rehearsal
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.deck import Deck
from sim.rooms.movement_outcome import MovementOutcome, Told
from sim.rooms.movement_page import MovementPage
from sim.rooms.movement_reader import MovementReader
from sim.rooms.movement_show import Showing
from sim.rooms.movement_stage import FloorStage
from sim.rooms.movement_takes import Moves
from sim.rooms.movement_whose import Whose
from sim.views.column import Button
from sim.views.slip import Slip

OVER = ("question", "facts")
ANYWHERE = ("n", "v")
SLEEVES = "水袖"  # the term of lessons that are danced with them
Acts = Mapping[str, Callable[[], None]]


class MovementRoom:
    """One sitting at a lesson of movement, from a step on.

    Raises Refusal where something of it is not here.
    """

    def __init__(self, app: App, lesson_id: str, step_id: str | None = None) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        self.practice = Rehearsal(self.lesson, app.library.lesson_hash(lesson_id))
        self.deck = Deck(app.stage)
        self.whose = Whose(self.deck, app.library, self.practice, app.judge)
        self.moves = Moves(app, self.practice, lambda: self.whose.tried)
        self.floor = FloorStage(app.stage, SLEEVES in self.lesson.terms)
        self.outcome = MovementOutcome(self.deck, Showing(), self._slip)
        self.page = MovementPage(app, self.deck, self.floor, self.moves, self.whose, self.outcome)
        self._recorder = Recorder()
        watching = self.moves.watching
        self.loop = Loop(self.practice, [watching], [watching, self._recorder])
        self._reader = MovementReader(self.deck, self.lesson)
        self._events: list[Event] = []
        self._pointer = (0.0, 0.0)
        self._keys, self._choices = self._key_table(), self._choice_table()
        self._read()
        if step_id is not None:
            watching.act("step.go", step=step_id)
        self.deck.show("question", last_remark.slip(app, lesson_id, "back"))

    def frame(self, elapsed: float) -> None:
        """Go on: what is seen, what is judged, what is shown."""
        happened = self.loop.frame(elapsed)
        self._events += happened
        for event in happened:
            self._teach(event)
        self.moves.frame(elapsed)
        self.whose.frame()
        if self.whose.told is not None:
            told, self.whose.told = self.whose.told, None
            self.outcome.take(told, onward=False)
        self.page.frame(elapsed)
        if sentence := self._trouble():
            self.say(sentence)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self._pointer = (x, y)
        self.deck.point(x, y)

    def press(self, key: str) -> None:
        """Answer, act, or leave."""
        self.deck.show("tip", None)
        if key == "mouse1":
            if region := self.deck.at(*self._pointer):
                self._choose(region)
        elif key == "escape":
            self._leave()
        elif key in self._keys and (key in ANYWHERE or not self._covered):
            self._keys[key]()

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._slip(self.lesson.title.read(lang()), sentence)

    def close(self) -> None:
        """Clear everything away; nobody watches any longer."""
        self.moves.close()
        self.whose.close()
        self._app.hush()
        self.deck.close()
        self.floor.close()

    @property
    def _covered(self) -> bool:
        """Whether a slip lies before everything and wants an answer."""
        return any(self.deck.shows(name) for name in OVER)

    def _key_table(self) -> Acts:
        page, act = self.page, self.moves.watching.act
        return {
            "space": self._take,
            "p": page.watch,
            "l": partial(page.watch, again=True),
            "w": page.watch_whole,
            "v": self.floor.turn,
            "-": partial(page.pace, -1),
            "=": partial(page.pace, 1),
            "g": self.moves.ask_ghost,
            "k": self.moves.ready.forget,
            "m": self.outcome.mine,
            "b": self.outcome.both,
            "n": self.outcome.hide_numbers,
            "r": self.whose.ask_take,
            "t": self.whose.ask,
            "c": self._record,
            "arrow_right": partial(self._go, 1),
            "arrow_left": partial(self._go, -1),
            **dict.fromkeys(("?", "shift-/"), page.show_all_keys),
            **{str(k + 1): partial(act, "stage.go", stage=k) for k in range(4)},
        }

    def _choice_table(self) -> Acts:
        return {
            "hall": self._app.hall,
            **self.whose.choices,
            **dict.fromkeys(("back", "again"), self._read),
            "close": partial(self.deck.show, "facts", None),
            "onward": partial(self._go, 1),
            "take": self._take,
            "stop": self.moves.stop,
            "watch": self.page.watch,
            "mine": self.outcome.mine,
            "both": self.outcome.both,
            "told": self._result,
            "report": self.outcome.write,
            "record": self._record,
            "?": self.page.show_all_keys,
        }

    def _choose(self, region: str) -> None:
        kind, _colon, name = region.partition(":")
        if region in self._choices:
            self._choices[region]()
        elif kind == "choice":
            self.whose.answer(name)
        elif kind == "stage":
            self.moves.watching.act("stage.go", stage=int(name))
        elif kind == "finding":
            self.outcome.finding(int(name))
        else:
            self._reader.look_up(region, self._pointer)

    def _read(self) -> None:
        """Show the floor to work on."""
        self.deck.show("question", None)
        self.outcome.close()
        self.outcome.showing.stop()
        self.page.show()

    def _result(self) -> None:
        self.outcome.showing.stop()
        self.outcome.show()

    def _leave(self) -> None:
        """Let a slip, then a count, go first; then leave the lesson."""
        if self._covered:
            for name in OVER:
                self.deck.show(name, None)
        elif self.moves.ready.busy:
            self.moves.stop()
        else:
            self._app.hall()

    def _go(self, by: int) -> None:
        after = (self.practice.place.step + by) % len(self.lesson.steps)
        self.moves.ready.cancel()
        self.outcome.showing.stop()
        self.moves.watching.act("step.go", step=self.lesson.steps[after].id)

    def _take(self) -> None:
        """Begin or end a take; in the first stage there is only something to watch."""
        place = self.practice.place
        if place.doing == "listening":
            self.moves.stop()
        elif self.whose.tried.waits_for_master or self._only_watched(place.stage):
            self.page.watch()
        elif before := self.whose.locked:
            self.say(_("First pass this: {steps}").format(steps=before))
        elif place.doing == "ready":
            self._read()
            self.moves.begin()

    def _only_watched(self, stage: int) -> bool:
        """Whether the stage has no take; what is sung is sung in every stage."""
        return stage == WATCH and not self.whose.tried.sung

    def _record(self) -> None:
        """Open the page on which a master records this step; what is sung has none."""
        if self.whose.tried.sung:
            return
        from sim.rooms.movement_record import RecordRoom

        self._app.open(lambda: RecordRoom(self._app, self.lesson.id, self.practice.step.id))

    def _teach(self, event: Event) -> None:
        self.moves.happened(event.name)
        if event.name == "step.shown":
            self._read()
        elif event.name in ("take.judged", "lesson.done"):
            self._told()

    def _told(self) -> None:
        """Show what a take came to, and leave it to the program, which asks before it keeps it."""
        watching = self.moves.watching
        tried, motion, judged = watching.tried, watching.motion, watching.judged
        if tried is None or motion is None or judged is None:
            return
        last = self.practice.place.step + 1 == len(self.lesson.steps)
        self.outcome.take(Told(tried, motion, judged), onward=not last)
        self.whose.took(motion, judged)
        both = bool(judged.assessment.parts)  # of voice and body: that take's own parts are kept
        found = judged.assessment if both else self.practice.assess()
        events, inputs = tuple(self._events), tuple(self._recorder.inputs)
        self._app.finish(Session(events, inputs, self.loop.tick, found, judged.take))
        if sentence := watching.trouble:  # a camera was unplugged, a film broke off
            self.say(sentence)

    def _trouble(self) -> str:
        """Return what went wrong since the last time; a take is not interrupted."""
        watching = self.moves.watching
        if self.practice.place.doing != "ready" or not watching.given_up:
            return ""
        sentence, watching.trouble, watching.given_up = watching.trouble, "", False
        return sentence

    def _slip(self, title: str, body: str) -> None:
        back = (Button("back", _("Back to the floor")),)
        self.deck.show("question", None)
        self.deck.show("question", Slip(title, body, "", back))
