"""The ink on a block, cell by cell: given by the brush, running where it is too much."""

import math

from numba import njit

from physics.woodblock.sweep import exposure


@njit(
    "float64(float32[:,::1], float32[:,::1], uint16[:,::1], int64[::1], float64[::1],"
    " float64[::1])",
    cache=True,
)
def brush(mass, since, depth, rect, way, tool):  # type: ignore[no-untyped-def]
    """Let a brush exchange ink with the film; return the ink that the block took, g/m2 x cells.

    `mass` g/m2 and `since` (when it was last wet, s) are changed; `depth` um; `rect` j0 i0 j1 i1;
    `way`: x0 y0 x1 y1 seconds now cell; `tool`: radius m, top Pa, half Pa, reach m/Pa, target
    film g/m2, rate 1/s, drying time s.
    """
    x0, y0, x1, y1, seconds, now, cell = way
    radius, top, half, reach, target, rate, dries = tool
    ex, ey = x1 - x0, y1 - y0
    length = math.sqrt(ex * ex + ey * ey)
    ux, uy = (ex / length, ey / length) if length > 1e-9 else (1.0, 0.0)
    given = 0.0
    for j in range(rect[0], rect[2]):
        py = (j + 0.5) * cell - y0
        for i in range(rect[1], rect[3]):
            px = (i + 0.5) * cell - x0
            along = px * ux + py * uy
            across = px * uy - py * ux
            lost = depth[j, i] * 1e-6 / reach
            e = exposure(across * across, along, length, radius * radius, top, lost, half)
            if e <= 0.0:
                continue
            f = float(mass[j, i])
            share = 1.0 - math.exp(-e * rate * seconds)
            q = (target - f) * share
            after = f + q
            wet = math.exp((since[j, i] - now) / dries)
            # What stays of the old film keeps its wetness, what comes is wet.
            stays = f * (1.0 - share)
            wet = min(1.0, (stays * wet + max(after - stays, 0.0)) / max(after, 1e-9))
            mass[j, i] = after
            since[j, i] = now + dries * math.log(max(wet, 1e-6))
            given += float(mass[j, i]) - f
    return given


@njit(
    "void(float32[:,::1], float32[:,::1], int64, int64, int64, int64, float64)",
    cache=True,
)
def _level(mass, since, j, i, jj, ii, q):  # type: ignore[no-untyped-def]
    """Move q g/m2 from one cell to the other, and with it how wet it is."""
    if q == 0.0:
        return
    mass[j, i] -= q
    mass[jj, ii] += q
    if q > 0.0:
        since[jj, ii] = max(since[j, i], since[jj, ii])
    else:
        since[j, i] = max(since[j, i], since[jj, ii])


@njit("int64(float32[:,::1], float32[:,::1], float32[:,::1], int64[::1], float64)", cache=True)
def run(mass, since, room, rect, hold):  # type: ignore[no-untyped-def]
    """Let what is over `hold` g/m2 run to the neighbours, once; return how many cells run.

    `room` is scratch of the same shape. What leaves a cell arrives in another: sums keep.
    """
    n = mass.shape[0]
    j0, i0, j1, i1 = max(1, rect[0]), max(1, rect[1]), min(n - 1, rect[2]), min(n - 1, rect[3])
    running = 0
    for j in range(j0, j1):
        for i in range(i0, i1):
            room[j, i] = max(mass[j, i] - hold, 0.0)
            running += room[j, i] > 0.0
    if running == 0:
        return 0
    for j in range(j0, j1):
        for i in range(i0, i1):
            here = room[j, i]
            if i + 1 < i1:
                _level(mass, since, j, i, j, i + 1, 0.2 * (here - room[j, i + 1]))
            if j + 1 < j1:
                _level(mass, since, j, i, j + 1, i, 0.2 * (here - room[j + 1, i]))
    return running
