"""Takes a zipped pack into a folder of packs, whole or not at all."""

from pathlib import Path

from content import pack as packs
from content import yamlfile
from content.check import check
from content.check_lesson import ReadParts
from content.faults import Problem
from content.library import Library, load
from content.pack import Pack
from content.packzip import PackError, unpacked
from content.texts import _


def shelve(
    archive: Path, shelf: Path, library: Library, read_parts: ReadParts = yamlfile.read
) -> Path:
    """Unpack the pack in `archive` to `<shelf>/<art>/<name>` and return that folder.

    Raises PackError where the zip is damaged, unsafe or too large, where the pack has
    faults, or where one with its id is in `library`; then nothing is left behind.
    """
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with unpacked(archive, shelf) as folder:
            _refuse_faults(archive, check(folder, library, read_parts))
            return _place(folder, archive, shelf, library)
    except OSError as e:
        sentence = _("{file}: not taken in ({reason}); nothing was changed in {shelf}")
        raise PackError(sentence.format(file=archive, reason=e.strerror or e, shelf=shelf)) from e


def _refuse_faults(archive: Path, problems: list[Problem]) -> None:
    if problems:
        sentence = _("{file}: {problem} (faults: {n}; shuimo check lists them all)")
        text = sentence.format(file=archive, problem=problems[0], n=len(problems))
        raise PackError(text)


def _place(folder: Path, archive: Path, shelf: Path, library: Library) -> Path:
    pack = load(folder / packs.PACK_FILE, Pack, packs.FORMAT)
    target = shelf.joinpath(*pack.id.split("/"))
    if target.exists() or any(s.pack.id == pack.id for s in library.packs):
        sentence = _("{file}: a pack {pack} is here already; remove it first, or rename this one")
        raise PackError(sentence.format(file=archive, pack=pack.id))
    target.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(target)
    return target
