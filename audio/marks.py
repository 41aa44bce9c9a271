"""From what was measured of each note to the points it costs.

score = 100 x coverage x pitch x (1 - (1 - timing) / 2) x (1 - weight x marks not heard)

A product, because 腔纯 and 板正 do not excuse one another: who sings every note on the beat and
out of tune has not half sung. Time takes at most half: a beat is one moment of a note, its
pitch is all of it, and good singers linger.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import Array

Bools = npt.NDArray[np.bool_]
FULL_CENTS, NO_CENTS = 30.0, 70.0
FULL_MS, NO_MS = 80.0, 600.0
FULL_SHAPE, NO_SHAPE = 0.4, 1.4  # log of a length in 散板: half as long again, four times
ADORNED = 1 / 3  # the most that 腔格 and 气口 together weigh
TIMED = 1 / 2  # the most that timing weighs
HEAVY = 2.0  # a mark weighs as much as two notes: notes are held for their turns


@dataclass(frozen=True)
class Measured:
    """What was measured, (n,) each: `cents`, `late` ms, `off` log of a length in 散板 (NaN: not).

    `doubt` cents by which a note that never rests may be misread;
    `cents_spread`, `late_spread` the tolerances that a master's own takes ask for; `asked`,
    `kept` how many ornaments and breaths were marked on a note that could be judged, and how
    many of them were heard (half for a breath taken early); `graded` whose timing counts.
    """

    cents: Array
    doubt: Array
    late: Array
    off: Array
    cents_spread: Array
    late_spread: Array
    asked: Array
    kept: Array
    graded: Bools


@dataclass(frozen=True)
class Marks:
    """The factors of the score 0..1 (NaN: nothing to judge), the score, and what each note took
    from it (points of 100).
    """

    coverage: float
    pitch: float
    timing: float
    adorned: float
    score: float
    pitch_cost: Array
    timing_cost: Array
    mark_cost: Array


def marks(x: Measured, lengths: Array) -> Marks:
    """Put the credits of notes of `lengths` (n,) seconds together."""
    found = ~np.isnan(x.cents)
    coverage = float(lengths[found].sum() / lengths.sum())
    weight = np.where(found, lengths, 0.0) / max(float(lengths[found].sum()), 1e-9)
    pitch_lost = weight * (1 - _pitch_credit(x))
    judged = found & x.graded
    time_lost = judged / max(int(judged.sum()), 1) * (1 - _time_credit(x))
    asked = float(x.asked[found].sum())
    heavy = min(ADORNED, HEAVY * asked / len(lengths))
    marks_lost = np.where(found, x.asked - x.kept, 0.0) / max(asked, 1.0)
    losses = np.array([pitch_lost, TIMED * time_lost, heavy * marks_lost])
    score = 100 * coverage * float(np.prod(1 - losses.sum(axis=1)))
    costs = _shared(losses, 100 * coverage - score)
    unsung = np.where(found, 0.0, 100 * lengths / lengths.sum())
    return Marks(
        coverage=coverage,
        pitch=1 - float(pitch_lost.sum()),
        timing=1 - float(time_lost.sum()) if judged.any() else float("nan"),
        adorned=1 - float(marks_lost.sum()) if asked else float("nan"),
        score=max(0.0, score),
        pitch_cost=costs[0] + unsung,
        timing_cost=costs[1],
        mark_cost=costs[2],
    )


def _shared(losses: Array, points: float) -> Array:
    """Return the points (kinds, n) that each loss took: in the ratio of the losses."""
    return np.asarray(losses * points / max(float(losses.sum()), 1e-12))


def _pitch_credit(x: Measured) -> Array:
    wider = np.maximum(x.cents_spread - FULL_CENTS, 0) + x.doubt
    return _credit(np.abs(x.cents) - wider, FULL_CENTS, NO_CENTS)


def _time_credit(x: Measured) -> Array:
    """Return the credit of each onset; in 散板 that of the length that begins there."""
    wider = np.maximum(x.late_spread - FULL_MS, 0)
    clock = _credit(np.abs(x.late) - wider, FULL_MS, NO_MS)
    return np.where(np.isnan(x.off), clock, _credit(np.abs(x.off), FULL_SHAPE, NO_SHAPE))


def _credit(x: Array, full: float, none: float) -> Array:
    """Return 1 within `full`, 0 from `none` on, 0 where nothing was measured."""
    return np.asarray(np.nan_to_num(np.clip((none - x) / (none - full), 0, 1)))
