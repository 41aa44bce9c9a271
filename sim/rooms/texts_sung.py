"""Which text the learner works from: the printed one, an edition of his own, or his teacher's."""

from contextlib import suppress
from pathlib import Path

from content.lesson import Lesson, Step
from content.library import Library
from content.score import Score
from content.texts import _
from lessons import asked, editions, registry
from lessons.asked import Asked, TextSung
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck

FOLDER = "recordings"


class TextsSung:
    """Asks which text, and then for the files it needs; the answer holds for the whole lesson."""

    def __init__(self, deck: Deck, library: Library, lesson: Lesson) -> None:
        self._deck, self._library, self._lesson = deck, library, lesson
        self.folder = registry.user_folder() / FOLDER
        self.text: TextSung = "score"
        self.recordings: tuple[Path, ...] = ()
        self.score: Score | None = None
        self._wants_teacher = False
        self._more = 0
        self._asked: dict[str | None, Asked] = {}

    @property
    def printed(self) -> bool:
        """Whether there is a text to choose at all."""
        return self._lesson.score is not None

    def ask(self) -> None:
        """Ask which text is sung; a lesson without one asks for the teacher's recording."""
        if not self.printed:
            return self.ask_teacher()
        link = registry.score_link(self._lesson)
        own, _unreadable = editions.editions(registry.user_folder(), self._lesson.id)
        self._deck.show("question", pages.which_text(self._library.score(link), own))

    def ask_teacher(self) -> None:
        """Ask for a recording of the teacher's."""
        self._wants_teacher = True
        self._files(_("Which is your teacher's recording?"))

    def ask_take(self) -> None:
        """Ask for a recording of the learner's."""
        self._wants_teacher = False
        self._files(_("Which is yours?"))

    def look(self, more: bool) -> None:
        """Look into the folder again, or at the next page of it."""
        self._more = self._more + 1 if more else 0
        teacher = _("Which is your teacher's recording?")
        self._show(teacher if self._wants_teacher else _("Which is yours?"))

    def answer(self, name: str) -> Path | None:
        """Take what was chosen; return the recording that is to be judged, if it was one."""
        self._asked.clear()
        if name == "teacher":
            self.ask_teacher()
            return None
        if name in ("score", "other"):
            self.text = "other" if name == "other" else "score"
            self.recordings, self.score = (), None
        elif name.startswith("edition:"):
            self.text, self.recordings = "score", ()
            key = name.removeprefix("edition:")
            self.score = editions.edition(registry.user_folder(), self._lesson.id, key).score
        elif self._wants_teacher:
            self.text, self.recordings, self._wants_teacher = "score", (Path(name),), False
        else:
            return Path(name)
        self._deck.show("question", None)
        return None

    def asked(self, step: Step | None) -> Asked:
        """Return what a step asks for in this text. Raises Refusal where it is not there."""
        name = step.id if step else None
        if name not in self._asked:
            self._asked[name] = asked.ask(
                self._library,
                self._lesson.id,
                name,
                recordings=self.recordings,
                text=self.text,
                score=self.score,
            )
        return self._asked[name]

    def _files(self, question: str) -> None:
        self._more = 0
        self._show(question)

    def _show(self, question: str) -> None:
        with suppress(OSError):  # a folder that is there is found sooner; else the card names it
            self.folder.mkdir(parents=True, exist_ok=True)
        self._deck.show("question", pages.which_file(question, self.folder, self._more))
