"""What an accompanying instrument is asked to play, and the clock all of them run on."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

RATE = 48_000  # samples a second of everything that is played
Sound = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tone:
    """One note of a part: `onset`, `duration` in seconds of the reference, `pitch` as MIDI.

    `slur`: no new attack, the pitch glides from the note before; `roll`: 轮指, plucked again
    and again while it lasts. A drum does not look at the pitch.
    """

    onset: float
    duration: float
    pitch: float
    slur: bool = False
    roll: bool = False

    @property
    def end(self) -> float:
        """Seconds of the reference at which it is left."""
        return self.onset + self.duration


class Player(Protocol):
    """An instrument in somebody's hands: what it sounds depends on the calls alone."""

    sustains: bool  # it can be entered late: it has no stroke that would echo

    def strike(self, tone: Tone) -> None:
        """Begin `tone` with the next sample."""

    def release(self) -> None:
        """Leave the note that sounds."""

    def sound(self, n: int) -> Sound:
        """Return the next n samples at RATE."""


def hertz(pitch: float) -> float:
    """Return the frequency of a MIDI number (A4 = 69 = 440 Hz)."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))
