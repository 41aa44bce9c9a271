"""The user's own references of movements: where they lie, what may take their place, who withdrew.

Each holds the body of whoever was recorded, kept under that person's consent.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from content.errors import Refusal
from content.lesson import Lesson, Step
from content.texts import _, lang
from lessons import registry
from motion import reference_file
from motion.reference import MotionReference
from motion.reference_file import About

FOLDER = "references"


def path_of(lesson_id: str, step_id: str) -> Path:
    """Return where the user's reference of a step is kept."""
    return _folder() / lesson_id.replace("/", "-") / f"{step_id}{reference_file.ENDING}"


def keep(lesson: Lesson, step: Step, reference: MotionReference, about: About) -> Path:
    """Keep takes as the reference of a step, return where; what was kept before gives way.

    Raises Refusal where they are of another role type, a learner's own would take a master's
    place, there is no consent, or the disk refuses.
    """
    path = path_of(lesson.id, step.id)
    _same_home(lesson, step, about)
    if about.kind == "own" and path.is_file() and reference_file.read(path)[1].kind != "own":
        sentence = _(
            "{file}: a master's or a teacher's takes are kept here, and your own do not take "
            "their place. Move the file away first."
        )
        raise Refusal(sentence.format(file=path))
    reference_file.write(path, reference, about)
    return path


def erase(consents: Collection[str]) -> int:
    """Erase what was kept under consents, return how many references.

    What was left half written by a crash goes too. Raises Refusal where a file cannot be erased,
    or cannot be read, so that nobody knows whose it is.
    """
    for part in _folder().glob(f"*/*{reference_file.ENDING}.part"):
        _unlink(part)
    found = list(_under(consents))
    for path in found:
        _unlink(path)
    return len(found)


def _folder() -> Path:
    return registry.user_folder() / FOLDER


def _under(consents: Collection[str]) -> Iterator[Path]:
    for path in sorted(_folder().glob(f"*/*{reference_file.ENDING}")):
        try:
            about = reference_file.read(path)[1]
        except Refusal as e:
            sentence = _(
                "{reason} Whose movement it holds cannot be told: delete it yourself, then do "
                "this again."
            )
            raise Refusal(sentence.format(reason=e)) from e
        if (about.consent_id or "").strip() in consents:
            yield path


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as e:
        sentence = _(
            "{file}: not erased ({reason}). Delete it yourself, then do this again; nothing else "
            "was erased after it."
        )
        raise Refusal(sentence.format(file=path, reason=e.strerror)) from e
    with suppress(OSError):
        path.parent.rmdir()  # only where it was the last


def _same_home(lesson: Lesson, step: Step, about: About) -> None:
    """Raise Refusal where the takes are of another role type (家门) than the step."""
    if step.home is None or about.kind == "own":
        return
    wanted = step.home
    if not about.home.startswith((wanted.zh_CN, wanted.en, wanted.en.partition(" ")[0])):
        sentence = _(
            "This step of {lesson} is for {wanted}, the takes are of {home}: two role types are "
            "never mixed. Name the role type of the takes, or choose its own step."
        )
        home = about.home or _("nobody named")
        title, named = lesson.title.read(lang()), wanted.read(lang())
        raise Refusal(sentence.format(lesson=title, wanted=named, home=home))
