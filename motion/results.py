"""What a landmarker answers, as arrays."""

from typing import Any

import numpy as np

from motion.landmarks import Hand, Person
from motion.motion import Array


def people(result: Any, aspect: float) -> list[Person]:
    """Return the people of a PoseLandmarkerResult; `aspect`: the picture's width in heights."""
    return [
        Person(_flat(flat, aspect), _solid(world), _seen(flat))
        for flat, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    ]


def hands_of(result: Any, aspect: float) -> list[Hand]:
    """Return the hands of a HandLandmarkerResult."""
    each = zip(result.hand_landmarks, result.hand_world_landmarks, result.handedness, strict=True)
    return [Hand(_flat(flat, aspect), _solid(world), kind[0].score) for flat, world, kind in each]


def _flat(marks: Any, aspect: float) -> Array:
    return np.array([(m.x * aspect, m.y) for m in marks])


def _solid(marks: Any) -> Array:
    return np.array([(m.x, m.y, m.z) for m in marks])


def _seen(marks: Any) -> Array:
    """Return how surely each was seen; what was guessed beyond the picture's edge was not."""
    inside = [0 <= m.x <= 1 and 0 <= m.y <= 1 for m in marks]
    return np.array([m.visibility * within for m, within in zip(marks, inside, strict=True)])
