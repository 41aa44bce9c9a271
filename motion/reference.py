"""What a movement is compared with: several takes of one master, never two lineages averaged."""

from collections.abc import Sequence
from dataclasses import dataclass

from motion.graded import Marks
from motion.motion import Array, Motion


@dataclass(frozen=True)
class MotionReference:
    """One master's takes of one movement (3 to 5 of them say how far he differs from himself).

    `takes` have the canonical joints; times are those of the first one.
    """

    takes: tuple[Motion, ...]
    marks: Marks = Marks()

    @property
    def ghost(self) -> Motion:
        """The take that is shown: one that was really danced, never an average."""
        return self.takes[0]

    @property
    def times(self) -> Array:
        """(N,) s of the take that is shown."""
        return self.ghost.times

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return float(self.times[-1] - self.times[0])


UNMARKED = Marks()


def build(takes: Sequence[Motion], marks: Marks = UNMARKED) -> MotionReference:
    """Return the reference that these takes make."""
    return MotionReference(tuple(take.canonical() for take in takes), marks)
