"""Whose movement the learner is held against: the program's, a master's, his teacher's, his own.

One lineage at a time: what is chosen takes the other's place, and nothing is ever averaged.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.errors import Refusal
from content.lesson import Step
from content.library import Library
from content.texts import _, lang
from lessons import moved, registry
from lessons.arts.rehearsal import Rehearsal
from lessons.judge import Judge, Verdict
from lessons.judging import Judged
from lessons.moved import Tried
from motion.motion import Motion
from motion.reference import MotionReference, build
from motion.reference_file import About, Kind
from sim.rooms import movement_cards as cards
from sim.rooms import movement_files
from sim.rooms.deck import Deck
from sim.rooms.movement_outcome import Told
from sim.rooms.reading import show_folder
from sim.views.busy import Busy

FOLDER = "recordings"


class Whose:
    """Knows what each step is held against, and asks for something else when it is wanted."""

    def __init__(self, deck: Deck, library: Library, practice: Rehearsal, judges: Judge) -> None:
        self._deck, self._library, self._practice = deck, library, practice
        self._judges = judges
        self.folder = registry.user_folder() / FOLDER
        self.told: Told | None = None
        self._known: dict[str, Tried] = {}
        self._mine: dict[str, Motion] = {}  # by step: the last take that passed
        self._picked: tuple[Path, ...] = ()
        self._wants_teacher = False
        self._page = 0
        self._judged: tuple[Tried, Verdict[tuple[Motion, Judged]]] | None = None
        self._made: tuple[Tried, Verdict[MotionReference]] | None = None

    @property
    def tried(self) -> Tried:
        """What the step in hand is held against."""
        return self.of(self._practice.step)

    @property
    def choices(self) -> Mapping[str, Callable[[], None]]:
        """What the buttons of its cards do."""
        return {
            "folder": self.open_folder,
            "look": partial(self._ask_file, 0),
            "more": lambda: self._ask_file(self._page + 1),
            "picked": self._take_picked,
            "anew": self._begin_anew,
        }

    def of(self, step: Step) -> Tried:
        """Return what a step is held against. Raises Refusal where something of it is missing."""
        if step.id not in self._known:
            self._known[step.id] = moved.try_(self._library, self._practice.lesson.id, step.id)
        return self._known[step.id]

    @property
    def locked(self) -> str:
        """The steps to pass before the one in hand, "" for none: 拍曲 comes before 踏戏."""
        step = self._practice.step
        before = moved.locked_by(self._practice.lesson, step.id, set(self._mine))
        return "、".join(one.title.read(lang()) for one in before)

    def took(self, motion: Motion, judged: Judged) -> None:
        """Remember a take that passed: the learner may go on against himself."""
        if judged.assessment.passed:
            self._mine[self._practice.step.id] = motion

    def ask(self) -> None:
        """Ask whose movement it shall be; what is only sung is nobody's."""
        step = self._practice.step
        if self.tried.sung:
            return
        there = moved.try_(self._library, self._practice.lesson.id, step.id)
        self._deck.show("question", cards.whose(there, step.id in self._mine))

    def ask_take(self) -> None:
        """Ask for a recording of the learner's."""
        if self.tried.reference is None:
            raise Refusal(_("Nobody has shown this movement yet, so no recording can be judged."))
        self._wants_teacher = False
        self._ask_file(0)

    def answer(self, name: str) -> None:
        """Take what was chosen."""
        step = self._practice.step
        if name == "given":
            self._known.pop(step.id, None)
            self._deck.show("question", None)
        elif name == "own":
            self._hold(self.tried, build([self._mine[step.id]]), "own")
        elif name == "teacher":
            self._wants_teacher, self._picked = True, ()
            self._ask_file(0)
        elif self._wants_teacher:
            self._pick(Path(name))
        else:
            self._judge(Path(name))

    def frame(self) -> None:
        """Take what the judge's process has made of recordings, once it has."""
        if self._judged is not None and self._judged[1].done:
            (tried, verdict), self._judged = self._judged, None
            self._deck.show("question", None)
            self.told = Told(tried, *verdict.result())
        if self._made is not None and self._made[1].done:
            (tried, made), self._made = self._made, None
            self._deck.show("question", None)
            self._hold(tried, made.result(), "teacher")

    def open_folder(self) -> None:
        """Open the folder for recordings. Raises Refusal where there is no file browser."""
        self._make_folder()
        show_folder(self.folder)

    def close(self) -> None:
        """Wait for nothing any longer."""
        if self._judged is not None or self._made is not None:
            self._judged = self._made = None
            self._judges.close()

    def _hold(self, tried: Tried, reference: MotionReference, kind: Kind) -> None:
        title = tried.step.title.read(lang())
        about = About(id=f"{kind}:{tried.step.id}", title=title, kind=kind)
        self._known[tried.step.id] = replace(tried, reference=reference, about=about)
        self._deck.show("question", None)

    def _judge(self, path: Path) -> None:
        tried = self.tried
        self._deck.show("question", Busy(_("Looking at {name} …").format(name=path.name)))
        self._judged = tried, self._judges.ask(movement_files.judged, tried, path)

    def _take_picked(self) -> None:
        picked = self._picked
        self._deck.show("question", Busy(_("Looking at the recordings …")))
        self._made = self.tried, self._judges.ask(movement_files.reference, picked)

    def _begin_anew(self) -> None:
        self._picked = ()
        self._ask_file(0)

    def _pick(self, path: Path) -> None:
        """Pick a recording, or leave it out again."""
        kept = tuple(p for p in self._picked if p != path)
        self._picked = kept if path in self._picked else (*kept, path)
        self._ask_file(self._page)

    def _ask_file(self, page: int) -> None:
        self._page = page
        self._make_folder()
        picked = self._picked if self._wants_teacher else None
        self._deck.show("question", cards.which_file(self.folder, page, picked))

    def _make_folder(self) -> None:
        with suppress(OSError):  # a folder that is there is found sooner; else the card names it
            self.folder.mkdir(parents=True, exist_ok=True)
