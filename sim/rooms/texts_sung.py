"""Which text the learner works from: the printed one, an edition of his own, or his teacher's."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
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
from sim.rooms.reading import show_folder
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
        self._picked: tuple[Path, ...] = ()  # of the teacher's recordings, until they are taken
        self._step, self._whole = lesson.steps[0], False
        self._more = 0
        self._asked: dict[str | None, Asked] = {}

    @property
    def choices(self) -> Mapping[str, Callable[[], None]]:
        """What the buttons of its cards do."""
        return {
            "look": partial(self.look, False),
            "more": partial(self.look, True),
            "whole": self.widen,
            "anew": self.begin_anew,
            "folder": self.open_folder,
        }

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
        score, taken = self._library.score(link), len(self.recordings)
        self._deck.show("question", pages.which_text(score, own, taken))

    def ask_teacher(self) -> None:
        """Ask for recordings of the teacher's; those that were taken already are picked."""
        self._wants_teacher, self._picked = True, self.recordings
        self.look(more=False)

    def begin_anew(self) -> None:
        """Pick none of the teacher's recordings any longer."""
        self._picked = ()
        self.look(more=False)

    def take_picked(self) -> None:
        """Hold the learner against the recordings that were picked, and against nothing else."""
        self._asked.clear()
        self.text, self.score, self.recordings = "score", None, self._picked
        self._wants_teacher = False
        self._deck.show("question", None)

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
        self._make_folder()
        self._ask_file()

    def open_folder(self) -> None:
        """Open the folder for recordings. Raises Refusal where there is no file browser."""
        self._make_folder()
        show_folder(self.folder)

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
            self._pick(Path(name))
            return None
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

    def _make_folder(self) -> None:
        with suppress(OSError):  # a folder that is there is found sooner; else the card names it
            self.folder.mkdir(parents=True, exist_ok=True)

    def _ask_file(self) -> None:
        if self._wants_teacher:
            card = pages.which_teacher(self.folder, self._more, self._picked)
        else:
            question, other = self._which_take()
            card = pages.which_file(question, self.folder, self._more, other)
        self._deck.show("question", card)

    def _pick(self, recording: Path) -> None:
        """Pick a recording of the teacher's, or leave it out again."""
        kept = tuple(path for path in self._picked if path != recording)
        self._picked = kept if recording in self._picked else (*kept, recording)
        self._ask_file()

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
