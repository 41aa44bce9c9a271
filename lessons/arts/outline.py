"""A part seen from the front, for drawings."""

import numpy as np
from scipy.spatial import ConvexHull

from lessons.report.shapes import Point
from physics.pose import Array, Pose


def front(vertices: Array, pose: Pose) -> tuple[Point, ...]:
    """Return the outline, in mm (x to the right, y up), of vertices (n, 3) m at a pose."""
    seen = (vertices @ pose.matrix.T + np.array(pose.at))[:, [0, 2]] * 1000
    return tuple((float(x), float(y)) for x, y in seen[ConvexHull(seen).vertices])
