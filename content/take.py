"""One attempt: named streams and the log of inputs on one clock, and its file.

A take is written only with a consent id. The file is a zip of `take.json` and one `.npy`
per array; readers upgrade older formats and refuse newer ones in words.
"""

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from content.errors import Refusal
from content.event import Event
from content.stream import Stream

FORMAT = 1
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


def write(take: Take, path: Path) -> None:
    """Write `take` so that a crash or a full disk leaves any older file as it was.

    Raises TakeError without a consent id, or where the disk refuses.
    """
    if not take.consent_id:
        raise TakeError(
            f"{path}: not kept, because nobody's consent is named. "
            "Practise without keeping, or give a consent id (shuimo records consent)."
        )
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_pack(take))
        with part.open("rb") as f:
            os.fsync(f.fileno())
        part.replace(path)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise TakeError(
            f"{path}: not written ({e.strerror}). Free some space or choose another folder; "
            "nothing stored before was touched."
        ) from e


def read(path: Path) -> Take:
    """Read a take. Raises TakeError where it is missing, damaged, too large or too new."""
    try:
        return _unpack(path)
    except TakeError:
        raise
    except FileNotFoundError as e:
        raise TakeError(f"{path}: no such file. Check the name.") from e
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as e:
        raise TakeError(
            f"{path}: damaged or no take of this program ({e}). Use an undamaged copy."
        ) from e


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
        z.writestr("take.json", json.dumps(head, ensure_ascii=False, allow_nan=False))
        for name, stream in take.streams.items():
            for field_name in _ARRAYS:
                data = io.BytesIO()
                np.save(data, getattr(stream, field_name), allow_pickle=False)
                z.writestr(f"{name}.{field_name}.npy", data.getvalue())
    return buffer.getvalue()


_PLAIN = (
    "lesson", "lesson_hash", "program", "engine", "reference", "seed", "ticks", "consent_id",
)  # fmt: skip
_ARRAYS = ("times", "values", "confidence")


def _unpack(path: Path) -> Take:
    with zipfile.ZipFile(path) as z:
        size = sum(i.file_size for i in z.infolist())
        if size > MAX_BYTES:
            raise TakeError(f"{path}: unpacks to {size} bytes; a take has at most {MAX_BYTES}.")
        head = json.loads(z.read("take.json"))
        newest = head.pop("format")
        if not isinstance(newest, int) or newest > FORMAT:
            raise TakeError(
                f"{path}: written in format {newest} by a newer program; "
                f"this one reads up to {FORMAT}. Update the program."
            )
        streams = {name: _stream(z, name) for name in head.pop("streams")}
        inputs = tuple(Event(int(t), str(n), v) for t, n, v in head.pop("inputs"))
    return Take(**head, inputs=inputs, streams=streams)


def _stream(z: zipfile.ZipFile, name: str) -> Stream:
    arrays = [
        np.load(io.BytesIO(z.read(f"{name}.{field_name}.npy")), allow_pickle=False)
        for field_name in _ARRAYS
    ]
    return Stream(*arrays)
