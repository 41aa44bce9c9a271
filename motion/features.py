"""What of a pose is compared: where each bone points, seen from the body's own trunk.

A direction knows no body size, and the trunk's frame no place in the room and no yaw.
"""

from collections.abc import Sequence

import numpy as np

from motion.motion import Array, Motion
from motion.skeleton import BONES


def trunk_frame(motion: Motion) -> Array:
    """Return (T, 3, 3): columns are left, back and up of the trunk; NaN where it is not seen."""
    across = motion.of("left_shoulder") - motion.of("right_shoulder")
    hips = motion.of("left_hip") - motion.of("right_hip")
    across = across + np.where(np.isnan(hips), 0.0, hips)
    up = unit(motion.of("neck") - motion.of("pelvis"))
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
