"""A tune to play, and what ears play of a take."""

import numpy as np

from audio import ring
from audio.align import Melody
from audio.melody import metred
from audio.ring import RATE

TUNE = (np.arange(RATE) / RATE - 0.5).astype(np.float32)


def part_of(phrase):
    notes = phrase.notes
    columns = [(n.onset, n.duration, n.pitch) for n in notes]
    return metred(Melody(*(np.array(c, float) for c in zip(*columns, strict=True))))


def played(monkeypatch, listening, start, seconds):
    """What goes out to the loudspeaker in a take."""
    out, get = [], ring.Ring.get

    def spy(self, place, into):
        get(self, place, into)
        out.append(into.copy())

    monkeypatch.setattr(ring.Ring, "get", spy)
    listening.start(start)
    listening.wait_until(seconds)
    listening.stop()
    return np.concatenate(out)
