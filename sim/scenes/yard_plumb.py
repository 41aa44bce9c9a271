"""The plumb line 吊线: hung beside something that stands, it shows how far that leans."""

from dataclasses import dataclass

import numpy as np

from lessons.arts.raising_view import Shape
from physics.pose import Pose
from sim.stage import Vec3

UPRIGHT = 0.8  # share of the upright that the longest side of a standing part has at least
_BESIDE = 0.04  # m between the wood and the line


@dataclass(frozen=True)
class Plumb:
    """A line from `top` (world, m), `drop` m long; `mm_per_m` the part leans."""

    part: str
    top: Vec3
    drop: float
    mm_per_m: float


def hang(shape: Shape, pose: Pose) -> Plumb | None:
    """Hang the line before the upper end of a part; None beside what does not stand."""
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0)
    axis = pose.matrix[:, int(np.argmax(size))]
    if abs(axis[2]) < UPRIGHT:
        return None
    lean = 1000 * float(np.hypot(axis[0], axis[1])) / abs(float(axis[2]))
    world = shape.vertices @ pose.matrix.T + np.array(pose.at)
    low, high = float(world[:, 2].min()), float(world[:, 2].max())
    upper = world[world[:, 2] > high - 0.1 * (high - low)]
    x = float(upper[:, 0].min() + upper[:, 0].max()) / 2
    return Plumb(shape.name, (x, float(upper[:, 1].min()) - _BESIDE, high), high - low, lean)
