"""The room of a singing lesson: the question which text, the page, a recording judged."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from content.assessment import Assessment
from content.errors import Refusal
from content.glossary import Term, lookup
from content.texts import _, lang
from lessons import registry, voice_report
from lessons.judge import Verdict
from lessons.report.html import voice_page
from lessons.report.model import VoiceReport
from lessons.report.words import gongche_notes
from lessons.scorers.voice import Mode, VoiceCurve, grade_files
from sim.app import App
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, terms, write_report
from sim.rooms.sung_page import SungPage
from sim.scenes.courtyard import Courtyard
from sim.views.busy import Busy
from sim.views.column import Button
from sim.views.slip import Slip
from sim.views.term_tip import TermTip

FOLDER = "recordings"


class ScoreRoom:
    """One singing lesson. Raises Refusal where its score is not here."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self.lesson = app.library.lesson(lesson_id)
        link = registry.score_link(self.lesson)
        self.score, self._pack = app.library.score(link), app.library.pack(link.pack).pack
        self._hash = app.library.lesson_hash(lesson_id)
        self.folder = registry.user_folder() / FOLDER
        self._more = 0
        self._text: str = "score"
        self._reference: Path | None = None
        self._pointer = (0.0, 0.0)
        self._asked: tuple[Path, Verdict[tuple[Assessment, VoiceCurve]]] | None = None
        self.report: VoiceReport | None = None
        self.deck = Deck(app.stage)
        self._page = SungPage(app.stage, self.deck, app.library, self.lesson, self.score)
        self._yard = Courtyard(app.stage, ())
        self.deck.show("question", pages.which_text(self.score))

    def frame(self, elapsed: float) -> None:
        """Move the pages; take the verdict when it has come."""
        self.deck.frame(elapsed)
        if self._asked is not None and self._asked[1].done:
            self._judged(*self._asked)

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
        elif self._reading and key == "t":
            self.deck.show("question", pages.which_text(self.score))
        elif self._reading and key == "r":
            self._ask_take()
        elif self._reading:
            self._page.press(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._say(self.lesson.title.read(lang()), sentence)

    def close(self) -> None:
        """Clear everything away; nobody listens any longer to a recording left behind."""
        if self._asked is not None:
            self._app.judge.close()
        self.deck.close()
        self._yard.close()

    @property
    def _reading(self) -> bool:
        """Whether the page is what the learner looks at."""
        over = self.deck.shows("question") or self.deck.shows("busy")
        return self._page.shown and not over

    def _choose(self, region: str) -> None:
        if region == "hall":
            self._app.hall()
        elif region.startswith("choice:"):
            self._answer(region.removeprefix("choice:"))
        elif region.startswith("term:"):
            self._tip(lookup(region.removeprefix("term:")))
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
        with suppress(OSError):  # a folder that is there is found sooner; else the card names it
            self.folder.mkdir(parents=True, exist_ok=True)
        self.deck.show("question", pages.which_file(question, self.folder, self._more))

    def _read(self) -> None:
        """Show the page to sing from."""
        for name in ("question", "busy"):
            self.deck.show(name, None)
        self._page.show()

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
        small = "\n".join((*gongche_notes(self.score), pages.rights_note(self._pack)))
        self.deck.show("facts", facts_slip(self.lesson, small))

    @property
    def _mode(self) -> Mode:
        return "other" if self._text == "other" else "score"

    def _judge(self, take: Path) -> None:
        """Send the take to the judge; the picture goes on meanwhile."""
        self.deck.show("question", None)
        self.deck.show("busy", Busy(_("Listening to {name} …").format(name=take.name)))
        asked = self._reference or self.score
        arguments = (asked, take, self._mode, self.lesson.id, self._hash)
        self._asked = (take, self._app.judge.ask(grade_files, *arguments))

    def _judged(self, take: Path, verdict: Verdict[tuple[Assessment, VoiceCurve]]) -> None:
        self._asked = None
        self.deck.show("busy", None)
        try:
            self.report = self._reported(take, verdict.result())
        except Refusal as refusal:
            self._say(_("This recording cannot be judged"), str(refusal))
        else:
            self.deck.show("question", pages.result(self.report))

    def _reported(self, take: Path, judged: tuple[Assessment, VoiceCurve]) -> VoiceReport:
        if self._reference is not None:
            return voice_report.against_recording(self._reference, take, judged)
        library = self._app.library
        return voice_report.against_score(library, self.lesson, take, judged, self._mode)

    def _write(self) -> None:
        if self.report is not None:
            path = write_report(self.lesson.id, voice_page(self.report))
            self._say(self.report.title, _("The report is in {file}").format(file=path))

    def _say(self, title: str, body: str) -> None:
        back = (Button("back", _("Back to the page")),)
        self.deck.show("question", None)
        self.deck.show("question", Slip(title, body, buttons=back))
