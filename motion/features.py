"""What of a pose is compared: where each bone points and how far the hands reach, seen from the
body itself. A direction knows no body size, and the body's own axes no place in the room.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from motion.motion import Array, Motion
from motion.skeleton import BONES, SIDES

OFTEN = 0.1  # share of the time in which shoulders or hips must be seen to say where one faces
TURNS = 0.25  # length of the mean of unit vectors across a body: below, it does not face one way
SHORTEST = 0.01  # m: a shorter arm is none


def trunk_frame(motion: Motion) -> Array:
    """Return (T, 3, 3): columns are left, back and up of the trunk; NaN where it is not seen."""
    return _frame(_across(motion), unit(motion.of("neck") - motion.of("pelvis")))


def body_frame(motion: Motion) -> Array:
    """Return (3, 3): left, back and up of the body as it stands through the whole motion.

    Up is the room's. Where neither shoulders nor hips were seen, the performer faces the viewer.
    """
    frame = _frame(_facing(motion)[None], np.array([[0.0, 0.0, 1.0]]))[0]
    return np.eye(3) if np.isnan(frame).any() else np.asarray(frame)


def body_frames(motion: Motion) -> Array:
    """Return (T, 3, 3): the body frame, at each moment anew where a body turns right about."""
    whole = body_frame(motion)
    across = unit(_across(motion))
    across = across[seen(across)]
    if not len(across) or np.linalg.norm(across.mean(axis=0)) > TURNS:
        return np.broadcast_to(whole, (len(motion.times), 3, 3))
    return _frame(_across(motion), np.tile([0.0, 0.0, 1.0], (len(motion.times), 1)))


def _facing(motion: Motion) -> Array:
    """Return (3,): from right to left on the mean, from moments that show as much as there is."""
    shoulders = motion.of("left_shoulder") - motion.of("right_shoulder")
    hips = motion.of("left_hip") - motion.of("right_hip")
    for across in (shoulders + hips, shoulders, hips):
        known = across[seen(across)]
        if len(known) > OFTEN * len(across):
            return np.asarray(known.mean(axis=0))
    return np.array([1.0, 0.0, 0.0])


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


def reaches(motion: Motion) -> Array:
    """Return (T, 2, 3): left and right wrist from the neck (the head, where no neck is seen), in
    lengths of the learner's own arm, in the room's axes; NaN = not seen.
    """
    neck, head = motion.of("neck"), motion.of("head")
    origin = head if np.isnan(neck).all() else neck
    reached = np.stack([motion.of(f"{side}_wrist") - origin for side in SIDES], axis=1)
    arm = _arm(motion, reached)
    return reached / (arm if arm > SHORTEST else np.nan)


def _arm(motion: Motion, reached: Array) -> float:
    """Return m: the mean arm; where elbows are not seen, the farthest that a hand reached."""
    arms = [
        _length(motion, f"{side}_shoulder", f"{side}_elbow")
        + _length(motion, f"{side}_elbow", f"{side}_wrist")
        for side in SIDES
    ]
    known = [arm for arm in arms if not np.isnan(arm)]
    if known:
        return float(np.mean(known))
    return _quantile(lengths(reached), 0.95)


def _length(motion: Motion, start: str, end: str) -> float:
    return _quantile(lengths(motion.of(end) - motion.of(start)), 0.5)


def _quantile(values: Array, share: float) -> float:
    known = values[~np.isnan(values)]
    return float(np.quantile(known, share)) if len(known) else float("nan")


def in_frame(frames: Array, vectors: Array) -> Array:
    """Return (T, B, 3) vectors in the axes of (T, 3, 3) frames, or of one (3, 3)."""
    return np.asarray(np.einsum("...ji,...bj->...bi", frames, vectors))


def unit(vectors: Array) -> Array:
    """Return vectors (..., 3) at length 1; NaN where they have none."""
    length = lengths(vectors)[..., None]
    return np.asarray(vectors / np.where(length > 1e-9, length, np.nan))


def lengths(vectors: Array) -> Array:
    """Return the lengths of vectors (..., 3)."""
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    return np.asarray(np.sqrt(x * x + y * y + z * z))


def seen(vectors: Array) -> npt.NDArray[np.bool_]:
    """Return (...) which of the vectors (..., 3) are seen: not NaN."""
    return ~np.isnan(vectors[..., 0] + vectors[..., 1] + vectors[..., 2])


def angles(one: Array, other: Array) -> Array:
    """Return degrees between directions (..., 3)."""
    chord = lengths(one - other)
    return np.asarray(np.degrees(2 * np.arcsin(np.clip(chord / 2, 0.0, 1.0))))
