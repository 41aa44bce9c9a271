"""Takes of movements for tests: danced by the program's own shadow, well or with known faults."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation

from motion.motion import Motion


def turned(motion: Motion, about: str, joints: Sequence[str], degrees: float, axis) -> Motion:
    """Turn joints about another by an angle, in the room's axes, through the whole motion."""
    positions = motion.positions.copy()
    centre = motion.of(about)
    turn = Rotation.from_rotvec(np.radians(degrees) * np.asarray(axis, float))
    for joint in joints:
        k = motion.joints.index(joint)
        positions[:, k] = turn.apply(positions[:, k] - centre) + centre
    return replace(motion, positions=positions)


def low_arm(motion: Motion, degrees: float = 40.0) -> Motion:
    """The left arm hangs by so much, elbow and wrist together."""
    return turned(motion, "left_shoulder", ("left_elbow", "left_wrist"), degrees, (0, 1, 0))


def without(motion: Motion, *joints: str) -> Motion:
    """The same with joints that were not seen."""
    hidden = np.isin(motion.joints, joints)
    positions = np.where(hidden[None, :, None], np.nan, motion.positions)
    confidence = np.where(hidden[None, :], 0.0, motion.confidence)
    return replace(motion, positions=positions, confidence=confidence)
