"""A workpiece in the picture: its wood, its rim of light, its ghost, its edges."""

from dataclasses import replace
from typing import Any

import numpy as np
from panda3d.core import NodePath, Quat, TransparencyAttrib

from lessons.arts.raising_view import Shape
from lessons.report.palette import Colour
from physics.pose import Pose
from sim.look import light
from sim.scenes.backdrop import shining
from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Axis, Ints, Mesh, faceted, join, tube

_RIM_M = 0.0016
_EDGE_M = 0.0011
_SHARP = np.cos(np.radians(25))


def solid_node(part: Shape, rng: np.random.Generator, round_deg: float = 0.0) -> Any:
    """Return the part in its stuff: long grain along its longest side, end grain across.

    Faces that meet at less than `round_deg` are drawn as one round surface.
    """
    pile = Pile(rng)
    mesh = faceted(part.vertices, part.triangles, grain_axis(part))
    if round_deg:
        mesh = replace(mesh, normals=round_normals(part, round_deg))
    if part.wood == "stone":
        pile.add_varied("stone", mesh)
    else:
        pile.add_timber(part.wood, mesh, grain_axis(part))
    return pile.node(part.name)


def round_normals(part: Shape, round_deg: float) -> Array:
    """Return a normal (3 m, 3) for each corner of m triangles: the mean of the faces around its
    point that turn away from its own by less than `round_deg`."""
    corner = part.vertices[part.triangles]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    area = np.linalg.norm(across, axis=1)
    flat = across / np.maximum(area, 1e-15)[:, None]
    rounded = np.round(corner.reshape(-1, 3), 6)
    _, points = np.unique(rounded, axis=0, return_inverse=True)
    first, second = _pairs(points.reshape(-1))
    alike = (flat[first // 3] * flat[second // 3]).sum(axis=1) > np.cos(np.radians(round_deg))
    made = np.zeros((len(points.reshape(-1)), 3))
    np.add.at(made, first[alike], flat[second[alike] // 3] * area[second[alike] // 3, None])
    length = np.linalg.norm(made, axis=1, keepdims=True)
    return np.asarray(np.where(length > 1e-15, made / np.maximum(length, 1e-15), (0, 0, 1)))


def _pairs(points: Ints) -> tuple[Ints, Ints]:
    """Return every pair of places in `points` (n,) at which the same number stands."""
    order = np.argsort(points, kind="stable")
    starts = np.flatnonzero(np.diff(points[order], prepend=-1))
    many = np.diff(np.append(starts, len(points)))
    each = np.repeat(many, many)  # for each corner, how many share its point
    first = np.repeat(order, each)
    offsets = np.arange(len(first)) - np.repeat(np.cumsum(each) - each, each)
    return first, order[np.repeat(np.repeat(starts, many), each) + offsets]


def rim_node(part: Shape, colour: Colour, thick: float = 1.0) -> Any:
    """Return a thin rim around the part: its hull, a little larger, seen from inside."""
    points, triangles = welded(part)
    corner = points[triangles]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-15)
    out = np.zeros_like(points)
    for i in range(3):
        np.add.at(out, triangles[:, i], across)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-15)
    node = glowing(faceted(points + out * _RIM_M * thick, triangles[:, ::-1]), colour)
    return node


def ghost_node(part: Shape, thick: float = 1.0) -> Any:
    """Return the pale ghost of a part: faint faces, clear edges, no shadow."""
    root = NodePath(f"ghost {part.name}")
    body = glowing(faceted(part.vertices, part.triangles), "slip", 0.55)
    body.setTransparency(TransparencyAttrib.MAlpha)
    body.setAlphaScale(0.3)
    body.setDepthWrite(False)
    body.reparentTo(root)
    edges_node(part, "slip", thick, 1.1).reparentTo(root)
    return root


def edges_node(part: Shape, colour: Colour, thick: float, strength: float = 1.0) -> Any:
    """Return the part's edges as thin rods: its tenons and mortises are among them."""
    return glowing(rods(sharp_edges(part), _EDGE_M * thick), colour, strength)


def glowing(mesh: Mesh, colour: Colour, strength: float = 1.0) -> Any:
    """Return a mesh that shines evenly in one colour, whatever the light."""
    red, green, blue = light(colour)
    return shining(mesh, (red * strength, green * strength, blue * strength))


def rods(segments: Array, radius: float) -> Mesh:
    """Return thin rods along segments (n, 2, 3)."""
    return join([tube(s, np.full(2, radius), 5) for s in segments])


def place(node: Any, pose: Pose) -> None:
    """Move a node to a pose."""
    node.setPos(*pose.at)
    node.setQuat(Quat(*pose.turn))


def grain_axis(part: Shape) -> Axis:
    """Return the axis of the part's longest side (the first of equals)."""
    size = part.vertices.max(axis=0) - part.vertices.min(axis=0)
    axes: tuple[Axis, Axis, Axis] = (0, 1, 2)
    return axes[int(np.argmax(size > size.max() - 1e-6))]


def sharp_edges(part: Shape) -> Array:
    """Return the edges (n, 2, 3) at which the faces meet at more than 25°."""
    points, triangles = welded(part)
    corner = points[triangles]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-15)
    faces: dict[tuple[int, int], list[int]] = {}
    for i, triangle in enumerate(triangles.tolist()):
        for a, b in zip(triangle, triangle[1:] + triangle[:1], strict=True):
            faces.setdefault((min(a, b), max(a, b)), []).append(i)
    sharp = [
        edge for edge, sides in faces.items()
        if len(sides) == 1 or across[sides[0]] @ across[sides[1]] < _SHARP
    ]  # fmt: skip
    return np.asarray(points[np.array(sharp)])


def welded(part: Shape) -> tuple[Array, Ints]:
    """Return points and triangles with equal points (to a micrometre) made one."""
    rounded = np.round(part.vertices, 6)
    points, index = np.unique(rounded, axis=0, return_inverse=True)
    triangles = index.reshape(-1)[part.triangles]
    a, b, c = triangles.T
    return points, triangles[(a != b) & (b != c) & (c != a)]
