"""What a movement is compared with: several takes of one master, never two lineages averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from content.errors import Refusal
from content.texts import _
from motion.course import of_body
from motion.graded import Marks
from motion.likeness import Likened, likened
from motion.model import Model, learned, medoid
from motion.motion import Array, Motion

MOST = 5  # takes of one master
FRAMES, LASTS = 5, 0.3  # frames and s: what is shorter is no movement
SEEN = 0.2  # share of a take in which some bone must be seen
UNMARKED = Marks()


@dataclass(frozen=True)
class MotionReference:
    """One master's takes of one movement (3 to 5 of them say how far he differs from himself).

    `takes` have the canonical joints; the first is the one most like all others, and times are
    those of the first one.
    """

    takes: tuple[Motion, ...]
    marks: Marks = UNMARKED

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

    @cached_property
    def likened(self) -> tuple[Likened, ...]:
        """Every take, ready to be aligned."""
        return tuple(likened(of_body(take)) for take in self.takes)

    @cached_property
    def model(self) -> Model:
        """What the takes teach: curve, tolerance, weights, holds."""
        return learned(self.likened, self.marks)


def build(takes: Sequence[Motion], marks: Marks = UNMARKED) -> MotionReference:
    """Return the reference that these takes make, whatever their order.

    Raises Refusal where there is none, there are more than five, or one of them shows nothing.
    """
    if not 1 <= len(takes) <= MOST:
        sentence = _("A reference is made of 1 to {most} takes of one master, not of {there}.")
        raise Refusal(sentence.format(most=MOST, there=len(takes)))
    for number, take in enumerate(takes, start=1):
        if fleeting(take) or not (of_body(take).seen >= SEEN).any():
            raise Refusal(_refusal(take).format(number=number))
    whole = tuple(take.canonical() for take in takes)
    first = medoid([likened(of_body(take)) for take in whole]) if len(whole) > 2 else 0
    return MotionReference((whole[first], *whole[:first], *whole[first + 1 :]), marks)


def fleeting(take: Motion) -> bool:
    """Return whether a take is too short to be a movement."""
    return len(take.times) < FRAMES or bool(take.times[-1] - take.times[0] < LASTS)


def _refusal(take: Motion) -> str:
    if len(take.times) and not np.isnan(take.positions).all():
        return _("Take {number} shows too little of a body to be compared: record it anew.")
    return _("Nobody is seen in take {number}: record it anew, the whole body in the picture.")
