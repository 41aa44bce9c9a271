"""Convex hulls as files of triangles (Wavefront OBJ), the one form the engine reads them in."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from physics.pose import Array
from physics.shape import Hull


def write(hulls: Sequence[Hull], path: Path) -> None:
    """Write hulls, metres, as objects of one file, their triangles turned outward.

    Raises ValueError where one is flat.
    """
    lines, before = [], 1  # a file counts its corners from 1, through all objects
    for i, hull in enumerate(hulls):
        lines += [f"o hull{i}", *("v {:.9f} {:.9f} {:.9f}".format(*p) for p in hull.points)]
        lines += ["f {} {} {}".format(*(corner + before)) for corner in outward(hull.points)]
        before += len(hull.points)
    path.write_text("\n".join(lines) + "\n")


def outward(points: Array) -> Array:
    """Return the triangles (m, 3) of a hull, each turned outward. Raises ValueError where flat."""
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
