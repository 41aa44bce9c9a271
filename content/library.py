"""Finds packs on the shelves (the shipped one and the user's own) and opens what is in them.

A pack that cannot be read never stops the others: it stands in `unreadable` with a sentence.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from content import lesson as lesson_nouns
from content import movement as movement_nouns
from content import pack as packs
from content import pattern as pattern_nouns
from content import score as score_nouns
from content import script as script_nouns
from content import yamlfile
from content.errors import Refusal
from content.formats import refuse_newer
from content.lesson import Lesson, Need, ScoreLink
from content.model import Document
from content.movement import Movement, Stills
from content.needs import missing
from content.pack import Pack
from content.pattern import Pattern
from content.score import Score
from content.script import Script
from content.texts import _

SHIPPED = Path(__file__).parent / "packs"
D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Shelved:
    """A pack and the folder it stands in."""

    pack: Pack
    folder: Path


@dataclass(frozen=True)
class BoardEntry:
    """One lesson on the board; `why_not` is one sentence where it cannot begin here."""

    lesson: Lesson
    ready: bool
    why_not: str | None


@dataclass(frozen=True)
class Library:
    """All packs of the given shelves. Of two packs with one id the first shelf's counts."""

    packs: tuple[Shelved, ...]
    unreadable: tuple[str, ...]
    _lessons: dict[str, tuple[Lesson, Shelved]] = field(repr=False)

    def pack(self, pack_id: str) -> Shelved:
        """Return a pack by its id. Raises Refusal where it is not on a shelf."""
        for shelved in self.packs:
            if shelved.pack.id == pack_id:
                return shelved
        sentence = _("the pack {pack} is not here: put its folder back, or import it")
        raise Refusal(sentence.format(pack=pack_id))

    def lesson(self, lesson_id: str) -> Lesson:
        """Return a lesson by its id. Raises Refusal, naming those there are."""
        return self._find(lesson_id)[0]

    def file(self, lesson_id: str, name: str) -> Path:
        """Return a file of a lesson's pack. Raises Refusal where it leaves it or is missing."""
        path = packs.inside(self._find(lesson_id)[1].folder, name)
        if path.is_file():
            return path
        raise Refusal(_("{file}: there is no such file in the pack").format(file=path))

    def score(self, link: ScoreLink) -> Score:
        """Return a score. Raises Refusal where its pack or file is not here or is damaged."""
        shelved = self.pack(link.pack)
        if link.score not in shelved.pack.scores:
            sentence = _("the pack {pack} has no score “{score}”; it has: {there}")
            there = ", ".join(shelved.pack.scores) or "–"
            raise Refusal(sentence.format(pack=link.pack, score=link.score, there=there))
        path = packs.inside(shelved.folder, f"{link.score}.yaml")
        return load(path, Score, score_nouns.FORMAT)

    def script(self, lesson_id: str) -> Script:
        """Return the spoken lines of a lesson. Raises Refusal where it has none."""
        name = self.lesson(lesson_id).script
        if name is None:
            raise Refusal(_("{lesson} has no spoken lines").format(lesson=lesson_id))
        return load(self.file(lesson_id, name), Script, script_nouns.FORMAT)

    def pattern(self, lesson_id: str, name: str) -> Pattern:
        """Return the strokes in a file of a lesson. Raises Refusal where it is not there."""
        return load(self.file(lesson_id, name), Pattern, pattern_nouns.FORMAT)

    def movement(self, lesson_id: str, name: str) -> Movement:
        """Return the movement in a file of a lesson. Raises Refusal where it is not there."""
        return load(self.file(lesson_id, name), Movement, movement_nouns.FORMAT)

    def stills(self, lesson_id: str, name: str) -> Stills:
        """Return poses drawn from words, in a file of a lesson. Raises Refusal as `movement`."""
        return load(self.file(lesson_id, name), Stills, movement_nouns.FORMAT)

    def lessons(self, available: AbstractSet[Need]) -> tuple[BoardEntry, ...]:
        """Return every lesson, those that can begin first, each with its reason if not.

        Within a level the lessons of an art stand together, in the order that their packs say.
        """
        entries = [self._entry(lesson, available) for lesson, _shelved in self._lessons.values()]
        return tuple(sorted(entries, key=lambda e: (not e.ready, *self._rank(e.lesson))))

    def lesson_hash(self, lesson_id: str) -> str:
        """Return sha256 (hex) over the lesson, its score and its parts as canonical JSON.

        Only what a document says counts: a field that a later format adds changes no hash of
        a lesson that does not use it. Raises Refusal where a document is missing.
        """
        lesson = self.lesson(lesson_id)
        whole: dict[str, Any] = {"lesson": _said(lesson)}
        if lesson.score:
            whole["score"] = _said(self.score(lesson.score))
        if lesson.script:
            whole["script"] = _said(self.script(lesson_id))
        for kind, name, document in self._steps_documents(lesson):
            whole[f"{kind} {name}"] = _said(document)
        if lesson.parts:
            whole["parts"] = yamlfile.read(self.file(lesson_id, lesson.parts)).value
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _rank(self, lesson: Lesson) -> tuple[int, str, int, str]:
        order = self._find(lesson.id)[1].pack.order
        return lesson.level, lesson.art, order, lesson.id

    def _find(self, lesson_id: str) -> tuple[Lesson, Shelved]:
        if lesson_id in self._lessons:
            return self._lessons[lesson_id]
        sentence = _("there is no lesson {lesson}; there are: {there}")
        there = ", ".join(sorted(self._lessons)) or "–"
        raise Refusal(sentence.format(lesson=lesson_id, there=there))

    def _entry(self, lesson: Lesson, available: AbstractSet[Need]) -> BoardEntry:
        why_not = self._why_not(lesson, available)
        return BoardEntry(lesson, why_not is None, why_not)

    def _why_not(self, lesson: Lesson, available: AbstractSet[Need]) -> str | None:
        for need in lesson.needs:
            if need not in available:
                return missing(need)
        try:
            self._open_all(lesson)
        except Refusal as e:
            return str(_("It cannot begin: {reason}.")).format(reason=str(e).rstrip("."))
        return None

    def _open_all(self, lesson: Lesson) -> None:
        """Open every document of a lesson. Raises Refusal where one is missing or damaged."""
        if lesson.score:
            self.score(lesson.score)
        for name in (lesson.parts, lesson.accompaniment):
            if name:
                self.file(lesson.id, name)
        if lesson.script:
            self.script(lesson.id)
        for _document in self._steps_documents(lesson):
            pass

    def _steps_documents(self, lesson: Lesson) -> Iterator[tuple[str, str, Document]]:
        """Yield kind, name and what is in each file that the steps name, each once."""
        read: dict[str, Callable[[str, str], Document]] = {
            "pattern": self.pattern,
            "movement": self.movement,
            "stills": self.stills,
        }
        for kind, opened in read.items():
            for name in sorted({getattr(step, kind) for step in lesson.steps} - {None}):
                yield kind, name, opened(lesson.id, name)


