"""Exact solids of timber parts: their mesh, their mass, and how true the pieces are to them.

The only module that sees manifold3d.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from manifold3d import Manifold, OpType

from physics.pose import Array, Pose
from physics.shape import Body, Box, Hull, Piece, Triangles, mass_properties


@dataclass(frozen=True)
class Solid:
    """A closed solid in metres, cut exactly."""

    form: Manifold

    def cut(self, *cutters: "Solid") -> "Solid":
        """Take the cutters away from this solid."""
        return Solid(self.form - _union(c.form for c in cutters))

    def within(self, other: "Solid") -> "Solid":
        """Return what this solid shares with another."""
        return Solid(self.form ^ other.form)

    def moved(self, by: tuple[float, float, float]) -> "Solid":
        """Return the solid shifted by (x, y, z) metres."""
        return Solid(self.form.translate(by))

    def lumps(self) -> tuple["Solid", ...]:
        """Return the pieces that hang together, the largest first."""
        found = (Solid(form) for form in self.form.decompose())
        return tuple(sorted(found, key=lambda s: -s.volume))

    def section(self, height: float) -> tuple[Array, ...]:
        """Return the outlines (n, 2), metres, of a cut across z; holes run the other way round."""
        return tuple(np.asarray(p, np.float64) for p in self.form.slice(height).to_polygons())

    @property
    def volume(self) -> float:
        """Cubic metres."""
        return float(self.form.volume())

    @property
    def area(self) -> float:
        """Square metres of its surface."""
        return float(self.form.surface_area())

    @property
    def bounds(self) -> tuple[Array, Array] | None:
        """The lowest and the highest corner (3,) each, in metres; None where nothing is left."""
        if self.form.is_empty():
            return None
        box = np.array(self.form.bounding_box(), np.float64)
        return box[:3], box[3:]


@dataclass(frozen=True)
class Fidelity:
    """How true collision pieces are to a solid, each as a share of the solid's volume.

    `volume_error`: the union of the pieces against the solid; `intrusion`: wood where the
    solid is empty; `missing`: empty where the solid has wood.
    """

    volume_error: float
    intrusion: float
    missing: float


def box(low: tuple[float, float, float], high: tuple[float, float, float]) -> Solid:
    """Return the upright box between two corners."""
    return convex(Box.between(low, high))


def convex(piece: Piece) -> Solid:
    """Return the convex solid of a piece, its corners on a grid of a picometre.

    So faces that meet do so exactly, whatever was added to get there.
    """
    return Solid(Manifold.hull_points(np.round(piece.points, 12)))


def joined(solids: Iterable[Solid]) -> Solid:
    """Return the union of solids."""
    return Solid(_union(s.form for s in solids))


def moved(solid: Solid, pose: Pose) -> Solid:
    """Return the solid moved from its own frame to where `pose` puts it."""
    return Solid(solid.form.transform(np.column_stack([pose.matrix, pose.at])))


def mesh(solid: Solid) -> tuple[Array, Triangles]:
    """Return vertices (n, 3) in metres and triangles (m, 3), outward, in the authored frame."""
    raw = solid.form.to_mesh64()
    vertices = np.asarray(raw.vert_properties, np.float64)[:, :3].copy()
    return vertices, np.asarray(raw.tri_verts, np.int64).copy()


def body(solid: Solid, pieces: tuple[Piece, ...], density: float) -> Body:
    """Return the rigid body: mass and inertia of the exact solid, contact by the pieces."""
    return Body(pieces, *mass_properties(*mesh(solid), density))


def fidelity(solid: Solid, pieces: tuple[Piece, ...]) -> Fidelity:
    """Measure collision pieces against the solid they stand for."""
    whole = joined(convex(piece) for piece in pieces).form
    volume = solid.volume
    return Fidelity(
        volume_error=abs(float(whole.volume()) / volume - 1),
        intrusion=float((whole - solid.form).volume()) / volume,
        missing=float((solid.form - whole).volume()) / volume,
    )


def prism(profile: Array, low: float, high: float) -> Hull:
    """Return the hull of a convex (x, z) profile (n, 2) drawn out along y."""
    return Hull(np.array([[x, y, z] for y in (low, high) for x, z in profile]))


def _union(forms: Iterable[Manifold]) -> Manifold:
    return Manifold.batch_boolean(list(forms), OpType.Add)
