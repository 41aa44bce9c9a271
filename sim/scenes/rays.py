"""What a line of sight meets, by the geometry that is drawn (never the physics engine's)."""

import numpy as np

from sim.scenes.mesh import Array, Ints


def first_hit(origin: Array, along: Array, vertices: Array, triangles: Ints) -> float | None:
    """Return the distance (in lengths of `along`) to the nearest triangle ahead, or None.

    Möller & Trumbore, Fast, minimum storage ray/triangle intersection (1997); both sides count.
    """
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    e1, e2 = b - a, c - a
    p = np.cross(along, e2)
    det = (e1 * p).sum(axis=1)
    inverse = 1 / np.where(np.abs(det) < 1e-15, np.nan, det)
    s = origin - a
    u = (s * p).sum(axis=1) * inverse
    q = np.cross(s, e1)
    v = (q @ along) * inverse
    far = (e2 * q).sum(axis=1) * inverse
    met = far[(u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (far > 1e-9)]
    return float(met.min()) if len(met) else None


def face_normal(point: Array, vertices: Array, triangles: Ints) -> Array:
    """Return the outward unit normal (3,) of the triangle that a point of the surface lies in."""
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    across = np.cross(b - a, c - a)
    twice = np.linalg.norm(across, axis=1)
    normal = across / np.maximum(twice, 1e-15)[:, None]
    off = np.abs(((point - a) * normal).sum(axis=1))
    for one, other in ((a, b), (b, c), (c, a)):  # and how far beyond each edge
        out = np.cross(other - one, normal)
        out /= np.maximum(np.linalg.norm(out, axis=1), 1e-15)[:, None]
        off = np.maximum(off, ((point - one) * out).sum(axis=1))
    return np.asarray(normal[int(np.argmin(np.where(twice > 1e-12, off, np.inf)))])


def box_hit(origin: Array, along: Array, low: Array, high: Array) -> float | None:
    """Return the distance to an upright box, or None where the line misses it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - origin) / along, (high - origin) / along
    near = float(np.nanmax(np.minimum(one, other)))
    far = float(np.nanmin(np.maximum(one, other)))
    return max(near, 0.0) if near <= far and far > 0 else None


def level_point(origin: Array, along: Array, z: float) -> tuple[float, float, float] | None:
    """Return where a line of sight meets the level plane at height `z`, if ahead."""
    if abs(along[2]) < 1e-9 or (far := (z - origin[2]) / along[2]) <= 0:
        return None
    x, y, _ = origin + far * along
    return float(x), float(y), z
