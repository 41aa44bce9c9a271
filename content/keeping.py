"""Puts a file into its place whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file; a crash or a full disk leaves any older one as it was. Raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
