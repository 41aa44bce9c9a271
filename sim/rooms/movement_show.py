"""What is shown on the practice floor beside a take: the reference, mine, both, from where to
where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motion.motion import Array, Motion
from sim.rooms.movement_stage import Mark, Poses, Who, pose_at

TEMPI = (0.5, 0.75, 1.0)
REST = 0.6  # seconds that the last pose of a scene is seen
SHORTEST = 1.6  # seconds of a place that is shown: a shorter one would only flash


@dataclass(frozen=True)
class Span:
    """A motion from `start` to `end` (s of its own times)."""

    motion: Motion
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start

    def at(self, share: float) -> Array:
        """Return the pose (J, 3) when so much (0..1) of it is over."""
        return pose_at(self.motion, self.start + share * self.seconds)


@dataclass(frozen=True)
class Scene:
    """Who is seen doing what at once; the first one's length is the scene's.

    `word` says what is seen, `mark` points at a bone of the learner.
    """

    cast: Mapping[Who, Span]
    word: str = ""
    mark: Mark | None = None

    @property
    def seconds(self) -> float:
        """How long it lasts at full tempo."""
        return next(iter(self.cast.values())).seconds


class Showing:
    """Plays scenes one after another, as slowly as was chosen. Nothing sounds."""

    def __init__(self) -> None:
        self._scenes: tuple[Scene, ...] = ()
        self._at, self._seconds, self._again = 0, 0.0, False
        self.tempo = 1.0

    @property
    def playing(self) -> bool:
        """Whether something is shown."""
        return bool(self._scenes)

    @property
    def looping(self) -> bool:
        """Whether it is shown again and again."""
        return self.playing and self._again

    @property
    def scene(self) -> Scene | None:
        """What is shown now."""
        return self._scenes[self._at] if self._scenes else None

    def play(self, scenes: Sequence[Scene], again: bool = False) -> None:
        """Show scenes from the first on, `again` and again if asked."""
        self._scenes = tuple(s for s in scenes if s.seconds > 0)
        self._at, self._seconds, self._again = 0, 0.0, again

    def stop(self) -> None:
        """Show nothing more."""
        self._scenes = ()

    def pace(self, by: int) -> None:
        """Show slower or faster."""
        k = min(max(TEMPI.index(self.tempo) + by, 0), len(TEMPI) - 1)
        self.tempo = TEMPI[k]

    def frame(self, elapsed: float) -> Poses:
        """Go on; return the poses that are seen now."""
        scene = self.scene
        if scene is None:
            return {}
        self._seconds += elapsed * self.tempo
        share = min(self._seconds / scene.seconds, 1.0)
        poses: dict[Who, Array | None] = {w: span.at(share) for w, span in scene.cast.items()}
        if self._seconds > scene.seconds + REST * self.tempo:
            self._next()
        return poses

    def _next(self) -> None:
        self._at, self._seconds = self._at + 1, 0.0
        if self._at == len(self._scenes):
            self._at = 0
            if not self._again:
                self._scenes = ()


def whole(motion: Motion) -> Span:
    """Return all of a motion."""
    return Span(motion, float(motion.times[0]), float(motion.times[-1]))


def widened(start: float, end: float, motion: Motion) -> Span:
    """Return a place of a motion, with what lies around it where it is too short to be seen."""
    more = max(SHORTEST - (end - start), 0.0) / 2
    first, last = float(motion.times[0]), float(motion.times[-1])
    return Span(motion, max(start - more, first), min(max(end + more, first), last))
