"""What sounds during a take: a tune as it is, lines as written, or lines that go with a singer."""

import numpy as np

from audio import mixer
from audio.accompany import Accompanist, Strand
from audio.ears_messages import Start
from audio.instruments import perform
from audio.place import Place
from audio.ring import Sound


class Playing:
    """Renders what `start` asks for, sample after sample from second 0 of the take on."""

    def __init__(self, start: Start) -> None:
        self._partner: Accompanist | None = None
        sounds = [] if start.tune is None else [start.tune]
        if start.part is not None and start.lines:
            beats = np.array(start.beats, np.float64)
            self._partner = Accompanist(start.part, start.lines, beats, start.seed)
        else:
            sounds += _written(start)
        self._tune, self._at = mixer.mixed(sounds), 0

    @property
    def silent(self) -> bool:
        """Whether nothing will sound any more."""
        return self._partner is None and self._at >= len(self._tune)

    def place(self, place: Place) -> None:
        """Take the follower's word of where the singer is."""
        if self._partner is not None:
            self._partner.place(place)

    def render(self, n: int) -> Sound:
        """Return the next n samples at ring.RATE."""
        tune = self._tune[self._at : self._at + n]
        self._at += n
        sounds = [np.zeros(n, np.float32), tune]
        if self._partner is not None:
            sounds.append(self._partner.render(n))
        return mixer.mixed(sounds)


def _written(start: Start) -> list[Sound]:
    """Return the lines as they stand, where there is nobody to go with."""
    return [
        perform(line.instrument, line.tones, start.seed + i).astype(np.float32)
        if isinstance(line, Strand)
        else line.samples
        for i, line in enumerate(start.lines)
    ]
