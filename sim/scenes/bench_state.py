"""From what the lesson knows to what the timber yard shows."""

from collections.abc import Mapping

import numpy as np

from lessons.arts.raising_view import View
from physics.pose import Pose
from sim.scenes.timber_yard import YardState


def yard_state(
    view: View, pointed: str | None = None, poses: Mapping[str, Pose] | None = None
) -> YardState:
    """Return what is to be drawn; `pointed` is the part under the pointer.

    `poses` shows the parts elsewhere than they are, without their ghosts.
    """
    grip = None
    if view.hand:
        x, y, z = view.poses[view.hand.part].out(np.array(view.hand.point))
        grip = (float(x), float(y), float(z))
    return YardState(
        poses=view.poses if poses is None else poses,
        ghosts=view.ghosts if poses is None else (),
        held=view.hand.part if view.hand else None,
        pointed=pointed,
        grip=grip,
        trial=view.trial,
    )
