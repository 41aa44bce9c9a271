"""A take beside its reference: each thing that is judged by itself, and what is not judged."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from motion.blame import offs, standing_out, told
from motion.course import Course, of_body, sampled, smoothed
from motion.features import angles, seen
from motion.graded import Graded, Held, Withheld
from motion.holds import held, speeds
from motion.likeness import Alignment, Likened, compare, likened, nearest, spread
from motion.model import Model, follow, taught
from motion.motion import Array, Motion
from motion.reference import MotionReference, fleeting
from motion.skeleton import JOINTS
from motion.timing import lags, late

Flags = npt.NDArray[np.bool_]
LONGEST = 600.0  # s of a take that is compared
COVERED = 0.75  # share of what matters that must have been seen
LEAST = 0.25  # of the reference's time: nobody does a movement four times as fast
MOVES = 0.15  # of the master's movement: who moves less does not move
STIRS = 0.1  # rad: a reference that moves less is a pose
BEYOND = 30.0  # degrees beyond tolerance: as wrong as a bone can be
ABOUT, KEY = 0.3, 3.0  # s about a teacher's keyframe, in which the shape counts so many times
STANDS, SETTLES = 0.2, 0.5  # of the highest speed, over s: slower than that, no time is told
WORSE = 4.0  # degrees, on the mean, that a take would lie further off if it had been in time
SLACK = 80.0  # ms off, on the mean, that cost nothing
LOST = 800.0  # ms off beyond those: nothing is left of the timing
SHARES: Mapping[str, float] = {"shape": 0.6, "timing": 0.2, "flow": 0.1, "hold": 0.1}


def grade(reference: MotionReference, take: Motion, on_beat: bool = False) -> Graded:
    """Return what was found in a take. A bad one is withheld with its reason, never refused.

    `on_beat`: the take's clock is the music's, so that its time is held against the
    reference's own; else against the take's own free tempo.
    """
    model = reference.model
    reason = _unfit(take)
    if reason is not None:
        return _nothing(model, reason)
    done = likened(of_body(take))
    common = (done.course.seen > 0) & (reference.likened[0].course.seen > 0)
    if not common.any():
        return _nothing(model, "other_joints" if done.course.seen.any() else "not_seen")
    alignments = _aligned(reference, done)
    graded = _compared(reference, take, done.course, alignments[0], on_beat)
    return _abstained(model, done.course, replace(graded, distance=nearest(alignments)))


def _unfit(take: Motion) -> Withheld | None:
    if fleeting(take):
        return "few_frames"
    if take.times[-1] - take.times[0] > LONGEST:
        return "too_long"
    return None if set(JOINTS) & set(take.joints) else "other_joints"


def _nothing(model: Model, reason: Withheld) -> Graded:
    nan = float("nan")
    bones = dict.fromkeys(model.bones, 0.0)
    return Graded(None, reason, nan, nan, nan, nan, 0.0, bones=bones)


def _aligned(reference: MotionReference, done: Likened) -> list[Alignment]:
    weights = taught(done.course.names, reference.marks)
    return [compare(one, done, weights) for one in reference.likened]


def _compared(
    reference: MotionReference, take: Motion, course: Course, alignment: Alignment, on_beat: bool
) -> Graded:
    model = reference.model
    warped = follow(course, alignment, model.bones)
    apart = angles(warped, model.curve)
    over = np.clip(apart - model.tolerance, 0.0, BEYOND)
    inside = ~np.isnan(alignment.at)
    shown = _shown(_asked(model, inside), warped)
    coverage = float((shown * model.weights).sum())
    earned = _earned(1 - over / BEYOND, _stressed(reference))
    done = np.interp(alignment.at, np.arange(len(course.times)), course.times)
    off = lags(model.times, np.where(_moving(model) | on_beat, done, np.nan), on_beat)
    flow = _flow(model, course, alignment)
    holds = _holds(reference, take, course, done, over)
    timing = _mean(np.abs(off) * 1000, _listened(reference, on_beat))
    moves = _moves(model.curve, model)
    phases = offs(model, warped)
    scores = {
        "shape": _points(1 - earned**2),
        "timing": _points((timing - SLACK) / LOST) if moves > STIRS else None,
        "flow": _points(1 - flow) if moves > STIRS else None,
        "hold": _held_score(holds),
    }
    path = alignment.path
    return Graded(
        _whole(scores, earned), None, float("nan"), _mean(apart, model.weights), timing, flow,
        coverage, scores=scores, bones=dict(zip(model.bones, shown.tolist(), strict=True)),
        faults=told(model, phases), standing_out=standing_out(model, phases), held=holds,
        on_beat=on_beat,
        late=late(model.times, _told(model, course, (done, off), apart)) if moves > STIRS else (),
        path=np.stack([model.times[path[:, 0]], course.times[path[:, 1]]], axis=1),
    )  # fmt: skip


def _asked(model: Model, inside: Flags) -> Flags:
    """Return (N, B): where the reference shows a bone, in the time that the take lasts."""
    return np.asarray(seen(model.curve) & inside[:, None])


def _shown(asked: Flags, warped: Array) -> Array:
    """Return (B,): of the time in which a bone is asked for, the share in which it was seen."""
    given = asked & seen(warped)
    return np.asarray(given.sum(axis=0) / np.maximum(asked.sum(axis=0), 1))


def _stressed(reference: MotionReference) -> Array:
    """Return (N, B): how much each bone matters, more about a teacher's keyframes."""
    model, frames = reference.model, np.array(reference.marks.keyframes)
    near = np.abs(model.times[:, None] - frames[None]) < ABOUT
    return np.outer(1 + near.any(axis=1) * (KEY - 1), model.weights)


