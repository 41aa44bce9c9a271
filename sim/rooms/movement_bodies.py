"""How bodies are shown that were not seen so: the reference at the learner's size, and a body
around a head and two hands. For the picture only, never for a mark.
"""

import numpy as np

from motion.arms import completed
from motion.calibrate import Calibration
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.retarget import retarget
from motion.skeleton import JOINTS, SIDES

_HEAD = JOINTS.index("head")
_HANDS = [[JOINTS.index(f"{side}_{j}") for j in ("wrist", "hand_wrist")] for side in SIDES]
_TRUNK = [JOINTS.index(f"{side}_{j}") for side in SIDES for j in ("shoulder", "hip")]


class Shadow:
    """The reference as it leads one learner: at his size once that was measured, else its own."""

    def __init__(self) -> None:
        self._made: tuple[Motion, Calibration, Motion] | None = None

    def of(self, reference: MotionReference, learner: Calibration | None) -> Motion:
        """Return the motion that leads."""
        ghost = reference.ghost
        if learner is None:
            return ghost
        if self._made is None or self._made[0] is not ghost or self._made[1] is not learner:
            self._made = (ghost, learner, retarget(ghost, learner.lengths))
        return self._made[2]


def clothed(pose: Array) -> Array:
    """Return (J, 3) with a body around it where only a head and hands are tracked.

    Where any of a trunk was seen the pose stays as it is: what a camera missed is shown missed.
    """
    seen = np.asarray(np.isfinite(pose).all(axis=1))
    if seen[_TRUNK].any() or not seen[_HEAD] or not all(seen[hand].any() for hand in _HANDS):
        return pose
    alone = Motion(np.zeros(1), JOINTS, pose[None], seen[None].astype(float))
    return np.asarray(completed(alone).positions[0])
