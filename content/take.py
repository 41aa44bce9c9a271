"""One attempt: named streams and the log of inputs on one clock, and its file.

A take is written only with a consent id. The file is a zip of `take.json` and one `.npy`
per array; readers upgrade older formats and refuse newer ones in words.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field

from content import keeping
from content.errors import Refusal
from content.event import SUBSTEPS_PER_SECOND, Event
from content.formats import refuse_newer
from content.model import Document
from content.stream import Stream
from content.texts import _

FORMAT = 1
LONGEST = 24 * 3600 * SUBSTEPS_PER_SECOND  # a forged take must not replay for ever
MAX_BYTES = 512 * 2**20  # unpacked; far above any real take, far below a zip bomb


class TakeError(Refusal):
    """A take could not be written or read; the text says what, where and what to do."""


@dataclass(frozen=True)
class Take:
    """One attempt at a lesson.

    `inputs` carry the substep at which they took effect; `ticks` is the length of the
    session in substeps. `engine` names what simulated it, with version.
    """

    lesson: str
    lesson_hash: str
    program: str
    engine: str | None = None
    reference: str | None = None
    seed: int = 0
    ticks: int = 0
    inputs: tuple[Event, ...] = ()
    streams: Mapping[str, Stream] = field(default_factory=dict)
    device: Mapping[str, Any] = field(default_factory=dict)
    clock: Mapping[str, Any] = field(default_factory=dict)
    consent_id: str | None = None


def without_consent(path: Path) -> TakeError:
    """Return what is said where a take would be kept without a consent."""
    sentence = _(
        "{file}: not kept, because nobody's consent is named. "
        "Practise without keeping, or give a consent id (shuimo records consent)."
    )
    return TakeError(sentence.format(file=path))


def probe(path: Path) -> None:
    """Raise TakeError now where a take could not be written later; leaves nothing behind."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        part.unlink()
    except OSError as e:
        raise _not_written(path, e) from e


def write(take: Take, path: Path) -> None:
    """Write `take` so that a crash or a full disk leaves any older file as it was.

    Raises TakeError without a consent id, or where the disk refuses.
    """
    if not take.consent_id:
        raise without_consent(path)
    try:
        keeping.put(path, _pack(take))
    except OSError as e:
        raise _not_written(path, e) from e


def _not_written(path: Path, error: OSError) -> TakeError:
    sentence = _(
        "{file}: not written ({reason}). Free some space or choose another folder; "
        "nothing stored before was touched."
    )
    return TakeError(sentence.format(file=path, reason=error.strerror))


def read(path: Path) -> Take:
    """Read a take. Raises TakeError where it is missing, damaged, too large or too new."""
    try:
        return _unpack(path)
    except TakeError:
        raise
    except FileNotFoundError as e:
        raise TakeError(_("{file}: no such file. Check the name.").format(file=path)) from e
    except _DAMAGED as e:
        sentence = _("{file}: damaged or no take of this program ({reason}). Use another copy.")
        reason = str(e).partition("\n")[0]
        raise TakeError(sentence.format(file=path, reason=reason)) from e


def _pack(take: Take) -> bytes:
    head = {
        "format": FORMAT,
        **{k: getattr(take, k) for k in _PLAIN},
        "device": dict(take.device),
        "clock": dict(take.clock),
        "inputs": [[e.tick, e.name, dict(e.value)] for e in take.inputs],
        "streams": sorted(take.streams),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(
            "take.json", json.dumps(head, ensure_ascii=False, allow_nan=False, sort_keys=True)
        )
        for name, stream in take.streams.items():
            for field_name in _ARRAYS:
                data = io.BytesIO()
                np.save(data, getattr(stream, field_name), allow_pickle=False)
                z.writestr(f"{name}.{field_name}.npy", data.getvalue())
    return buffer.getvalue()


_ARRAYS = ("times", "values", "confidence")
_DAMAGED = (
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, MemoryError, OverflowError,
    zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


class _Head(Document):
    """`take.json`; inputs are [tick, name, value]."""

    format: int
    lesson: str
    lesson_hash: str
    program: str
    engine: str | None
    reference: str | None
    seed: int
    ticks: int = Field(ge=0, le=LONGEST)
    consent_id: str | None
    device: dict[str, Any]
    clock: dict[str, Any]
    inputs: tuple[tuple[int, str, dict[str, Any]], ...]
    streams: tuple[str, ...]


_PLAIN = tuple(set(_Head.model_fields) - {"format", "device", "clock", "inputs", "streams"})


def _unpack(path: Path) -> Take:
    with zipfile.ZipFile(path) as z:
        size = sum(i.file_size for i in z.infolist())
        if size > MAX_BYTES:
            sentence = _("{file}: unpacks to {n} bytes; a take has at most {most}.")
            raise TakeError(sentence.format(file=path, n=size, most=MAX_BYTES))
        raw = json.loads(z.read("take.json"))
        try:
            refuse_newer(raw, FORMAT, path)
        except Refusal as e:
            raise TakeError(str(e)) from e
        head = _Head.model_validate(raw)
        streams = {name: _stream(z, name) for name in head.streams}
    plain = {name: getattr(head, name) for name in _PLAIN}
    inputs = tuple(Event(tick, name, value) for tick, name, value in head.inputs)
    return Take(**plain, device=head.device, clock=head.clock, inputs=inputs, streams=streams)


def _stream(z: zipfile.ZipFile, name: str) -> Stream:
    arrays = [
        np.load(io.BytesIO(z.read(f"{name}.{field_name}.npy")), allow_pickle=False)
        for field_name in _ARRAYS
    ]
    if any(array.dtype != np.float64 for array in arrays):
        raise ValueError(f"stream {name} holds no numbers")
    return Stream(*arrays)
