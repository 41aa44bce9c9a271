"""The page on which a master records a movement: whose it is, the takes, the marks."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Literal

from content.texts import _, lang
from lessons import moved
from motion.reference_file import About
from sim.app import App
from sim.keystrokes import Typing
from sim.rooms import movement_consent as consents
from sim.rooms.deck import Deck
from sim.rooms.movement_form import FIELDS, Form
from sim.rooms.movement_marker import STEP, Marker
from sim.rooms.movement_record_page import RecordPage
from sim.rooms.movement_recorder import Recorder
from sim.rooms.movement_stage import FloorStage
from sim.views.column import Button
from sim.views.frame import Frame
from sim.views.slip import Slip

Page = Literal["form", "takes", "marks"]
Acts = Mapping[str, Callable[[], None]]


class RecordRoom:
    """Records one step of a lesson. Nothing is kept before "keep it", and pictures never are."""

    def __init__(self, app: App, lesson_id: str, step_id: str) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        self.step = next(step for step in self.lesson.steps if step.id == step_id)
        self.deck = Deck(app.stage)
        self.floor = FloorStage(app.stage)
        self.recorder = Recorder(app.eyes, app.camera, "hands" in self.step.sees)
        self.marker: Marker | None = None
        self.form = Form(self.lesson.home_of(self.step).read(lang()))
        self._consent: str | None = None
        self._found: tuple[consents.Allowed, ...] = ()
        self._page: Page = "form"
        self._consents = 0
        self._pointer = (0.0, 0.0)
        self._typing = Typing(app.stage, self.typed)
        title, before = self.step.title.read(lang()), moved.try_(app.library, lesson_id, step_id)
        kept = before.about.performer if before.about is not None else ""
        self.page = RecordPage(app, self.deck, self.floor, title, kept)
        self._choices = self._choice_table()
        self._ask_consent(0)

    def frame(self, elapsed: float) -> None:
        """Go on: what is seen, what plays, what is shown."""
        if self._page == "takes":
            self.recorder.frame(elapsed)
        if self.marker is not None:
            self.marker.frame(elapsed)
        self._show()
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self._pointer = (x, y)
        self.deck.point(x, y)

    def press(self, key: str) -> None:
        """Answer, act, or go back to the lesson."""
        if key == "mouse1":
            if region := self.deck.at(*self._pointer):
                self._choose(region)
        elif key == "escape":
            self._back()
        elif not self.deck.shows("question") and key in (acts := self._acts()):
            acts[key]()

    def typed(self, character: str) -> None:
        """Take a written character."""
        if self._page == "form" and not self.deck.shows("question"):
            self.form = self.form.typed(character)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        back = (Button("go_on", _("Go on")),)
        self.deck.show("question", Slip(self.step.title.read(lang()), sentence, "", back))

    def close(self) -> None:
        """Clear everything away; nobody watches any longer."""
        self._typing.close()
        self._app.hush()
        self.deck.close()
        self.floor.close()

    def _show(self) -> None:
        if self._page == "form":
            if self._consent is not None:
                self.page.form(self.form)
        elif self._page == "takes":
            self.page.takes(self.recorder)
        elif self.marker is not None:
            self.page.marks(self.marker)

    def _acts(self) -> Acts:
        if self._page == "form":
            return {"backspace": self._erase, **dict.fromkeys(("enter", "tab"), self._next_field)}
        if self._page == "takes" or self.marker is None:
            return {"space": self.recorder.press, "v": self.floor.turn}
        marker = self.marker
        return {
            "space": marker.play, "k": marker.key, "h": marker.hold, "v": self.floor.turn,
            "arrow_left": lambda: marker.look(marker.at - STEP),
            "arrow_right": lambda: marker.look(marker.at + STEP),
        }  # fmt: skip

    def _choice_table(self) -> Acts:
        return {
            "look": partial(self._ask_consent, 0),
            "more": lambda: self._ask_consent(self._consents + 1),
            "back": self._back,
            "go_on": partial(self.deck.show, "question", None),
            "onward": partial(self._turn, "takes"),
            "take": self.recorder.press,
            "enough": self._enough,
            "keep": self._keep,
        }

    def _choose(self, region: str) -> None:
        kind, _colon, name = region.partition(":")
        if region in self._choices:
            self._choices[region]()
        elif kind == "choice":
            self._agree(name)
        elif kind == "row":
            self._row(name)
        elif self.marker is not None:
            self._mark(region, self.marker)

    def _mark(self, region: str, marker: Marker) -> None:
        if region == "line":
            x, _y = self.deck.sheet_place(*self._pointer)
            line = marker.line(self.page.ground)
            marker.look(line.seconds(Frame(self._app.stage.size), x))
        elif region in ("play", "key", "hold"):
            {"play": marker.play, "key": marker.key, "hold": marker.hold}[region]()

    def _row(self, name: str) -> None:
        """Write in a field, leave a take out, or weigh a part of the body."""
        if self._page == "form":
            self.form = self.form.go(next(f for f in FIELDS if f == name))
        elif self._page == "takes" and not self.recorder.recording:
            self.recorder.drop(int(name))
        elif self.marker is not None:
            self.marker.weigh(name)

    def _ask_consent(self, page: int) -> None:
        self._consents, self._found = page, consents.allowed(date.today())
        self.deck.show("question", consents.card(self._found, page))

    def _agree(self, consent_id: str) -> None:
        """Record under this consent; the roster's name is written in already."""
        self._consent = consent_id
        named = next((one.name for one in self._found if one.consent_id == consent_id), "")
        for character in named:
            self.form = self.form.typed(character)
        self.deck.show("question", None)

    def _erase(self) -> None:
        self.form = self.form.back()

    def _next_field(self) -> None:
        self.form = self.form.onward()

    def _turn(self, page: Page) -> None:
        self._page = page

    def _enough(self) -> None:
        self.marker = Marker(self.recorder.takes)
        self._turn("marks")

    def _keep(self) -> None:
        """Keep the reference and go back to the lesson, which scores from now on."""
        if self.marker is None:
            return
        lesson, step, form = self.lesson, self.step, self.form
        about = About(
            id=f"{lesson.id}/{step.id}-{datetime.now():%Y%m%d-%H%M}",
            title=step.title.read(lang()), home=form.home, school=form.school.strip(),
            performer=form.performer.strip(), kind="master", consent_id=self._consent,
            credit=form.credit.strip(),
        )  # fmt: skip
        made = self.marker.made()
        path = moved.keep_reference(self._app.library, lesson.id, step.id, made, about)
        body = _("Kept in {file}. From now on the step shows it and holds takes against it.")
        back = (Button("back", _("Back to the lesson")),)
        self.deck.show("question", Slip(about.title, body.format(file=path), "", back))

    def _back(self) -> None:
        from sim.rooms.movement import MovementRoom

        lesson, step = self.lesson.id, self.step.id
        self._app.open(lambda: MovementRoom(self._app, lesson, step))
