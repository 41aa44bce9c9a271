"""The line that a voice leaves on the ribbon: where in the notes, and how high."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio.contour import midi
from audio.follow import Place
from audio.heard import Heard

KEPT_S = 12.0  # seconds of the take: more than the ribbon shows


@dataclass(frozen=True)
class Traced:
    """One frame of voice: second `at` of the reference, MIDI number once the key is taken out.

    `time` in seconds of the take.
    """

    time: float
    at: float
    pitch: float


class Trace:
    """The last seconds of what was sung, as the follower understood it when it was sung."""

    def __init__(self) -> None:
        self.points: tuple[Traced, ...] = ()
        self.place: Place | None = None

    def hear(self, heard: Heard, places: Sequence[Place]) -> None:
        """Take the next frames; each place belongs to the frame of the same time."""
        by_time = {p.time: p for p in places}
        pitches = midi(np.where(heard.hertz > 0, heard.hertz, np.nan))
        new = []
        for time, pitch in zip(heard.times, pitches, strict=True):
            self.place = by_time.get(float(time), self.place)
            if self.place is not None and not np.isnan(pitch):
                at = self.place.score_time
                new.append(Traced(float(time), at, float(pitch) - self.place.key))
        kept = (*self.points, *new)
        since = float(heard.times[-1]) - KEPT_S if len(heard.times) else -np.inf
        self.points = tuple(p for p in kept if p.time > since)
