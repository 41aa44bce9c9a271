"""When a take does what the reference does: against the music, or against its own free tempo."""

import numpy as np
from numpy.polynomial import Polynomial

from motion.graded import Fault
from motion.motion import Array

BREATH = 8.0  # s over which a free tempo may change
BENDS = 8  # degree, at most, of the polynomial that a free tempo is
LATE = 0.3  # s off for a finding
LASTS = 0.5  # s it must last
MOST = 20.0  # points of 100 that time can cost


def lags(reference: Array, take: Array, on_beat: bool) -> Array:
    """Return (N,) s, late above 0: `take` (N,) s are the moments that belong to `reference`,
    NaN where none does.
    """
    if on_beat:
        return take - reference
    known = ~np.isnan(take)
    if known.sum() < 3:
        return np.full(len(take), np.nan)
    degree = min(BENDS, 1 + int((reference[known][-1] - reference[known][0]) / BREATH))
    tempo = Polynomial.fit(reference[known], take[known], degree)
    return np.asarray(take - tempo(reference))


def late(times: Array, off: Array) -> tuple[Fault, ...]:
    """Return where the take was early or late for a while, the worst first."""
    found: list[Fault] = []
    for sign, direction in ((1, "late"), (-1, "early")):
        beyond = np.concatenate([[0], (sign * off > LATE).astype(int), [0]])
        for a, b in np.flatnonzero(np.diff(beyond)).reshape(-1, 2):
            if times[b - 1] - times[a] >= LASTS:
                worst = float(np.max(np.abs(off[a:b])))
                sure = min(1.0, worst / (2 * LATE))
                cost = MOST * sure * float(b - a) / len(times)
                found.append(
                    Fault("", float(times[a]), float(times[b - 1]), float("nan"), float("nan"),
                          "late" if direction == "late" else "early", sure, cost)
                )  # fmt: skip
    return tuple(sorted(found, key=lambda fault: -fault.cost))
