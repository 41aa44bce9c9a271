"""Convex pieces of worked timber, exactly: convex stock less convex voids.

Approximate decompositions fill a mortise or need dozens of pieces for it. What is left of a
convex piece outside a convex void is split off plane by plane of the void, without any error.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from scipy.spatial import ConvexHull

from physics import convex
from physics.pose import Array
from physics.shape import Box, Hull, Piece

FLAT = 1e-9  # m; a point nearer to a plane lies in it
DUST = 1e-12  # m3; what rounding leaves of a cut
SAME = 1e-9  # share of a volume


def less(pieces: Iterable[Piece], voids: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return convex pieces of what is left of `pieces` outside all `voids`.

    Boxes wherever a piece is one; a piece that no void touches stays as it is.
    """
    planes = [convex.planes(void) for void in voids]
    return tuple(part for piece in pieces for part in _rest(piece, planes))


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join pieces that lie side by side and are convex together; boxes join to boxes only."""
    own = [(piece, piece.points) for piece in pieces]
    known = {id(points): piece for piece, points in own}
    parts = _merged([points for _piece, points in own])
    return tuple(known.get(id(points)) or as_piece(points) for points in parts)


def as_piece(points: Array) -> Piece:
    """Return the convex hull of points (n, 3) as a box if it is one, else as a hull."""
    hull = ConvexHull(points)
    corners = points[hull.vertices]
    for turn in _square_axes(hull):
        low, high = (corners @ turn).min(axis=0), (corners @ turn).max(axis=0)
        if abs(np.prod(high - low) / hull.volume - 1) < SAME:
            return Box(turn @ ((low + high) / 2), (high - low) / 2, turn)
    return Hull(corners)


def volume(points: Array) -> float:
    """Return the volume of the convex hull of points (n, 3), 0 where they are flat; m3."""
    if len(points) < 4 or np.linalg.matrix_rank(points - points[0], tol=FLAT) < 3:
        return 0.0
    return float(ConvexHull(points).volume)


def _rest(piece: Piece, planes: list[tuple[Array, Array]]) -> list[Piece]:
    whole = piece.points
    parts = [whole]
    for normals, offsets in planes:
        parts = [part for p in parts for part in _outside(p, normals, offsets)]
    if len(parts) == 1 and parts[0] is whole:
        return [piece]
    return [as_piece(part) for part in _merged(parts)]


def _outside(points: Array, normals: Array, offsets: Array) -> list[Array]:
    """Split off what lies outside each plane, the largest part first; the rest is void."""
    if _apart(points, normals, offsets):
        return [points]
    found, rest, left = [], points, list(range(len(normals)))
    while left:
        halves = {k: _halves(rest, normals[k], offsets[k]) for k in left}
        left = [k for k in left if volume(halves[k][0]) > DUST]
        if left:
            most = max(left, key=lambda k: volume(halves[k][0]))
            found.append(halves[most][0])
            rest = halves[most][1]
            left.remove(most)
    return found


def _apart(points: Array, normals: Array, offsets: Array) -> bool:
    """Whether some plane of the void has the whole piece before it."""
    return bool(((points @ normals.T - offsets).min(axis=0) > -FLAT).any())


def _halves(points: Array, normal: Array, offset: float) -> tuple[Array, Array]:
    """Return the corners of what lies before a plane and of what lies behind it."""
    far = points @ normal - offset
    before, behind = points[far > FLAT], points[far < -FLAT]
    if not len(before) or not len(behind):
        return (points, before) if len(before) else (before, points)
    share = (far[far > FLAT][:, None] / (far[far > FLAT][:, None] - far[far < -FLAT]))[..., None]
    section = (before[:, None] + share * (behind - before[:, None])).reshape(-1, 3)
    seam = np.vstack([points[np.abs(far) <= FLAT], section])
    return _corners(np.vstack([before, seam])), _corners(np.vstack([behind, seam]))


def _corners(points: Array) -> Array:
    """Drop the points that are no corner of the hull."""
    return points[ConvexHull(points).vertices] if volume(points) > DUST else points


def _merged(parts: list[Array]) -> list[Array]:
    """Join pairs that are convex together; a box joins only what makes a larger box of it."""
    for one, other in combinations(range(len(parts)), 2):
        both = _together(parts[one], parts[other])
        if both is not None:
            return _merged([p for i, p in enumerate(parts) if i not in (one, other)] + [both])
    return parts


def _together(one: Array, other: Array) -> Array | None:
    apart = (one.min(axis=0) > other.max(axis=0) + FLAT) | (
        other.min(axis=0) > one.max(axis=0) + FLAT
    )
    if apart.any():
        return None
    both = np.vstack([one, other])
    if volume(both) > (volume(one) + volume(other)) * (1 + SAME):
        return None
    boxes = any(isinstance(as_piece(p), Box) for p in (one, other))
    return _corners(both) if not boxes or isinstance(as_piece(both), Box) else None


def _square_axes(hull: ConvexHull) -> Iterator[Array]:
    """Yield upright axes, then those of every two faces (3, 3) that are square to each other."""
    yield np.eye(3)
    _rounded, first = np.unique(np.round(hull.equations[:, :3], 7), axis=0, return_index=True)
    for one, other in combinations(hull.equations[first[:12], :3], 2):
        if abs(one @ other) < SAME:
            yield np.column_stack([one, other, np.cross(one, other)])
