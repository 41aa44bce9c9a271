"""Private editions: a teacher's own text of a lesson, kept on this machine and nowhere else.

They stand beside the shelf of packs, never on it, so nothing that shares or exports packs
can meet them. Each is a folder with the score and whose it is.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from content import forms
from content import score as score_nouns
from content.errors import Refusal
from content.library import load
from content.model import Status, Text
from content.rights import Asset
from content.score import Score, Syllable
from content.texts import _

FOLDER = "editions"
_SCORE, _RIGHTS = "score.yaml", "rights.yaml"
_NAME = re.compile(r"[\w-]{1,60}")


@dataclass(frozen=True)
class Edition:
    """One private text of a lesson; `key` is its name among those of the lesson."""

    lesson: str
    key: str
    score: Score
    rights: Asset
    folder: Path


def editions(user_folder: Path, lesson: str) -> tuple[tuple[Edition, ...], tuple[str, ...]]:
    """Return the private editions of a lesson by name, and a sentence for each unreadable one."""
    found: list[Edition] = []
    unreadable: list[str] = []
    for path in sorted(_folder(user_folder, lesson).glob(f"*/{_SCORE}")):
        try:
            found.append(_open(lesson, path.parent))
        except Refusal as e:
            unreadable.append(str(e))
    return tuple(found), tuple(unreadable)


def edition(user_folder: Path, lesson: str, key: str) -> Edition:
    """Return one private edition. Raises Refusal where it is damaged, or naming those there are."""
    if _NAME.fullmatch(key) and (folder := _folder(user_folder, lesson) / key).is_dir():
        return _open(lesson, folder)
    found, _unreadable = editions(user_folder, lesson)
    sentence = _("{lesson} has no text “{key}” on this machine; there are: {there}")
    there = ", ".join(one.key for one in found) or "–"
    raise Refusal(sentence.format(lesson=lesson, key=key, there=there))


def keep(user_folder: Path, lesson: str, key: str, score: Score, whence: str) -> Edition:
    """Keep `score` as a private text of a lesson; `whence` names the file it came from.

    Raises Refusal where one of that name is here, the name is no name, or nothing can be
    written; then nothing is left behind.
    """
    if not _NAME.fullmatch(key):
        raise Refusal(_("“{key}”: a text's name is of letters, digits, - and _").format(key=key))
    folder = _folder(user_folder, lesson) / key
    if folder.exists():
        sentence = _("{lesson} has a text “{key}” already: {folder}; remove it or choose a name")
        raise Refusal(sentence.format(lesson=lesson, key=key, folder=folder))
    files = {
        _SCORE: forms.write(score, "yaml").data,
        _RIGHTS: _plain(_private(score, whence)),
    }
    try:
        folder.mkdir(parents=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as e:
        shutil.rmtree(folder, ignore_errors=True)
        sentence = _("{file}: cannot be written ({reason}); nothing was kept")
        raise Refusal(sentence.format(file=folder, reason=e.strerror or e)) from e
    return _open(lesson, folder)


def fitted(score: Score, lesson_score: Score) -> tuple[Score, tuple[str, ...]]:
    """Return a text with the lesson's characters in both scripts, and where its words differ.

    Raises Refusal where it has more or fewer characters: the lesson's phrases count them.
    """
    ours, theirs = lesson_score.syllables, score.syllables
    if len(ours) != len(theirs):
        sentence = _(
            "this text has {n} characters and the lesson {m}; they differ first at character "
            "{at}, “{here}”; give it the lesson's words, one character to its notes"
        )
        pairs = enumerate(zip(ours, theirs, strict=False))
        at = next((i for i, (a, b) in pairs if not _same(a, b)), min(len(ours), len(theirs)))
        longer = theirs if at < len(theirs) else ours
        here = longer[at].trad
        raise Refusal(sentence.format(n=len(theirs), m=len(ours), at=at + 1, here=here))
    differ = _("character {n} is “{theirs}” here and “{ours}” in the lesson")
    said = tuple(
        differ.format(n=i, theirs=b.trad, ours=a.trad)
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True), 1)
        if not _same(a, b)
    )
    return score.model_copy(update={"syllables": tuple(_joined(ours, theirs))}), said


def _joined(ours: tuple[Syllable, ...], theirs: tuple[Syllable, ...]) -> Iterator[Syllable]:
    for a, b in zip(ours, theirs, strict=True):
        keyed = {"trad": a.trad, "simp": a.simp, "pinyin": a.pinyin}
        yield b.model_copy(update=keyed) if _same(a, b) else b


def _same(one: Syllable, other: Syllable) -> bool:
    return other.trad in (one.trad, one.simp)


def _private(score: Score, whence: str) -> Asset:
    return Asset(
        path=_SCORE,
        what=score.title,
        author=Text(zh_CN="老师自用的谱本", en="a teacher's own text"),
        edition=score.edition,
        digital_source=whence,
        licence="private, this machine only",
        licence_seen=False,
        status=Status.UNRESOLVED,
        remark=Text(
            zh_CN="只留在这台机器上，不随任何课程包分享。",
            en="It stays on this machine and is shared in no pack.",
        ),
    )


def _plain(asset: Asset) -> bytes:
    text = yaml.safe_dump(asset.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    return str(text).encode()


def _open(lesson: str, folder: Path) -> Edition:
    score = load(folder / _SCORE, Score, score_nouns.FORMAT)
    rights = load(folder / _RIGHTS, Asset, 1)
    return Edition(lesson, folder.name, score, rights, folder)


def _folder(user_folder: Path, lesson: str) -> Path:
    return user_folder.joinpath(FOLDER, *lesson.split("/"))
