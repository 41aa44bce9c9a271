"""How a scorer stands beside people: do raters agree, and does the program agree with them?

Spearman's rank correlation, and ICC(2,1) of Shrout and Fleiss, Intraclass correlations: uses in
assessing rater reliability, Psychological Bulletin 86 (1979): raters drawn at random, absolute
agreement of single ratings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

from motion.motion import Array

RATERS, TAKES = 3, 40  # fewer say little


@dataclass(frozen=True)
class Agreement:
    """`icc` of the raters on the takes that all of them rated; correlations by rank.

    `program` with the mean of the raters, `raters` each with the mean of the others. NaN where
    there is too little, or all is the same. `withheld` takes have no score of the program.
    """

    raters: Mapping[str, float]
    takes: int
    complete: int
    withheld: int
    icc: float
    program: float

    @property
    def enough(self) -> bool:
        """Whether so many raters saw so many takes that the figures say something."""
        return len(self.raters) >= RATERS and self.complete >= TAKES


def agreement(ratings: Array, raters: Sequence[str], program: Array) -> Agreement:
    """Compare `ratings` (takes, raters), NaN = not rated, with `program` (takes,) scores."""
    each = {
        rater: correlation(ratings[:, k], _mean(np.delete(ratings, k, axis=1)))
        for k, rater in enumerate(raters)
    }
    whole = ratings[~np.isnan(ratings).any(axis=1)]
    return Agreement(
        raters=each,
        takes=len(ratings),
        complete=len(whole),
        withheld=int(np.isnan(program).sum()),
        icc=icc(whole),
        program=correlation(program, _mean(ratings)),
    )


def icc(ratings: Array) -> float:
    """Return ICC(2,1) of (n takes, k raters) without gaps; NaN where it has none."""
    n, k = ratings.shape
    if n < 2 or k < 2:
        return float("nan")
    middle = ratings.mean()
    of_takes, of_raters = ratings.mean(axis=1) - middle, ratings.mean(axis=0) - middle
    takes = k * float(of_takes @ of_takes) / (n - 1)
    people = n * float(of_raters @ of_raters) / (k - 1)
    rest = ratings - middle - of_takes[:, None] - of_raters
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    whole = takes + (k - 1) * error + k * (people - error) / n
    return (takes - error) / whole if whole > 0 else float("nan")


def correlation(one: Array, other: Array) -> float:
    """Return Spearman's rank correlation where both are known; NaN where there is none."""
    both = ~np.isnan(one) & ~np.isnan(other)
    one, other = one[both], other[both]
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one, other).statistic)


def _mean(ratings: Array) -> Array:
    """Return (takes,) the mean of those who rated."""
    there = ~np.isnan(ratings)
    count = there.sum(axis=1)
    summed = np.nan_to_num(ratings).sum(axis=1)
    return np.where(count > 0, summed / np.maximum(count, 1), np.nan)
