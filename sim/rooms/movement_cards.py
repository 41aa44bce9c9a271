"""The questions of a lesson of movement: whose movement, which recording."""

import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from content.texts import _
from lessons.moved import Tried
from sim.rooms.movement_words import credit
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button

KINDS = (".npz", ".bvh", ".take", ".json", ".avi", ".mp4", ".mov", ".mkv", ".webm")


def whose(given: Tried, own: bool) -> ChoiceCard:
    """Ask whose movement the learner follows; `own`: a take of his own has passed."""
    return ChoiceCard(
        _("Whose movement do you follow?"),
        tuple(_whose(given, own)),
        buttons=(Button("record", _("record a master")), _back()),
        line=_("One master, one lineage at a time; two are never averaged."),
    )


def _whose(given: Tried, own: bool) -> Iterator[Choice]:
    if given.reference is not None and given.about is not None:
        yield Choice("given", _("The one of this lesson"), credit(given.about))
    yield Choice(
        "teacher",
        _("My teacher's; I have recordings of it"),
        _("One to five takes of one teacher; how far they differ is what you are allowed."),
    )
    if own:
        yield Choice("own", _("My own last take"), _("You are held against yourself."))


def which_file(folder: Path, page: int, picked: Sequence[Path] | None) -> ChoiceCard:
    """Ask for a recording in a folder, newest first; `picked`: several of a teacher's are taken,
    None: it is one of the learner's."""
    found = []
    for path in recordings(folder):
        taken = picked is not None and path in picked
        line = _("taken; a click leaves it out") if taken else ""
        found.append(Choice(str(path), f"✓ {path.name}" if taken else path.name, line))
    own: tuple[Button, ...] = ()
    if picked:
        own = (
            Button("picked", _("Follow these: {n}").format(n=len(picked))),
            Button("anew", _("Begin anew")),
        )
    empty = _("Put a video, or a motion file (npz, bvh, take), into {folder}, then look again.")
    return ChoiceCard(
        _("Which is your recording?") if picked is None else _("Which are your teacher's takes?"),
        tuple(found),
        empty=empty.format(folder=folder),
        buttons=(
            *own,
            Button("folder", _("Open the folder")),
            Button("look", _("Look again")),
            _back(),
        ),
        page=page,
    )


def recordings(folder: Path) -> Sequence[Path]:
    """Return the recordings of movement in a folder, newest first; none where it is not there."""
    found = []
    for path in folder.glob("*"):
        with suppress(OSError):  # it may vanish while the folder is read
            state = path.stat()
            if path.suffix.lower() in KINDS and stat.S_ISREG(state.st_mode):
                found.append((state.st_mtime, path))
    return [path for _changed, path in sorted(found, reverse=True)]


def _back() -> Button:
    return Button("back", _("Back to the floor"))