def _abstained(model: Model, course: Course, graded: Graded) -> Graded:
    """Return it without a score where it is too short, too little was seen, or nobody moved."""
    if np.ptp(course.times) < LEAST * np.ptp(model.times):
        return _without(graded, "few_frames")
    if graded.coverage == 0:  # a head and hands beside a whole body
        return replace(_nothing(model, "other_joints"), distance=graded.distance)
    if graded.coverage < COVERED:
        return _without(graded, "half_seen")
    asked = _moves(model.curve, model)
    if asked > STIRS and _moves(course.of(model.bones), model) < MOVES * asked:
        return _without(graded, "no_movement")
    return graded


def _moves(curve: Array, model: Model) -> float:
    """Return rad: how far the bones that matter move."""
    return float(np.nansum(spread(curve) * model.weights))


def _without(graded: Graded, reason: Withheld) -> Graded:
    scores = dict.fromkeys(graded.scores)
    return replace(
        graded, score=None, withheld=reason, scores=scores, faults=(), late=(), standing_out={}
    )


def _mean(degrees: Array, weights: Array) -> float:
    """Return the weighted mean of what was seen, (N, B); NaN where nothing was."""
    known = ~np.isnan(degrees) * weights
    total = float(known.sum())
    return float((np.nan_to_num(degrees) * known).sum() / total) if total > 0 else float("nan")


def _earned(right: Array, weights: Array) -> float:
    """Return 0..1 of (N, B), NaN = not seen; what was not seen counts as its bone did elsewhere,
    and a bone that was never seen is not judged."""
    known = ~np.isnan(right) * weights
    sums = known.sum(axis=0)
    each = (np.nan_to_num(right) * known).sum(axis=0) / np.where(sums > 0, sums, 1.0)
    matter = weights.sum(axis=0) * (sums > 0)
    return float((each * matter).sum() / matter.sum()) if matter.any() else float("nan")


def _listened(reference: MotionReference, on_beat: bool) -> Array:
    """Return (N,): the moments at which time is judged: the beats, where there are any."""
    times, beats = reference.model.times, np.array(reference.marks.beats)
    if not (on_beat and len(beats)):
        return np.ones(len(times))
    heard = np.abs(times[:, None] - beats[None]).argmin(axis=0)
    return np.asarray(np.isin(np.arange(len(times)), heard).astype(float))


def _moving(model: Model) -> Flags:
    """Return (N,): where the reference moves; while it stands, no moment is like no other."""
    calm = np.nan_to_num(smoothed(speeds(model.times, model.curve), model.times, SETTLES))
    return np.asarray(calm >= STANDS * float(calm.max()))


def _told(model: Model, course: Course, clocks: tuple[Array, Array], apart: Array) -> Array:
    """Return (N,) s off where it is sure, else NaN: something moves, and the take (of `clocks`:
    s at the model's times, s off) would be likelier another one, were it not off there.
    """
    done, off = clocks
    at = np.clip(np.nan_to_num(done - off), course.times[0], course.times[-1])
    in_time = angles(sampled(course.of(model.bones), course.times, at), model.curve)
    worse = np.nan_to_num(in_time - apart) @ model.weights
    sure = smoothed(worse, model.times, SETTLES) > WORSE
    return np.where(_moving(model) & sure, off, np.nan)


def _points(lost: float) -> float | None:
    return None if np.isnan(lost) else float(100.0 * (1.0 - np.clip(lost, 0.0, 1.0)))


def _whole(scores: Mapping[str, float | None], earned: float) -> float | None:
    """Return points of 100; time, flow and holds count as far as it is the master's movement."""
    known = {name: score for name, score in scores.items() if score is not None}
    if "shape" not in known:
        return None
    counts = {name: score * (1.0 if name == "shape" else earned) for name, score in known.items()}
    return sum(SHARES[n] * s for n, s in counts.items()) / sum(SHARES[n] for n in known)


def _flow(model: Model, course: Course, alignment: Alignment) -> float:
    """Return 0..1: how alike the courses of the speed are, hesitations and jerks included."""
    asked = np.nan_to_num(speeds(model.times, model.curve))
    own = np.nan_to_num(speeds(course.times, course.of(model.bones)))
    given = np.interp(alignment.at, np.arange(len(own)), own)
    inside = ~np.isnan(given)
    asked, given = asked[inside], given[inside]
    size = np.sqrt((asked**2).sum() * (given**2).sum())
    return float((asked * given).sum() / size) if size > 0 else 1.0


def _holds(
    reference: MotionReference, take: Motion, course: Course, done: Array, over: Array
) -> tuple[Held, ...]:
    """Return every hold; `done` (N,) s of the take at the model's times. Who ends his take ahead
    of the last one has not held it.
    """
    model, out = reference.model, []
    bones = course.of(model.bones)
    for start, end in model.holds:
        inside = (model.times >= start) & (model.times <= end) & ~np.isnan(done)
        master = held((start, end), reference.ghost, model.curve, model.times, 0.0)
        if inside.any():
            span = (float(done[inside][0]), float(done[inside][-1]))
            off = _mean(over[inside], model.weights)
            out.append(held(span, take, bones, course.times, off, master))
        elif start <= model.times[-1] and (model.times[~np.isnan(done)] < start).all():
            last = float(course.times[-1])
            out.append(held((last, last), take, bones, course.times, 0.0, master))
    return tuple(out)


def _held_score(holds: tuple[Held, ...]) -> float | None:
    known = [hold.score for hold in holds if hold.score is not None]
    return float(np.mean(known)) if known else None
