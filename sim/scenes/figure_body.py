"""The vectors a drawn body is made of: its joints, and where trunk, head, arms and feet face."""

import numpy as np

from motion.skeleton import BODY, SIDES
from sim.scenes.mesh import Array

POINTS = (*BODY, "pelvis")
_FRAMES = ("hips", "chest", "skull")
_FEET = tuple(f"{side}_foot" for side in SIDES)
DIRECTIONS = (
    *(f"{frame}_{axis}" for frame in _FRAMES for axis in ("left", "back", "up")),
    *(f"{foot}_{axis}" for foot in _FEET for axis in ("ahead", "up")),
    *(f"{side}_sleeve" for side in SIDES),
    "up",
)
_INDEX = {name: k for k, name in enumerate((*POINTS, *DIRECTIONS))}
_AT = {name: _INDEX[name] for name in POINTS}
_SOLE = np.radians(20.0)  # from the line ankle to toe down to the sole
_NECK_M = (0.16, 0.21)  # from between the shoulders to the middle of the head
_TALL_M = 1.3  # trunk and leg
_SIZES = (0.75, 1.25)
_UP = np.array([0.0, 0.0, 1.0])

# A person of 1.66 m who stands at ease and faces -y.
_RIGHT_SIDE = {
    "shoulder": (-0.165, 0.0, 1.36), "elbow": (-0.225, 0.03, 1.09), "wrist": (-0.245, -0.06, 0.86),
    "hip": (-0.09, 0.0, 0.87), "knee": (-0.1, -0.02, 0.47), "ankle": (-0.105, 0.02, 0.08),
    "toe": (-0.135, -0.15, 0.02),
}  # fmt: skip
REST: dict[str, tuple[float, float, float]] = {
    "head": (0.0, -0.015, 1.57), "nose": (0.0, -0.115, 1.56), "neck": (0.0, 0.0, 1.37),
    **{f"right_{joint}": at for joint, at in _RIGHT_SIDE.items()},
    **{f"left_{joint}": (-x, y, z) for joint, (x, y, z) in _RIGHT_SIDE.items()},
}  # fmt: skip


def weights(**parts: float) -> Array:
    """Return (K,): the weighted sum of named joints and directions (m where it is one)."""
    made = np.zeros(len(_INDEX))
    for name, weight in parts.items():
        made[_INDEX[name]] = weight
    return made


def size_of(joints: Array) -> float:
    """Return how large a body of joints (17, 3) m is beside the one whose cloth is measured."""
    at = {name: joints[k] for k, name in enumerate(BODY)}
    trunk = _far(at["neck"], (at["left_hip"] + at["right_hip"]) / 2)
    legs = [
        _far(at[f"{side}_{upper}"], at[f"{side}_{lower}"])
        for side in SIDES
        for upper, lower in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(np.clip((trunk + sum(legs) / 2) / _TALL_M, *_SIZES))


def vectors(joints: Array, size: float = 1.0) -> Array:
    """Return (K, 3) of the body's joints (17, 3) m, all known; directions are `size` long."""
    made = np.empty((len(_INDEX), 3))
    made[: len(BODY)] = joints
    _neck(made, size)
    made[_AT["pelvis"]] = (made[_AT["left_hip"]] + made[_AT["right_hip"]]) / 2
    at = {name: made[k] for name, k in _AT.items()}
    trunk = at["neck"] - at["pelvis"]
    hips = _frame(trunk, at["left_hip"] - at["right_hip"])
    chest = _frame(trunk, at["left_shoulder"] - at["right_shoulder"])
    rows = [*hips, *chest, *_skull(at, chest)]
    for side in SIDES:
        rows += _foot(at[f"{side}_toe"] - at[f"{side}_ankle"])
    rows += [_sleeve(chest, 1.0), _sleeve(chest, -1.0), _UP]
    made[len(POINTS) :] = np.array(rows) * size
    return made


def _neck(made: Array, size: float) -> None:
    """Carry head and nose at a neck as long as necks are: sources differ in what a head is."""
    neck, head = made[_AT["neck"]], made[_AT["head"]]
    along = head - neck
    far = np.sqrt(along @ along) + 1e-9
    shift = along * (np.clip(far / size, *_NECK_M) * size / far - 1)
    made[_AT["nose"]] += shift
    made[_AT["head"]] += shift


def _frame(up: Array, left: Array) -> tuple[Array, Array, Array]:
    """Return left, back and up, at right angles; up is kept."""
    high = _unit(up)
    across = _unit(left - high * (high @ left))
    return across, cross(high, across), high


def _skull(at: dict[str, Array], chest: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
    """Return the head's frame: it faces where the nose is, the neck carries it."""
    ahead = at["nose"] - at["head"]
    high = _unit(at["head"] - at["neck"] + 0.06 * chest[2])
    level = ahead - 0.35 * high * (high @ ahead)  # a nod turns the head more than the neck
    back = -_unit(level)
    left = _unit(cross(back, high))
    return left, back, cross(left, back)


def _foot(along: Array) -> list[Array]:
    """Return where the sole points and where the instep does."""
    way = _unit(along)
    above = _unit(_UP - way * way[2])
    ahead = np.cos(_SOLE) * way + np.sin(_SOLE) * above
    return [ahead, np.cos(_SOLE) * above - np.sin(_SOLE) * way]


def _sleeve(chest: tuple[Array, Array, Array], out: float) -> Array:
    """Return where a sleeve hangs: down, and where the arm hangs too, towards the back."""
    return np.asarray(0.45 * chest[1] - 0.3 * out * chest[0] - _UP)


def cross(a: Array, b: Array) -> Array:
    """Return the cross product of two vectors; NumPy's own takes ten times as long for one."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def _far(one: Array, other: Array) -> float:
    off = one - other
    return float(np.sqrt(off @ off))


def _unit(vector: Array) -> Array:
    return np.asarray(vector / (np.sqrt(vector @ vector) + 1e-9))
