"""The file of a movement's reference: a master's takes, what is marked in them, and whose they are.

A zip of `reference.json` and one `.npy` per array; readers upgrade older formats and refuse
newer ones in words. A person's takes are kept only with a consent id.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from content import keeping
from content import take as takes
from content.errors import Refusal
from content.formats import refuse_newer
from content.model import Document
from content.texts import _
from motion.files import DAMAGED, LONGEST, MAX_BYTES, reason, refuse_missing
from motion.graded import Marks
from motion.motion import Motion
from motion.reference import MOST, MotionReference, build

FORMAT = 1
ENDING = ".ref"
Kind = Literal["master", "teacher", "own", "program"]
_HEAD = "reference.json"
_ARRAYS = ("times", "positions", "confidence")


class About(Document):
    """Whose a reference is: 家门 (`home`) and 师承 (`school`) are never mixed with another's.

    `kind` "program": made by the program itself, nobody's body; all others need `consent_id`.
    Empty where it was not said.
    """

    id: str
    title: str = ""
    home: str = ""
    school: str = ""
    performer: str = ""
    kind: Kind = "own"
    consent_id: str | None = None
    credit: str = ""


class _Head(Document):
    format: int
    about: About
    joints: tuple[str, ...]
    takes: int = Field(ge=1, le=MOST)
    keyframes: tuple[float, ...]
    holds: tuple[tuple[float, float], ...]
    weights: dict[str, Annotated[float, Field(ge=0)]]
    beats: tuple[float, ...]


def write(path: Path, reference: MotionReference, about: About) -> None:
    """Write a reference so that a crash or a full disk leaves any older file as it was.

    Raises Refusal where a person's takes come without a consent id, or the disk refuses.
    """
    refuse_unasked(path, about)
    try:
        keeping.put(path, _packed(reference, about))
    except OSError as e:
        sentence = _(
            "{file}: not written ({reason}). Free some space or choose another folder; "
            "nothing stored before was touched."
        )
        raise Refusal(sentence.format(file=path, reason=e.strerror)) from e


def refuse_unasked(path: Path, about: About) -> None:
    """Raise Refusal where a person's takes would be kept in `path` without a consent id."""
    if about.kind != "program" and not (about.consent_id or "").strip():
        raise takes.without_consent(path)


def read(path: Path) -> tuple[MotionReference, About]:
    """Read a reference. Raises Refusal where it is missing, damaged, too large or too new."""
    refuse_missing(path)
    try:
        return _unpacked(path)
    except DAMAGED as e:
        sentence = _("{file}: damaged, or no reference of a movement ({reason}). Use another copy.")
        raise Refusal(sentence.format(file=path, reason=reason(e))) from e


def _packed(reference: MotionReference, about: About) -> bytes:
    marks = reference.marks
    head = _Head(
        format=FORMAT,
        about=about,
        joints=reference.ghost.joints,
        takes=len(reference.takes),
        keyframes=marks.keyframes,
        holds=marks.holds,
        weights=dict(marks.weights),
        beats=marks.beats,
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(_HEAD, head.model_dump_json(indent=1))
        for k, take in enumerate(reference.takes):
            for name in _ARRAYS:
                data = io.BytesIO()
                np.save(data, getattr(take, name), allow_pickle=False)
                z.writestr(f"{k}.{name}.npy", data.getvalue())
    return buffer.getvalue()


def _unpacked(path: Path) -> tuple[MotionReference, About]:
    with zipfile.ZipFile(path) as z:
        size = sum(i.file_size for i in z.infolist())
        if size > MAX_BYTES:
            sentence = _("{file}: unpacks to {n} bytes; a reference has at most {most}.")
            raise Refusal(sentence.format(file=path, n=size, most=MAX_BYTES))
        raw = json.loads(z.read(_HEAD))
        refuse_newer(raw, FORMAT, path)
        head = _Head.model_validate(raw)
        kept = tuple(_take(z, k, head.joints) for k in range(head.takes))
    marks = Marks(head.keyframes, head.holds, head.weights, head.beats)
    return MotionReference(kept, marks), head.about


def _take(z: zipfile.ZipFile, k: int, joints: tuple[str, ...]) -> Motion:
    arrays = [
        np.load(io.BytesIO(z.read(f"{k}.{name}.npy")), allow_pickle=False) for name in _ARRAYS
    ]
    if any(array.dtype != np.float64 for array in arrays):
        raise ValueError(f"take {k} holds no numbers")
    if not np.isfinite(arrays[0]).all() or not len(arrays[0]) or np.isinf(arrays[1]).any():
        raise ValueError(f"take {k} has no times")
    motion = Motion(arrays[0], joints, *arrays[1:]).canonical()
    if motion.times[-1] - motion.times[0] > LONGEST:
        raise ValueError(f"take {k} is too long")
    try:
        build([motion])
    except Refusal as e:
        raise ValueError(f"take {k} shows no movement") from e
    return motion
