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


def vectors(joints: Array) -> Array:
    """Return (K, 3) of the body's joints (17, 3) m, all of them known."""
    made = np.empty((len(_INDEX), 3))
    made[: len(BODY)] = joints
    _neck(made)
    made[_AT["pelvis"]] = (made[_AT["left_hip"]] + made[_AT["right_hip"]]) / 2
    at = {name: made[k] for name, k in _AT.items()}
    trunk = at["neck"] - at["pelvis"]
    hips = _frame(trunk, at["left_hip"] - at["right_hip"])
    chest = _frame(trunk, at["left_shoulder"] - at["right_shoulder"])
    rows = [*hips, *chest, *_skull(at, chest)]
    for side in SIDES:
        rows += _foot(at[f"{side}_toe"] - at[f"{side}_ankle"])
    rows += [_sleeve(chest, 1.0), _sleeve(chest, -1.0), _UP]
    made[len(POINTS) :] = rows
    return made


def _neck(made: Array) -> None:
    """Carry head and nose at a neck as long as necks are: sources differ in what a head is."""
    neck, head = made[_AT["neck"]], made[_AT["head"]]
    along = head - neck
    far = np.sqrt(along @ along) + 1e-9
    shift = along * (np.clip(far, *_NECK_M) / far - 1)
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


def _unit(vector: Array) -> Array:
    return np.asarray(vector / (np.sqrt(vector @ vector) + 1e-9))
