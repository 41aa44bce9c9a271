"""Convex pieces as half spaces: what is inside, and where a straight path enters."""

import numpy as np
from scipy.spatial import ConvexHull

from physics.pose import Array
from physics.shape import Box, Piece


def planes(piece: Piece) -> tuple[Array, Array]:
    """Return outward normals (k, 3) and offsets (k,) m: inside is where n . p <= offset."""
    if isinstance(piece, Box):
        normals = np.vstack([piece.turn.T, -piece.turn.T])
        return normals, normals @ piece.centre + np.tile(piece.half, 2)
    faces = ConvexHull(piece.points).equations
    return np.asarray(faces[:, :3]), np.asarray(-faces[:, 3])


def enters(normals: Array, offsets: Array, starts: Array, way: Array) -> tuple[Array, Array]:
    """Return for paths `starts` (n, 3) + share * `way` (3,) the share (n,) at which each enters
    and the plane (n,) it enters by; the share is inf where it misses, or begins inside.

    Clips the path by one plane after another (Cyrus and Beck 1978).
    """
    toward = normals @ way
    room = offsets - starts @ normals.T  # (n, k), negative = outside this plane
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # hardly towards: inf
        at = room / toward
    into = np.where(toward < 0, at, -np.inf)
    out = np.where(toward > 0, at, np.inf).min(1)
    beside = ((toward == 0) & (room < 0)).any(1)
    share = into.max(1)
    misses = beside | (share < 0) | (share > 1) | (share > out)
    return np.where(misses, np.inf, share), into.argmax(1)
