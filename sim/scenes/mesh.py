"""Plain meshes made by numbers: boxes, tubes, sheets, extrusions; metres, z up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
from panda3d.core import Triangulator

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Vec3 = tuple[float, float, float]
Axis = Literal[0, 1, 2]


@dataclass(frozen=True)
class Mesh:
    """Points, unit normals (n, 3), texture places (n, 2) in metres, tints (n, 3) and triangles.

    A tint multiplies the colour of the material (linear light).
    """

    points: Array
    normals: Array
    uvs: Array
    tints: Array
    triangles: Ints

    def moved(self, by: Vec3 | Array) -> "Mesh":
        """Return the mesh shifted by (x, y, z) metres."""
        return replace(self, points=self.points + np.asarray(by))

    def turned(self, rad: float, axis: Axis = 2) -> "Mesh":
        """Return the mesh turned about a coordinate axis through the origin."""
        turn = rotation(rad, axis).T
        return replace(self, points=self.points @ turn, normals=self.normals @ turn)

    def tinted(self, tint: float | Vec3 | Array) -> "Mesh":
        """Return the mesh with its tints multiplied."""
        return replace(self, tints=self.tints * np.asarray(tint))

    def textured_from(self, uv: tuple[float, float]) -> "Mesh":
        """Return the mesh with its texture shifted by (u, v) metres."""
        return replace(self, uvs=self.uvs + np.asarray(uv))


def rotation(rad: float, axis: Axis = 2) -> Array:
    """Return the (3, 3) matrix of a turn about a coordinate axis."""
    c, s = np.cos(rad), np.sin(rad)
    first, second = ((1, 2), (2, 0), (0, 1))[axis]
    turn = np.eye(3)
    turn[first, first] = turn[second, second] = c
    turn[first, second], turn[second, first] = -s, s
    return turn


def join(meshes: Sequence[Mesh]) -> Mesh:
    """Return one mesh of many."""
    starts = np.cumsum([0] + [len(m.points) for m in meshes[:-1]])
    return Mesh(
        np.concatenate([m.points for m in meshes]),
        np.concatenate([m.normals for m in meshes]),
        np.concatenate([m.uvs for m in meshes]),
        np.concatenate([m.tints for m in meshes]),
        np.concatenate([m.triangles + s for m, s in zip(meshes, starts, strict=True)]),
    )


def box(size: Vec3, centre: Vec3 = (0, 0, 0), grain: Axis = 0, bevel: float = 0.004) -> Mesh:
    """Return a box with softly rounded edges (sharp: `bevel` 0); wood runs along axis `grain`."""
    half = np.array(size) / 2
    inner = half - min(bevel, half.min() * 0.45)
    corners = np.array([[(i >> a & 1) * 2 - 1 for a in range(3)] for i in range(8)])
    points = np.empty((3, 8, 3))
    normals = np.zeros((3, 8, 3))
    for a in range(3):
        points[a] = corners * inner
        points[a, :, a] = corners[:, a] * half[a]
        normals[a, :, a] = corners[:, a]
    flat = points.reshape(24, 3)
    up = normals.reshape(24, 3)
    triangles = _BOX if bevel else _BOX[_BOX_FACES]
    mesh = Mesh(flat, up, grain_uv(flat, up, grain), np.ones((24, 3)), triangles)
    return mesh.moved(centre)


def faceted(vertices: Array, triangles: Ints, grain: Axis = 0) -> Mesh:
    """Return a solid with flat faces: every triangle has its own three points."""
    points = vertices[triangles].reshape(-1, 3)
    a, b, c = points[::3], points[1::3], points[2::3]
    across = np.cross(b - a, c - a)
    length = np.linalg.norm(across, axis=1, keepdims=True)
    normals = np.repeat(across / np.maximum(length, 1e-15), 3, axis=0)
    order = np.arange(len(points)).reshape(-1, 3)
    return Mesh(points, normals, grain_uv(points, normals, grain), np.ones_like(points), order)


def grain_uv(points: Array, normals: Array, grain: Axis) -> Array:
    """Return texture places (n, 2) by the face each point lies on: u runs along the grain.

    On faces across the grain u and v are the other two axes: there the end grain shows.
    """
    facing = np.abs(normals).argmax(axis=1)
    others = [a for a in range(3) if a != grain]
    v = np.where(facing == others[0], points[:, others[1]], points[:, others[0]])
    ends = facing == grain
    u = np.where(ends, points[:, others[1]], points[:, grain])
    return np.stack([u, v], axis=1)


def is_end_grain(mesh: Mesh, grain: Axis) -> npt.NDArray[np.bool_]:
    """Return (m,) true for triangles that cut the fibres rather than follow them."""
    facing = np.abs(mesh.normals[mesh.triangles][:, :, grain]).mean(axis=1)
    return np.asarray(facing > 0.6)


def split(mesh: Mesh, which: npt.NDArray[np.bool_]) -> tuple[Mesh, Mesh]:
    """Return the mesh of the triangles that are not `which`, and of those that are."""
    return _only(mesh, ~which), _only(mesh, which)


def _only(mesh: Mesh, which: npt.NDArray[np.bool_]) -> Mesh:
    used, triangles = np.unique(mesh.triangles[which], return_inverse=True)
    return Mesh(
        mesh.points[used], mesh.normals[used], mesh.uvs[used], mesh.tints[used],
        triangles.reshape(-1, 3),
    )  # fmt: skip


def sheet(points: Array, uvs: Array | None = None) -> Mesh:
    """Return a smooth surface through a (rows, columns, 3) net of points."""
    rows, columns = points.shape[:2]
    along = np.gradient(points, axis=1)
    up = np.gradient(points, axis=0)
    normals = np.cross(along, up).reshape(-1, 3)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    flat = points.reshape(-1, 3)
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (
        i.ravel() for i in (index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1])
    )
    triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    places = _lengths(points) if uvs is None else uvs.reshape(-1, 2)
    return Mesh(flat, normals, places, np.ones_like(flat), triangles)


def plane(origin: Vec3, along: Vec3, up: Vec3, step: float = 0.25) -> Mesh:
    """Return a flat sheet from `origin`, with a net of about `step` metres."""
    u, v = np.array(along, float), np.array(up, float)
    columns = max(2, int(np.linalg.norm(u) / step) + 1)
    rows = max(2, int(np.linalg.norm(v) / step) + 1)
    s, t = np.linspace(0, 1, columns), np.linspace(0, 1, rows)
    points = np.array(origin) + s[None, :, None] * u + t[:, None, None] * v
    return sheet(points)


def tube(path: Array, radii: Array, sides: int = 10) -> Mesh:
    """Return a round rod along a (n, 3) path with a radius at each point; u runs along it."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    helper = np.array([0.0, 0.0, 1.0]) if abs(tangent[0, 2]) < 0.9 else np.array([0.0, 1.0, 0.0])
    side = np.cross(tangent, helper)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(side, tangent)
    turn = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.cos(turn)[:, None, None] * side + np.sin(turn)[:, None, None] * other
    points = path + ring * radii[:, None]
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    around = turn[:, None] * radii.max()
    uvs = np.stack(np.broadcast_arrays(length[None, :], around), axis=-1)
    return replace(sheet(points, uvs), normals=ring.reshape(-1, 3))


