"""Which text the learner works from: the printed one, an edition of his own, or his teacher's."""

from contextlib import suppress
from pathlib import Path

from content.lesson import Lesson, Step
from content.library import Library
from content.score import Score
from content.texts import _, lang
from lessons import asked, editions, registry
from lessons.asked import Asked, TextSung
from lessons.scoring import hears
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.views.column import Button

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
        self._step, self._whole = lesson.steps[0], False
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
        self.look(more=False)

    def ask_take(self, step: Step) -> None:
        """Ask for a recording of the learner's, of a step or of the whole text."""
        self._wants_teacher, self._step = False, step
        self._whole = self._wide and not hears(self._lesson.scorer_of(step))
        self.look(more=False)

    def widen(self) -> None:
        """Hold the recording that is asked for against the whole text, or against the step."""
        self._whole = not self._whole
        self.look(more=False)

    def look(self, more: bool) -> None:
        """Look into the folder again, or at the next page of it."""
        self._more = self._more + 1 if more else 0
        with suppress(OSError):  # a folder that is there is found sooner; else the card names it
            self.folder.mkdir(parents=True, exist_ok=True)
        if self._wants_teacher:
            question, other = _("Which is your teacher's recording?"), None
        else:
            question, other = self._which_take()
        self._deck.show("question", pages.which_file(question, self.folder, self._more, other))

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

    def asked_of_take(self) -> Asked:
        """Return what the recording that was chosen is held against."""
        return self.asked(None if self._whole else self._step)

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

    @property
    def _wide(self) -> bool:
        """Whether the text goes on beyond a step: a teacher's recording is of one step."""
        return self.printed and not self.recordings

    def _which_take(self) -> tuple[str, Button | None]:
        """Return the question for a take, and what else than it says the take may be of."""
        step = self._step
        choice = self._wide and step.syllables and hears(self._lesson.scorer_of(step))
        if self._whole:
            other = Button("whole", _("It is this step alone"))
            return _("Which is your recording of the whole text?"), other if choice else None
        question = _("Which is your recording of “{step}”?").format(step=step.title.read(lang()))
        return question, Button("whole", _("It is the whole text")) if choice else None
