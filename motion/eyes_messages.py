"""What main process and eyes say to each other, and what both know as a take."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from motion.motion import Array, Motion

if TYPE_CHECKING:  # slow to load, and only takes that are compared need them
    from motion.follow import Place
    from motion.reference import MotionReference

State = Literal["starting", "ready", "watching", "ended", "trouble"]
Notice = Literal["nobody", "two_people", "dark", "half_body"]


@dataclass(frozen=True)
class LiveCamera:
    """A camera of this machine, by its number."""

    index: int = 0


@dataclass(frozen=True)
class FileCamera:
    """A video, a folder of pictures, or any file of motion, in the place of a camera.

    `paced`: at the pace of a clock; else as fast as it is asked for.
    """

    path: Path
    paced: bool = True


Camera = LiveCamera | FileCamera


@dataclass(frozen=True)
class Start:
    """What a take is of: the movement to follow, and whether hands are looked for."""

    reference: "MotionReference | None" = None
    hands: bool = True


@dataclass(frozen=True)
class Begin:
    """`Start`, with the number by which the take is known to both sides."""

    take: int
    start: Start


@dataclass(frozen=True)
class Until:
    """See the take up to `seconds`; only a file that is not paced waits to be told."""

    seconds: float


@dataclass(frozen=True)
class Stop:
    """End the take."""


Message = Begin | Until | Stop


@dataclass(frozen=True)
class Facts:
    """Through what is looked: its name, its picture in pixels (0 where it has none), how long a
    file is (s, NaN of a camera), and how many pictures the machine was too slow for.
    """

    name: str
    width: int
    height: int
    seconds: float = float("nan")
    lost: int = 0


@dataclass(frozen=True)
class Frame:
    """One look: (J, 3) m and (J,) confidence of `skeleton.JOINTS` at `seconds` of the take."""

    seconds: float
    positions: Array
    confidence: Array
    notice: Notice | None = None


@dataclass(frozen=True)
class News:
    """What the eyes say, many times a second, as soon as there is something to say.

    `seconds` of take `take` were seen; `began` is when it began on the monotonic clock (NaN
    before); `fetched` the share of the models that came over the network, where they are
    fetched; `trouble` one sentence where the eyes can do no more.
    """

    take: int
    state: State
    frame: Frame | None = None
    place: "Place | None" = None
    seconds: float = 0.0
    began: float = float("nan")
    facts: Facts | None = None
    fetched: float | None = None
    trouble: str | None = None


@dataclass(frozen=True)
class EyesNews:
    """What was seen since the last time one asked, steadied to be shown, and how the eyes are.

    `notice`: what hinders them now. `fetched`: see News.
    """

    frames: Motion
    places: "tuple[Place, ...]"
    state: State
    seconds: float
    trouble: str | None
    notice: Notice | None = None
    fetched: float | None = None


@dataclass(frozen=True)
class Watched:
    """A take as it was seen, nothing steadied; `facts` is None where nothing was opened."""

    motion: Motion
    facts: Facts | None = field(default=None)
