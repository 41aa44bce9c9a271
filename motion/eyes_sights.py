"""What the eyes look through: a camera, pictures of a file, or motion that was kept."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from content.errors import Refusal
from content.texts import _
from motion import files, models
from motion.eyes_messages import Camera, Facts, FileCamera, Frame
from motion.landmarks import Found, Hand, Picture, joints, matched
from motion.motion import Array, Motion
from motion.notices import Lasting, hindrance
from motion.skeleton import JOINTS
from motion.strip import Reader, Strip
from motion.whereabouts import Path, distance

if TYPE_CHECKING:  # it loads mediapipe: motion that was kept goes without
    from motion.webcam import Finder

LONGEST = 600.0  # seconds of a take


class Sight(Protocol):
    """Gives frame after frame of a take."""

    @property
    def facts(self) -> Facts:
        """Through what is looked."""

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""

    def begin(self, hands: bool) -> float:
        """Begin a take; return when its second 0 is, on the monotonic clock.

        Raises Refusal where it cannot.
        """

    def look(self, until: float) -> Frame | None:
        """Return what is new; a file without a clock goes on to `until` s, frame by frame.

        Raises Refusal where nothing more can be seen.
        """

    def close(self) -> None:
        """Let go of everything."""


class Pictures(Protocol):
    """Pictures of a take."""

    @property
    def facts(self) -> Facts:
        """Where they come from."""

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""

    def begin(self) -> float:
        """Begin a take; return when its second 0 is, on the monotonic clock."""

    def read(self, until: float) -> tuple[float, Picture] | None:
        """Return second and picture of what is new."""

    def close(self) -> None:
        """Let go of the source."""


def opened(camera: Camera, tell: models.Tell) -> Sight:
    """Open a camera or file. Raises Refusal where it cannot be; `tell`: see models.bundles."""
    if isinstance(camera, FileCamera):
        if not os.path.exists(camera.path):  # Path.exists raises where a name is too long
            raise Refusal(_("{file}: no such file. Check the name.").format(file=camera.path))
        if not files.is_pictures(camera.path):
            return Replay(camera)
    from motion.live import Live
    from motion.webcam import Finder  # slow: before the first sign of life is given

    bundles = models.bundles(models.cache(), tell)
    pictures = FilePictures(camera) if isinstance(camera, FileCamera) else Live(camera.index)
    return Looking(pictures, Finder(bundles))


class Looking:
    """Finds a body in each picture."""

    def __init__(self, pictures: Pictures, finder: "Finder") -> None:
        self._pictures, self._finder = pictures, finder

    @property
    def facts(self) -> Facts:
        """Through what is looked."""
        return self._pictures.facts

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return self._pictures.ended

    def begin(self, hands: bool) -> float:
        """Begin a take that owes nothing to the one before."""
        self._path, self._lasting, self._several = Path(), Lasting(), False
        self._hands: Mapping[str, Hand] = {}
        self._finder.begin(hands)
        return self._pictures.begin()

    def look(self, until: float) -> Frame | None:
        """Return what is found in the next picture, if there is one."""
        found = self._pictures.read(until)
        if found is None:
            return None
        seconds, picture = found
        return self._frame(seconds, self._finder.find(picture, seconds))

    def close(self) -> None:
        """Let go of source and models."""
        self._pictures.close()
        self._finder.close()

    def _frame(self, seconds: float, found: Found) -> Frame:
        self._several = self._several if found.several is None else found.several
        positions, confidence = np.full((len(JOINTS), 3), np.nan), np.zeros(len(JOINTS))
        if found.person is None:
            self._hands = {}  # who comes back has not the hands of who went
        else:
            if found.hands is not None:  # else their shape of one picture ago
                self._hands = matched(found.person, found.hands)
            positions, confidence = joints(found.person, self._hands)
            positions += self._path.put(seconds, distance(found.person, found.aspect))
        seen = None if found.person is None else confidence
        notice = hindrance(seen, found.light, self._several)
        return Frame(seconds, positions, confidence, self._lasting.put(seconds, notice))


class FilePictures:
    """A video or a folder in the place of a camera, from its beginning with each take."""

    def __init__(self, camera: FileCamera) -> None:
        from motion.folder import Folder
        from motion.webcam import Video

        self._open: Callable[[], Video | Folder] = lambda: (
            Folder(camera.path) if camera.path.is_dir() else Video(camera.path)
        )
        self._paced = camera.paced
        strip = self._open()
        strip.close()
        width, height = strip.size
        self._facts = Facts(camera.path.name, width, height, strip.seconds)
        _refuse_long(camera, strip.seconds)
        self._reader: Reader[Picture] | None = None

    @property
    def facts(self) -> Facts:
        """What file it is, and what was passed over in this take."""
        lost = self._reader.lost if self._reader else 0
        return replace(self._facts, lost=lost)

    @property
    def ended(self) -> bool:
        """Whether the file was seen to its end."""
        return self._reader is not None and self._reader.ended

    def begin(self) -> float:
        """Begin at the first picture."""
        self.close()
        self._reader = Reader(self._open(), self._paced)
        return self._reader.began

    def read(self, until: float) -> tuple[float, Picture] | None:
        """Return the next picture that is due."""
        assert self._reader is not None
        return self._reader.read(until)

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()


class Replay:
    """Motion that was kept, seen once more."""

    def __init__(self, camera: FileCamera) -> None:
        self._motion, self._paced = files.read(camera.path).canonical(), camera.paced
        times = self._motion.times
        lasts = float(times[-1] - times[0]) if len(times) else 0.0
        _refuse_long(camera, lasts)
        self._facts = Facts(camera.path.name, 0, 0, lasts)
        self._reader = Reader(_Poses(self._motion), camera.paced)

    @property
    def facts(self) -> Facts:
        """What file it is."""
        return self._facts

    @property
    def ended(self) -> bool:
        """Whether it was seen to its end."""
        return self._reader.ended

    def begin(self, _hands: bool) -> float:
        """Begin at the first frame."""
        self._lasting = Lasting()
        self._reader = Reader(_Poses(self._motion), self._paced)
        return self._reader.began

    def look(self, until: float) -> Frame | None:
        """Return the next frame that is due."""
        found = self._reader.read(until)
        if found is None:
            return None
        seconds, (positions, confidence) = found
        seen = confidence if np.any(confidence > 0) else None
        notice = self._lasting.put(seconds, hindrance(seen, 1.0, False))
        return Frame(seconds, positions, confidence, notice)

    def close(self) -> None:
        """Nothing to let go of."""


class _Poses(Strip[tuple[Array, Array]]):
    """The frames of a motion as a strip; its first one is at second 0."""

    def __init__(self, motion: Motion) -> None:
        self._motion, self._at = motion, -1

    def grab(self) -> float | None:
        times = self._motion.times
        self._at += 1
        return float(times[self._at] - times[0]) if self._at < len(times) else None

    def take(self) -> tuple[Array, Array]:
        return self._motion.positions[self._at], self._motion.confidence[self._at]

    def close(self) -> None:
        """Nothing to let go of."""


def _refuse_long(camera: FileCamera, seconds: float) -> None:
    if seconds > LONGEST:
        sentence = _("{file}: {minutes:.0f} minutes are too long, at most {most:.0f}; cut out "
                     "the one movement.")  # fmt: skip
        said = {"minutes": seconds / 60, "most": LONGEST / 60}
        raise Refusal(sentence.format(file=camera.path, **said))
