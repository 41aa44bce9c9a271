"""Where pegs are drawn: through each joint of a pegged part, across the way it came in.

Only the picture: where in the joint a peg holds does not matter to the physics.
"""

from collections.abc import Collection, Mapping

import numpy as np

from lessons.arts.raising_view import Shape
from physics.pose import Array, Pose
from physics.timber.design import Bracing, Design
from sim.scenes.yard_apart import standing
from sim.stage import Vec3

_PROUD = 0.02  # m that an end stands out of the wood

Ends = tuple[Vec3, Vec3]


def pegs(
    design: Design,
    shapes: Mapping[str, Shape],
    poses: Mapping[str, Pose],
    seated: Collection[str],
    driven: Collection[str],
) -> tuple[Ends, ...]:
    """Return the ends (world, m) of the pegs of the parts in `driven` that stand."""
    stands = standing(design, poses, seated)
    found: list[Ends] = []
    for name, part in stands.items():
        place = design.place(name)
        for bearer in place.bearers if part in driven else ():
            if bearer in stands:
                below = stands[bearer]
                meet = (_bounds(shapes[part], poses[part]), _bounds(shapes[below], poses[below]))
                found.append(_through(meet, np.array(place.entry)))
    return tuple(found)


def pin(bracing: Bracing, brace: Pose) -> Ends:
    """Return the ends (world, m) of the pin that ties a brace where that leans."""
    inside, outside = (brace.out(np.array(end)) for end in bracing.pin)
    return _point(inside), _point(outside)


def _through(bounds: tuple[tuple[Array, Array], tuple[Array, Array]], entry: Array) -> Ends:
    (low, high), (under, over) = bounds
    middle = (np.maximum(low, under) + np.minimum(high, over)) / 2
    level = np.hypot(entry[0], entry[1])
    along = np.array([-entry[1], entry[0], 0.0]) / level if level > 0.5 else np.array([0.0, 1, 0])
    half = float(np.abs(along) @ np.minimum(high - low, over - under)) / 2 + _PROUD
    return _point(middle - half * along), _point(middle + half * along)


def _bounds(shape: Shape, pose: Pose) -> tuple[Array, Array]:
    world = shape.vertices @ pose.matrix.T + np.array(pose.at)
    return world.min(axis=0), world.max(axis=0)


def _point(at: Array) -> Vec3:
    return float(at[0]), float(at[1]), float(at[2])
