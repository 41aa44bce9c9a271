"""Where the fast face of a tool meets a part on its way.

The face is swept through the parts' pieces themselves: an engine that looks once a step lets a
thin tool at 5 m/s through a board.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from physics.convex import enters, planes
from physics.pose import Array, Pose
from physics.shape import Piece

SPACING = 0.005  # m between the points of the face that are swept; nothing thicker is missed
LEVEL = 0.0005  # m; points of the face that arrive this close together strike together


@dataclass(frozen=True)
class Target:
    """A part's pieces as half spaces, in its own frame, and where the part is.

    All of it lies within `reach` m of `middle` (3,), so that what is far off costs little.
    """

    name: str
    pieces: tuple[tuple[Array, Array], ...]
    middle: Array
    reach: float
    pose: Pose

    @classmethod
    def of(cls, name: str, pieces: tuple[Piece, ...], pose: Pose) -> "Target":
        """Make a target from convex pieces."""
        points = np.vstack([piece.points for piece in pieces])
        middle = (points.min(0) + points.max(0)) / 2
        reach = float(np.linalg.norm(points - middle, axis=1).max())
        return cls(name, tuple(planes(piece) for piece in pieces), middle, reach, pose)

    def at(self, pose: Pose) -> "Target":
        """Return the same part somewhere else."""
        return replace(self, pose=pose)


@dataclass(frozen=True)
class Hit:
    """`point` (3,) m and outward `normal` (3,) in the world; `share` of the way, 0..1."""

    part: str
    point: Array
    normal: Array
    share: float


def sweep(
    start: Array, end: Array, facing: Array, radius: float, targets: Sequence[Target]
) -> Hit | None:
    """Return what a round face, moving from centre `start` to `end` (3,) m, meets first.

    `facing` (3,): where the face looks. A way without length, or with a number that is not
    finite, meets nothing; nor does a part in which the face already is.
    """
    numbers = np.concatenate([start, end, facing, [radius]])
    way = end - start
    if not np.isfinite(numbers).all() or not way.any() or not facing.any():
        return None
    points = start + _face(radius) @ _across(facing)
    near = [target for target in targets if _near(target, start, way, radius)]
    hits = [hit for target in near if (hit := _meet(target, points, way)) is not None]
    return min(hits, key=lambda hit: hit.share, default=None)


def _near(target: Target, start: Array, way: Array, radius: float) -> bool:
    off = target.pose.out(target.middle) - start
    beside = off - way * min(max(float(off @ way) / float(way @ way), 0.0), 1.0)
    return math.sqrt(float(beside @ beside)) <= target.reach + radius


def _meet(target: Target, points: Array, way: Array) -> Hit | None:
    matrix = target.pose.matrix
    own = (points - np.array(target.pose.at)) @ matrix
    along = way @ matrix
    best: Hit | None = None
    for normals, offsets in target.pieces:
        shares, faces = enters(normals, offsets, own, along)
        first = float(shares.min())
        if first <= (best.share if best else 1.0):
            together = shares <= first + LEVEL / float(np.linalg.norm(way))
            point = (points[together] + shares[together][:, None] * way).mean(0)
            best = Hit(target.name, point, matrix @ normals[faces[shares.argmin()]], first)
    return best


def _face(radius: float) -> Array:
    """(n, 2) points that fill a disc, at most SPACING apart, its rim and centre among them."""
    rings = max(1, math.ceil(radius / SPACING))
    points = [[0.0, 0.0]]
    for k in range(1, rings + 1):
        r, n = radius * k / rings, math.ceil(2 * math.pi * k)
        points += [[r * math.cos(a), r * math.sin(a)] for a in np.arange(n) * 2 * math.pi / n]
    return np.array(points)


def _across(facing: Array) -> Array:
    """Two unit vectors (2, 3) square to each other and to a direction."""
    unit = facing / np.linalg.norm(facing)
    first = np.cross(unit, np.eye(3)[np.abs(unit).argmin()])
    first /= np.linalg.norm(first)
    return np.array([first, np.cross(unit, first)])
