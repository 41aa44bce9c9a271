"""What is drawn of a joint that is not seen: it stays as it last hung from the next one, and
turns with the shoulders.

How long it has been unseen is kept beside it, so that the drawing can turn to stone.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from motion.skeleton import BODY, FINGERS, HAND, JOINTS, SIDES
from sim.scenes.figure_body import REST
from sim.scenes.mesh import Array

Flags = npt.NDArray[np.bool_]
FADE = 1 / 8  # of the way to stone (or back) in one frame
_PARENTS = {
    "head": "neck", "nose": "head",
    **{
        f"{side}_{joint}": parent if parent == "neck" else f"{side}_{parent}"
        for side in SIDES
        for joint, parent in (
            ("shoulder", "neck"), ("elbow", "shoulder"), ("wrist", "elbow"),
            ("hip", "neck"), ("knee", "hip"), ("ankle", "knee"), ("toe", "ankle"),
        )
    },
}  # fmt: skip
_TREE = [(BODY.index(joint), BODY.index(parent)) for joint, parent in _PARENTS.items()]
_LINES = [
    (BODY.index(f"left_{joint}"), BODY.index(f"right_{joint}")) for joint in ("shoulder", "hip")
]
_SHORT_M2 = 0.004  # seen from the side two shoulders say nothing
_NECK = BODY.index("neck")
_WRISTS = [BODY.index(f"{side}_wrist") for side in SIDES]
_HANDS = [[JOINTS.index(f"{side}_hand_{joint}") for joint in HAND] for side in SIDES]
_INSIDE = ("palm", *(f"{finger}_metacarpal" for finger in FINGERS))  # a camera knows none of them
_NEEDED = [k for k, joint in enumerate(HAND) if joint not in _INSIDE]


def _rest() -> Array:
    return np.array([REST[joint] for joint in BODY])


@dataclass
class Held:
    """`joints` (17, 3) m, all known; `unseen` (17,) 0..1 on the way to stone; `hands` as last
    seen (2, 26, 3) m from the wrist; `shown` (2,) 0..1: how far each hand is the seen one."""

    joints: Array = field(default_factory=_rest)
    unseen: Array = field(default_factory=lambda: np.zeros(len(BODY)))
    hands: Array = field(default_factory=lambda: np.full((2, len(HAND), 3), np.nan))
    shown: Array = field(default_factory=lambda: np.zeros(2))
    _fresh: bool = True

    def see(self, positions: Array) -> None:
        """Take one frame (J, 3) m of `skeleton.JOINTS`, NaN = not seen."""
        body = positions[: len(BODY)]
        gone: Flags = np.asarray(np.isnan(body).any(axis=1))
        made = np.where(gone[:, None], np.nan, body)
        if gone.any():
            made = _hung(made, self.joints)
        self._fade(gone)
        self.joints = made
        for k, joints in enumerate(_HANDS):
            self._hand(k, positions[joints])
        self._fresh = False

    def _fade(self, gone: Flags) -> None:
        """Go a step to stone or back; in the first frame all the way."""
        step = 1.0 if self._fresh else FADE
        self.unseen = np.clip(self.unseen + np.where(gone, step, -step), 0.0, 1.0)

    def _hand(self, k: int, joints: Array) -> None:
        seen = not np.isnan(joints[_NEEDED]).any()
        if seen:
            self.hands[k] = joints - joints[HAND.index("wrist")]
        step = 1.0 if self._fresh else FADE
        known = not np.isnan(self.hands[k][_NEEDED]).any()
        self.shown[k] = np.clip(self.shown[k] + (step if seen else -step), 0.0, 1.0) * known


def _turn(last: Array, made: Array) -> Array:
    """Return (3, 3): how far the shoulders have turned about the upright, else the hips."""
    for left, right in _LINES:
        before, now = last[left] - last[right], made[left] - made[right]
        size = np.hypot(*before[:2]) * np.hypot(*now[:2])
        if size > _SHORT_M2:  # not so where one of them is not seen
            cos = (before[:2] @ now[:2]) / size
            sin = (before[0] * now[1] - before[1] * now[0]) / size
            return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return np.eye(3)


def _hung(made: Array, last: Array) -> Array:
    """Fill in what is not seen: from its parent as it hung last; the neck from what is seen."""
    if np.isnan(made[_NECK]).any():
        seen = ~np.isnan(made).any(axis=1)
        carried = (made[seen] - last[seen]).mean(axis=0) if seen.any() else 0.0
        made[_NECK] = last[_NECK] + carried
    turn = _turn(last, made)
    for joint, parent in _TREE:
        if np.isnan(made[joint, 0]):
            made[joint] = made[parent] + turn @ (last[joint] - last[parent])
    return made
