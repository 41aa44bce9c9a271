"""What the engine collides and moves: convex pieces, mass and inertia."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from physics.pose import Array

Triangles = npt.NDArray[np.int64]
_CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
_CANONICAL = (np.ones((3, 3)) + np.eye(3)) / 120.0


@dataclass(frozen=True)
class Box:
    """A box: `centre` (3,) and `half` sizes (3,) in metres, `turn` (3, 3) box to part."""

    centre: Array
    half: Array
    turn: Array

    @classmethod
    def between(cls, low: tuple[float, ...], high: tuple[float, ...]) -> "Box":
        """Make an upright box from its lowest and highest corner."""
        a, b = np.array(low, float), np.array(high, float)
        return cls((a + b) / 2, (b - a) / 2, np.eye(3))

    @property
    def points(self) -> Array:
        """(8, 3) corners."""
        return np.asarray(self.centre + (_CORNERS * self.half) @ self.turn.T)


@dataclass(frozen=True)
class Hull:
    """The convex hull of `points` (n, 3), metres."""

    points: Array


Piece = Box | Hull


@dataclass(frozen=True)
class Body:
    """A rigid body in its authored frame.

    `mass` kg, `centre` (3,) of mass in metres, `inertia` (3, 3) kg m2 about the centre.
    """

    pieces: tuple[Piece, ...]
    mass: float
    centre: Array
    inertia: Array


def own_moments(body: Body) -> Array:
    """Return the moments of inertia (3,) about the body's own axes.

    Raises ValueError where its inertia is not along them.
    """
    off = body.inertia - np.diag(np.diag(body.inertia))
    if np.abs(off).max() > 1e-6 * np.trace(body.inertia):
        raise ValueError("the body's inertia is not along its own axes; lay it along them")
    return np.diag(body.inertia)


def mass_properties(
    vertices: Array, triangles: Triangles, density: float
) -> tuple[float, Array, Array]:
    """Return mass, centre of mass (3,) and inertia about it (3, 3) of a closed mesh.

    Sums signed tetrahedra over the origin (Blow and Binstock 2004); exact for polyhedra.
    Raises ValueError where the mesh holds no volume.
    """
    corners = vertices[triangles]  # (m, 3, 3), one corner a row
    volumes = np.linalg.det(corners)  # six times the tetrahedron
    mass = volumes.sum() / 6
    if mass <= 0:
        raise ValueError(f"a solid of {mass:g} cubic metres")
    centre = np.einsum("m,mij->j", volumes, corners) / 24 / mass
    second = np.einsum("m,mia,ij,mjb->ab", volumes, corners, _CANONICAL, corners)
    second -= mass * np.outer(centre, centre)
    inertia = np.trace(second) * np.eye(3) - second
    return float(mass * density), centre, np.asarray(inertia * density)
