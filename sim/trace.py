"""The line that a voice leaves on the ribbon, its breaths, the taps of a hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio.contour import midi
from audio.heard import Heard
from audio.place import Place

KEPT_S = 12.0  # seconds of the take: more than the ribbon shows
DRAWN = 0.5  # a frame that is more like breath than this is breath


@dataclass(frozen=True)
class Traced:
    """One frame of voice: second `at` of the reference, MIDI number once the key is taken out.

    `time` in seconds of the take.
    """

    time: float
    at: float
    pitch: float


@dataclass(frozen=True)
class Tapped:
    """One tap of a "ban" or a "yan" at second `at` of the reference."""

    at: float
    kind: str


class Trace:
    """The last seconds of what was sung and tapped, as it was understood when it was heard.

    `breaths`: seconds of the reference at which breath was drawn. `now` is the second of the
    reference, None before it is known; `sure` whether it is.
    """

    def __init__(self) -> None:
        self.points: tuple[Traced, ...] = ()
        self.taps: tuple[Tapped, ...] = ()
        self.breaths: tuple[float, ...] = ()
        self._drawing = False
        self.now: float | None = None
        self.sure = False
        self._key = 0.0

    def hear(self, heard: Heard, places: Sequence[Place]) -> None:
        """Take the next frames; each place belongs to the frame of the same time."""
        by_time = {p.time: p for p in places}
        pitches = midi(np.where(heard.hertz > 0, heard.hertz, np.nan))
        new = []
        for time, pitch, breath in zip(heard.times, pitches, heard.breath, strict=True):
            place = by_time.get(float(time))
            if place is not None:
                self._stand(place)
            self._draw_breath(breath > DRAWN)
            if self.now is not None and not np.isnan(pitch):
                new.append(Traced(float(time), self.now, float(pitch) - self._key))
        kept = (*self.points, *new)
        since = float(heard.times[-1]) - KEPT_S if len(heard.times) else -np.inf
        self.points = tuple(p for p in kept if p.time > since)

    def lead(self, now: float) -> None:
        """Stand where the program is that leads: at second `now` of the reference."""
        self.now, self.sure = now, True

    def tap(self, kind: str) -> None:
        """Take a tap of now; where the place is not known it is not shown."""
        if self.now is not None:
            recent = (t for t in self.taps if abs(t.at - self.now) < KEPT_S)
            self.taps = (*recent, Tapped(self.now, kind))

    def _draw_breath(self, drawing: bool) -> None:
        """Keep where a breath begins; where the place is not known it is not shown."""
        if drawing and not self._drawing and self.now is not None:
            now = self.now
            self.breaths = (*(b for b in self.breaths if abs(b - now) < KEPT_S), now)
        self._drawing = drawing

    def _stand(self, place: Place) -> None:
        self.now, self.sure, self._key = place.score_time, not place.lost, place.key
