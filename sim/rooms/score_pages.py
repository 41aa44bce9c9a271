"""What the room of a singing lesson shows: questions, pages, the result."""

import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from content.lesson import Lesson, Step
from content.library import Library
from content.pack import Pack
from content.score import Score
from content.texts import _, lang
from lessons.editions import Edition
from lessons.report import gongche, jianpu, waiting
from lessons.report.shapes import Page
from lessons.report.strands import Script
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button

SOUNDS = (".wav", ".flac", ".mp3", ".ogg")


def which_text(score: Score, own: Sequence[Edition] = (), taken: int = 0) -> ChoiceCard:
    """Ask which text the learner sings.

    `own` are private editions on this machine, `taken` counts the teacher's recordings that
    the learner is held against already.
    """
    held = _("You are held against that recording alone; several tell how far it may vary.")
    if taken:
        held = _("Taken so far: {n}. Add others of the same teacher, or begin anew.")
    return ChoiceCard(
        _("Which text do you sing?"),
        (
            Choice("score", _("This one"), score.edition.read(lang())),
            *(Choice(f"edition:{e.key}", e.key, e.score.edition.read(lang())) for e in own),
            Choice(
                "teacher",
                _("My teacher's own; I have a recording of it"),
                held.format(n=taken),
            ),
            Choice(
                "other",
                _("My teacher's own; I have no recording"),
                _("Where you differ from it is shown, never called wrong; added notes are free."),
            ),
        ),
        buttons=(Button("hall", _("To the courtyard")),),
    )


def which_file(question: str, folder: Path, page: int, other: Button | None) -> ChoiceCard:
    """Ask for one of the recordings in a folder, newest first, or for something `other`."""
    return ChoiceCard(
        question,
        tuple(Choice(str(r.path), r.path.name, _size(r.size)) for r in recordings(folder)),
        empty=_empty(folder),
        buttons=(*_folder_buttons(), *((other,) if other else ()), _back()),
        page=page,
    )


def which_teacher(folder: Path, page: int, picked: Sequence[Path]) -> ChoiceCard:
    """Ask for one or several recordings of one teacher, newest first; `picked` are taken."""
    found = []
    for r in recordings(folder):
        label, line = r.path.name, _size(r.size)
        if r.path in picked:
            label, line = f"✓ {label}", _("taken; a click leaves it out")
        found.append(Choice(str(r.path), label, line))
    own: tuple[Button, ...] = ()
    if picked:
        take = _("Sing to this one") if len(picked) == 1 else _("Sing to these {n}")
        own = Button("picked", take.format(n=len(picked))), Button("anew", _("Begin anew"))
    return ChoiceCard(
        _("Which are your teacher's recordings?"),
        tuple(found),
        line=_("One teacher, one phrase. How far several takes differ is what you are allowed."),
        empty=_empty(folder),
        buttons=(*own, *_folder_buttons(), _back()),
        page=page,
    )


def _empty(folder: Path) -> str:
    sentence = _("Put a recording (wav, flac or mp3) into {folder}, then look again.")
    return sentence.format(folder=folder)


def _folder_buttons() -> tuple[Button, ...]:
    return Button("folder", _("Open the folder")), Button("look", _("Look again"))


def _back() -> Button:
    return Button("back", _("Back to the page"))


@dataclass(frozen=True)
class Recording:
    """A file of sound in the learner's folder, its `size` in bytes."""

    path: Path
    size: int
    changed: float


def recordings(folder: Path) -> Sequence[Recording]:
    """Return the recordings in a folder, newest first; none where it is not there."""
    found = []
    for path in folder.glob("*"):
        with suppress(OSError):  # it may vanish while the folder is read
            state = path.stat()
            if path.suffix.lower() in SOUNDS and stat.S_ISREG(state.st_mode):
                found.append(Recording(path, state.st_size, state.st_mtime))
    return sorted(found, key=lambda r: r.changed, reverse=True)


def page_of(score: Score, script: Script, numbers: bool) -> Page:
    """Return the aria as gongche beside the words, or as jianpu."""
    if numbers:
        return jianpu.page(score, script)
    # Columns are read from the right; their legend would lie out of sight on the left, so its
    # first line stands below the page and all of it among the facts.
    return replace(gongche.columns(score, script), notes=())


def toneless(score: Score) -> Score:
    """Return a score that does not say which tone a character has."""
    bare = tuple(s.model_copy(update={"tone": None}) for s in score.syllables)
    return score.model_copy(update={"syllables": bare})


def empty_page(lesson: Lesson, step: Step) -> Page:
    """Return the place that is kept for what only a master can give."""
    slot = step.slot or lesson.aim
    return waiting.page(step.title.read(lang()), slot.read(lang()))


def source_pack(library: Library, lesson: Lesson) -> Pack:
    """Return the pack that a lesson's text is from: that of its score, else its own."""
    return library.pack(lesson.score.pack if lesson.score else lesson.id).pack


def edition_line(library: Library, lesson: Lesson) -> str:
    """Return what ◆ means and whose edition is shown; an unseen licence is said at once."""
    edition = lesson.edition.read(lang())
    if lesson.score and library.score(lesson.score).spans:
        edition = _("◆ a marked beat begins") + " · " + edition
    if all(asset.licence_seen for asset in source_pack(library, lesson).assets):
        return edition
    return _("{edition} · digital source: licence not seen (click)").format(edition=edition)


def rights_note(pack: Pack) -> str:
    """Return what is said of the rights in a pack's files, each remark once."""
    remarks = [asset.remark.read(lang()) for asset in pack.assets if asset.remark]
    return " ".join(dict.fromkeys(remarks))


def _size(n: int) -> str:
    return _("{mb:.1f} MB").format(mb=n / 1e6)
