"""The mallet: one light tap."""

import numpy as np

from physics.pose import Array
from physics.world import World

TAP = 0.08  # newton seconds; shifts a loose 升 by about a centimetre, a 坐斗 hardly


def tap(world: World, handle: int, at: Array, direction: Array) -> None:
    """Tap a body once at a world point (3,), along `direction` (3,) of any length but zero.

    Raises ValueError where the direction has no length.
    """
    length = float(np.linalg.norm(direction))
    if not 0 < length < np.inf:
        raise ValueError(f"a tap needs a direction, got {direction.tolist()}")
    world.impulse(handle, direction * (TAP / length), at)
