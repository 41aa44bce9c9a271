"""How often the same text was sung in one recording."""

from collections.abc import Sequence
from dataclasses import dataclass

from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from content.stream import Stream

ENOUGH = 0.5  # of the judged attempt's length; less cannot be another one
APART = 0.1  # seconds around an attempt that still belong to it
SLOWEST = 2.0  # times the judged attempt's length that another one may last


def attempts(reference: Sequence[ReferenceNote], f0: Stream, onsets: Stream, judged: Grade) -> int:
    """Return how many whole attempts a recording holds, the `judged` one (the best) included."""
    start, end = _span(judged)
    if judged.withheld or end <= start:
        return 0
    heard = _Recording(reference, f0, onsets, end - start)
    return 1 + heard.count(0.0, start) + heard.count(end, float(f0.times[-1]))


def _span(judged: Grade) -> tuple[float, float]:
    """Return from when to when an attempt lasts in seconds; nothing where no note was found."""
    sung = [n for n in judged.notes if not n.missing]
    return (sung[0].onset - APART, sung[-1].end + APART) if sung else (0.0, 0.0)


@dataclass(frozen=True)
class _Recording:
    """What was heard, and the `length` in seconds of the attempt that was judged.

    It is gone through piece by piece: grading it whole for each attempt would take minutes.
    """

    reference: Sequence[ReferenceNote]
    f0: Stream
    onsets: Stream
    length: float

    def count(self, start: float, end: float) -> int:
        """Return how many attempts lie between two moments."""
        found = 0
        while end - start >= ENOUGH * self.length:
            first, last = self._best(start, min(end, start + (SLOWEST + 1) * self.length))
            if first < last:
                found += 1 + self.count(start, first)
            start = last if first < last else start + self.length
        return found

    def _best(self, start: float, end: float) -> tuple[float, float]:
        """Return the span of the best attempt of a piece; nothing where it holds none."""
        f0 = _cut(self.f0, start, end)
        voiced = f0.times[f0.seen]
        if not len(voiced) or voiced[-1] - voiced[0] < ENOUGH * self.length:
            return 0.0, 0.0
        found = grade(self.reference, f0, _cut(self.onsets, start, end))
        if found.withheld:
            return 0.0, 0.0
        first, last = _span(found)
        return start + first, start + last


def _cut(stream: Stream, start: float, end: float) -> Stream:
    """Return what was heard between two moments, on a clock that begins with the first."""
    on = (stream.times >= start) & (stream.times < end)
    return Stream(stream.times[on] - start, stream.values[on], stream.confidence[on])
