"""A pack: one folder of content with its sources and the rights in every file."""

import os
from pathlib import Path, PurePosixPath

from pydantic import Field

from content.errors import Refusal
from content.model import Document, Text
from content.rights import Asset, Source
from content.texts import _

FORMAT = 2  # 2: the place of the lesson on the board
LAST = 1000
PACK_FILE = "pack.yaml"
LESSON_FILE = "lesson.yaml"


class Pack(Document):
    """What stands in `pack.yaml`. Each score `x` of `scores` is the file `x.yaml`.

    `order`: where the lesson comes on the board among those of its art and level, the lesser
    first. It stands here because it changes nothing that a lesson asks.
    """

    format: int = Field(ge=1)
    id: str = Field(pattern=r"^[a-z]+/[a-z0-9_-]+$")
    title: Text
    order: int = Field(LAST, ge=0, le=LAST)
    scores: tuple[str, ...] = ()
    sources: dict[str, Source]
    assets: tuple[Asset, ...]


def inside(folder: Path, name: str) -> Path:
    """Return the file `name` of a pack's folder.

    Raises Refusal where the path leaves the folder: absolute, with "..", or by a link.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or name.startswith(("/", "\\")) or ".." in parts or ":" in name:
        raise Refusal(_leaves(folder, name))
    path = folder
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise Refusal(_leaves(folder, name))
    return path


def files(folder: Path) -> tuple[str, ...]:
    """Return every file of a pack, links included, as sorted names with "/"."""
    found = [
        (Path(where) / name).relative_to(folder).as_posix()
        for where, _folders, names in os.walk(folder)
        for name in names
    ]
    return tuple(sorted(found))


def _leaves(folder: Path, name: str) -> str:
    sentence = _("{file}: this path leaves the pack {pack}; put the file inside the pack")
    return sentence.format(file=name, pack=folder.name)
