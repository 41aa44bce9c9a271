"""The ink on a block, cell by cell: given by the brush, running where it is too much."""

import math

import numpy as np
from numba import njit

from physics.woodblock.sweep import STANDS, crossed, fading, passed, stood

FLOWS = 0.2  # share of an excess that runs to each neighbour at once
GRAIN = 0.15  # share by which the film is thicker on the softest wood; a preset, unresolved
AGED = 2.0  # drying times after which a film is as dry as it gets; a brush wets it again


@njit(
    "void(uint16[:,::1], float64[:,::1], int64[:,::1], int64[::1], float64[::1], float64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def _shares(depth, shares, spans, rect, way, tool):  # type: ignore[no-untyped-def]
    """Write into `shares` (h, w) how far film and brush even out, and from which column on how
    many cells of each line are under the brush into `spans` (h, 2).
    """
    x0, y0, x1, y1, seconds, _now, cell = way
    radius, top, half, reach, rate = tool[0], tool[1], tool[2], tool[3], tool[5]
    ex, ey = x1 - x0, y1 - y0
    length = math.sqrt(ex * ex + ey * ey)
    stands = length < STANDS
    ux, uy = (1.0, 0.0) if stands else (ex / length, ey / length)
    slope, lost, pace = top / (radius * radius), 1e-6 / reach, rate * seconds
    for j in range(rect[0], rect[2]):
        py = (j + 0.5) * cell - y0
        low, high = crossed(py, ex, ey, radius)
        if low > high:
            spans[j - rect[0], 0], spans[j - rect[0], 1] = rect[1], 0
            continue
        i0 = max(rect[1], int((low + x0) / cell - 0.5))
        n = max(min(rect[3], int((high + x0) / cell + 1.5)) - i0, 0)
        spans[j - rect[0], 0], spans[j - rect[0], 1] = i0, n
        deep, share = depth[j, i0 : i0 + n], shares[j - rect[0], :n]
        for k in range(n):
            px = (i0 + k + 0.5) * cell - x0
            along, across = px * ux + py * uy, px * uy - py * ux
            left = top - deep[k] * lost
            if stands:
                covers = stood(across * across, along, slope, left, half)
            else:
                covers = passed(across * across, along, length, slope, left, half)
            share[k] = 1.0 - fading(covers * pace)


@njit(
    "float64(float32[:,::1], float32[:,::1], uint16[:,::1], uint8[:,::1], int64[::1],"
    " float64[::1], float64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def brush(mass, since, depth, hard, rect, way, tool):  # type: ignore[no-untyped-def]
    """Let a brush exchange ink with the film; return the ink that the block took, g/m2 x cells.

    `mass` g/m2 and `since` (when it was wet, s, as a mean of its ink) are changed; `depth` um;
    `hard` 0..255 of the wood, which holds a little more ink where it is softer; `rect` j0 i0 j1
    i1; `way`: x0 y0 x1 y1 seconds now cell; `tool`: radius m, top Pa, half Pa, reach m/Pa, target
    film g/m2, rate 1/s, drying time s, and how much the target falls for each g/m2 x cell given.
    """
    now, target, dries, falls = way[5], tool[4], tool[6], tool[7]
    high = rect[2] - rect[0]
    shares = np.empty((high, rect[3] - rect[1]))
    spans = np.empty((high, 2), np.int64)
    _shares(depth, shares, spans, rect, way, tool)
    could, had = 0.0, 0.0
    for j in range(high):
        i0, n = spans[j]
        film, wood = mass[rect[0] + j, i0 : i0 + n], hard[rect[0] + j, i0 : i0 + n]
        for k in range(n):
            could += shares[j, k] * (1.0 + GRAIN * (128.0 - wood[k]) / 128.0)
            had += shares[j, k] * film[k]
    # What is given is linear in the target, so that its mean over the stroke can be told before.
    target = (target + 0.5 * falls * had) / (1.0 + 0.5 * falls * could)
    given = 0.0
    for j in range(high):
        i0, n = spans[j]
        film, age = mass[rect[0] + j, i0 : i0 + n], since[rect[0] + j, i0 : i0 + n]
        wood = hard[rect[0] + j, i0 : i0 + n]
        for k in range(n):
            f, s = np.float64(film[k]), shares[j, k]
            holds = target * (1.0 + GRAIN * (128.0 - wood[k]) / 128.0)
            stays, comes = f * (1.0 - s), holds * s
            after = np.float32(stays + comes)
            old = min(now - age[k], AGED * dries)
            # What stays of the old film keeps its age, what comes is wet.
            if s > 0.0:
                age[k] = now - old * stays / max(stays + comes, 1e-9)
            film[k] = after
            given += np.float64(after) - f
    return given


@njit("int64(float32[:,::1], float32[:,::1], int64[::1], float64)", cache=True, error_model="numpy")
def _over(mass, room, rect, hold):  # type: ignore[no-untyped-def]
    """Write into `room` what is over `hold`; return in how many cells."""
    limit, nothing, running = np.float32(hold), np.float32(0.0), 0
    for j in range(rect[0], rect[2]):
        film, over = mass[j, rect[1] : rect[3]], room[j, rect[1] : rect[3]]
        for k in range(rect[3] - rect[1]):
            over[k] = max(film[k] - limit, nothing)
            running += over[k] > nothing
    return running


@njit("void(float32[::1], float32[::1], float32[::1], float32[::1], float32[::1], float32[::1])",
      cache=True, error_model="numpy")  # fmt: skip
def _flow(film, age, over, film_to, age_to, over_to):  # type: ignore[no-untyped-def]
    """Level neighbours (k,) of one line with those of the next; what runs brings its wetness."""
    nothing = np.float32(0.0)
    for k in range(film_to.shape[0]):
        q = np.float32(FLOWS) * (over[k] - over_to[k])
        film[k] -= q
        film_to[k] += q
        wetter = max(age[k], age_to[k])
        age[k] = wetter if q < nothing else age[k]
        age_to[k] = wetter if q > nothing else age_to[k]


@njit("int64(float32[:,::1], float32[:,::1], float32[:,::1], int64[::1], float64)",
      cache=True, error_model="numpy")  # fmt: skip
def run(mass, since, room, rect, hold):  # type: ignore[no-untyped-def]
    """Let what is over `hold` g/m2 run to the neighbours, once; return how many cells run.

    `room` is scratch of the same shape. What leaves a cell arrives in another: sums keep.
    """
    running = _over(mass, room, rect, hold)
    if running == 0:
        return 0
    i0, i1 = rect[1], rect[3]
    for j in range(rect[0], rect[2]):
        film, age, over = mass[j, i0:i1], since[j, i0:i1], room[j, i0:i1]
        _flow(film, age, over, film[1:], age[1:], over[1:])
        if j + 1 < rect[2]:
            _flow(film, age, over, mass[j + 1, i0:i1], since[j + 1, i0:i1], room[j + 1, i0:i1])
    return running
