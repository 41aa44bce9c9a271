"""What a sleeve needs to know of a body: where the wrist holds it, and what it may not enter."""

import numpy as np

from motion.features import unit
from motion.motion import Array
from motion.skeleton import JOINTS
from physics.cloth_grip import Frame

# Radii, m, of a grown body in a practice robe: assumed, as the figure is drawn.
TRUNK = 0.13
SHOULDERS = 0.075
HEAD = 0.11
GOWN = 0.125
LIMBS = {"upper_arm": 0.055, "forearm": 0.04, "hand": 0.042, "thigh": 0.09, "shank": 0.07}
_ENDS = {
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
}
HAND = 0.15  # m that a half-closed hand goes on beyond the wrist
CHEST = 0.72  # of the way from pelvis to neck, where the middle of the chest is
# No arm points up and back: about this direction a cuff's turn is always told.
_ABOVE = np.array([0.35, 0.5, 0.8])


def capsules(positions: Array) -> Array:
    """Return (14, 7) capsules of a body of joints (J, 3) m: both ends, radius; NaN = not seen."""
    trunk = _trunk(positions)
    limbs = [_limb(positions, side, limb) for side in ("left", "right") for limb in LIMBS]
    return np.stack([*trunk, *limbs])


def wrist(positions: Array, side: str) -> Frame:
    """Return place (3,) m and rotation (3, 3) of a wrist of joints (J, 3); NaN = not seen.

    The rotation's columns run along the forearm to the hand, across, and upwards.
    """
    at = _of(positions, f"{side}_wrist")
    out = unit(at - _of(positions, f"{side}_elbow"))
    above = _ABOVE * (1.0 if side == "left" else -1.0, 1.0, 1.0)
    up = unit(above - out * (above @ out))
    return at, np.stack([out, np.cross(up, out), up], axis=1)


def _of(positions: Array, joint: str) -> Array:
    return np.asarray(positions[JOINTS.index(joint)])


def _trunk(positions: Array) -> list[Array]:
    hips, knees, ankles = (
        (_of(positions, f"left_{joint}") + _of(positions, f"right_{joint}")) / 2
        for joint in ("hip", "knee", "ankle")
    )
    neck, head = _of(positions, "neck"), _of(positions, "head")
    ends = _of(positions, "left_shoulder"), _of(positions, "right_shoulder")
    return [
        _capsule(hips, hips + (neck - hips) * CHEST, TRUNK),
        _capsule(*ends, SHOULDERS),
        _capsule(head, head, HEAD),
        _capsule(hips, (knees + ankles) / 2, GOWN),
    ]


def _limb(positions: Array, side: str, limb: str) -> Array:
    if limb == "hand":
        at, turn = wrist(positions, side)
        return _capsule(at, at + turn[:, 0] * HAND, LIMBS[limb])
    start, end = (_of(positions, f"{side}_{joint}") for joint in _ENDS[limb])
    return _capsule(start, end, LIMBS[limb])


def _capsule(start: Array, end: Array, radius: float) -> Array:
    return np.concatenate([start, end, [radius]])
