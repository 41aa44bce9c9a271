"""Any numbers over time beside references of them: aligned and allowed for as a body is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from content.stream import Stream
from motion.course import of_stream
from motion.likeness import compare, likened, nearest
from motion.model import follow, middle, spreads, together


@dataclass(frozen=True)
class Beside:
    """`distance` from the references, as of a body; `beyond`: the mean deviation from their
    median in times their own spread, NaN where there is one reference only.
    """

    distance: float
    beyond: float


def beside(references: Sequence[Stream], take: Stream) -> Beside:
    """Return how a take of any numbers lies beside its references, all of the same columns.

    Raises ValueError where there is no reference.
    """
    if not references:
        raise ValueError("there is no reference to lie beside")
    known = [likened(of_stream(reference)) for reference in references]
    done = likened(of_stream(take))
    even = np.ones(len(done.course.names))
    alignments = [compare(one, done, even) for one in known]
    stacked = together(known, done.course.names)
    median = middle(stacked)
    allowed = spreads(np.linalg.norm(stacked - median, axis=3), known[0].course.times)
    warped = follow(done.course, alignments[0], done.course.names)
    off = np.linalg.norm(warped - median, axis=2)
    least = np.nanmean(allowed) / 2
    beyond = np.nanmean(off / np.maximum(allowed, least)) if least > 0 else np.nan
    return Beside(nearest(alignments), float(beyond))
