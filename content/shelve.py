"""Takes a zipped pack into a folder of packs, whole or not at all."""

from pathlib import Path

from content import pack as packs
from content.check import check
from content.library import Library, load
from content.pack import Pack
from content.packzip import PackError, unpacked
from content.texts import _


def shelve(archive: Path, shelf: Path, library: Library) -> Path:
    """Unpack the pack in `archive` to `<shelf>/<art>/<name>` and return that folder.

    Raises PackError where the zip is damaged, unsafe or too large, where the pack has
    faults, or where one with its id is in `library`; then nothing is left behind.
    """
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with unpacked(archive, shelf) as folder:
            return _place(folder, archive, shelf, library)
    except OSError as e:
        sentence = _("{file}: not taken in ({reason}); nothing was changed in {shelf}")
        raise PackError(sentence.format(file=archive, reason=e.strerror or e, shelf=shelf)) from e


def _place(folder: Path, archive: Path, shelf: Path, library: Library) -> Path:
    problems = check(folder, library)
    if problems:
        sentence = _("{file}: {problem} (faults: {n}; shuimo check lists them all)")
        text = sentence.format(file=archive, problem=problems[0], n=len(problems))
        raise PackError(text)
    pack = load(folder / packs.PACK_FILE, Pack, packs.FORMAT)
    target = shelf.joinpath(*pack.id.split("/"))
    if target.exists() or any(s.pack.id == pack.id for s in library.packs):
        sentence = _("{file}: a pack {pack} is here already; remove it first, or rename this one")
        raise PackError(sentence.format(file=archive, pack=pack.id))
    target.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(target)
    return target
