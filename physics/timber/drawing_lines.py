"""Straight lines of a drawing: split where they cross, put together where they go on. Metres."""

import numpy as np

from physics.pose import Array

TOUCH = 3e-6  # m within which lines meet


def split(lines: Array) -> Array:
    """Return lines (k, 2, 3) cut wherever they meet another in plan (x, y), as (m, 2, 3)."""
    flat = lines[:, :, :2]
    return np.concatenate([_cut(line, _meetings(line[:, :2], flat)) for line in lines])


def merged(lines: Array) -> Array:
    """Return lines (n, 2, 2) with all that go on in one another made one, each once."""
    return _by_line(lines, lines[:0])


def without(lines: Array, others: Array) -> Array:
    """Return what of lines (n, 2, 2) is not covered by others, put together as `merged`."""
    return _by_line(lines, others)


def _meetings(line: Array, others: Array) -> Array:
    """Places 0..1 along a line (2, 2) at which others (k, 2, 2) cross it, begin or end on it."""
    start, along = line[0], line[1] - line[0]
    length = float(np.linalg.norm(along))
    way = others[:, 1] - others[:, 0]
    across = _cross(along, way)
    from_start = others[:, 0] - start
    crossing = np.abs(across) > 1e-9 * length * np.linalg.norm(way, axis=1)
    safe = np.where(crossing, across, 1.0)
    here, there = _cross(from_start, way) / safe, _cross(from_start, along) / safe
    slack = TOUCH / np.linalg.norm(way, axis=1)
    met = here[crossing & (there > -slack) & (there < 1 + slack)]
    ends = others.reshape(-1, 2) - start
    on = np.abs(_cross(along, ends)) < TOUCH * length
    places = np.sort(np.concatenate([met, (ends[on] @ along) / length**2]))
    inside = places[(places * length > TOUCH) & ((1 - places) * length > TOUCH)]
    return inside[np.diff(inside, prepend=-1.0) * length > TOUCH]


def _cut(line: Array, places: Array) -> Array:
    steps = np.concatenate([[0.0], places, [1.0]])[:, None]
    points = line[0] + steps * (line[1] - line[0])
    return np.stack([points[:-1], points[1:]], axis=1)


def _by_line(lines: Array, others: Array) -> Array:
    """Put `lines` together line by line, leaving out what `others` cover."""
    left = np.concatenate([lines, others])
    wanted = np.arange(len(left)) < len(lines)
    made: list[Array] = []
    while wanted.any():
        longest = left[np.argmax(np.linalg.norm(left[:, 1] - left[:, 0], axis=1))]
        start, way = longest[0], (longest[1] - longest[0])
        way = way / np.linalg.norm(way)
        on = (np.abs(_cross(way, left - start)) < TOUCH).all(axis=1)
        spans = np.sort((left[on] - start) @ way, axis=1)
        for low, high in _less(_union(spans[wanted[on]]), _union(spans[~wanted[on]])):
            made.append(start + np.outer([low, high], way))
        left, wanted = left[~on], wanted[~on]
    return np.array(made).reshape(-1, 2, 2)


def _union(spans: Array) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    for low, high in spans[np.argsort(spans[:, 0])].tolist():
        if made and low <= made[-1][1] + TOUCH:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return made


def _less(
    spans: list[tuple[float, float]], others: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    for low, high in others:
        pieces = [(a, min(b, low)) for a, b in spans] + [(max(a, high), b) for a, b in spans]
        spans = sorted({(a, b) for a, b in pieces if b - a > TOUCH})
    return spans


def _cross(one: Array, other: Array) -> Array:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])
