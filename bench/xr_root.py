"""A Debian 13 folder with a real OpenXR runtime in it; its own loader starts programs from there.

Nothing of it is installed into the machine: no mounts, no change of root. Monado wants a newer
libc than many machines have, so Python itself is started through the folder's loader.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from bench.apt_source import mirror
from content.errors import Refusal
from content.texts import _

SUITE = "trixie"
PACKAGES = (
    # the runtime, and GL and Vulkan without a GPU
    "libc6", "libopenxr1-monado", "monado-service", "mesa-vulkan-drivers", "libgl1-mesa-dri",
    "libglx-mesa0", "libgl1", "libegl1", "libgles2", "libxxf86vm1", "libxrandr2", "libxcursor1",
    # what Python and our wheels ask of a machine
    "libstdc++6", "libssl3t64", "libsqlite3-0", "libffi8", "libbz2-1.0", "liblzma5", "libexpat1",
    "libreadline8t64", "libuuid1", "zlib1g", "libportaudio2", "libasound2t64",
)  # fmt: skip
TRIPLE = "x86_64-linux-gnu"
PATIENCE_S = 540.0


@dataclass(frozen=True)
class Root:
    """The folder, unpacked; `start` and `environment` make programs run from it."""

    path: Path

    @property
    def libraries(self) -> Path:
        """Where its shared libraries lie."""
        return self.path / "usr" / "lib" / TRIPLE

    def start(self, program: Path, *words: str, known_as: Path | None = None) -> list[str]:
        """Return the command that runs a program under the folder's loader."""
        lib = self.libraries
        search = [lib, self.path / "usr/lib", lib / "blas", lib / "lapack", lib / "pulseaudio"]
        loader = [str(lib / "ld-linux-x86-64.so.2"), "--library-path", ":".join(map(str, search))]
        name = ["--argv0", str(known_as)] if known_as else []
        return [*loader, *name, str(program), *words]

    def python(self, *words: str) -> list[str]:
        """Return the command that runs this very Python, with its packages, under the loader."""
        real = Path(sys.executable).resolve()
        return self.start(real, *words, known_as=Path(sys.executable))

    @property
    def environment(self) -> Mapping[str, str]:
        """What programs of the folder must find in their environment."""
        return {
            "PYTHONHOME": sys.base_prefix,
            "VK_DRIVER_FILES": str(self.path / "vulkan.json"),
            "XR_RUNTIME_JSON": str(self.path / "openxr.json"),
            "LIBGL_DRIVERS_PATH": str(self.libraries / "dri"),
            "__GLX_VENDOR_LIBRARY_NAME": "mesa",
        }


def root() -> Root:
    """Return the folder, unpacked into the cache where it is not there yet (a minute, 0.7 GB).

    Raises Refusal where it cannot be made on this machine.
    """
    there = Root(cache() / f"{SUITE}-{_version()}")
    if not there.path.is_dir():
        with _alone(cache()):
            if not there.path.is_dir():  # another run may have made it meanwhile
                _build(there)
    return there


def cache() -> Path:
    """Return the folder that the root lies in."""
    return user_cache_path("shuimo", appauthor=False) / "xr"


def _version() -> str:
    """Tell one list of packages from another."""
    return hashlib.sha256(" ".join((SUITE, *PACKAGES)).encode()).hexdigest()[:12]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    import fcntl  # there is none on Windows, where the other benches run too

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(there: Root) -> None:
    """Unpack beside its place and rename when whole, so that half a root is never used."""
    program = shutil.which("mmdebstrap")
    if program is None:
        raise Refusal(_("mmdebstrap is not installed: run `make system-test`."))
    source = mirror()
    with TemporaryDirectory(prefix="unpacking-", dir=there.path.parent) as scratch:
        made = Root(Path(scratch) / "root")
        _unpack(program, made.path, source)
        _manifest(made, there, "share/vulkan/icd.d/lvp_icd*.json", "vulkan.json")
        _manifest(made, there, "share/openxr/1/openxr_monado.json", "openxr.json")
        os.rename(made.path, there.path)


def _unpack(program: str, to: Path, source: str) -> None:
    words = [
        program, "--variant=extract", '--aptopt=APT::Install-Recommends "0"',
        f"--include={','.join(PACKAGES)}", SUITE, str(to), source,
    ]  # fmt: skip
    try:
        subprocess.run(
            words, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE_S,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as e:
        said = str(getattr(e, "stderr", None) or e).strip().splitlines()[-1]
        sentence = _("Debian {suite} could not be unpacked from {source}: {reason}. See that "
                     "this machine reaches it, and start again.")  # fmt: skip
        raise Refusal(sentence.format(suite=SUITE, source=source, reason=said)) from e


def _manifest(made: Root, there: Root, pattern: str, name: str) -> None:
    """Copy a manifest, with the library's whole path: the folder is not the machine's root."""
    (found,) = (made.path / "usr").glob(pattern)
    text = found.read_text(encoding="utf-8")
    whole = text.replace('"library_path": "', f'"library_path": "{there.libraries}/')
    (made.path / name).write_text(whole, encoding="utf-8")
