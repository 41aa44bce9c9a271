"""Collects meshes by material and makes one Panda3D node of each material."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    Geom,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    NodePath,
)

from sim.scenes.materials import Stuff, span_m, state
from sim.scenes.mesh import Array, Axis, Mesh, Vec3, is_end_grain, join, split
from sim.scenes.shade import Shade

_END: dict[Stuff, Stuff] = {
    "fir": "fir_end", "camphor": "camphor_end", "old": "old_end", "dark": "dark_end",
}  # fmt: skip
_AIRY: tuple[Stuff, ...] = ("leaf", "petal")


class Pile:
    """Meshes sorted by material; `rng` varies texture place and tone from piece to piece."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._meshes: dict[Stuff, list[Mesh]] = {}

    def add(self, stuff: Stuff, *meshes: Mesh) -> None:
        """Add meshes of one material as they are."""
        self._meshes.setdefault(stuff, []).extend(meshes)

    def add_varied(self, stuff: Stuff, mesh: Mesh, tone: float = 0.08) -> None:
        """Add one piece with its own place in the texture and its own tone."""
        tint = 1 + tone * self._rng.uniform(-1, 1)
        moved = mesh.textured_from(tuple(self._rng.uniform(0, 4, 2)))
        self.add(stuff, moved.tinted(tint))

    def add_timber(self, stuff: Stuff, mesh: Mesh, grain: Axis, tone: float = 0.1) -> None:
        """Add one wooden piece: long grain along axis `grain`, end grain across it."""
        long, end = split(mesh, is_end_grain(mesh, grain))
        self.add_varied(stuff, long, tone)
        self.add(_END[stuff], end)

    def include(self, other: "Pile", by: Vec3) -> None:
        """Add everything of another pile, shifted by (x, y, z) metres."""
        for stuff, meshes in other._meshes.items():
            self.add(stuff, *(m.moved(by) for m in meshes))

    def node(self, name: str, shade: Shade | None = None) -> Any:
        """Return a node with one child a material; `shade` darkens corners and contacts."""
        root = NodePath(name)
        for stuff, meshes in sorted(self._meshes.items()):
            mesh = join(meshes)
            if shade is not None and stuff != "glow":
                mesh = mesh.tinted(shade.at(mesh.points, mesh.normals)[:, None])
            root.attachNewNode(painted(mesh, stuff))
        return root

    def solid(self) -> Mesh:
        """Return everything that shades its corners as one mesh: leaves and petals do not."""
        return join([m for s, ms in self._meshes.items() if s not in _AIRY for m in ms])


def painted(mesh: Mesh, stuff: Stuff) -> Any:
    """Return a GeomNode of a mesh in a material."""
    node = GeomNode(stuff)
    node.addGeom(_geom(mesh, span_m(stuff)), state(stuff))
    return node


def geom_node(mesh: Mesh) -> Any:
    """Return a GeomNode of a mesh without material; its texture covers one metre."""
    node = GeomNode("mesh")
    node.addGeom(_geom(mesh, 1.0))
    return node


def bare_geom(mesh: Mesh, wide: float, high: float) -> Any:
    """Return a Panda3D Geom of a mesh whose texture covers `wide` by `high` metres."""
    return _geom(replace(mesh, uvs=mesh.uvs / (wide, high)), 1.0)


def _geom(mesh: Mesh, span: float) -> Any:
    n = len(mesh.points)
    rows = np.concatenate(
        [mesh.points, mesh.normals, tangents(mesh), mesh.tints, np.ones((n, 1)), mesh.uvs / span],
        axis=1,
    ).astype(np.float32)
    data = GeomVertexData("mesh", _format(), Geom.UHStatic)
    data.uncleanSetNumRows(n)
    _fill(data.modifyArray(0), rows)
    triangles = GeomTriangles(Geom.UHStatic)
    triangles.setIndexType(Geom.NTUint32)
    index = triangles.modifyVertices()
    index.uncleanSetNumRows(mesh.triangles.size)
    _fill(index, mesh.triangles.astype(np.uint32))
    made = Geom(data)
    made.addPrimitive(triangles)
    return made


def _fill(store: Any, values: npt.NDArray[Any]) -> None:
    memoryview(store).cast("B")[:] = values.tobytes()


def tangents(mesh: Mesh) -> npt.NDArray[np.float64]:
    """Return (n, 4) unit tangents along u, with the handedness of v (Lengyel 2001)."""
    corner, place = mesh.points[mesh.triangles], mesh.uvs[mesh.triangles]
    e1, e2 = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
    d1, d2 = place[:, 1] - place[:, 0], place[:, 2] - place[:, 0]
    area = d1[:, 0] * d2[:, 1] - d2[:, 0] * d1[:, 1]
    scale = np.where(np.abs(area) > 1e-15, 1 / np.where(area == 0, 1, area), 0)[:, None]
    along_u = _gathered((e1 * d2[:, 1:] - e2 * d1[:, 1:]) * scale, mesh)
    along_v = _gathered((e2 * d1[:, :1] - e1 * d2[:, :1]) * scale, mesh)
    along = along_u - mesh.normals * (along_u * mesh.normals).sum(1, keepdims=True)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
    hand = np.sign((np.cross(mesh.normals, along) * along_v).sum(1, keepdims=True))
    return np.concatenate([along, np.where(hand == 0, 1, hand)], axis=1)


def _gathered(values: Array, mesh: Mesh) -> Array:
    made = np.zeros_like(mesh.points)
    for corner in range(3):
        np.add.at(made, mesh.triangles[:, corner], values)
    return made


def _format() -> Any:
    columns = GeomVertexArrayFormat()
    for name, size, contents in (
        ("vertex", 3, Geom.CPoint),
        ("normal", 3, Geom.CNormal),
        ("tangent", 4, Geom.COther),
        ("color", 4, Geom.CColor),
        ("texcoord", 2, Geom.CTexcoord),
    ):
        columns.addColumn(name, size, Geom.NTFloat32, contents)
    made = GeomVertexFormat()
    made.addArray(columns)
    return GeomVertexFormat.registerFormat(made)
