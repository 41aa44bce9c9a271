"""What was built, as a file: kinds and poses. Format 1.

Nothing is taken from a file that is not whole, so that the present work is kept where one
is refused.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field, ValidationError

from content import keeping
from content.errors import Refusal
from content.formats import refuse_newer
from content.model import Document
from content.texts import _
from lessons.arts import building_yard
from lessons.arts.building_catalogue import Catalogue
from physics.pose import Array, Pose
from physics.timber import solids
from physics.timber.solids import Solid

FORMAT = 1
MOST = 300  # parts
MOST_BYTES = 2**22
SHARED = 0.01  # of the smaller part: more than parts at rest press into one another
SUNK_M = 0.01
UNIT = 1e-6


class Piece(Document):
    """One part: its kind, where it is (m), how it is turned (w, x, y, z), and the parts, by
    their number in the file, to which it is pegged."""

    kind: str
    at: tuple[float, float, float]
    turn: tuple[float, float, float, float]
    pegged_to: tuple[int, ...] = ()

    @property
    def pose(self) -> Pose:
        """Where it is."""
        return Pose(self.at, self.turn)


class Saved(Document):
    """Everything that was built."""

    format: int = Field(default=FORMAT, ge=1, le=FORMAT)
    parts: tuple[Piece, ...]


def write(saved: Saved, path: Path) -> None:
    """Write what was built; a file of that name is replaced whole. Raises Refusal."""
    try:
        keeping.put(path, saved.model_dump_json(indent=1).encode())
    except OSError as e:
        sentence = _("{file}: cannot be written ({reason}); the work in the yard is as it was")
        raise Refusal(sentence.format(file=path, reason=e.strerror or e)) from e


def read(path: Path, catalogue: Catalogue) -> Saved:
    """Read what was built and see that it can stand in the yard. Raises Refusal."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"{path}: {_too_many()}")
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        sentence = _("{file}: cannot be read ({reason}); the present work is kept")
        raise Refusal(sentence.format(file=path, reason=e.strerror or e)) from e
    except (ValueError, RecursionError) as e:
        sentence = _("{file}: is damaged or no building; the present work is kept")
        raise Refusal(sentence.format(file=path)) from e
    refuse_newer(value, FORMAT, path)
    try:
        return checked(value, catalogue)
    except Refusal as e:
        raise Refusal(f"{path}: {e}") from e


def checked(value: Any, catalogue: Catalogue) -> Saved:
    """Return a building that can stand in the yard, from plain data. Raises Refusal."""
    listed = value.get("parts") if isinstance(value, dict) else None
    if isinstance(listed, list | tuple) and len(listed) > MOST:
        raise Refusal(_too_many())
    try:
        saved = Saved.model_validate(value)
    except ValidationError as e:
        where = ".".join(str(step) for step in e.errors()[0]["loc"])
        sentence = _("no building, wrong at “{where}”; the present work is kept")
        raise Refusal(sentence.format(where=where)) from e
    for why in _wrong(saved, catalogue):
        raise Refusal(why)
    return saved


def _too_many() -> str:
    return _("more than {most} parts; the present work is kept").format(most=MOST)


def _wrong(saved: Saved, catalogue: Catalogue) -> Iterator[str]:
    """Yield what keeps a building out of the yard, the cheap questions first."""
    for k, piece in enumerate(saved.parts):
        if piece.kind not in catalogue:
            sentence = _("there is no part “{kind}” here; the present work is kept")
            yield sentence.format(kind=piece.kind)
        elif abs(math.hypot(*piece.turn) - 1) > UNIT or not building_yard.within(piece.pose):
            sentence = _("part {n} ({kind}) does not lie in the yard; the present work is kept")
            yield sentence.format(n=k, kind=piece.kind)
        elif not all(0 <= to < len(saved.parts) and to != k for to in piece.pegged_to):
            sentence = _("part {n} ({kind}) is pegged to nothing; the present work is kept")
            yield sentence.format(n=k, kind=piece.kind)
    for one, other in _overlaps([_placed(piece, catalogue) for piece in saved.parts]):
        if other is None:
            sentence = _("part {n} ({kind}) lies in the ground; the present work is kept")
            yield sentence.format(n=one, kind=saved.parts[one].kind)
        else:
            sentence = _("parts {n} and {m} lie in one another; the present work is kept")
            yield sentence.format(n=one, m=other)


def _placed(piece: Piece, catalogue: Catalogue) -> Solid:
    return solids.moved(catalogue[piece.kind].part.solid, piece.pose)


def _overlaps(placed: list[Solid]) -> Iterator[tuple[int, int | None]]:
    """Yield pairs that lie in one another, and parts (with None) that lie in the ground."""
    boxes = np.array([_box(solid) for solid in placed]).reshape(-1, 2, 3)
    for k, solid in enumerate(placed):
        if boxes[k, 0, 2] < -SUNK_M:
            yield k, None
        beside = boxes[:k]
        meets = np.all((beside[:, 0] < boxes[k, 1]) & (beside[:, 1] > boxes[k, 0]), axis=1)
        for j in np.flatnonzero(meets).tolist():
            small = min(solid.volume, placed[j].volume)
            if solid.within(placed[j]).volume > SHARED * small:
                yield j, k


def _box(solid: Solid) -> Array:
    bounds = solid.bounds
    assert bounds is not None
    return np.array(bounds)
