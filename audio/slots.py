"""A note as it was sung, cut out of the take: what ornaments and vibrato are read from."""

from dataclasses import dataclass

import numpy as np

from audio.contour import FPS, Array, Contour
from audio.reading import Read, on_grid
from content.stream import Stream

OVER_THE_ROOM = 20.0  # decibels


@dataclass(frozen=True)
class Slot:
    """One note from its onset to the next one's, FPS frames a second.

    `rise` (n,) semitones above the note's own pitch, NaN unvoiced; `loud` (n,) decibels, NaN
    where nobody measured; `before`, `after` the neighbours' pitches against it in semitones,
    NaN where there is none.
    """

    rise: Array
    loud: Array
    before: float
    after: float

    @property
    def sounding(self) -> "Slot":
        """The same note without the silence behind it."""
        voiced = np.flatnonzero(~np.isnan(self.rise))
        end = int(voiced[-1]) + 1 if len(voiced) else 0
        return Slot(self.rise[:end], self.loud[:end], self.before, self.after)


def cut(
    heard: Contour, loudness: Stream | None, sung: Read, lengths: Array
) -> tuple[Slot | None, ...]:
    """Return a slot for each note, None where it is missing.

    `lengths` (n,) seconds that each note should last at the singer's tempo: where the next one
    is missing, or comes after a pause, the note is looked for no longer than half as long again.
    """
    decibels = on_grid(loudness, len(heard.semitones))
    return tuple(_slot(heard, decibels, sung, lengths, i) for i in range(len(lengths)))


def _slot(heard: Contour, decibels: Array, sung: Read, lengths: Array, i: int) -> Slot | None:
    if np.isnan(sung.onset[i]):
        return None
    later = sung.onset[i + 1 :]
    following = float(later[0]) if len(later) and not np.isnan(later[0]) else np.inf
    stop = min(following, float(sung.onset[i] + 1.5 * lengths[i]))
    frames = slice(round(sung.onset[i] * FPS), round(stop * FPS))
    around = [sung.pitch[j] if 0 <= j < len(lengths) else np.nan for j in (i - 1, i + 1)]
    before, after = (float(p - sung.pitch[i]) for p in around)
    return Slot(heard.semitones[frames] - sung.pitch[i], decibels[frames], before, after)


def quiet_around(heard: Contour, loudness: Stream | None) -> bool:
    """Whether the voice stands so far over the room that a rest in it is quiet.

    True where nobody measured: a rest is then what has no pitch.
    """
    decibels = on_grid(loudness, len(heard.semitones))
    if np.isnan(decibels).all() or not heard.voiced.any():
        return True
    voice = float(np.median(decibels[heard.voiced]))
    return voice - float(np.percentile(decibels, 2)) >= OVER_THE_ROOM
