"""The inner loops of carving: whole micrometres, no fast mathematics, the same bits everywhere.

A depth is computed from the cut and the grain alone and the deeper of two stands, so that cuts
commute. Walls of a V and of a flat are the mean over a cell's width: an edge lies between cells,
and what prints from it must not be a staircase.
"""

import numpy as np
from numba import njit

from physics.woodblock.grain import hardness, tear
from physics.woodblock.grid import UNITS

V, ROUND = 0, 1
_FORM, _LEAN, _FLANK, _SIZE, _SAFE, _CHIP, _UNEVEN, _DEEPEST = range(8)
CHIP_SLOPE = 0.5  # inferred; how steeply a chip runs out


@njit("float64(float64, float64, float64, float64)", cache=True)
def _v_area(s, d, near, far):  # type: ignore[no-untyped-def]
    """Return the section's area left of `s` um: a V `d` deep, its tip `near`, its end `far`."""
    if s <= 0 or d <= 0:
        return 0.0
    if s < near:
        return d * s * s / (2 * near)
    past = min(s, far) - near
    return d * near / 2 + d * past - d * past * past / (2 * (far - near))


@njit("float64(float64, float64, float64, float64)", cache=True)
def _flat_area(s, d, half, slope):  # type: ignore[no-untyped-def]
    """Return the area left of `s` um under a flat of two `half`, `d` deep, tipped by `slope`."""
    left, right = -half, half
    if slope > 0:
        left = max(left, -d / slope)
    elif slope < 0:
        right = min(right, -d / slope)
    s = min(max(s, left), right)
    return d * (s - left) + slope * (s * s - left * left) / 2


@njit("float64(float64, float64, float64[::1], float64)", cache=True)
def _deep(s, d, section, width):  # type: ignore[no-untyped-def]
    """Return how deep the section is `s` um to the right of the path; `width` um of a cell."""
    low, high = s - width / 2, s + width / 2
    if section[_FORM] == V:
        near = d * section[_LEAN]
        far = near + d * section[_FLANK]
        return (_v_area(high, d, near, far) - _v_area(low, d, near, far)) / width
    if section[_FORM] == ROUND:
        under = section[_SIZE] * section[_SIZE] - s * s
        return max(0.0, d - section[_SIZE] + np.sqrt(under)) if under > 0 else 0.0
    half, slope = section[_SIZE] / 2, section[_LEAN]
    return (_flat_area(high, d, half, slope) - _flat_area(low, d, half, slope)) / width


@njit("float64(float64, float64, float64[::1])", cache=True)
def _beyond(s, d, section):  # type: ignore[no-untyped-def]
    """Return how far `s` um lies outside the section's edges, um; below 0 inside."""
    if section[_FORM] == V:
        return max(-s, s - d * (section[_LEAN] + section[_FLANK]))
    if section[_FORM] == ROUND:
        return abs(s) - np.sqrt(2 * section[_SIZE] * d - d * d)
    return abs(s) - section[_SIZE] / 2


@njit("float64(float64, float64, float64[::1])", cache=True)
def _pressed(d, along, section):  # type: ignore[no-untyped-def]
    """Return how far a chip could run at most, um, where `along` is the cosine to +x."""
    over = (d - section[_SAFE]) / section[_SAFE]
    return section[_CHIP] * along * along * min(1.0, over) if over > 0 else 0.0


@njit("Tuple((int64, int64))(int64[::1], float64, int64, int64)", cache=True)
def _span(cut, reach, y, cells):  # type: ignore[no-untyped-def]
    """Return the columns of a row at height `y` that lie within `reach` units of the cut."""
    x0, y0, way_x, way_y = cut[0], cut[1], float(cut[2] - cut[0]), float(cut[3] - cut[1])
    left, right = x0 + min(way_x, 0.0) - reach, x0 + max(way_x, 0.0) + reach
    if way_y != 0:
        slope, rise = way_x / way_y, y - y0
        out = reach * np.sqrt(1 + slope * slope)
        left, right = max(left, x0 + slope * rise - out), min(right, x0 + slope * rise + out)
    first, last = int(np.floor(left / UNITS)), int(np.floor(right / UNITS)) + 1
    return max(0, first), min(cells, last)


@njit(
    "Tuple((int64, int64))(int64[::1], float64[::1], int64, int64, int64, int64)",
    cache=True,
)
def _at(cut, section, j, i, cell, seed):  # type: ignore[no-untyped-def]
    """Return how deep the tool cuts and how deep the wood tears at cell (j, i), um."""
    way_x, way_y = cut[2] - cut[0], cut[3] - cut[1]
    x, y = UNITS * i + UNITS // 2 - cut[0], UNITS * j + UNITS // 2 - cut[1]
    square, along = way_x * way_x + way_y * way_y, way_x * x + way_y * y
    if section[_FORM] != ROUND and (along < 0 or along > square):
        return 0, 0
    length, um = np.sqrt(float(square)), cell / 1000.0
    s = float(way_y * x - way_x * y) / length
    if along < 0:
        s = np.sqrt(float(x * x + y * y))
    elif along > square:
        s = np.sqrt(float((x - way_x) * (x - way_x) + (y - way_y) * (y - way_y)))
    s = s * um / UNITS
    d = cut[4] + (cut[5] - cut[4]) * min(max(along / float(square), 0.0), 1.0)
    beyond, run = _beyond(s, d, section), _pressed(d, way_x / length, section)
    px, py = i * cell + cell // 2, j * cell + cell // 2
    made, torn = 0, 0
    if beyond <= um:
        soft = (128 - hardness(px, py, seed)) / 131072.0 * section[_UNEVEN]
        made = int(np.rint(_deep(s, d + d * soft, section, um)))
    if 0 < beyond < run:
        against = tear(px, py, seed) if way_x > 0 else -tear(px, py, seed)
        left = run * against / 255.0 - beyond
        torn = int(np.rint(min(max(0.0, left * CHIP_SLOPE), d / 2)))
    return made, torn


@njit(
    "Tuple((int64, int64))(uint16[:,::1], uint16[:,::1], int64[::1], float64[::1], float64,"
    " int64[::1])",
    cache=True,
)
def carve(depth, torn, cut, section, reach, wood):  # type: ignore[no-untyped-def]
    """Deepen `depth` and `torn` (n, n) um by one cut; return the sums taken and torn, um.

    `cut` (6,) x0 y0 x1 y1 units d0 d1 um; `reach` units; `wood` (4,) cell nm, seed and the rows
    from, to which may be touched.
    """
    taken, chips = 0, 0
    for j in range(wood[2], wood[3]):
        first, last = _span(cut, reach, UNITS * j + UNITS // 2, depth.shape[1])
        for i in range(first, last):
            made, tore = _at(cut, section, j, i, wood[0], wood[1])
            if max(made, tore) <= 0:
                continue
            before = int(depth[j, i])
            after = max(before, made, tore)
            taken += after - before
            chips += after - max(before, made)
            depth[j, i] = after
            if tore > made:
                torn[j, i] = max(int(torn[j, i]), tore)
    return taken, chips
