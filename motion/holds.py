"""亮相: where a movement stands still, and how a take held it."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from motion.course import SMOOTH, smoothed
from motion.features import angles, unit
from motion.graded import Held
from motion.motion import Array, Motion
from motion.skeleton import SIDES

STILL = 20.0  # degrees a second of the busiest bones of a body that stands
OVER = 0.5  # s over which a speed is taken: a camera's joints tremble
AWAY = 12.0  # degrees of the busiest bones from a pose: it is another
LEAST = 0.8  # s: a shorter stop is a change of direction
SWAY = 0.05  # m that the hands sway more than the master's: half of the score is gone
LEFT = 15.0  # degrees off the pose beyond tolerance: half of the score is gone
ENOUGH = 0.8  # of the master's time: who stands as long has held it


def found_holds(times: Array, curve: Array) -> tuple[tuple[float, float], ...]:
    """Return from, to (s) of every stop after the movement, (N, B, 3) directions, has begun."""
    still = np.concatenate([[False], _still(times, curve), [False]])
    turns = np.flatnonzero(np.diff(still.astype(int)))
    stops = [(float(times[a]), float(times[b - 1])) for a, b in turns.reshape(-1, 2) if a > 0]
    return tuple((start, end) for start, end in stops if end - start >= LEAST)


def held(
    span: tuple[float, float],
    motion: Motion,
    curve: Array,
    times: Array,
    over: float,
    master: Held | None = None,
) -> Held:
    """Return how a body held in `span` (s), beside the master's hold where one is given.

    `curve` (N, B, 3): its bones at `times` (N,) s; `over` degrees that its pose left the tolerance
    by, NaN where it was not seen. The stillness that counts is the longest that reaches into the
    span, in the pose of the span: who moves slowly does not hold.
    """
    start, end = span
    stood = _still(times, curve) & _near(times, curve, span)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], stood.astype(int), [0]])))
    stops = [(times[a], times[b - 1]) for a, b in edges.reshape(-1, 2)]
    seconds = max((float(b - a) for a, b in stops if a <= end and b >= start), default=0.0)
    found = Held(start, end, seconds, _sway(motion.between(start, end)), over, None)
    return replace(found, score=_score(found, found if master is None else master))


def _score(own: Held, master: Held) -> float | None:
    if np.isnan(own.degrees):
        return None
    swayed = max(0.0, float(np.nan_to_num(own.sway - master.sway)))
    steady = 0.5 ** (own.degrees / LEFT + (swayed / SWAY) ** 2)
    enough = ENOUGH * master.seconds
    return float(100.0 * steady * (min(1.0, own.seconds / enough) if enough > 0 else 1.0))


def speeds(times: Array, curve: Array) -> Array:
    """Return (N,) degrees a second of the bones (N, B, 3) that were seen, on the mean."""
    turned = angles(curve[1:], curve[:-1]) / np.diff(times)[:, None]
    seen = ~np.isnan(turned)
    mean = np.nan_to_num(turned).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    mean = np.where(seen.any(axis=1), mean, np.nan)
    return np.concatenate([mean[:1], mean])


def _still(times: Array, curve: Array) -> npt.NDArray[np.bool_]:
    """Return (N,) whether the two busiest bones stood; not where nothing was seen."""
    if not curve.shape[1]:
        return np.zeros(len(times), dtype=bool)
    calm = smoothed(curve, times, OVER)
    step = max(1, round(OVER / 2 / float(times[1] - times[0])))
    last = len(times) - 1
    frames = np.arange(len(times))
    before, after = np.maximum(frames - step, 0), np.minimum(frames + step, last)
    turned = angles(calm[after], calm[before]) / (times[after] - times[before])[:, None]
    return np.asarray((_busiest(turned) < STILL) & ~np.isnan(turned).all(axis=1))


def _near(times: Array, curve: Array, span: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Return (N,) whether the body is in the pose, on the mean, of the span (s)."""
    inside = (times >= span[0]) & (times <= span[1])
    if not inside.any() or not curve.shape[1]:
        return np.zeros(len(times), dtype=bool)
    calm = smoothed(curve, times, OVER)
    pose = unit(np.stack([_middle(bone) for bone in calm[inside].swapaxes(0, 1)]))
    return np.asarray(_busiest(angles(calm, pose)) < AWAY)


def _busiest(degrees: Array) -> Array:
    """Return (N,): the mean of the two bones (N, B) that are highest."""
    return np.asarray(np.sort(np.nan_to_num(degrees), axis=1)[:, -2:].mean(axis=1))


def _sway(motion: Motion) -> float:
    """Return m: how far the hands move about their own middles, root mean square."""
    if not len(motion.times):
        return float("nan")
    hands = [smoothed(motion.of(f"{side}_wrist"), motion.times, SMOOTH) for side in SIDES]
    squares = np.concatenate([np.sum((hand - _middle(hand)) ** 2, axis=1) for hand in hands])
    seen = squares[~np.isnan(squares)]
    return float(np.sqrt(seen.mean())) if len(seen) else float("nan")


def _middle(points: Array) -> Array:
    seen = points[~np.isnan(points).any(axis=1)]
    return np.asarray(seen.mean(axis=0)) if len(seen) else np.full(3, np.nan)
