"""Shapes as triangles with soft edges, so that strokes are smooth without multisampling.

Points are pixels (y down). The outermost half pixel of a slanted or round edge fades; upright
boxes and level lines are set on whole pixels instead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

import numpy as np
import numpy.typing as npt
from panda3d.core import Triangulator

from lessons.report.palette import Colour, rgb
from lessons.report.shapes import Circle, Line, Polygon, Polyline, Rect, Shape

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
_SOFT = 0.5
_BEND = 0.93  # cosine; a stroke that turns more gets a round join
_THIN = 1.6  # px; thinner strokes need no joins


@dataclass(frozen=True)
class Patch:
    """Triangles of one colour: `points` (n, 2) px, `alphas` (n,), `triangles` (m, 3)."""

    points: Array
    alphas: Array
    triangles: Index
    colour: Colour


def join(patches: Iterable[Patch]) -> tuple[Array, Index]:
    """Return rows (n, 6) x, y, red, green, blue, alpha and triangles (m, 3) of all patches."""
    rows, triangles, start = [np.zeros((0, 6))], [np.zeros((0, 3), np.int64)], 0
    for p in patches:
        colour = np.tile(rgb(p.colour), (len(p.points), 1))
        rows.append(np.concatenate([p.points, colour, p.alphas[:, None]], axis=1))
        triangles.append(p.triangles + start)
        start += len(p.points)
    return np.concatenate(rows), np.concatenate(triangles)


@singledispatch
def patches(shape: Shape, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    """Yield the triangles of a shape: `scale` px a unit, its origin at the pixel `at`.

    Text has none: the painter sets it from a face's glyphs.
    """
    yield from ()


@patches.register
def _line(shape: Line, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    points = np.array([(shape.x1, shape.y1), (shape.x2, shape.y2)]) * scale + at
    yield from _straight(points, shape.width * scale, shape.stroke)


@patches.register
def _polyline(shape: Polyline, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    points = np.array(shape.points) * scale + at
    yield from _brush(points, shape.width * scale, shape.stroke)


@patches.register
def _polygon(shape: Polygon, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    points = np.array(shape.points) * scale + at
    if shape.fill:
        yield Patch(points, np.ones(len(points)), _triangles(points), shape.fill)
        yield from _stroke(_closed(points), 0.0, shape.fill)
    if shape.stroke:
        yield from _brush(_closed(points), shape.width * scale, shape.stroke)


@patches.register
def _rect(shape: Rect, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    low = np.array((shape.x, shape.y)) * scale + at
    high = low + np.array((shape.w, shape.h)) * scale
    if shape.fill:
        left_top = np.round(low)
        yield _box(left_top, np.maximum(np.round(high), left_top + 1), shape.fill)
    if shape.stroke:
        ring = _closed(np.array([low, (high[0], low[1]), high, (low[0], high[1])]))
        for k in range(4):
            yield from _straight(ring[k : k + 2], shape.width * scale, shape.stroke)


@patches.register
def _circle(shape: Circle, scale: float, at: tuple[float, float]) -> Iterator[Patch]:
    centre, r = np.array((shape.x, shape.y)) * scale + at, shape.r * scale
    if shape.fill:
        yield _disc(centre, r, shape.fill)
    if shape.stroke:
        ring = _closed(centre + r * _round(r))
        yield from _stroke(ring, shape.width * scale, shape.stroke)


def _straight(points: Array, width: float, colour: Colour) -> Iterator[Patch]:
    """A level or upright line on whole pixels, any other as a stroke."""
    level = np.abs(points[0] - points[1]) < 0.01
    if not level.any():
        yield from _stroke(points, width, colour)
        return
    thick = max(1.0, float(np.round(width)))
    axis = int(np.argmax(level))
    low, high = points.min(0), points.max(0)
    low[axis] = np.round(low[axis] - thick / 2)
    high[axis] = low[axis] + thick
    yield _box(low, high, colour)


def _brush(points: Array, width: float, colour: Colour) -> Iterator[Patch]:
    """A stroke with round ends and joins."""
    yield from _stroke(points, width, colour)
    if width < _THIN or len(points) < 2:
        return
    along = np.diff(points, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    bent = np.concatenate([[True], (along[1:] * along[:-1]).sum(1) < _BEND, [True]])
    for point in points[bent]:
        yield _disc(point, width / 2, colour)


def _stroke(points: Array, width: float, colour: Colour) -> Iterator[Patch]:
    """One quad strip of four rails a segment: clear, full, full, clear."""
    start, end = points[:-1], points[1:]
    along = end - start
    length = np.hypot(*along.T)
    kept = length > 1e-6
    start, end, along, length = start[kept], end[kept], along[kept], length[kept]
    if not len(start):
        return
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
    outer, inner = max(width, 0.4) / 2 + _SOFT, max(width / 2 - _SOFT, 0.0)
    rails = np.array([-outer, -inner, inner, outer])
    offsets = across[:, None, :] * rails[None, :, None]
    corners = np.concatenate([start[:, None] + offsets, end[:, None] + offsets], axis=1)
    full = min(1.0, width) if width > 0 else 1.0
    alphas = np.tile([0.0, full, full, 0.0] * 2, len(start))
    quads = np.array([(k, k + 1, k + 4, k + 1, k + 5, k + 4) for k in range(3)]).reshape(-1, 3)
    triangles = (quads[None] + 8 * np.arange(len(start))[:, None, None]).reshape(-1, 3)
    yield Patch(corners.reshape(-1, 2), alphas, triangles, colour)


def _disc(centre: Array, r: float, colour: Colour) -> Patch:
    unit = _round(r)
    n = len(unit)
    inner = centre + max(r - _SOFT, 0.0) * unit
    points = np.concatenate([centre[None], inner, centre + (r + _SOFT) * unit])
    alphas = np.concatenate([np.ones(n + 1), np.zeros(n)])
    k = np.arange(n)
    after = (k + 1) % n
    fan = np.stack([np.zeros(n, np.int64), 1 + k, 1 + after], axis=1)
    rim = np.stack([1 + k, 1 + n + k, 1 + after], axis=1)
    other = np.stack([1 + after, 1 + n + k, 1 + n + after], axis=1)
    return Patch(points, alphas, np.concatenate([fan, rim, other]), colour)


def _box(low: Array, high: Array, colour: Colour) -> Patch:
    (left, top), (right, bottom) = low, high
    points = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return Patch(points, np.ones(4), np.array([(0, 1, 2), (0, 2, 3)]), colour)


def _round(r: float) -> Array:
    turns = np.linspace(0, 2 * np.pi, int(12 + 2 * r), endpoint=False)
    return np.stack([np.cos(turns), np.sin(turns)], axis=1)


def _closed(points: Array) -> Array:
    return np.concatenate([points, points[:1]])


def _triangles(points: Array) -> Index:
    cutter = Triangulator()
    for x, y in points:
        cutter.addPolygonVertex(cutter.addVertex(float(x), float(y)))
    cutter.triangulate()
    found = [
        (cutter.getTriangleV0(i), cutter.getTriangleV1(i), cutter.getTriangleV2(i))
        for i in range(cutter.getNumTriangles())
    ]
    return np.array(found, np.int64).reshape(-1, 3)
