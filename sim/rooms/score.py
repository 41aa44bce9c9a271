"""The room of a singing lesson: the page, the question which text, a recording judged."""

from collections.abc import Callable
from pathlib import Path

from content.assessment import Assessment
from content.errors import Refusal
from content.glossary import Term, lookup
from content.texts import _, lang
from lessons import registry, voice_report
from lessons.judge import Verdict
from lessons.report.html import voice_page
from lessons.report.model import VoiceReport
from lessons.report.shapes import Box
from lessons.report.strands import Script
from lessons.scorers.voice import Mode, VoiceCurve, grade_files
from sim.app import App
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, terms, words, write_report
from sim.scenes.courtyard import Courtyard
from sim.views.busy import Busy
from sim.views.column import Button
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.page_view import PageView, beside_step
from sim.views.rights_line import RightsLine
from sim.views.sheaf import Fit
from sim.views.slip import Slip
from sim.views.step_card import step_card
from sim.views.term_tip import TermTip

FOLDER = "recordings"
SCROLL = 0.12  # sheet units a turn of the wheel


class ScoreRoom:
    """One singing lesson. Raises Refusal where its score is not here."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        assert self.lesson.score is not None
        self.score = app.library.score(self.lesson.score)
        self._hash = app.library.lesson_hash(lesson_id)
        self._pack = app.library.pack(self.lesson.score.pack).pack
        self._own = app.library.pack(lesson_id).pack
        self.folder = registry.user_folder() / FOLDER
        self._script: Script = "simp" if lang().startswith("zh") else "trad"
        self._numbers = False
        self._step = 0
        self._more = 0
        self._text: str = "score"
        self._reference: Path | None = None
        self._pointer = (0.0, 0.0)
        self._asked: tuple[Path, Verdict[tuple[Assessment, VoiceCurve]]] | None = None
        self.report: VoiceReport | None = None
        self._yard = Courtyard(app.stage, ())
        self.deck = Deck(app.stage)
        self._page: PageView | None = None
        self.deck.show("question", pages.which_text(self.score))

    def frame(self, elapsed: float) -> None:
        """Move the pages; take the verdict when it has come."""
        if self._asked is not None and self._asked[1].done:
            self._judged(*self._asked)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self._pointer = (x, y)
        self.deck.point(x, y)

    def press(self, key: str) -> None:
        """Answer, turn the page, or leave."""
        self.deck.show("tip", None)
        if key == "mouse1":
            if region := self.deck.at(*self._pointer):
                self._choose(region)
        elif key == "escape":
            self._app.hall()
        elif self._page is not None and not self.deck.shows("question"):
            self._turn(key)

    def close(self) -> None:
        """Clear everything away; a grade still on its way is dropped."""
        self.deck.close()
        self._yard.close()

    def _turn(self, key: str) -> None:
        turns: dict[str, Callable[[], None]] = {
            "j": lambda: self._show_page(numbers=not self._numbers),
            "s": lambda: self._show_page(script="trad" if self._script == "simp" else "simp"),
            "r": self._ask_take,
            "arrow_right": lambda: self._go(1),
            "arrow_left": lambda: self._go(-1),
            "wheel_up": lambda: self._scroll(-1),
            "wheel_down": lambda: self._scroll(1),
        }
        if key in turns:
            turns[key]()

    def _choose(self, region: str) -> None:
        if region == "hall":
            self._app.hall()
        elif region.startswith("choice:"):
            self._answer(region.removeprefix("choice:"))
        elif region.startswith("term:"):
            self.deck.show(
                "tip",
                TermTip(
                    lookup(region.removeprefix("term:")), self.deck.sheet_place(*self._pointer)
                ),
            )
        elif region.startswith("syllable:"):
            self._syllable(int(region.removeprefix("syllable:")))
        else:
            self._act(region)

    def _act(self, region: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "look": self._ask,
            "more": self._ask_more,
            "back": self._read,
            "again": self._read,
            "close": lambda: self.deck.show("facts", None),
            "basis": self._facts,
            "unresolved": self._facts,
            "rights": self._facts,
            "report": self._write,
        }
        if region in acts:
            acts[region]()

    def _answer(self, name: str) -> None:
        """Take the text that is sung, then the teacher's recording if there is one, then a take."""
        if name in ("score", "other", "teacher"):
            self._text, self._reference = name, None
            self._ask() if name == "teacher" else self._read()
        elif self._text == "teacher" and self._reference is None:
            self._reference = Path(name)
            self._read()
        else:
            self._judge(Path(name))

    def _ask_take(self) -> None:
        self._more = 0
        self._ask()

    def _ask_more(self) -> None:
        self._more += 1
        self._ask()

    def _ask(self) -> None:
        teacher = self._text == "teacher" and self._reference is None
        question = _("Which is your teacher's recording?") if teacher else _("Which is yours?")
        self.deck.show("question", pages.which_file(question, self.folder, self._more))

    def _read(self) -> None:
        """Show the page to sing from."""
        for name in ("question", "busy", "facts"):
            self.deck.show(name, None)
        self._show_page()

    def _show_page(self, numbers: bool | None = None, script: Script | None = None) -> None:
        self._numbers = self._numbers if numbers is None else numbers
        self._script = script or self._script
        page = pages.page_of(self.score, self._script, self._numbers)
        fit: Fit = "width" if self._numbers else "height"
        for name in ("keys", "rights"):  # they lie on the page, so it goes down first
            self.deck.show(name, None)
        self._page = PageView(self._app.stage, [page], _above_keys, fit)
        self.deck.lay("page", self._page)
        self.deck.show("rights", RightsLine(pages.edition_line(self.lesson, self._pack)))
        self.deck.show("keys", KeyHints(_keys(), more=False))
        self._go(0)

    def _go(self, by: int) -> None:
        """Go to another phrase and mark it on the page."""
        self._step = (self._step + by) % len(self.lesson.steps)
        step = self.lesson.steps[self._step]
        self.deck.show("step", step_card(self.lesson, self._own, self._step, words(self.lesson)))
        if self._page is not None and step.syllables:
            first, last = step.syllables
            self._page.mark([f"syllable:{i}" for i in range(first, last + 1)])
            self._page.reveal(f"syllable:{first}")

    def _scroll(self, turns: int) -> None:
        if self._page is not None:
            sideways = not self._numbers
            self._page.scroll(-turns * SCROLL * sideways, turns * SCROLL * (not sideways))

    def _syllable(self, index: int) -> None:
        """Tell how a character is read; a term of the glossary if it is one."""
        syllable = self.score.syllables[index]
        for term in terms(self.lesson):
            if syllable.simp in term.zh and "工尺" not in term.key:
                self._tip(term)
                return
        note = syllable.note.read(lang()) if syllable.note else ""
        self.deck.show("tip", Slip(f"{syllable.trad} {syllable.pinyin}", note or syllable.simp))

    def _tip(self, term: Term) -> None:
        self.deck.show("tip", TermTip(term, self.deck.sheet_place(*self._pointer)))

    def _facts(self) -> None:
        self.deck.show("facts", facts_slip(self.lesson, pages.rights_note(self._pack)))

    def _judge(self, take: Path) -> None:
        """Send the take to the judge; the picture goes on meanwhile."""
        self.deck.show("question", None)
        self.deck.show("busy", Busy(_("Listening to {name} …").format(name=take.name)))
        text: Mode = "other" if self._text == "other" else "score"
        asked = self._reference or self.score
        arguments = (asked, take, text, self.lesson.id, self._hash)
        self._asked = (take, self._app.judge.ask(grade_files, *arguments))

    def _judged(self, take: Path, verdict: Verdict[tuple[Assessment, VoiceCurve]]) -> None:
        self._asked = None
        self.deck.show("busy", None)
        try:
            judged = verdict.result()
        except Refusal as refusal:
            self._say(_("This recording cannot be judged"), str(refusal))
            return
        if self._reference is not None:
            self.report = voice_report.against_recording(self._reference, take, judged)
        else:
            text: Mode = "other" if self._text == "other" else "score"
            library = self._app.library
            self.report = voice_report.against_score(library, self.lesson, take, judged, text)
        self.deck.show("question", pages.result(self.report))

    def _write(self) -> None:
        if self.report is None:
            return
        try:
            path = write_report(self.lesson.id, voice_page(self.report))
            said = _("The report is in {file}").format(file=path)
        except Refusal as refusal:
            said = str(refusal)
        self._say(self.report.title, said)

    def _say(self, title: str, body: str) -> None:
        back = (Button("back", _("Back to the page")),)
        self.deck.show("question", None)
        self.deck.show("question", Slip(title, body, buttons=back))


def _above_keys(frame: Frame) -> Box:
    """Return the ground of the page: beside the step, above the keys."""
    ground = beside_step(frame)
    return Box(ground.left, ground.top, ground.right, ground.bottom - 2.4 * frame.body)


def _keys() -> tuple[tuple[str, str], ...]:
    return (
        ("R", _("judge a recording")),
        ("J", _("gongche or jianpu")),
        ("S", _("traditional or simplified")),
        ("← →", _("phrase")),
        ("Esc", _("back to the courtyard")),
    )
