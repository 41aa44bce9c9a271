"""Opens a zipped pack in a temporary folder, and refuses what is unsafe or far too large."""

import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content import pack as packs
from content.errors import Refusal
from content.texts import _

MAX_FILES = 500
MAX_BYTES = 256 * 2**20  # unpacked: a few recordings and pictures
MAX_RATIO = 200  # text packs about 10 : 1, silence about 1000 : 1, a zip bomb far above
SMALL = 2**20  # below this no ratio is looked at
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    FileExistsError,
)


class PackError(Refusal):
    """A pack could not be taken in; the text says what, where and what to do."""


@contextmanager
def unpacked(archive: Path, near: Path | None = None) -> Iterator[Path]:
    """Unpack to a temporary folder (inside `near`) that is gone afterwards.

    Yields the folder that holds pack.yaml. Raises PackError where the zip is unsafe or
    damaged, or the disk refuses.
    """
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=near, ignore_cleanup_errors=True) as t:
        folder = Path(t) / "pack"
        folder.mkdir()
        _unpack(archive, folder)
        yield _root(folder, archive)


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as z:
            infos = z.infolist()
            _guard(archive, infos)
            for info in infos:
                if not info.is_dir():
                    _one(z, info, packs.inside(folder, info.filename))
    except PackError:
        raise
    except FileNotFoundError as e:
        raise PackError(_("{file}: no such file; check the name").format(file=archive)) from e
    except Refusal as e:
        raise PackError(f"{archive}: {e}") from e
    except _DAMAGED as e:
        sentence = _("{file}: damaged or no zip ({reason}); ask for a fresh copy")
        raise PackError(sentence.format(file=archive, reason=e)) from e
    except OSError as e:
        sentence = _("{file}: cannot be unpacked ({reason}); free some space and try again")
        raise PackError(sentence.format(file=archive, reason=e.strerror)) from e


def _guard(archive: Path, infos: list[zipfile.ZipInfo]) -> None:
    size = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    bomb = size > SMALL and size > MAX_RATIO * max(packed, 1)
    if len(infos) > MAX_FILES or size > MAX_BYTES or bomb:
        sentence = _(
            "{file}: unpacks to {n} files and {mib} MiB, far more than a pack holds; "
            "leave it alone, or ask its maker for a smaller one"
        )
        raise PackError(sentence.format(file=archive, n=len(infos), mib=size // 2**20))
    for info in infos:
        if stat.S_ISLNK(info.external_attr >> 16):
            sentence = _("{file}: {name} is a link; a pack holds plain files only")
            raise PackError(sentence.format(file=archive, name=info.filename))


def _one(z: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    """Write one file; zipfile never reads more than the entry's size, which was looked at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with z.open(info) as source, path.open("xb") as sink:
        shutil.copyfileobj(source, sink)
        sink.flush()
        os.fsync(sink.fileno())


def _root(folder: Path, archive: Path) -> Path:
    """Return where pack.yaml stands: at the top, or in the one folder that was zipped."""
    for root in (folder, *(p for p in folder.iterdir() if p.is_dir())):
        if (root / packs.PACK_FILE).is_file():
            return root
    sentence = _("{file}: no pack.yaml in it; zip the folder of one pack")
    raise PackError(sentence.format(file=archive))
