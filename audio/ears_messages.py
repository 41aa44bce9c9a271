"""What main process and ears say to each other, and what both know as a take."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from audio import heard as frames
from audio.calibrations import Calibration
from audio.device import DeviceFacts
from audio.filedevice import FileMic
from audio.heard import Heard
from audio.melody import Part
from audio.ring import Sound

if TYPE_CHECKING:  # slow to load, and only the listening process needs them
    from audio.accompany import Stem, Strand
    from audio.place import Place

State = Literal["starting", "ready", "listening", "ended", "trouble"]


@dataclass(frozen=True)
class LiveMic:
    """The system's own microphone, with what is known of the delay of each pair of devices."""

    calibrations: tuple[Calibration, ...] = ()


Mic = LiveMic | FileMic


@dataclass(frozen=True)
class Start:
    """What a take is of: the part to follow, and the lines that are played along.

    `tune` (n,) at ring.RATE sounds from the first moment on, whoever sings.
    `beats` (seconds of the part) are where the accompaniment may join, `seed` its chance;
    `speakers` where it is heard through the air, and so by the microphone.
    """

    part: Part | None = None
    tune: Sound | None = None
    lines: "tuple[Strand | Stem, ...]" = ()
    beats: tuple[float, ...] = ()
    seed: int = 0
    speakers: bool = False


@dataclass(frozen=True)
class Begin:
    """`Start`, with the number by which the take is known to both sides."""

    take: int
    start: Start


@dataclass(frozen=True)
class Until:
    """Hear the take up to `seconds`; only a file that is not paced waits to be told."""

    seconds: float


@dataclass(frozen=True)
class Stop:
    """End the take."""


Message = Begin | Until | Stop


@dataclass(frozen=True)
class News:
    """What the ears say, many times a second, as soon as there is something to say.

    `seconds` of take `take` were heard; `began` is when it began on the monotonic clock (NaN
    before); `trouble` one sentence where the ears can do no more.
    """

    take: int
    state: State
    heard: Heard = field(default_factory=frames.empty)
    places: "tuple[Place, ...]" = ()
    seconds: float = 0.0
    began: float = float("nan")
    facts: DeviceFacts | None = None
    trouble: str | None = None


@dataclass(frozen=True)
class EarsNews:
    """What was heard since the last time one asked, and how the ears are."""

    heard: Heard
    places: "tuple[Place, ...]"
    state: State
    seconds: float
    trouble: str | None


@dataclass(frozen=True)
class Recorded:
    """A take: `samples` (n,) at `rate` from second 0 on, and between what it was made.

    `facts` is None where no device was opened.
    """

    samples: Sound
    rate: int
    facts: DeviceFacts | None

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate
