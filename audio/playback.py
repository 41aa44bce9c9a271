"""Mine, the master's, both: a span of two takes of the same notes, cut out to be compared.

Nothing is stretched or tuned here: what was sung is what sounds. Where both sound together they
meet at the first onset that both have, and go their own ways from there.
"""

from dataclasses import dataclass

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio.contour import Array
from audio.files import Samples
from audio.mixer import faded, levelled, mixed
from audio.tone import RATE

BEFORE, AFTER = 0.15, 0.10  # seconds kept around a span: the consonant, the end of the sound


@dataclass(frozen=True)
class Heard:
    """A take as it was aligned: (n,) samples at `rate` from second 0 on, one channel.

    `starts`, `ends` (notes,) seconds of each note of the reference; NaN where it was not sung.
    """

    samples: Samples
    rate: int
    starts: Array
    ends: Array


def alone(take: Heard, first: int, last: int) -> Samples:
    """Return notes `first` to `last` of a take at tone.RATE, levelled, its cuts faded.

    Empty where none of them was sung.
    """
    span = slice(first, last + 1)
    if np.isnan(take.starts[span]).all():
        return np.empty(0, np.float32)
    return _cut(take, float(np.nanmin(take.starts[span])), float(np.nanmax(take.ends[span])))


def both(mine: Heard, master: Heard, first: int, last: int) -> Samples:
    """Return notes `first` to `last` of two takes at once, equally loud, met at an onset.

    Empty where no note of the span was sung in both.
    """
    span = slice(first, last + 1)
    shared = np.flatnonzero(~np.isnan(mine.starts[span] + master.starts[span]))
    if not len(shared):
        return np.empty(0, np.float32)
    takes, meet = (mine, master), first + int(shared[0])
    before = [float(t.starts[meet] - np.nanmin(t.starts[span])) for t in takes]
    late = [round((max(before) - b) * RATE) for b in before]
    cuts = [alone(t, first, last) for t in takes]
    return mixed([np.pad(c / 2**0.5, (n, 0)) for c, n in zip(cuts, late, strict=True)])


def _cut(take: Heard, start: float, end: float) -> Samples:
    """Return `take` from BEFORE `start` to AFTER `end`; outside of the take it is silent."""
    a, b = round((start - BEFORE) * take.rate), round((end + AFTER) * take.rate)
    inside = take.samples[max(a, 0) : max(b, 0)]
    whole = np.pad(inside, (max(-a, 0), b - max(a, 0) - len(inside)))
    return faded(levelled(soxr.resample(whole.astype(np.float32), take.rate, RATE)))
