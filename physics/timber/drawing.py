"""A solid as a carpenter draws it: seen square from each side, hidden lines apart. Metres.

Lines are the sharp edges and the outlines of the exact mesh; what lies behind wood is hidden
(Appel 1967: lines are split where they cross, each piece is looked up once).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from physics.pose import Array, Pose
from physics.shape import Triangles
from physics.timber import solids
from physics.timber.drawing_lines import TOUCH, merged, split, without
from physics.timber.solids import Solid

Face = Literal["front", "top", "right", "back", "bottom", "left"]
Flags = npt.NDArray[np.bool_]
FACES: tuple[Face, ...] = get_args(Face)
SHARP = np.cos(np.radians(25))  # faces that meet flatter are one round face (16 flats: 22.5)
_WELD = 6  # decimals of a metre within which points are one
_DEEP = 1e-5  # m in front of a line that wood must be to hide it
_READ = 5e-5  # m; no rule is read more finely
_FLAT = 1e-12  # m2; a triangle smaller than this in the picture is seen on edge
_AT_ONCE = 128  # places looked up at a time, to bound the memory
# for each side what points to the right and up in the picture; the viewer stands at their cross
_AXES: Mapping[Face, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "front": ((1, 0, 0), (0, 0, 1)),
    "back": ((-1, 0, 0), (0, 0, 1)),
    "right": ((0, 1, 0), (0, 0, 1)),
    "left": ((0, -1, 0), (0, 0, 1)),
    "top": ((1, 0, 0), (0, 1, 0)),
    "bottom": ((1, 0, 0), (0, -1, 0)),
}


@dataclass(frozen=True)
class View:
    """One side: lines (n, 2, 2) seen and hidden, metres, the lower left corner at (0, 0).

    `faces`: the sides that look like this, some perhaps the other way round.
    """

    faces: tuple[Face, ...]
    seen: Array
    hidden: Array
    size: tuple[float, float]


def views(solid: Solid, drawing: Pose) -> tuple[View, ...]:
    """Draw a solid from all sides in the axes `drawing`; sides that look alike are one view."""
    mesh = _welded(solid, drawing)
    found: list[View] = []
    for face in FACES:
        new = _view(mesh, face)
        same = next((i for i, old in enumerate(found) if _alike(old, new)), None)
        if same is None:
            found.append(new)
        else:
            old = found[same]
            found[same] = View((*old.faces, face), old.seen, old.hidden, old.size)
    return tuple(found)


def measures(view: View) -> tuple[list[float], list[float]]:
    """Return where lines begin, end or turn: from the left and from below, metres."""
    ends = np.concatenate([view.seen, view.hidden]).reshape(-1, 2)
    return _apart(np.sort(ends[:, 0])), _apart(np.sort(ends[:, 1]))


def _apart(places: Array) -> list[float]:
    """The places that a rule tells apart."""
    return [float(p) for p in places[np.diff(places, prepend=-1.0) > _READ]]


def _welded(solid: Solid, drawing: Pose) -> tuple[Array, Triangles]:
    """The mesh in the axes it was drawn in, equal points made one."""
    vertices, triangles = solids.mesh(solid)
    drawn = (vertices - np.array(drawing.at)) @ drawing.matrix
    points, index = np.unique(np.round(drawn, _WELD), axis=0, return_inverse=True)
    made: Triangles = index.reshape(-1)[triangles]
    a, b, c = made.T
    return points, made[(a != b) & (b != c) & (c != a)]


def _view(mesh: tuple[Array, Triangles], face: Face) -> View:
    right, up = (np.array(axis, float) for axis in _AXES[face])
    points = mesh[0] @ np.stack([right, up, np.cross(right, up)]).T
    points = points - [*points[:, :2].min(axis=0), 0.0]
    corners = points[mesh[1]]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lines = points[_drawn(mesh[1], across)]
    lines = lines[np.linalg.norm(lines[:, 1, :2] - lines[:, 0, :2], axis=1) > TOUCH]
    short = split(lines)
    behind = _behind(short.mean(axis=1), corners[across[:, 2] > _FLAT])
    seen = merged(short[~behind, :, :2])
    size = points[:, :2].max(axis=0)
    hidden = without(short[behind, :, :2], seen)
    return View((face,), seen, hidden, (float(size[0]), float(size[1])))


def _drawn(triangles: Triangles, across: Array) -> Triangles:
    """The edges (n, 2) where faces meet sharply or turn away from the viewer."""
    flat = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-15)
    facing = np.sign(np.where(np.abs(flat[:, 2]) < 1e-6, 0.0, flat[:, 2]))
    sides: dict[tuple[int, int], list[int]] = {}
    for i, triangle in enumerate(triangles.tolist()):
        for a, b in zip(triangle, triangle[1:] + triangle[:1], strict=True):
            sides.setdefault((min(a, b), max(a, b)), []).append(i)
    drawn = [
        edge
        for edge, (first, *others) in sides.items()
        if any(flat[first] @ flat[i] < SHARP or facing[first] != facing[i] for i in others)
    ]
    return np.array(drawn, np.int64).reshape(-1, 2)


def _behind(places: Array, corners: Array) -> Flags:
    """Which places (n, 3) lie behind one of the triangles (m, 3, 3) that face the viewer."""
    found = [_some_before(at, corners) for at in _handfuls(places)]
    return np.concatenate([np.zeros(0, bool), *found])


def _handfuls(places: Array) -> Iterator[Array]:
    for start in range(0, len(places), _AT_ONCE):
        yield places[start : start + _AT_ONCE]


def _some_before(places: Array, corners: Array) -> Flags:
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    twice = _turn(a, b, c)
    shares = [_turn(p, q, places[:, None]) / twice for p, q in ((b, c), (c, a), (a, b))]
    # a little outside is inside: a line along the edge of a face lies behind that face
    slack = TOUCH * np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    over = np.minimum.reduce(shares) > -slack / twice
    depth = sum(share * at[:, 2] for share, at in zip(shares, (a, b, c), strict=True))
    return np.asarray((over & (depth > places[:, 2:] + _DEEP)).any(axis=1))


def _turn(a: Array, b: Array, c: Array) -> Array:
    """Twice the area of the triangle a b c in the picture, above 0 where it turns left."""
    one, other = b - a, c - a
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _alike(one: View, other: View) -> bool:
    """Whether two views show the same, perhaps turned over or upside down."""
    if np.abs(np.subtract(one.size, other.size)).max() > TOUCH:
        return False
    ways = ((1, 1), (-1, 1), (1, -1), (-1, -1))
    return any(
        all(_same(a, _turned(b, other.size, way)) for a, b in _pairs(one, other)) for way in ways
    )


def _pairs(one: View, other: View) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    return (one.seen, other.seen), (one.hidden, other.hidden)


def _turned(lines: Array, size: tuple[float, float], way: tuple[int, int]) -> Array:
    return np.asarray(np.where(np.array(way) > 0, lines, np.array(size) - lines))


def _same(one: Array, other: Array) -> bool:
    """Whether every line of one has its twin in the other."""
    if len(one) != len(other):
        return False
    ends = one[:, None], other[None], other[None, :, ::-1]
    apart = np.minimum(*(np.abs(ends[0] - e).max(axis=(2, 3)) for e in ends[1:]))
    near = apart < 4 * TOUCH
    return bool(near.any(axis=0).all() and near.any(axis=1).all())
