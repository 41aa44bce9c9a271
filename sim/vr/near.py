"""What a hand is near to and what it points at, by the geometry that is drawn."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from lessons.arts.raising_view import Shape
from physics.pose import Array, Pose
from physics.shape import Triangles
from sim.scenes.rays import first_hit

Met = tuple[float, str, Array]  # how far, m; which part; the point (3,) in its frame


class Near:
    """Parts about a hand; knows how far each reaches from its own origin."""

    def __init__(self) -> None:
        self._reaches: dict[str, tuple[Shape, float]] = {}

    def nearest(
        self, at: Array, shapes: Sequence[Shape], poses: Mapping[str, Pose], most: float
    ) -> Met | None:
        """Return the part whose surface is nearest to a point (3,), if it is within `most` m."""
        found: Met | None = None
        for shape in shapes:
            least, pose = found[0] if found else most, poses.get(shape.name)
            if pose is None or math.dist(at.tolist(), pose.at) > self._reach(shape) + least:
                continue
            point = pose.into(at)
            surface = on_surface(point, shape.vertices, shape.triangles)
            away = float(np.linalg.norm(surface - point))
            if away <= least:
                found = away, shape.name, surface
        return found

    def aimed(self, ray: Pose, shapes: Sequence[Shape], poses: Mapping[str, Pose]) -> Met | None:
        """Return the part that is met first along the y axis of `ray`."""
        start, along = np.array(ray.at), ray.matrix[:, 1]
        found: Met | None = None
        for shape in shapes:
            pose = poses.get(shape.name)
            if pose is None or _passes(start, along, pose) > self._reach(shape):
                continue
            origin, heading = pose.into(start), pose.matrix.T @ along
            far = first_hit(origin, heading, shape.vertices, shape.triangles)
            if far is not None and (found is None or far < found[0]):
                found = far, shape.name, origin + far * heading
        return found

    def _reach(self, shape: Shape) -> float:
        known = self._reaches.get(shape.name)
        if known is None or known[0] is not shape:
            known = shape, float(np.sqrt((shape.vertices**2).sum(axis=1).max()))
            self._reaches[shape.name] = known
        return known[1]


def _passes(start: Array, along: Array, pose: Pose) -> float:
    """Return how far a line passes from the origin of a pose, in metres."""
    off = np.array(pose.at) - start
    return float(np.linalg.norm(off - along * float(off @ along)))


def on_surface(point: Array, vertices: Array, triangles: Triangles) -> Array:
    """Return the point (3,) of the triangles that is nearest to a point."""
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    near = np.concatenate([_within(point, a, b, c), *(_on_edge(point, p, q) for p, q in
                           ((a, b), (b, c), (c, a)))])  # fmt: skip
    return np.asarray(near[int(np.nanargmin(np.sum((near - point) ** 2, axis=1)))])


def _within(point: Array, a: Array, b: Array, c: Array) -> Array:
    """Return the feet of the perpendiculars (n, 3); NaN where one lies outside its triangle."""
    normal = np.cross(b - a, c - a)
    square = np.maximum((normal * normal).sum(axis=1), 1e-30)
    foot = point - normal * (((point - a) * normal).sum(axis=1) / square)[:, None]
    inside = np.ones(len(a), bool)
    for p, q in ((a, b), (b, c), (c, a)):
        inside &= (np.cross(q - p, foot - p) * normal).sum(axis=1) >= 0
    return np.where(inside[:, None] & (square > 1e-29)[:, None], foot, np.nan)


def _on_edge(point: Array, a: Array, b: Array) -> Array:
    way = b - a
    square = np.maximum((way * way).sum(axis=1), 1e-30)
    share = np.clip(((point - a) * way).sum(axis=1) / square, 0.0, 1.0)
    return np.asarray(a + share[:, None] * way)
