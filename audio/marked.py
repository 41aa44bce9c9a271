"""What the reference marks on a note besides its pitch and time, and what was heard of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio import ornament
from audio.breathing import Taken, breaths
from audio.contour import Contour
from audio.graded import ReferenceNote
from audio.reading import Read
from audio.slots import Slot
from content.stream import Stream

KEPT = {"present": 1.0, "early": 0.5}  # of a 气口


@dataclass(frozen=True)
class Marked:
    """The 腔格 marked on one note that could be judged, each with whether it was heard, and how
    the 气口 after it was kept.
    """

    ornaments: tuple[tuple[str, bool], ...]
    breath: Taken | None

    @property
    def asked(self) -> float:
        """How many marks could be judged."""
        return len(self.ornaments) + (self.breath is not None)

    @property
    def kept(self) -> float:
        """How many of them were heard."""
        return sum(heard for _kind, heard in self.ornaments) + KEPT.get(self.breath or "", 0.0)


def marked(
    reference: Sequence[ReferenceNote],
    heard: Contour,
    sung: Read,
    slots: Sequence[Slot | None],
    breath: Stream | None,
    quiet: bool,
) -> list[Marked]:
    """Return what was heard of each note's marks; `quiet`: loudness tells strokes from rests."""
    taken = breaths(heard, breath, sung, np.array([n.breath for n in reference]))
    turns = [
        () if slot is None else _turns(note, slot, quiet)
        for note, slot in zip(reference, slots, strict=True)
    ]
    return [Marked(t, b) for t, b in zip(turns, taken, strict=True)]


def _turns(note: ReferenceNote, slot: Slot, quiet: bool) -> tuple[tuple[str, bool], ...]:
    kinds = [k for k in note.ornaments if quiet or k not in ornament.BY_LOUDNESS]
    return tuple((kind, ornament.heard(kind, slot)) for kind in kinds)
