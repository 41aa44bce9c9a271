"""How often the same text was sung in one recording."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from content.stream import Stream

ENOUGH = 0.5  # of the judged attempt's length; less cannot be another one
APART = 0.1  # seconds around the judged attempt that still belong to it


def attempts(reference: Sequence[ReferenceNote], f0: Stream, onsets: Stream, judged: Grade) -> int:
    """Return how many whole attempts a recording holds, the `judged` one (the best) included."""
    sung = [n for n in judged.notes if not n.missing]
    if judged.withheld or not sung:
        return 0
    start, end = sung[0].onset - APART, sung[-1].end + APART
    before, after = f0.times < start, f0.times > end
    least = ENOUGH * (end - start)
    return 1 + sum(_within(reference, _part(f0, side), onsets, least) for side in (before, after))


def _within(reference: Sequence[ReferenceNote], f0: Stream, onsets: Stream, least: float) -> int:
    voiced = f0.times[f0.seen]
    if not len(voiced) or voiced[-1] - voiced[0] < least:
        return 0
    return attempts(reference, f0, onsets, grade(reference, f0, onsets))


def _part(f0: Stream, on: np.ndarray) -> Stream:
    """Return the stream with nothing heard outside."""
    return replace(f0, values=np.where(on, f0.values, np.nan))
