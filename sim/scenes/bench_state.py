"""From what the bench knows to what the timber yard shows."""

from collections.abc import Sequence

import numpy as np

from lessons.arts.bracket_view import Shape, View
from physics import pose as physics_pose
from sim.scenes.parts import PartView
from sim.scenes.rays import Pose
from sim.scenes.timber_yard import YardState

VIEW = (14.0, 28.0, 1.85)  # degrees to the right, degrees above, metres: all parts are seen


def part_views(shapes: Sequence[Shape]) -> tuple[PartView, ...]:
    """Return the parts as the picture needs them."""
    return tuple(PartView(s.name, s.vertices, s.triangles, s.wood) for s in shapes)


def yard_state(view: View, pointed: str | None = None) -> YardState:
    """Return what is to be drawn; `pointed` is the part under the pointer."""
    grip = None
    if view.hand:
        x, y, z = view.poses[view.hand.part].out(np.array(view.hand.point))
        grip = (float(x), float(y), float(z))
    return YardState(
        poses={name: _scene(pose) for name, pose in view.poses.items()},
        ghosts=tuple((name, _scene(pose)) for name, pose in view.ghosts),
        held=view.hand.part if view.hand else None,
        pointed=pointed,
        grip=grip,
    )


def _scene(pose: physics_pose.Pose) -> Pose:
    w, x, y, z = pose.turn
    return Pose(pose.at, (x, y, z, w))
