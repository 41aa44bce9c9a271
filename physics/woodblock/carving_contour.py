"""The drawn edge: contours of a field between its cells, as paths and as places with a normal."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from physics.woodblock.block import Drawn

Points = NDArray[np.float64]
STAIRS, SOFT = 0.7, 0.3  # cells; takes the stairs off True and False, and little off thin lines
# Edges of a square of four middles, counted 0 south, 1 east, 2 north, 3 west: from which to
# which a contour runs with the inside on its left, by the bits south-west 1, south-east 2,
# north-east 4, north-west 8.
_WAYS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 5: ((0, 3), (2, 1)), 6: ((2, 0),),
    7: ((2, 3),), 8: ((3, 2),), 9: ((0, 2),), 10: ((1, 0), (3, 2)), 11: ((1, 2),), 12: ((3, 1),),
    13: ((0, 1),), 14: ((3, 0),),
}  # fmt: skip


@dataclass(frozen=True)
class Edge:
    """Places (m, 2) x, y on an edge, in cells, with normals (m, 2) out of the wood."""

    at: Points
    normal: Points


def smooth(drawn: Drawn) -> Points:
    """Return a drawing (n, n) as a field whose 0.5 is the drawn edge, without the stairs."""
    wide = STAIRS if drawn.dtype == bool else SOFT
    return np.asarray(gaussian_filter(drawn.astype(np.float64), wide, mode="nearest"))


def contours(values: Points, level: float) -> tuple[Points, ...]:
    """Return closed and open paths (m, 2) x, y in cells where `values` (n, n) pass `level`.

    What is above it lies on the left; a closed path ends where it began. The order is fixed.
    """
    inside = values > level
    code = (
        inside[:-1, :-1] * 1 + inside[:-1, 1:] * 2 + inside[1:, 1:] * 4 + inside[1:, :-1] * 8
    )  # fmt: skip
    follows: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for j, i in np.argwhere((code > 0) & (code < 15)).tolist():
        for start, end in _WAYS[int(code[j, i])]:
            follows[_crossed(j, i, start)] = _crossed(j, i, end)
    return tuple(_placed(path, values, level) for path in _chains(follows))


def _crossed(j: int, i: int, edge: int) -> tuple[int, int, int]:
    """Return the edge's own name: row, column and 0 along x or 1 along y."""
    return ((j, i, 0), (j, i + 1, 1), (j + 1, i, 0), (j, i, 1))[edge]


def _chains(
    follows: dict[tuple[int, int, int], tuple[int, int, int]],
) -> list[list[tuple[int, int, int]]]:
    """Return the paths through `follows`, the open ones first."""
    ends = set(follows.values())
    paths = []
    for start in [key for key in follows if key not in ends] + list(follows):
        path = [start]
        while path[-1] in follows:
            path.append(follows.pop(path[-1]))
        if len(path) > 1:
            paths.append(path)
    return paths


def _placed(path: list[tuple[int, int, int]], values: Points, level: float) -> Points:
    j, i, upright = np.array(path).T
    here, there = values[j, i], values[j + upright, i + 1 - upright]
    share = (level - here) / (there - here)
    at = np.column_stack([i + 0.5 + share * (1 - upright), j + 0.5 + share * upright])
    return np.asarray(at[np.r_[True, (np.diff(at, axis=0) != 0).any(axis=1)]])


def simplified(path: Points, tolerance: float) -> Points:
    """Return the corners (k, 2) that keep within `tolerance` cells of a path (Douglas, Peucker)."""
    keep = np.zeros(len(path), bool)
    keep[[0, -1]] = True
    closed = len(path) > 3 and np.array_equal(path[0], path[-1])
    if closed:
        keep[np.argmax(np.hypot(*(path - path[0]).T))] = True
    left = [(a, b) for a, b in zip(np.flatnonzero(keep), np.flatnonzero(keep)[1:], strict=False)]
    while left:
        a, b = left.pop()
        off = _off(path[a + 1 : b], path[a], path[b])
        if len(off) and off.max() > tolerance:
            middle = a + 1 + int(np.argmax(off))
            keep[middle] = True
            left += [(a, middle), (middle, b)]
    return np.asarray(path[keep])


def _off(points: Points, a: Points, b: Points) -> Points:
    """Return (m,) how far points lie from the line between a and b."""
    way, out = b - a, points - a
    length = float(np.hypot(*way))
    if length == 0:
        return np.asarray(np.hypot(*out.T))
    return np.asarray(np.abs(out[:, 0] * way[1] - out[:, 1] * way[0]) / length)


def edge(drawn: Drawn, step: float = 1.0) -> Edge:
    """Return places each `step` cells along the drawn edge of a drawing (n, n)."""
    at: list[Points] = [np.empty((0, 2))]
    field = smooth(drawn)
    for path in contours(field, 0.5):
        lengths = np.r_[0.0, np.cumsum(np.hypot(*np.diff(path, axis=0).T))]
        places = np.arange(0.0, lengths[-1], step)
        at.append(np.column_stack([np.interp(places, lengths, path[:, k]) for k in (0, 1)]))
    all_at = np.concatenate(at)
    return Edge(all_at, _downhill(field, all_at))


def _downhill(field: Points, at: Points) -> Points:
    """Return (m, 2) where the field falls, of length 1."""
    places = [at[:, 1] - 0.5, at[:, 0] - 0.5]
    slopes = [
        gaussian_filter(field, 1.0, order=order, mode="nearest") for order in ((0, 1), (1, 0))
    ]
    fall = np.column_stack([-map_coordinates(s, places, order=1, mode="nearest") for s in slopes])
    return np.asarray(fall / np.maximum(np.hypot(*fall.T), 1e-12)[:, None])
