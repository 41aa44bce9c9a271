"""Which way is up, and how long a metre is, told from the body itself."""

import numpy as np

from motion.motion import Array, Motion

_UPRIGHT = (  # the surest first: from what lies below to what lies above
    (("left_shoulder", "left_ankle"), ("right_shoulder", "right_ankle"), ("neck", "left_ankle")),
    (("left_shoulder", "left_hip"), ("right_shoulder", "right_hip"), ("neck", "left_hip")),
    (("head", "neck"), ("nose", "neck")),
    (("left_shoulder", "left_wrist"), ("right_shoulder", "right_wrist")),
)
_CM, _MM, _INCH, _CMU = 0.01, 0.001, 0.0254, 0.0254 / 0.45  # metres in a unit of a BVH
_BODY = (0.7, 2.0)  # m from ankle to neck, along the bones: a child's, a giant's
_CHAIN = (("neck", "left_hip"), ("left_hip", "left_knee"), ("left_knee", "left_ankle"))


def upright(positions: Array, joints: tuple[str, ...]) -> Array:
    """Return (T, J, 3) turned so that z is up: what lies above the feet, in most frames."""
    up = _up(positions, joints)
    x, y, z = np.moveaxis(positions, -1, 0)
    if abs(up[1]) > abs(up[2]):
        return np.stack([x, -z, y] if up[1] > 0 else [x, z, -y], axis=-1)
    return positions if up[2] >= 0 else np.stack([x, -y, -z], axis=-1)


def _up(positions: Array, joints: tuple[str, ...]) -> Array:
    at = {joint: positions[:, k] for k, joint in enumerate(joints)}
    for pairs in _UPRIGHT:
        ways = [at[above] - at[below] for above, below in pairs if {above, below} <= set(at)]
        every = np.concatenate(ways) if ways else np.empty((0, 3))
        if len(every := every[~np.isnan(every).any(axis=1)]):
            return np.asarray(np.median(every, axis=0))
    return np.array([0.0, 0.0, 1.0])


def metres(motion: Motion) -> float:
    """Return how many metres a unit is in which this body has a body's height; 1 where unsure."""
    long, units = tall(motion), (1.0, _CM, _MM, _INCH, _CMU)
    return next((u for u in units if _BODY[0] <= long * u <= _BODY[1]), 1.0)


def tall(motion: Motion) -> float:
    """Return how far it is from ankle to neck along the bones; NaN where not all were seen."""
    ends = [np.linalg.norm(motion.of(a) - motion.of(b), axis=1) for a, b in _CHAIN]
    seen = [end[~np.isnan(end)] for end in ends]
    return sum(float(np.median(s)) if len(s) else np.nan for s in seen)
