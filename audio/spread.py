"""Several takes of one master as one reference: what they agree in, and by how much they differ.

The first take gives the notes; the others are held against it. A note's onset and pitch are
then the medians of all takes, and what they differ by is the tolerance. A note that most takes
do not have is not of the piece. Takes of two lineages are never put together: an average of
two masters is nobody's singing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio.contour import FPS, Array, contour
from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from audio.notes import notes
from content.model import Status
from content.stream import Stream

WIDE = 2.0  # spreads that one lineage's singing stays within
CENTS_FLOOR, MS_FLOOR = 10.0, 20.0  # what reading a note alone can differ by
ROBUST = 1.4826  # of a median deviation: the spread of even chance
MOST = 0.5  # of the takes must have a note


class OtherText(ValueError):
    """A take does not sing what the first one does; `index` is its place among the takes."""

    def __init__(self, index: int) -> None:
        super().__init__(f"take {index} is another text than take 0")
        self.index = index


@dataclass(frozen=True)
class Heard:
    """What was heard in one recording: f0 in hertz, and where sound begins anew."""

    f0: Stream
    onsets: Stream


@dataclass(frozen=True)
class Lineage:
    """Takes of one master singing one text, the first of them the clearest.

    Whose they are the caller knows; nothing here can tell two lineages apart, so nothing here
    puts together what was not given as one.
    """

    takes: tuple[Heard, ...]


def recorded(take: Heard) -> tuple[ReferenceNote, ...]:
    """Return the notes of one recording, each with its contour; all timing derived."""
    pitch = contour(take.f0).semitones
    return tuple(
        ReferenceNote(
            n.onset, n.duration, n.pitch, Status.DERIVED,
            curve=tuple((pitch[_frame(n.onset) : _frame(n.onset + n.duration)] - n.pitch).tolist()),
        )
        for n in notes(take.f0, take.onsets)
    )  # fmt: skip


def _frame(seconds: float) -> int:
    return round(seconds * FPS)


def together(lineage: Lineage) -> tuple[ReferenceNote, ...]:
    """Return the notes that the takes of a lineage agree in, each with its tolerance.

    Raises OtherText where a take cannot be held against the first.
    """
    first = recorded(lineage.takes[0])
    graded = []
    for i, take in enumerate(lineage.takes[1:], 1):
        found = grade(first, take.f0, take.onsets)
        if found.withheld:
            raise OtherText(i)
        graded.append(found)
    if not graded:
        return first
    cents, late = _differences(graded)
    kept = [i for i in range(len(first)) if np.mean(~np.isnan(cents[:, i])) > MOST]
    moved = [_agreed(first[i], cents[:, i], late[:, i]) for i in kept]
    return _in_order(moved)


def _differences(graded: Sequence[Grade]) -> tuple[Array, Array]:
    """Return (takes, notes) cents and milliseconds on the first take's clock; its own are 0."""
    n = len(graded[0].notes)
    cents = [np.zeros(n)] + [np.array([x.cents for x in g.notes]) for g in graded]
    late = [np.zeros(n)] + [np.array([x.late_ms for x in g.notes]) / g.ratio for g in graded]
    return np.array(cents), np.array(late)


def _agreed(note: ReferenceNote, cents: Array, late: Array) -> ReferenceNote:
    return replace(
        note,
        onset=note.onset + float(np.nanmedian(late)) / 1000,
        pitch=note.pitch + float(np.nanmedian(cents)) / 100,
        cents_spread=WIDE * _spread(cents, CENTS_FLOOR),
        ms_spread=WIDE * _spread(late, MS_FLOOR),
    )


def _spread(x: Array, least: float) -> float:
    """Return how far takes differ: their median deviation, of two or three their range."""
    x = x[~np.isnan(x)]
    if len(x) < 4:
        return max(float(np.ptp(x)) / 2, least)
    return max(ROBUST * float(np.median(np.abs(x - np.median(x)))), least)


def _in_order(moved: Sequence[ReferenceNote]) -> tuple[ReferenceNote, ...]:
    """Return the notes with onsets that still rise: each ends where the next one begins."""
    out: list[ReferenceNote] = []
    for note in moved:
        if out and note.onset <= out[-1].onset:
            continue
        if out and out[-1].onset + out[-1].duration > note.onset:
            out[-1] = replace(out[-1], duration=note.onset - out[-1].onset)
        out.append(note)
    return tuple(out)
