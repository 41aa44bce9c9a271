"""The room of a lesson that is sung, spoken, plucked, tapped or marked: take after take."""

from collections.abc import Callable, Mapping
from pathlib import Path

from content.errors import Refusal
from content.event import Event
from content.texts import _, lang
from lessons import comparing
from lessons.arts.rehearsal import WATCH, Rehearsal
from lessons.judge import Verdict
from lessons.judging import Judged, judge, sound_of
from sim.app import App
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import results
from sim.rooms.deck import Deck
from sim.rooms.reader import Reader
from sim.rooms.singing import Singing
from sim.rooms.step_page import StepPage
from sim.rooms.take_words import keys
from sim.rooms.texts_sung import TextsSung
from sim.scenes.hanging import Hanging
from sim.views.busy import Busy
from sim.views.column import Button
from sim.views.key_hints import KeyHints
from sim.views.slip import Slip

OVER = ("question", "busy", "facts")


class RehearsalRoom:
    """One sitting at a lesson. Raises Refusal where something of the lesson is not here."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        self.practice = Rehearsal(self.lesson, app.library.lesson_hash(lesson_id))
        self.deck = Deck(app.stage)
        self.texts = TextsSung(self.deck, app.library, self.lesson)
        self.page = StepPage(app.stage, self.deck, app.library, self.lesson)
        self._reader = Reader(self.deck, app.library, self.lesson, self.page.score)
        self._hanging = Hanging(app.stage)
        self.singing = Singing(app, self.deck, self.practice, self.page, self.texts)
        self._recorder = Recorder()
        sitting = self.singing.sitting
        self.loop = Loop(self.practice, [sitting], [sitting, self._recorder])
        self._events: list[Event] = []
        self._pointer = (0.0, 0.0)
        self._file: tuple[Path, Verdict[Judged]] | None = None
        self._told: Judged | None = None
        self._keys, self._choices = self._key_table(), self._choice_table()
        self.texts.ask() if self.texts.printed else self._read()

    def frame(self, elapsed: float) -> None:
        """Go on: what is heard, what is judged, what is shown."""
        happened = self.loop.frame(elapsed)
        self._events += happened
        for event in happened:
            self._teach(event)
        if self._file is not None and self._file[1].done:
            self._judged_file(*self._file)
        self._hanging.frame()
        self.singing.frame(elapsed)
        self._say_trouble()
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
        elif self._working and key in self._keys:
            self._keys[key]()
        elif self._working:
            self.page.press(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._slip(self.lesson.title.read(lang()), sentence)

    def close(self) -> None:
        """Clear everything away; nobody listens any longer."""
        if self._file is not None:
            self._app.judge.close()
        self.singing.close()
        self.deck.close()
        self._hanging.close()

    @property
    def _working(self) -> bool:
        """Whether the page is what the learner looks at."""
        return self.page.shown and not any(self.deck.shows(name) for name in OVER)

    def _key_table(self) -> Mapping[str, Callable[[], None]]:
        singing, act = self.singing, self.singing.sitting.act
        table: dict[str, Callable[[], None]] = {
            "space": self._take,
            "p": self._hear,
            "m": self._mine,
            "b": self._both,
            "d": lambda: singing.sitting.tap("ban"),
            "f": lambda: singing.sitting.tap("yan"),
            "-": lambda: singing.tempo(-1),
            "=": lambda: singing.tempo(1),
            "[": lambda: singing.key(-1),
            "]": lambda: singing.key(1),
            "h": singing.change_output,
            "r": self.texts.ask_take,
            "t": self.texts.ask,
            "arrow_right": lambda: self._go(1),
            "arrow_left": lambda: self._go(-1),
        }
        for k in range(4):
            table[str(k + 1)] = lambda stage=k: act("stage.go", stage=stage)  # type: ignore[misc]
        return table

    def _choice_table(self) -> Mapping[str, Callable[[], None]]:
        return {
            "hall": self._app.hall,
            "look": lambda: self.texts.look(False),
            "more": lambda: self.texts.look(True),
            "back": self._read,
            "again": self._read,
            "take": self._take,
            "hear": self._hear,
            "mine": self._mine,
            "both": self._both,
            "told": self._show_told,
            "report": self._write,
        }

    def _choose(self, region: str) -> None:
        kind, _colon, name = region.partition(":")
        if region in self._choices:
            self._choices[region]()
        elif kind == "choice":
            self._answer(name)
        elif kind == "stage":
            self.singing.sitting.act("stage.go", stage=int(name))
        elif kind == "syllable" and self._marking:
            self.singing.sitting.act("mark.toggle", syllable=int(name))
        else:
            self._reader.look_up(region, self._pointer)

    @property
    def _marking(self) -> bool:
        return self.practice.step.marks is not None

    def _answer(self, name: str) -> None:
        take = self.texts.answer(name)
        if take is not None:
            self._judge_file(take)
        elif not self.deck.shows("question"):
            self._read()

    def _read(self) -> None:
        """Show the page to work from."""
        for name in ("question", "busy"):
            self.deck.show(name, None)
        self.page.show()
        self.deck.show("keys", KeyHints(keys(self.lesson.scorer_of(self.practice.step)), more=True))

    def _go(self, by: int) -> None:
        steps = self.lesson.steps
        after = steps[(self.practice.place.step + by) % len(steps)]
        self.singing.sitting.act("step.go", step=after.id)

    def _take(self) -> None:
        """Begin or end a take; in the first stage there is only something to hear."""
        doing = self.practice.place.doing
        self.singing.player.stop()
        if doing == "listening":
            self.singing.sitting.act("take.stop")
        elif doing == "ready" and self.practice.place.stage == WATCH and not self._marking:
            self._hear()
        elif doing == "ready":
            self.singing.sitting.act("take.start")

    def _hear(self) -> None:
        asked = self.texts.asked(self.practice.step)
        self.singing.player.ask(comparing.master, asked, self.singing.playing)

    def _mine(self) -> None:
        if recorded := self.singing.sitting.recorded:
            self.singing.player.ask(comparing.mine, sound_of(recorded))

    def _both(self) -> None:
        sitting = self.singing.sitting
        if sitting.recorded and sitting.judged:
            asked = self.texts.asked(self.practice.step)
            sound, told = sound_of(sitting.recorded), sitting.judged.assessment
            self.singing.player.ask(comparing.both, asked, sound, told)

    def _teach(self, event: Event) -> None:
        self.singing.happened(event)
        if event.name == "step.shown":
            self.page.go(self.practice.place.step)
            self._read()
        elif event.name == "mark.changed":
            self.page.follow([f"syllable:{i}" for i in sorted(self.practice.marked)])
        elif event.name in ("take.judged", "lesson.done"):
            self._told = self.singing.sitting.judged
            self._keep()
            self._show_told()

    def _keep(self) -> None:
        """Leave what was done to the program, which keeps it only with a consent."""
        told = self.singing.sitting.judged
        self._app.session = Session(
            tuple(self._events),
            tuple(self._recorder.inputs),
            self.loop.tick,
            self.practice.assess(),
            told.streams if told else {},
        )

    def _judge_file(self, take: Path) -> None:
        """Send a recording to the judge; the picture goes on meanwhile."""
        self.deck.show("question", None)
        self.deck.show("busy", Busy(_("Listening to {name} …").format(name=take.name)))
        whole = self.texts.printed and not self.texts.recordings
        asked = self.texts.asked(None if whole else self.practice.step)
        self._file = (take, self._app.judge.ask(judge, asked, take))

    def _judged_file(self, _take: Path, verdict: Verdict[Judged]) -> None:
        self._file = None
        self.deck.show("busy", None)
        try:
            self._told = verdict.result()
        except Refusal as refusal:
            self._slip(_("This recording cannot be judged"), str(refusal))
        else:
            self._show_told()

    def _show_told(self) -> None:
        if self._told is not None:
            self.deck.show("question", results.card(self._told.report))

    def _say_trouble(self) -> None:
        if sentence := self.singing.trouble():
            self._slip(self.lesson.title.read(lang()), sentence)

    def _write(self) -> None:
        if self._told is not None:
            path = results.write(self.lesson.id, self._told.report)
            self._slip(self._told.report.title, _("The report is in {file}").format(file=path))

    def _slip(self, title: str, body: str) -> None:
        back = (Button("back", _("Back to the page")),)
        self.deck.show("question", None)
        self.deck.show("question", Slip(title, body, buttons=back))
