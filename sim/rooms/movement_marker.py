"""The take that will be shown, run through by mouse and keys, with what is marked in it."""

from collections.abc import Sequence

from lessons.report.shapes import Box
from motion.motion import Array
from motion.reference import MotionReference
from sim.rooms.movement_recorded import Kept, Marking, reference
from sim.rooms.movement_stage import pose_at
from sim.views.time_line import TimeLine

STEP = 0.1  # seconds that an arrow goes


class Marker:
    """Marks on the take of these that is most like all others. Raises Refusal where they make
    no reference."""

    def __init__(self, takes: Sequence[Kept]) -> None:
        self._takes = tuple(takes)
        self._shown = reference(takes).ghost
        self.length = float(self._shown.times[-1] - self._shown.times[0])
        self.marking = Marking()
        self.at = 0.0
        self.playing = False

    @property
    def pose(self) -> Array:
        """The pose (J, 3) of where one looks."""
        return pose_at(self._shown, self._own(self.at))

    def frame(self, elapsed: float) -> None:
        """Go on if it plays."""
        if self.playing:
            self.at += elapsed
            if self.at >= self.length:
                self.at, self.playing = self.length, False

    def play(self) -> None:
        """Play from here, or from the start where the end was reached; or stop."""
        self.playing = not self.playing
        if self.playing and self.at >= self.length:
            self.at = 0.0

    def look(self, seconds: float) -> None:
        """Look at a moment."""
        self.at, self.playing = min(max(seconds, 0.0), self.length), False

    def key(self) -> None:
        """Mark this moment as a keyframe, or take the mark away."""
        self.marking = self.marking.key(self.at)

    def hold(self) -> None:
        """Begin or end a hold here, or take away the one that is here."""
        self.marking = self.marking.hold(self.at)

    def weigh(self, group: str) -> None:
        """Let a part of the body count more, not at all, or as all others."""
        self.marking = self.marking.weigh(group)

    def line(self, ground: Box) -> TimeLine:
        """Return the time line at the foot of a ground."""
        found = self.marking
        return TimeLine(ground, self.length, self.at, found.keyframes, found.holds, found.since)

    def made(self) -> MotionReference:
        """Return the reference with its marks, in the shown take's own times."""
        return reference(self._takes, self.marking.moved(self._own(0.0)))

    def _own(self, seconds: float) -> float:
        return seconds + float(self._shown.times[0])
