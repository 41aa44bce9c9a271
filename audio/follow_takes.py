"""The freedoms of time that a singer takes, put into a list of sung notes. For tests.

Each returns a new list in which a note's `index` is still the note of the reference.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from audio.faults import fitted
from audio.synth import SungNote

SHORTEST = 0.12  # seconds: nobody sings a note quicker
PAUSES = 0.2  # of notes: a pause follows
LONGEST_PAUSE = 1.2  # seconds


def drifting(notes: Sequence[SungNote], first: float, last: float) -> list[SungNote]:
    """Sing slower and slower: `first` to `last` times the reference's time."""
    start, end = notes[0].onset, notes[-1].onset + notes[-1].duration
    t = np.arange(start, end + 0.01, 0.005)
    rate = np.interp(t, [start, end], [first, last])
    warp = start + np.cumsum(rate) * 0.005 - rate[0] * 0.005
    ends = np.interp([n.onset + n.duration for n in notes], t, warp)
    onsets = np.interp([n.onset for n in notes], t, warp)
    return fitted(
        [
            replace(n, onset=float(a), duration=float(b - a))
            for n, a, b in zip(notes, onsets, ends, strict=True)
        ]
    )


def freed(notes: Sequence[SungNote], rng: np.random.Generator, spread: float) -> list[SungNote]:
    """Sing freely (散板): every length times a lognormal of `spread`, and pauses anywhere."""
    ends = [n.onset for n in notes[1:]] + [notes[-1].onset + notes[-1].duration]
    at, out = notes[0].onset, []
    for note, end in zip(notes, ends, strict=True):
        length = max(SHORTEST, (end - note.onset) * float(np.exp(rng.normal(0, spread))))
        out.append(replace(note, onset=at, duration=length))
        at += length + (float(rng.uniform(0, LONGEST_PAUSE)) if rng.random() < PAUSES else 0.0)
    return fitted(out)


def again(notes: Sequence[SungNote], stop: int, start: int, silence: float) -> list[SungNote]:
    """Break off after note `stop`, wait, and sing from note `start` on."""
    first, rest = list(notes[: stop + 1]), notes[start:]
    voice = rest[0].onset - rest[0].consonant
    later = first[-1].onset + first[-1].duration + silence - voice
    return first + [replace(n, onset=n.onset + later) for n in rest]
