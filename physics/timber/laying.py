"""Letting a part down until it rests, by the exact shapes."""

import numpy as np

from physics.pose import Pose
from physics.timber import solids
from physics.timber.raised import TOUCH, Raised, floor
from physics.timber.solids import Solid

DROP = 0.15  # m; from this height a part that lies otherwise is let down
_DROPS = 50


def let_down(raised: Raised, part: str, pose: Pose, drop: float = DROP) -> Raised | None:
    """Let a part down from `drop` m over `pose` until it rests on what is there.

    Returns None where it meets something from the start.
    """
    rest = [raised.solid(p) for p in raised.stands.values() if p != part]
    world = solids.joined([floor(raised.plan), *rest])
    body = solids.moved(raised.part(part).solid, pose)
    low, high = -drop, drop
    if _meets(body, high, world):
        return None
    for lift in np.linspace(drop, -drop, _DROPS).tolist():
        if _meets(body, lift, world):
            low = lift
            break
        high = lift
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if _meets(body, middle, world) else (low, middle)
    return raised.laid({part: shifted(pose, high)})


def _meets(body: Solid, lift: float, world: Solid) -> bool:
    return body.moved((0.0, 0.0, lift)).within(world).volume > TOUCH / 10


def shifted(pose: Pose, up: float) -> Pose:
    """Return a pose shifted up by `up` metres."""
    x, y, z = pose.at
    return Pose((x, y, z + up), pose.turn)
