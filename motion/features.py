"""What of a pose is compared: where each bone points, seen from the body itself.

A direction knows no body size, and the body's own axes no place in the room and no yaw.
"""

from collections.abc import Sequence

import numpy as np

from motion.motion import Array, Motion
from motion.skeleton import BONES, LIMBS

RATE = 30.0  # frames a second on which motions are compared
GAP = 0.25  # s: what was not seen for longer is not guessed
SMOOTH = 0.2  # s over which directions are averaged: a camera's joints jump by centimetres
JUDGED = ("trunk", *LIMBS, "left_foot", "right_foot") + tuple(
    f"{side}_{bone}"
    for side in ("left", "right")
    for bone in ("hand", "thumb", "index", "middle", "ring", "little")
)  # never the head: a camera does not know where a face looks


def trunk_frame(motion: Motion) -> Array:
    """Return (T, 3, 3): columns are left, back and up of the trunk; NaN where it is not seen."""
    return _frame(_across(motion), unit(motion.of("neck") - motion.of("pelvis")))


def body_frame(motion: Motion) -> Array:
    """Return (3, 3): left, back and up of the body as it stands through the whole motion.

    Up is the room's; NaN where neither shoulders nor hips were seen.
    """
    across = _across(motion)
    seen = ~np.isnan(across).any(axis=1)
    mean = across[seen].mean(axis=0) if seen.any() else np.full(3, np.nan)
    return np.asarray(_frame(mean[None], np.array([[0.0, 0.0, 1.0]]))[0])


def _across(motion: Motion) -> Array:
    """Return (T, 3): from right to left, by shoulders, and by hips where they are seen."""
    across = motion.of("left_shoulder") - motion.of("right_shoulder")
    hips = motion.of("left_hip") - motion.of("right_hip")
    return np.asarray(np.where(np.isnan(across), hips, across + np.nan_to_num(hips)))


def _frame(across: Array, up: Array) -> Array:
    left = unit(across - up * np.sum(across * up, axis=1, keepdims=True))
    return np.stack([left, np.cross(up, left), up], axis=2)


def directions(motion: Motion, bones: Sequence[str]) -> Array:
    """Return (T, B, 3): unit direction of each bone in the room's axes; NaN = not seen."""
    ends = [(motion.of(start), motion.of(end)) for start, end in (BONES[b] for b in bones)]
    return np.stack([unit(end - start) for start, end in ends], axis=1)


def in_frame(frames: Array, vectors: Array) -> Array:
    """Return (T, B, 3) vectors in the axes of (T, 3, 3) frames, or of one (3, 3)."""
    return np.asarray(np.einsum("...ji,...bj->...bi", frames, vectors))


def unit(vectors: Array) -> Array:
    """Return vectors (..., 3) at length 1; NaN where they have none."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 1e-9, length, np.nan))


def described(motion: Motion, bones: Sequence[str], times: Array) -> Array:
    """Return (N, B, 3): where the bones point at `times` (N,) s, in the body's own axes."""
    room = smoothed(directions(motion, bones), motion.times, SMOOTH)
    return sampled(unit(in_frame(body_frame(motion), room)), motion.times, times)


def ticks(times: Array) -> Array:
    """Return the moments, `RATE` a second, at which a motion is compared."""
    frames = max(2, round((times[-1] - times[0]) * RATE) + 1)
    return np.linspace(times[0], times[-1], frames)


def sampled(values: Array, times: Array, at: Array) -> Array:
    """Return values (T, ...) at the moments `at`; NaN beside what is not seen and in gaps."""
    right = np.clip(np.searchsorted(times, at), 1, len(times) - 1)
    step = times[right] - times[right - 1]
    share = np.clip((at - times[right - 1]) / step, 0.0, 1.0)
    share = share.reshape(-1, *[1] * (values.ndim - 1))
    between = values[right - 1] * (1 - share) + values[right] * share
    gap = (step > GAP).reshape(share.shape)
    return np.asarray(np.where(gap, np.nan, between))


def smoothed(values: Array, times: Array, seconds: float) -> Array:
    """Return values (T, ...) averaged over `seconds` around each frame, of what was seen there."""
    half = seconds / 2
    first = np.searchsorted(times, times - half)
    last = np.searchsorted(times, times + half, side="right")
    seen = ~np.isnan(values)
    sums, counts = _running(np.nan_to_num(values)), _running(seen.astype(float))
    known = counts[last] - counts[first]
    mean = (sums[last] - sums[first]) / np.maximum(known, 1.0)
    return np.asarray(np.where(seen & (known > 0), mean, np.nan))


def _running(values: Array) -> Array:
    """Return the sums of all before each frame, (T + 1, ...)."""
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])


def angles(one: Array, other: Array) -> Array:
    """Return degrees between directions (..., 3)."""
    chord = np.linalg.norm(one - other, axis=-1)
    return np.asarray(np.degrees(2 * np.arcsin(np.clip(chord / 2, 0.0, 1.0))))
