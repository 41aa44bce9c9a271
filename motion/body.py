"""A body of known size: how long each bone is, and how a hand is built."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from motion.motion import Array
from motion.skeleton import FINGERS, HAND


@dataclass(frozen=True)
class Body:
    """Lengths in metres, both sides alike.

    `shoulders` and `hips` from joint to joint, `trunk` from between the hips to the neck, `head`
    from there to its middle, `nose` from there to the front, `foot` from ankle to toe, `ankle`
    and `toe` above the floor, `hand` from the wrist to the knuckle of the middle finger.
    """

    trunk: float = 0.50
    head: float = 0.19
    nose: float = 0.10
    shoulders: float = 0.36
    hips: float = 0.22
    upper_arm: float = 0.29
    forearm: float = 0.25
    thigh: float = 0.42
    shank: float = 0.40
    foot: float = 0.18
    ankle: float = 0.08
    toe: float = 0.02
    hand: float = 0.09


STANDARD = Body()
PALM_FROM_KNUCKLE = 0.5  # of the hand
# metres of a hand 0.09 long: along it, towards the thumb, out of the palm
_BASE: Mapping[str, tuple[float, float, float]] = {
    "thumb_metacarpal": (0.020, 0.020, 0.008),
    "thumb_proximal": (0.050, 0.042, 0.012),
    "index_metacarpal": (0.025, 0.012, 0.0),
    "index_proximal": (0.088, 0.024, 0.0),
    "middle_metacarpal": (0.025, 0.002, 0.0),
    "middle_proximal": (0.090, 0.0, 0.0),
    "ring_metacarpal": (0.025, -0.008, 0.0),
    "ring_proximal": (0.084, -0.020, 0.0),
    "little_metacarpal": (0.024, -0.017, 0.0),
    "little_proximal": (0.074, -0.038, 0.0),
}
_PHALANGES: Mapping[str, tuple[float, ...]] = {
    "thumb": (0.034, 0.026),
    "index": (0.042, 0.025, 0.020),
    "middle": (0.047, 0.028, 0.021),
    "ring": (0.043, 0.027, 0.020),
    "little": (0.034, 0.020, 0.018),
}
_LONG = 0.09  # metres: the hand that is written above
_THUMB, _ACROSS = np.array([0.75, 0.64, 0.15]), np.array([-0.15, -0.55, 0.82])


def hand(curls: Array, length: float) -> Array:
    """Return (T, 26, 3) m: the joints of `skeleton.HAND` of fingers bent by `curls` (T, 5) rad.

    Axes: along the hand from the wrist, towards the thumb, out of the palm. `curls` of thumb,
    index, middle, ring and little finger, for each of their joints.
    """
    joints = {"wrist": np.zeros((len(curls), 3))}
    for name, base in _BASE.items():
        joints[name] = np.broadcast_to(base, (len(curls), 3))
    for finger, curl in zip(("thumb", *FINGERS), curls.T, strict=True):
        joints |= _finger(finger, curl, joints[f"{finger}_proximal"])
    joints["palm"] = PALM_FROM_KNUCKLE * joints["middle_proximal"]
    return np.stack([joints[name] for name in HAND], axis=1) * (length / _LONG)


def _finger(finger: str, curl: Array, at: Array) -> dict[str, Array]:
    """Return the joints beyond the knuckle `at` (T, 3) of a finger bent by `curl` (T,) rad."""
    straight, bent = np.eye(3)[0], np.eye(3)[2]
    if finger == "thumb":
        straight = _THUMB / np.linalg.norm(_THUMB)
        bent = _ACROSS - straight * (_ACROSS @ straight)
        bent = bent / np.linalg.norm(bent)
    names = ("intermediate", "distal", "tip") if finger != "thumb" else ("distal", "tip")
    found: dict[str, Array] = {}
    for n, (name, length) in enumerate(zip(names, _PHALANGES[finger], strict=True), 1):
        angle = (n * curl)[:, None]
        at = at + length * (np.cos(angle) * straight + np.sin(angle) * bent)
        found[f"{finger}_{name}"] = at
    return found
