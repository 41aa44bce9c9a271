"""Arms and legs that no one saw, for the avatar of a head and two hands: never for a score.

The elbow of a seen shoulder and wrist lies on a circle; where on it is a guess, led by how far,
how high and how far across the hand is held (Parger et al. 2018, "Human upper-body inverse
kinematics for increased embodiment in consumer-grade virtual reality").
"""

from dataclasses import dataclass, replace

import numpy as np

from motion.features import unit
from motion.motion import Array, Motion
from motion.skeleton import SIDES

_STRAIGHT = 0.9999  # of its length: an arm that is stretched further is drawn straight
_UP = np.array([0.0, 0.0, 1.0])
# Where an elbow turns to (outwards, back, up): at first, and for a hand aside, ahead, high.
# Fitted to the elbows of MSR Action3D, subjects 1 to 3; measured on others (`motion_arms`).
_POLE = np.array([[0.2, -0.4, -1.0], [-0.5, 0.6, -0.8], [1.0, -0.1, -0.5], [0.4, -1.2, -2.0]])


@dataclass(frozen=True)
class Stature:
    """Lengths (m) that a body is completed with; the person's own where they are known."""

    upper_arm: float = 0.28
    forearm: float = 0.25
    shoulders: float = 0.34
    hips: float = 0.20
    head: float = 0.22  # neck to head
    trunk: float = 0.49
    thigh: float = 0.40
    shank: float = 0.40
    ankle: float = 0.08  # above the floor
    foot: float = 0.18


def elbow(shoulder: Array, wrist: Array, upper: float, fore: float, side: str) -> Array:
    """Return (T, 3) where an elbow would be, in the trunk's axes (+x left, +y back, +z up).

    `shoulder`, `wrist` (T, 3) m; `upper`, `fore` m; `side` "left" or "right". A hand out of
    reach is reached towards; NaN where an end is not seen.
    """
    out = 1.0 if side == "left" else -1.0
    return bent(shoulder, wrist, upper, fore, _pole((wrist - shoulder) / (upper + fore), out))


def bent(start: Array, end: Array, upper: float, lower: float, pole: Array) -> Array:
    """Return (T, 3): the joint between two bones from `start` to `end`, turned towards `pole`."""
    along = end - start
    way = unit(along)
    reach = np.linalg.norm(along, axis=1, keepdims=True)
    reach = np.clip(reach, abs(upper - lower) + 1e-6, (upper + lower) * _STRAIGHT)
    before = (upper**2 - lower**2 + reach**2) / (2 * reach)
    beside = np.sqrt(np.maximum(upper**2 - before**2, 0.0))
    across = pole - way * np.sum(way * pole, axis=1, keepdims=True)
    return np.asarray(start + way * before + unit(across) * beside)


def _pole(hand: Array, out: float) -> Array:
    """Return (T, 3) towards which the elbow turns; `hand` is the wrist over the arm's length."""
    aside, ahead, high = hand[:, 0] * out, -hand[:, 1], hand[:, 2]
    pole = np.stack([np.ones_like(high), aside, ahead, high], axis=1) @ _POLE
    return np.asarray(pole * [out, 1.0, 1.0])


def completed(motion: Motion, stature: Stature | None = None) -> Motion:
    """Return the motion with a body around its head and hands, where none was seen.

    A joint that is filled in has confidence 0 and is for the avatar only. Nothing is filled in
    where the head is not seen.
    """
    whole = motion.canonical()
    made = _Completed(whole, stature or Stature()).joints
    positions, confidence = whole.positions.copy(), whole.confidence.copy()
    for joint, path in made.items():
        k = whole.joints.index(joint)
        missing = np.isnan(positions[:, k]).any(axis=1)
        positions[missing, k] = path[missing]
        confidence[missing, k] = 0.0
    return replace(whole, positions=positions, confidence=confidence)


class _Completed:
    """The joints of a body that stands under its head, (T, 3) each."""

    def __init__(self, motion: Motion, stature: Stature) -> None:
        self._motion, self._is = motion, stature
        self.joints: dict[str, Array] = {}
        for side in SIDES:
            self._keep(f"{side}_wrist", motion.of(f"{side}_hand_wrist"))
        head = motion.of("head")
        neck = self._keep("neck", head - stature.head * _UP)
        self._left = _facing(motion, [self.joints[f"{side}_wrist"] for side in SIDES])
        floor = _floor_under(head, stature)
        pelvis = _pelvis(neck, floor, stature)
        for side, out in zip(SIDES, (1.0, -1.0), strict=True):
            shoulder = neck + out * stature.shoulders / 2 * self._left
            self._arm(side, self._keep(f"{side}_shoulder", shoulder))
            hip = pelvis + out * stature.hips / 2 * self._left
            self._leg(side, self._keep(f"{side}_hip", hip), floor)

    def _keep(self, joint: str, guess: Array) -> Array:
        """Note what was seen of a joint, or else the guess."""
        seen = self._motion.of(joint)
        self.joints[joint] = np.where(np.isnan(seen), guess, seen)
        return self.joints[joint]

    def _arm(self, side: str, shoulder: Array) -> None:
        axes = np.stack([self._left, np.cross(_UP, self._left), np.tile(_UP, (len(shoulder), 1))])
        frame = np.moveaxis(axes, 0, 2)
        ends = (shoulder, self.joints[f"{side}_wrist"])
        start, end = (np.einsum("tji,tj->ti", frame, point) for point in ends)
        found = elbow(start, end, self._is.upper_arm, self._is.forearm, side)
        self._keep(f"{side}_elbow", np.einsum("tij,tj->ti", frame, found))

    def _leg(self, side: str, hip: Array, floor: float) -> None:
        ahead = np.cross(self._left, _UP)
        under = hip * [1.0, 1.0, 0.0] + (floor + self._is.ankle) * _UP
        ankle = self._keep(f"{side}_ankle", under)
        self._keep(f"{side}_knee", bent(hip, ankle, self._is.thigh, self._is.shank, ahead))
        down = (floor - ankle[:, 2:]) * _UP
        self._keep(f"{side}_toe", ankle + self._is.foot * ahead + down)


def _facing(motion: Motion, wrists: list[Array]) -> Array:
    """Return (T, 3) the body's left: as the nose says, half way to where both hands are."""
    head = motion.of("head")
    gaze = _level(motion.of("nose") - head)
    hands = _level(wrists[0] + wrists[1] - 2 * head)
    hands = hands * (np.sum(hands * gaze, axis=1, keepdims=True) > 0)
    ahead = _level(gaze + 0.5 * np.nan_to_num(hands))
    ahead = np.where(np.isnan(ahead), [0.0, -1.0, 0.0], ahead)
    return np.cross(_UP, ahead)


def _level(vectors: Array) -> Array:
    return unit(vectors * [1.0, 1.0, 0.0])


def _floor_under(head: Array, stature: Stature) -> float:
    """Return the floor's height (m): as low as a body is tall below the highest head."""
    tall = (
        stature.head + stature.trunk + _STRAIGHT * (stature.thigh + stature.shank) + stature.ankle
    )
    highest = head[:, 2][~np.isnan(head[:, 2])]
    return float(highest.max()) - tall if len(highest) else 0.0


def _pelvis(neck: Array, floor: float, stature: Stature) -> Array:
    """Return (T, 3): below the neck, never lower than one can squat."""
    lowest = floor + stature.ankle + 0.12
    height = np.maximum(neck[:, 2] - stature.trunk, lowest)
    return np.stack([neck[:, 0], neck[:, 1], height], axis=1)
