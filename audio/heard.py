"""What was heard live: one small table of frames that crosses the process border."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from audio.contour import Array


@dataclass(frozen=True)
class Heard:
    """Frames that are decided for good, arrays of one length (n,).

    `times` in seconds of the take, rising; `hertz` f0, NaN where no voice sounds; `confidence`
    0..1 of the pitch; `loudness` in dB of full scale; `onset` in nats of rise (0: no sound begins
    anew); `breath` 0..1, how much the frame is like drawing breath.
    """

    times: Array
    hertz: Array
    confidence: Array
    loudness: Array
    onset: Array
    breath: Array

    def __len__(self) -> int:
        return len(self.times)


def empty() -> Heard:
    """Return no frames."""
    return Heard(*(np.empty(0) for _ in fields(Heard)))


def join(parts: Sequence[Heard]) -> Heard:
    """Return the frames of all parts, one after the other."""
    if not parts:
        return empty()
    return Heard(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Heard)))
