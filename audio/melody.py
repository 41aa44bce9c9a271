"""What is to be sung or played: a melody, where it is free, and where its phrases begin."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.align import Melody

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """A melody (n notes) that a singer or player can be followed through.

    `free` (n,) true where the rhythm is free (散板); `starts` (phrases,) the first note of
    each phrase, rising from 0. Raises ValueError where shapes or order are wrong.
    """

    melody: Melody
    free: Bools
    starts: Ints

    def __post_init__(self) -> None:
        n = len(self.melody.onsets)
        if not n or self.free.shape != (n,):
            raise ValueError(f"part: {n} notes and {len(self.free)} marks of free rhythm")
        if not len(self.starts) or self.starts[0] != 0 or np.any(np.diff(self.starts) <= 0):
            raise ValueError("part: its phrases must begin at note 0 and rise")
        if self.starts[-1] >= n:
            raise ValueError(f"part: a phrase begins at note {self.starts[-1]} of {n}")

    @property
    def phrase(self) -> Ints:
        """(n,) the phrase that each note belongs to."""
        return np.searchsorted(self.starts, np.arange(len(self.free)), side="right") - 1


def metred(melody: Melody) -> Part:
    """Return a part of one phrase in even metre."""
    n = len(melody.onsets)
    return Part(melody, np.zeros(n, bool), np.zeros(1, np.int64))
