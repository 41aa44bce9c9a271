"""The models of pose and hands: two bundles, built once from the wheel they are published in.

mediapipe's current wheel brings no models; that of 0.10.21 (Apache-2.0) does. Its files are free
of any platform, so the wheel of one is fetched whatever this machine is.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from content.errors import Refusal
from content.texts import _
from motion import bundle

VERSION = "0.10.21"
SHIPPED = Path(__file__).parent / "bundles"  # a release may carry them
PATIENCE = 600  # seconds a download may take
FETCH = (
    "download", "--no-deps", "--only-binary=:all:", "--python-version=3.11",
    "--platform=manylinux_2_28_x86_64", "--progress-bar=raw", "--no-input",
    "--disable-pip-version-check", "--retries=1", f"mediapipe=={VERSION}",
)  # fmt: skip
_SCRATCH = "fetching-"
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Model:
    """A file of the wheel; `sha256` of its bytes, `name` in the bundle.

    `norm`: mean and standard deviation of what its picture is normalised by, None where the file
    itself says so already.
    """

    path: str
    sha256: str
    name: str
    norm: tuple[float, float] | None = None


POSE = (
    Model(
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        "pose_detector.tflite",
        (127.5, 127.5),
    ),
    Model(
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        "pose_landmarks_detector.tflite",
        (0.0, 255.0),
    ),
)
HANDS = (
    Model(
        "mediapipe/modules/palm_detection/palm_detection_full.tflite",
        "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54",
        "hand_detector.tflite",
    ),
    Model(
        "mediapipe/modules/hand_landmark/hand_landmark_full.tflite",
        "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3",
        "hand_landmarks_detector.tflite",
    ),
)
BUNDLES: Mapping[str, tuple[Model, ...]] = {"pose_full.task": POSE, "hands.task": HANDS}


@dataclass(frozen=True)
class Bundles:
    """Where the models lie."""

    pose: Path
    hands: Path


def cache() -> Path:
    """Return the folder that the bundles are built into."""
    return user_cache_path("shuimo", appauthor=False) / f"models-{VERSION}"


def find(folder: Path) -> Bundles | None:
    """Return the bundles that the release carries or `folder` holds whole, else None."""
    for home in (SHIPPED, folder):
        paths = [home / name for name in BUNDLES]
        if all(map(_whole, paths)):
            return Bundles(*paths)
    return None


def bundles(folder: Path, tell: Tell = lambda share: None) -> Bundles:
    """Return the bundles, fetched and built into `folder` where they are not there yet.

    `tell` is called at least every second with the share that is fetched, 0..1.
    Raises Refusal where they cannot be fetched or written, or are not what was published.
    """
    if there := find(folder):
        return there
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _tidy(folder)
        with TemporaryDirectory(prefix=_SCRATCH, dir=folder) as scratch:
            with zipfile.ZipFile(_fetched(Path(scratch), tell)) as wheel:
                for name, models in BUNDLES.items():
                    bundle.write(Path(scratch) / name, {m.name: _ready(m, wheel) for m in models})
            for name in BUNDLES:
                os.replace(Path(scratch) / name, folder / name)
    except OSError as e:
        sentence = _("{folder}: the models of movement were not written ({reason}). Free some "
                     "space, give yourself the right to write there, and start again.")  # fmt: skip
        raise Refusal(sentence.format(folder=folder, reason=e.strerror or e)) from e
    except (zipfile.BadZipFile, KeyError) as e:
        raise _not_as_published() from e
    return Bundles(*(folder / name for name in BUNDLES))


def _tidy(folder: Path) -> None:
    """Remove what a process left that was killed while it fetched."""
    for left in folder.glob(f"{_SCRATCH}*"):
        if time.time() - left.stat().st_mtime > 2 * PATIENCE:
            shutil.rmtree(left, ignore_errors=True)


def _whole(path: Path) -> bool:
    """Whether a bundle can be read and its own checksums hold."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as z:
        return z.namelist() == [m.name for m in BUNDLES[path.name]] and z.testzip() is None
    return False


def _fetched(folder: Path, tell: Tell) -> Path:
    """Download the wheel into `folder` and return it."""
    command = [sys.executable, "-m", "pip", *FETCH, f"--dest={folder}"]
    pip = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    said = _Said(pip)
    try:
        _wait(pip, lambda: tell(said.share))
    finally:
        pip.kill()
        pip.wait()
        said.join()
    wheels = list(folder.glob("*.whl"))
    if pip.returncode or not wheels:
        sentence = _("The models of movement could not be fetched ({reason}). Connect to the "
                     "network and start again; everything without a camera works.")  # fmt: skip
        raise Refusal(sentence.format(reason=said.trouble or _("no answer")))
    return wheels[0]


def _wait(pip: "subprocess.Popen[str]", tick: Callable[[], None]) -> None:
    """Wait for pip for PATIENCE at most; `tick` is called every second."""
    for _second in range(PATIENCE):
        tick()
        with suppress(subprocess.TimeoutExpired):
            pip.wait(1.0)
            return


class _Said(threading.Thread):
    """Reads what pip says: the share it has fetched, and its first trouble."""

    def __init__(self, pip: "subprocess.Popen[str]") -> None:
        super().__init__(daemon=True)
        self._pip, self.share, self.trouble = pip, 0.0, ""
        self.start()

    def run(self) -> None:
        """Read till pip has ended."""
        assert self._pip.stdout is not None
        with self._pip.stdout as lines:
            for line in lines:
                if found := _PROGRESS.search(line):
                    self.share = int(found[1]) / max(1, int(found[2]))
                elif line.startswith("ERROR"):
                    self.trouble = self.trouble or line.removeprefix("ERROR:").strip()


def _ready(model: Model, wheel: zipfile.ZipFile) -> bytes:
    """Return a model of the wheel as the landmarkers want it."""
    data = wheel.read(model.path)
    if hashlib.sha256(data).hexdigest() != model.sha256:
        raise _not_as_published()
    return data if model.norm is None else bundle.described(data, *model.norm)


def _not_as_published() -> Refusal:
    sentence = _("The models of movement that came over the network are not those that were "
                 "published; nothing is kept. Start again, or use another network.")  # fmt: skip
    return Refusal(sentence)
