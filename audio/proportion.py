"""散板: the lengths of free notes against each other, never against a clock. A pure core."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import Array

Bools = npt.NDArray[np.bool_]
FEWEST = 3  # lengths that can be compared


@dataclass(frozen=True)
class Proportion:
    """`off` (n,) how far each length departs from its phrase's own pace, in log (0: as the
    reference, 0.69: twice as long), NaN where not compared; `likeness` 0..1, NaN where no phrase
    could be compared; `n` lengths compared.
    """

    off: Array
    likeness: float
    n: int


def proportion(onsets: Array, sung: Array, free: Bools) -> Proportion:
    """Compare the time from each free note to the next with the reference's, (n,) seconds.

    Each run of free notes is a phrase with a pace of its own. The last of a run has no next
    note whose onset is free, so it is not compared.
    """
    off = np.full(len(onsets), np.nan)
    both = free[:-1] & free[1:] & ~np.isnan(sung[:-1]) & ~np.isnan(sung[1:])
    steps = np.log(np.maximum(np.diff(sung), 1e-3) / np.maximum(np.diff(onsets), 1e-3))
    phrase = np.cumsum(~both)
    for p in np.unique(phrase[both]):
        mine = both & (phrase == p)
        if mine.sum() >= FEWEST:
            off[:-1][mine] = steps[mine] - np.median(steps[mine])
    compared = off[~np.isnan(off)]
    if not len(compared):
        return Proportion(off, float("nan"), 0)
    return Proportion(off, float(np.exp(-np.median(np.abs(compared)))), len(compared))