def _said(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", exclude_defaults=True)


def open_library(shelves: Sequence[Path] = (SHIPPED,)) -> Library:
    """Read all packs of the shelves, `<shelf>/<art>/<name>/pack.yaml` each."""
    found: dict[str, Shelved] = {}
    lessons: dict[str, tuple[Lesson, Shelved]] = {}
    unreadable: list[str] = []
    for folder in _folders(shelves):
        try:
            shelved = _shelved(folder)
            if shelved.pack.id in found:
                sentence = _("{folder}: a pack {pack} is here already; give this one another id")
                raise Refusal(sentence.format(folder=folder, pack=shelved.pack.id))
            found[shelved.pack.id] = shelved
            if (folder / packs.LESSON_FILE).exists():
                lessons[shelved.pack.id] = (_lesson(shelved), shelved)
        except Refusal as e:
            unreadable.append(str(e))
    return Library(tuple(found.values()), tuple(unreadable), lessons)


def load(path: Path, model: type[D], newest: int) -> D:
    """Read one document of a pack. Raises Refusal where it is damaged or too new."""
    page = yamlfile.read(path)
    refuse_newer(page.value, newest, path)
    if page.doubled:
        raise Refusal(_unusable(path, len(page.doubled)))
    try:
        return model.model_validate(page.value)
    except ValidationError as e:
        raise Refusal(_unusable(path, e.error_count())) from e


def _unusable(path: Path, faults: int) -> str:
    sentence = _(
        "{file}: cannot be used as it stands (faults: {n}); "
        "shuimo check lists them with their lines"
    )
    return sentence.format(file=path, n=faults)


def _folders(shelves: Sequence[Path]) -> Iterator[Path]:
    for shelf in shelves:
        for path in sorted(shelf.glob(f"*/*/{packs.PACK_FILE}")):
            yield path.parent


def _shelved(folder: Path) -> Shelved:
    return Shelved(load(folder / packs.PACK_FILE, Pack, packs.FORMAT), folder)


def _lesson(shelved: Shelved) -> Lesson:
    """Read a pack's lesson. Raises Refusal where it calls itself otherwise than its pack."""
    path = packs.inside(shelved.folder, packs.LESSON_FILE)
    lesson = load(path, Lesson, lesson_nouns.FORMAT)
    if lesson.id != shelved.pack.id:
        sentence = _("{file}: the lesson is “{lesson}”, its pack “{pack}”; make them agree")
        text = sentence.format(file=path, lesson=lesson.id, pack=shelved.pack.id)
        raise Refusal(text)
    return lesson