def fan(outline: Sequence[tuple[float, float]]) -> Mesh:
    """Return a convex plate in x, z facing -y (outline counter-clockwise seen from -y)."""
    xz = np.array(outline, float)
    points = np.stack([xz[:, 0], np.zeros(len(xz)), xz[:, 1]], 1)
    rest = np.arange(1, len(xz) - 1)
    triangles = np.stack([np.zeros_like(rest), rest, rest + 1], 1)
    facing = np.broadcast_to([0.0, -1.0, 0.0], points.shape)
    return Mesh(points, facing, xz, np.ones_like(points), triangles)


def extrude(outline: Sequence[tuple[float, float]], thick: float, grain: Axis = 0) -> Mesh:
    """Return a plate: an outline in x, z (counter-clockwise seen from -y), `thick` along y."""
    flat = Triangulator()
    for x, z in outline:
        flat.addPolygonVertex(flat.addVertex(x, z))
    flat.triangulate()
    cap = np.array([
        (flat.getTriangleV0(i), flat.getTriangleV1(i), flat.getTriangleV2(i))
        for i in range(flat.getNumTriangles())
    ])  # fmt: skip
    n = len(outline)
    xz = np.array(outline, float)
    front = np.stack([xz[:, 0], np.full(n, -thick / 2), xz[:, 1]], 1)
    back = front + np.array([0, thick, 0])
    i = np.arange(n)
    j = (i + 1) % n
    sides = np.concatenate([np.stack([i, j, j + n], 1), np.stack([i, j + n, i + n], 1)])
    sides = sides if _clockwise(xz) else sides[:, ::-1]
    caps = np.concatenate([cap, cap[:, ::-1] + n])
    return faceted(np.concatenate([front, back]), np.concatenate([caps, sides]), grain)


def _clockwise(xz: Array) -> bool:
    following = np.roll(xz, -1, axis=0)
    return bool((xz[:, 0] * following[:, 1] - following[:, 0] * xz[:, 1]).sum() < 0)


def _lengths(points: Array) -> Array:
    rows, columns = points.shape[:2]
    u = np.zeros((rows, columns))
    v = np.zeros((rows, columns))
    u[:, 1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=1), axis=2), axis=1)
    v[1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=2), axis=0)
    return np.stack([u, v], axis=-1).reshape(-1, 2)


def _box_triangles() -> Ints:
    """Triangles over the 24 points (axis, corner) of a bevelled box: faces, edges, corners."""

    def at(axis: int, signs: Sequence[int]) -> int:
        return axis * 8 + sum((s > 0) << a for a, s in enumerate(signs))

    found: list[tuple[int, int, int]] = []
    for axis in range(3):
        b, c = (axis + 1) % 3, (axis + 2) % 3
        for sign in (-1, 1):
            ring = []
            for sb, sc in ((-1, -1), (1, -1), (1, 1), (-1, 1))[::sign]:
                signs = [0, 0, 0]
                signs[axis], signs[b], signs[c] = sign, sb, sc
                ring.append(at(axis, signs))
            found += [(ring[0], ring[1], ring[2]), (ring[0], ring[2], ring[3])]
            for other in (-1, 1):  # the edge between the faces +-b and +-c, running along axis
                ends = [[0, 0, 0], [0, 0, 0]]
                for end, s in zip(ends, (-1, 1), strict=True):
                    end[axis], end[b], end[c] = s, sign, other
                quad = [at(b, ends[0]), at(b, ends[1]), at(c, ends[1]), at(c, ends[0])]
                quad = quad[:: -sign * other]
                found += [(quad[0], quad[1], quad[2]), (quad[0], quad[2], quad[3])]
    for i in range(8):
        signs = [(i >> a & 1) * 2 - 1 for a in range(3)]
        corner = [at(a, signs) for a in range(3)][:: signs[0] * signs[1] * signs[2]]
        found.append((corner[0], corner[1], corner[2]))
    return np.array(found)


_BOX = _box_triangles()
_BOX_FACES = np.array([len({p // 8 for p in t}) == 1 for t in _BOX.tolist()])
