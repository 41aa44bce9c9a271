"""A body's pieces as files, the one form in which the engine takes more than 16 of them.

Boxes stay boxes, each hull is a mesh of triangles (Wavefront OBJ); a model file (URDF) puts
them together. Nothing is lost: the engine reads the numbers as they were written.
"""

import math
from pathlib import Path

import numpy as np

from physics.pose import Array
from physics.shape import Body, Box, Hull, Piece


def model(body: Body, mass: float, folder: Path) -> Path:
    """Write a body of `mass` kg about its centre of mass and return the model's path.

    Raises ValueError for a body without pieces or with a flat hull.
    """
    if not body.pieces:
        raise ValueError("a body without pieces touches nothing")
    pieces = [_collision(q, body.centre, folder / f"{i}.obj") for i, q in enumerate(body.pieces)]
    inertial = f'<inertial><mass value="{mass!r}"/><inertia {_UNIT}/></inertial>'
    link = f'<link name="part">{inertial}{"".join(pieces)}</link>'
    path = folder / "part.urdf"
    path.write_text(f'<robot name="part">{link}</robot>')
    return path


# The engine wants some inertia here; the exact one is set when the body is there.
_UNIT = 'ixx="1" iyy="1" izz="1" ixy="0" ixz="0" iyz="0"'


def _collision(piece: Piece, centre: Array, path: Path) -> str:
    if isinstance(piece, Box):
        shape = f'<box size="{_numbers(2 * piece.half)}"/>'
        origin = f'xyz="{_numbers(piece.centre - centre)}" rpy="{_numbers(_angles(piece.turn))}"'
    else:
        write(piece, path)
        shape = f'<mesh filename="{path.name}"/>'
        origin = f'xyz="{_numbers(-centre)}"'
    return f"<collision><origin {origin}/><geometry>{shape}</geometry></collision>"


def _angles(turn: Array) -> Array:
    """Return roll, pitch and yaw, radians, of a rotation matrix; upright pitch is no trouble."""
    pitch = math.atan2(-turn[2, 0], math.hypot(turn[2, 1], turn[2, 2]))
    if abs(math.cos(pitch)) > 1e-9:
        return np.array(
            [math.atan2(turn[2, 1], turn[2, 2]), pitch, math.atan2(turn[1, 0], turn[0, 0])]
        )
    return np.array([math.atan2(-turn[1, 2], turn[1, 1]), pitch, 0.0])


def _numbers(values: Array) -> str:
    return " ".join(repr(float(v)) for v in values)


def write(hull: Hull, path: Path) -> None:
    """Write a hull, metres, its triangles turned outward. Raises ValueError where it is flat."""
    lines = ["o hull", *("v {:.9f} {:.9f} {:.9f}".format(*point) for point in hull.points)]
    lines += ["f {} {} {}".format(*(corner + 1)) for corner in outward(hull.points)]
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
