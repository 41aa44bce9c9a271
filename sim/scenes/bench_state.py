"""From what the bench knows to what the timber yard shows."""

import numpy as np

from lessons.arts.raising_view import View
from sim.scenes.timber_yard import YardState

VIEW = (14.0, 28.0, 1.85)  # degrees to the right, degrees above, metres: all parts are seen


def yard_state(view: View, pointed: str | None = None) -> YardState:
    """Return what is to be drawn; `pointed` is the part under the pointer."""
    grip = None
    if view.hand:
        x, y, z = view.poses[view.hand.part].out(np.array(view.hand.point))
        grip = (float(x), float(y), float(z))
    return YardState(
        poses=view.poses,
        ghosts=view.ghosts,
        held=view.hand.part if view.hand else None,
        pointed=pointed,
        grip=grip,
    )
