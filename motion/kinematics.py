"""From angles to joints: a body that stands on the floor. All angles in radians."""

from collections.abc import Mapping

import numpy as np
from scipy.spatial.transform import Rotation

from motion.body import Body, hand
from motion.motion import Array
from motion.skeleton import HAND, JOINTS, SIDES

Angles = Mapping[str, Array]  # part → (T, angles)
FRONT, UP = np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, 1.0])
BEARS = 0.02  # metres: a foot that is so much higher bears little


def stood(angles: Angles, body: Body) -> Array:
    """Return (T, J, 3) m of `skeleton.JOINTS`, the lower foot on the floor.

    `angles`: "trunk" and "head" (T, 3) turn, forward, side; for each side "arm", "forearm"
    (T, 2) lift, forward; "thigh", "shank" (T, 2) tilt outward, ahead; and, where they are shown,
    "hand" (T, 8) lift, forward, palm and five fingers' curl. The axes of `skeleton`.
    """
    joints = _trunk(angles, body)
    for side, out in zip(SIDES, (1.0, -1.0), strict=True):
        joints |= _leg(angles, side, out, body)
        joints |= _arm(angles, side, out, body, joints)
    frames = len(angles["trunk"])
    unseen = np.full((frames, 3), np.nan)
    whole = np.stack([joints.get(name, unseen) for name in JOINTS], axis=1)
    return np.asarray(whole - _floor(joints, body)[:, None])


def _trunk(angles: Angles, body: Body) -> dict[str, Array]:
    trunk = leaning(angles["trunk"])
    head = trunk @ leaning(angles["head"])
    neck = body.trunk * trunk @ UP
    middle = neck + body.head * head @ UP
    across = trunk[:, :, 0] * body.shoulders / 2
    return {
        "neck": neck,
        "head": middle,
        "nose": middle + body.nose * head @ FRONT,
        "left_shoulder": neck + across,
        "right_shoulder": neck - across,
    }


def _leg(angles: Angles, side: str, out: float, body: Body) -> dict[str, Array]:
    hip = np.broadcast_to([out * body.hips / 2, 0.0, 0.0], (len(angles["trunk"]), 3))
    knee = hip + body.thigh * pointing(_polar(angles[f"{side}_thigh"]), out)
    ankle = knee + body.shank * pointing(_polar(angles[f"{side}_shank"]), out)
    drop = body.ankle - body.toe
    toe = ankle + FRONT * np.sqrt(body.foot**2 - drop**2) - UP * drop
    return {f"{side}_hip": hip, f"{side}_knee": knee, f"{side}_ankle": ankle, f"{side}_toe": toe}


def _arm(
    angles: Angles, side: str, out: float, body: Body, joints: Mapping[str, Array]
) -> dict[str, Array]:
    trunk = leaning(angles["trunk"])
    upper, fore = (pointing(angles[f"{side}_{part}"], out) for part in ("arm", "forearm"))
    elbow = joints[f"{side}_shoulder"] + body.upper_arm * _carried(trunk, upper)
    wrist = elbow + body.forearm * _carried(trunk, fore)
    found = {f"{side}_elbow": elbow, f"{side}_wrist": wrist}
    if f"{side}_hand" in angles:
        own = _hand(angles[f"{side}_hand"], out, body)
        placed = np.einsum("tij,tkj->tki", trunk, own) + wrist[:, None]
        found |= {f"{side}_hand_{name}": placed[:, k] for k, name in enumerate(HAND)}
    return found


def _hand(angles: Array, out: float, body: Body) -> Array:
    """Return (T, 26, 3) m from the wrist, in the trunk's axes."""
    along = pointing(angles, out)
    lift, forward, palm = angles[:, :3].T
    up = _axes(np.cos(lift) * np.cos(forward), np.cos(lift) * np.sin(forward), np.sin(lift), out)
    ahead = _axes(-np.sin(forward), np.cos(forward), np.zeros_like(lift), out)
    looks = ahead * np.sin(palm)[:, None] - up * np.cos(palm)[:, None]
    thumb = out * np.cross(looks, along)
    axes = np.stack([along, thumb, looks], axis=2)
    return np.asarray(np.einsum("tij,tkj->tki", axes, hand(angles[:, 3:], body.hand)))


def leaning(angles: Array) -> Array:
    """Return (T, 3, 3), columns left, back, up, of what leans by (T, 3) turn, forward, side."""
    return np.asarray(Rotation.from_euler("ZXY", angles).as_matrix())


def pointing(angles: Array, out: float) -> Array:
    """Return (T, 3) unit directions of lift and forward, the first two of (T, ≥ 2).

    `out`: 1 for the left side, -1 for the right.
    """
    lift, forward = angles[:, 0], angles[:, 1]
    level = np.sin(lift)
    return _axes(level * np.cos(forward), level * np.sin(forward), -np.cos(lift), out)


def _polar(tilts: Array) -> Array:
    """Return (T, 2) lift and forward of tilts (T, 2) outward and ahead."""
    outward, ahead = tilts.T
    return np.stack([np.hypot(outward, ahead), np.arctan2(ahead, outward)], axis=1)


def _axes(outward: Array, ahead: Array, up: Array, out: float) -> Array:
    return np.stack([out * outward, -ahead, up], axis=1)


def _carried(frames: Array, vectors: Array) -> Array:
    return np.asarray(np.einsum("tij,tj->ti", frames, vectors))


def _floor(joints: Mapping[str, Array], body: Body) -> Array:
    """Return (T, 3): what of the floor lies under the feet that bear, from between the hips."""
    ankles = np.stack([joints[f"{side}_ankle"] for side in SIDES], axis=1)
    above = ankles[:, :, 2] - ankles[:, :, 2].min(axis=1, keepdims=True)
    bears = np.exp(-above / BEARS)
    under = np.einsum("ts,tsi->ti", bears / bears.sum(axis=1, keepdims=True), ankles)
    under[:, 2] = ankles[:, :, 2].min(axis=1) - body.ankle
    return np.asarray(under)
