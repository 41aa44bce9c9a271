"""The room of a lesson that is sung, spoken, plucked, tapped or marked: take after take."""

from collections.abc import Callable, Mapping
from functools import partial

from content.event import Event
from content.texts import _, lang
from lessons.arts.rehearsal import ALONE, WATCH, Rehearsal
from lessons.judging import sound_of
from lessons.scoring import hears
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import last_remark
from sim.rooms.deck import Deck
from sim.rooms.introduction import Introduction
from sim.rooms.outcome import Outcome, Told
from sim.rooms.reader import Reader
from sim.rooms.singing import Singing
from sim.rooms.step_page import StepPage
from sim.rooms.take_words import keys
from sim.rooms.texts_sung import TextsSung
from sim.scenes.hanging import Hanging
from sim.views.column import Button
from sim.views.key_hints import KeyHints
from sim.views.slip import Slip

OVER = ("question", "busy", "facts")
Acts = Mapping[str, Callable[[], None]]


class RehearsalRoom:
    """One sitting at a lesson. Raises Refusal where something of the lesson is not here."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        self.practice = Rehearsal(self.lesson, app.library.lesson_hash(lesson_id))
        self.deck = Deck(app.stage)
        self.texts = TextsSung(self.deck, app.library, self.lesson)
        self.page = StepPage(app.stage, self.deck, app.library, self.lesson)
        self._reader = Reader(self.deck, app.library, self.page)
        self._hanging = Hanging(app.stage)
        self.singing = Singing(app, self.deck, self.practice, self.page, self.texts)
        self.outcome = Outcome(self.deck, app.judge, self.singing.player, self._slip)
        self._recorder = Recorder()
        sitting = self.singing.sitting
        self.loop = Loop(self.practice, [sitting], [sitting, self._recorder])
        self._events: list[Event] = []
        self._pointer, self._all_keys = (0.0, 0.0), False
        self._introduction = Introduction(app, self.deck)
        self._keys, self._choices = self._key_table(), self._choice_table()
        self._anywhere = {"n": self.outcome.hide_numbers, "h": self.singing.change_output}
        word = last_remark.slip(app, lesson_id, "enter")
        self.deck.show("question", word) if word else self._choices["enter"]()

    def frame(self, elapsed: float) -> None:
        """Go on: what is heard, what is judged, what is shown."""
        happened = self.loop.frame(elapsed)
        self._events += happened
        for event in happened:
            self._teach(event)
        self.outcome.frame()
        self._hanging.frame()
        self.singing.frame(elapsed)
        self._introduction.frame(self.singing.deaf, self.singing.speakers)
        if sentence := self.singing.trouble():
            self.say(sentence)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self._pointer = (x, y)
        self.deck.point(x, y)

    def press(self, key: str) -> None:
        """Answer, act on the page, or leave."""
        self.deck.show("tip", None)
        if key == "mouse1":
            if region := self.deck.at(*self._pointer):
                self._choose(region)
        elif key == "escape":
            self._app.hall()
        elif key in self._anywhere:
            self._anywhere[key]()
        elif self._working and key in self._keys:
            self._keys[key]()
        elif self._working:
            self.page.press(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._slip(self.lesson.title.read(lang()), sentence)

    def close(self) -> None:
        """Clear everything away; nobody listens any longer."""
        self.outcome.close()
        self.singing.close()
        self._app.hush()
        self.deck.close()
        self._hanging.close()

    @property
    def _working(self) -> bool:
        """Whether the page is what the learner looks at."""
        return self.page.shown and not any(self.deck.shows(name) for name in OVER)

    def _key_table(self) -> Acts:
        singing, act = self.singing, self.singing.sitting.act
        stages = {str(k + 1): partial(act, "stage.go", stage=k) for k in range(4)}
        return {
            "space": self._take,
            "p": singing.hear,
            "l": partial(singing.hear, again=True),
            "m": self.outcome.mine,
            "b": self.outcome.both,
            "d": partial(singing.sitting.tap, "ban"),
            "f": partial(singing.sitting.tap, "yan"),
            "-": partial(singing.tempo, -1),
            "=": partial(singing.tempo, 1),
            "[": partial(singing.key, -1),
            "]": partial(singing.key, 1),
            "r": lambda: self.texts.ask_take(self.practice.step),
            "t": self.texts.ask,
            "arrow_right": partial(self._go, 1),
            "arrow_left": partial(self._go, -1),
            **dict.fromkeys(("?", "shift-/"), self._show_all_keys),
            **stages,
        }

    def _choice_table(self) -> Acts:
        return {
            "hall": self._app.hall,
            "enter": self.texts.ask if self.texts.printed else self._read,
            **self.texts.choices,
            "picked": self._take_picked,
            **dict.fromkeys(("back", "again"), self._read),
            "onward": partial(self._go, 1),
            "begin": self._begin,
            "take": self._take,
            **dict.fromkeys(("hear", "loop"), self.singing.hear),
            "range": self.singing.to_range,
            "mine": self.outcome.mine,
            "both": self.outcome.both,
            "told": self.outcome.show,
            "report": self.outcome.write,
            "?": self._show_all_keys,
        }

    def _choose(self, region: str) -> None:
        kind, _colon, name = region.partition(":")
        if region in self._choices:
            self._choices[region]()
        elif kind == "choice":
            self._answer(name)
        elif kind == "stage":
            self.singing.sitting.act("stage.go", stage=int(name))
        elif kind == "finding":
            self.outcome.finding(int(name))
        elif kind == "syllable" and self.practice.step.marks is not None:
            self.singing.sitting.act("mark.toggle", syllable=int(name))
        else:
            self._reader.look_up(region, self._pointer)

    def _answer(self, name: str) -> None:
        take = self.texts.answer(name)
        self.page.use(self.texts.score)
        if take is not None:
            self.outcome.judge(self.texts.asked_of_take(), take)
        elif not self.deck.shows("question"):
            self._read()

    def _take_picked(self) -> None:
        """Sing to the teacher's recordings that were picked."""
        self.texts.take_picked()
        self.page.use(None)
        self._read()

    def _read(self) -> None:
        """Show the page to work from."""
        self._introduction.open = False
        for name in ("question", "busy"):
            self.deck.show(name, None)
        self.page.show()
        self._show_keys()

    def _show_keys(self) -> None:
        rows = keys(self.singing.asked)
        self.deck.show("keys", None)  # they lie on everything that was laid down since
        self.deck.show("keys", KeyHints(rows, self._all_keys))

    def _show_all_keys(self) -> None:
        self._all_keys = not self._all_keys
        self._show_keys()

    def _go(self, by: int) -> None:
        steps = self.lesson.steps
        after = steps[(self.practice.place.step + by) % len(steps)]
        self.singing.player.stop()
        self.singing.sitting.act("step.go", step=after.id)

    def _take(self) -> None:
        """Begin or end a take; in the first stage there is only something to hear."""
        place, step = self.practice.place, self.practice.step
        if place.doing == "listening":
            self.singing.sitting.act("take.stop")
        elif place.stage == WATCH and step.marks is None:
            self.singing.hear()
        elif self._introduction.due and hears(self.lesson.scorer_of(step)):
            self._introduction.open = True
        else:
            self._begin()

    def _begin(self) -> None:
        """Begin a take; nothing that was asked for before is heard in it."""
        if self._introduction.open:
            self._introduction.read()
            self._read()
        self.singing.player.stop()
        self.singing.sitting.act("take.start")

    def _teach(self, event: Event) -> None:
        self.singing.happened(event)
        if event.name == "step.shown":
            self.page.go(self.practice.place.step)
            self._read()
        elif event.name == "stage.shown":
            self.page.cover(tones=self.practice.place.stage >= ALONE)
        elif event.name == "mark.changed":
            self.page.point_out([f"syllable:{i}" for i in sorted(self.practice.marked)])
        elif event.name in ("take.judged", "lesson.done"):
            self._told()

    def _told(self) -> None:
        """Show what a take came to, and leave it to the program, which asks before it keeps it."""
        sitting = self.singing.sitting
        asked, judged = sitting.asked, sitting.judged
        if asked is None or judged is None:
            return
        sound = sound_of(sitting.recorded) if sitting.recorded else None
        onward = self.practice.place.step + 1 < len(self.lesson.steps)
        self.outcome.take(Told(asked, sound, judged), onward)
        inputs, found = tuple(self._recorder.inputs), self.practice.assess()
        self._app.finish(Session(tuple(self._events), inputs, self.loop.tick, found, judged.take))

    def _slip(self, title: str, body: str) -> None:
        self._introduction.open = False
        self.deck.show("question", None)
        self.deck.show("question", Slip(title, body, "", (Button("back", _("Back to the page")),)))
