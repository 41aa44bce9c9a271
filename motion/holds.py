"""亮相: where a movement stands still, and how a take held it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from motion.features import angles
from motion.graded import Held
from motion.motion import Array, Motion

STILL = 20.0  # degrees a second: the mean bone of a body that stands
LEAST = 0.8  # s: a shorter stop is a change of direction
SWAY = 0.05  # m of the wrists about their mean: half of the score is gone
LEFT = 15.0  # degrees off the pose beyond tolerance: half of the score is gone


def speeds(times: Array, curve: Array) -> Array:
    """Return (N,) degrees a second of the bones (N, B, 3) that were seen, on the mean."""
    turned = angles(curve[1:], curve[:-1]) / np.diff(times)[:, None]
    seen = ~np.isnan(turned)
    mean = np.nan_to_num(turned).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    mean = np.where(seen.any(axis=1), mean, np.nan)
    return np.concatenate([mean[:1], mean])


def found_holds(times: Array, curve: Array) -> tuple[tuple[float, float], ...]:
    """Return from, to (s) of every stop after the movement has begun."""
    still = np.concatenate([[False], speeds(times, curve) < STILL, [False]])
    turns = np.flatnonzero(np.diff(still.astype(int)))
    stops = [(float(times[a]), float(times[b - 1])) for a, b in turns.reshape(-1, 2) if a > 0]
    return tuple((start, end) for start, end in stops if end - start >= LEAST)


def held(hold: tuple[float, float], take: Motion, curve: Array, times: Array, over: float) -> Held:
    """Return how a take held: `hold` from, to in its own seconds as they were aligned.

    `curve` (M, B, 3) of the take at `times` (M,); `over` degrees that its pose left the
    tolerance by. The stillness that counts is the longest about the aligned hold.
    """
    start, end = hold
    wanted = end - start
    inside = (times >= start - wanted / 2) & (times <= end + wanted / 2)
    still = (speeds(times, curve) < STILL) & inside
    seconds = _longest(times, still)
    sway = _sway(take.between(start, end))
    if not inside.any() or np.isnan(over):
        return Held(start, end, seconds, sway, over, None)
    score = 100.0 * 0.5 ** (over / LEFT + np.nan_to_num(sway) ** 2 / SWAY**2)
    return Held(start, end, seconds, sway, over, float(score))


def _longest(times: Array, still: npt.NDArray[np.bool_]) -> float:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], still.astype(int), [0]])))
    return max((float(times[b - 1] - times[a]) for a, b in edges.reshape(-1, 2)), default=0.0)


def _sway(motion: Motion) -> float:
    """Return m: how far the hands move about their own middles, root mean square."""
    hands: Sequence[Array] = [motion.of("left_wrist"), motion.of("right_wrist")]
    apart = [hand - _middle(hand) for hand in hands]
    squares = np.concatenate([np.sum(each**2, axis=1) for each in apart])
    seen = squares[~np.isnan(squares)]
    return float(np.sqrt(seen.mean())) if len(seen) else float("nan")


def _middle(points: Array) -> Array:
    seen = points[~np.isnan(points).any(axis=1)]
    return np.asarray(seen.mean(axis=0)) if len(seen) else np.full(3, np.nan)
