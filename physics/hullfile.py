"""Convex hulls as files of triangles (Wavefront OBJ), the one form the engine reads them in."""

from pathlib import Path

import numpy as np

from physics.pose import Array
from physics.shape import Hull


def write(hull: Hull, path: Path) -> None:
    """Write a hull, metres, its triangles turned outward. Raises ValueError where it is flat."""
    lines = ["o hull", *("v {:.9f} {:.9f} {:.9f}".format(*point) for point in hull.points)]
    lines += ["f {} {} {}".format(*(corner + 1)) for corner in _outward(hull.points)]
    path.write_text("\n".join(lines) + "\n")


def _outward(points: Array) -> Array:
    """Return the triangles (m, 3) of a hull, each turned outward."""
    from scipy.spatial import (  # slow to load; whether an engine is there must be quick
        ConvexHull,
        QhullError,
    )

    try:
        hull = ConvexHull(points)
    except QhullError as e:
        raise ValueError(f"{len(points)} points span no solid") from e
    a, b, c = (points[hull.simplices[:, i]] for i in range(3))
    inward = np.einsum("ij,ij->i", np.cross(b - a, c - a), hull.equations[:, :3]) < 0
    triangles = hull.simplices.copy()
    triangles[inward] = triangles[inward, ::-1]
    return np.asarray(triangles)
