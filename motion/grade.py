"""A take beside its reference: each thing that is judged by itself, and what is not judged."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from motion.align import Ints, dtw
from motion.blame import faults
from motion.features import angles as between
from motion.features import described, ticks
from motion.graded import Graded, Held, Withheld
from motion.holds import held, speeds
from motion.model import BAND, FRAMES, LASTS, Model, matched, stirred
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.skeleton import BONES, PELVIS
from motion.timing import lags, late

LONGEST = 600.0  # s of a take that is compared
COVERED = 0.75  # share of what matters that must have been seen
MOVES = 0.15  # of the master's movement: who moves less does not move
EASY = 45.0  # degrees beyond tolerance, on the mean: nothing is left of the shape
SLACK = 80.0  # ms off, on the mean, that cost nothing
LOST = 800.0  # ms off beyond those: nothing is left of the timing
SHARES: Mapping[str, float] = {"shape": 0.6, "timing": 0.2, "flow": 0.1, "hold": 0.1}


def grade(reference: MotionReference, take: Motion, on_beat: bool = False) -> Graded:
    """Return what was found in a take. A bad one is withheld with its reason, never refused.

    `on_beat`: the take's clock is the music's, so that its time is held against the
    reference's own; else against the take's own free tempo.
    """
    model = reference.model
    reason = _unfit(model, take)
    if reason is not None:
        return _nothing(model, reason)
    times = ticks(take.times)
    curve = described(take, model.bones, times)
    seen = (~np.isnan(curve).any(axis=2)).mean(axis=0)
    if not (seen * model.weights).any():
        return _nothing(model, "not_seen")
    cost, path = _aligned(model, curve)
    graded = _compared(reference, take, times, curve, path, on_beat)
    coverage = float((seen * model.weights).sum())
    graded = replace(
        graded,
        distance=float(np.degrees(2 * np.arcsin(min(cost / 2, 1.0)))),
        coverage=coverage,
        bones=dict(zip(model.bones, seen.tolist(), strict=True)),
    )
    return _abstained(model, curve, graded)


def _unfit(model: Model, take: Motion) -> Withheld | None:
    if len(take.times) < FRAMES or take.times[-1] - take.times[0] < LASTS:
        return "few_frames"
    if take.times[-1] - take.times[0] > LONGEST:
        return "too_long"
    ends = {joint for bone in model.bones for joint in BONES[bone]} - {PELVIS}
    return None if ends & set(take.joints) else "other_joints"


def _nothing(model: Model, reason: Withheld) -> Graded:
    nan = float("nan")
    bones = dict.fromkeys(model.bones, 0.0)
    return Graded(None, reason, nan, nan, nan, nan, 0.0, bones=bones)


def _aligned(model: Model, curve: Array) -> tuple[float, Ints]:
    weights = np.broadcast_to(model.weights, model.curve.shape[:2])
    return dtw(model.curve, curve, BAND, weights)


def _compared(
    reference: MotionReference,
    take: Motion,
    times: Array,
    curve: Array,
    path: Ints,
    on_beat: bool,
) -> Graded:
    model = reference.model
    at = matched(path, len(model.times))
    warped = curve[at]
    apart = between(warped, model.curve)
    over = np.maximum(0.0, apart - model.tolerance)
    off = lags(model.times, times[at], on_beat)
    flow = _flow(model, times, curve, at)
    holds = _holds(model, take, times, curve, at, over)
    shape = _mean(over, model.weights)
    timing = float(np.mean(np.abs(off))) * 1000
    scores = {
        "shape": _points(shape / EASY),
        "timing": _points((timing - SLACK) / LOST),
        "flow": _points(1 - flow),
        "hold": _held_score(holds),
    }
    return Graded(
        _whole(scores), None, float("nan"), _mean(apart, model.weights), timing, flow, 0.0,
        scores=scores, faults=faults(model, warped), late=late(model.times, off), held=holds,
        path=np.stack([model.times[path[:, 0]], times[path[:, 1]]], axis=1),
    )  # fmt: skip


def _abstained(model: Model, curve: Array, graded: Graded) -> Graded:
    """Return it without a score where too little was seen, or nobody moved."""
    if graded.coverage < COVERED:
        return _without(graded, "half_seen")
    asked = float((stirred(model.curve) * model.weights).sum())
    moved = float((stirred(curve) * model.weights).sum())
    if asked > 0.1 and moved < MOVES * asked:
        return _without(graded, "no_movement")
    return graded


def _without(graded: Graded, reason: Withheld) -> Graded:
    scores = dict.fromkeys(graded.scores)
    return replace(graded, score=None, withheld=reason, scores=scores, faults=(), late=())


def _mean(degrees: Array, weights: Array) -> float:
    """Return the weighted mean of what was seen, (N, B)."""
    known = ~np.isnan(degrees) * weights
    return float((np.nan_to_num(degrees) * known).sum() / max(float(known.sum()), 1e-9))


def _points(lost: float) -> float:
    return float(100.0 * (1.0 - np.clip(lost, 0.0, 1.0)))


def _whole(scores: Mapping[str, float | None]) -> float:
    known = {name: score for name, score in scores.items() if score is not None}
    return sum(SHARES[n] * s for n, s in known.items()) / sum(SHARES[n] for n in known)


def _flow(model: Model, times: Array, curve: Array, at: Ints) -> float:
    """Return 0..1: how alike the courses of the speed are, hesitations and jerks included."""
    asked = np.nan_to_num(speeds(model.times, model.curve))
    given = np.nan_to_num(speeds(times, curve))[at]
    size = np.sqrt((asked**2).sum() * (given**2).sum())
    return float((asked * given).sum() / size) if size > 0 else 1.0


def _holds(
    model: Model, take: Motion, times: Array, curve: Array, at: Ints, over: Array
) -> tuple[Held, ...]:
    out = []
    for start, end in model.holds:
        inside = np.flatnonzero((model.times >= start) & (model.times <= end))
        span = (float(times[at[inside[0]]]), float(times[at[inside[-1]]]))
        out.append(held(span, take, curve, times, _mean(over[inside], model.weights)))
    return tuple(out)


def _held_score(holds: tuple[Held, ...]) -> float | None:
    known = [hold.score for hold in holds if hold.score is not None]
    return float(np.mean(known)) if known else None
