"""The hands of a figure: fingers as they were seen, else a quiet hand with its fingers closed."""

import numpy as np

from motion.skeleton import FINGERS, HAND, SIDES
from sim.scenes.figure_body import cross
from sim.scenes.figure_net import Extra, Loft, loft, profile, way
from sim.scenes.mesh import Array

_AT = {joint: k for k, joint in enumerate(HAND)}
_N = len(HAND)
SIZE = 2 * _N
_FINGER_M = {"index": 0.0088, "middle": 0.0092, "ring": 0.0088, "little": 0.0078}
_THUMB_M = 0.0105

# (ahead, towards the thumb, out of the palm) m from the wrist.
_QUIET = {
    "wrist": (0.0, 0.0, 0.0), "palm": (0.05, 0.002, 0.0),
    "thumb_metacarpal": (0.018, 0.022, 0.006), "thumb_proximal": (0.05, 0.034, 0.012),
    "thumb_distal": (0.078, 0.036, 0.018), "thumb_tip": (0.098, 0.034, 0.023),
}  # fmt: skip
_ROWS = {"index": (0.088, 0.026), "middle": (0.09, 0.0075), "ring": (0.086, -0.0105),
         "little": (0.078, -0.0275)}  # fmt: skip
_PHALANGES = {"index": (0.042, 0.025, 0.018), "middle": (0.046, 0.028, 0.018),
              "ring": (0.043, 0.026, 0.018), "little": (0.033, 0.02, 0.016)}  # fmt: skip
_CURL = np.radians([14.0, 32.0, 50.0])


def _quiet() -> Array:
    made = dict(_QUIET)
    for finger in FINGERS:
        x, y = _ROWS[finger]
        z, parts = 0.0, ("intermediate", "distal", "tip")
        made[f"{finger}_metacarpal"] = (0.02, 0.4 * y, 0.0)
        made[f"{finger}_proximal"] = (x, y, z)
        for part, metres, curl in zip(parts, _PHALANGES[finger], _CURL, strict=True):
            x, z = x + metres * float(np.cos(curl)), z + metres * float(np.sin(curl))
            y *= 0.96
            made[f"{finger}_{part}"] = (x, y, z)
    return np.array([made[joint] for joint in HAND])


QUIET = _quiet()


def placed(wrists: Array, ahead: Array, palms: Array, seen: Array, shown: Array) -> Array:
    """Return the vectors (SIZE, 3) of both hands.

    `wrists`, `ahead`, `palms` (2, 3): where each wrist is, where a quiet hand points (as long as
    the body is large) and where its palm looks; `seen` (2, 26, 3) m from the wrist, `shown` (2,)
    how far that is what is drawn.
    """
    made = np.empty((SIZE, 3))
    for k, turn in enumerate((-1.0, 1.0)):
        thumb = turn * cross(ahead[k], palms[k])
        joints = QUIET @ np.stack([ahead[k], thumb, palms[k] * np.sqrt(ahead[k] @ ahead[k])])
        if shown[k] > 0:
            joints = joints * (1 - shown[k]) + np.nan_to_num(seen[k]) * shown[k]
        made[k * _N : (k + 1) * _N] = wrists[k] + joints
    return made


def lofts() -> list[Loft]:
    """Return palm, thumb and fingers of both hands."""
    return [part for k, _side in enumerate(SIDES) for part in _hand(k)]


def _one(hand: int, **parts: float) -> Array:
    made = np.zeros(SIZE)
    for name, weight in parts.items():
        made[hand * _N + _AT[name]] = weight
    return made


def _hand(k: int) -> list[Loft]:
    knuckles = {f"{finger}_proximal": 0.25 for finger in FINGERS}
    across = _one(k, index_proximal=1.0, little_proximal=-1.0)
    at = np.array([-0.12, 0.0, 0.12, 0.3, 0.55, 0.8, 1.0, 1.1, 1.16])
    course = way([_one(k, wrist=1.0), _one(k, **knuckles)], at)
    size = profile(at, (-0.12, 0.024, 0.019), (0.12, 0.027, 0.017), (0.5, 0.036, 0.0155),
                    (0.95, 0.041, 0.0125), (1.1, 0.036, 0.009), (1.16, 0.004, 0.002))  # fmt: skip
    made = [loft("skin", course, across, size, Extra(square=0.85))]
    thumb = [f"thumb_{part}" for part in ("metacarpal", "proximal", "distal", "tip")]
    made.append(_digit(k, ["wrist", *thumb], _THUMB_M, across))
    for finger in FINGERS:
        parts = [f"{finger}_{p}" for p in ("proximal", "intermediate", "distal", "tip")]
        made.append(_digit(k, parts, _FINGER_M[finger], across))
    return made


def _digit(k: int, joints: list[str], radius: float, across: Array) -> Loft:
    last = len(joints) - 1
    at = np.concatenate([np.linspace(-0.25 if last == 3 else 0.3, last, 9),
                         last + np.array([0.18, 0.3, 0.36])])  # fmt: skip
    course = way([_one(k, **{joint: 1.0}) for joint in joints], at, 0.16)
    size = profile(at, (-0.3, 1.05), (1.0, 1.04), (last - 1, 0.94), (last, 0.8),
                   (last + 0.18, 0.62), (last + 0.3, 0.36), (last + 0.36, 0.05))  # fmt: skip
    return loft("skin", course, across, radius * np.repeat(size, 2, axis=1))
