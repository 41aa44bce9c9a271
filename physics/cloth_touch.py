"""Where a cloth meets a body: capsules that move, particles that may not be inside them.

A capsule is 7 numbers: both ends of its axis and its radius, m. NaN = this limb is not seen.
"""

import numpy as np
from numba import njit

from physics.cloth_kernels import BLOCK, COLUMNS, LONG, NEAR, PHASES, SKIN, SLIP


@njit("float64(float64[::1], int64, float64[::1])", cache=True, error_model="numpy")
def along(p, at, body):  # type: ignore[no-untyped-def]
    """Return the part (0..1) of a capsule's axis that is nearest to the particle at `at`."""
    x, y, z = body[3] - body[0], body[4] - body[1], body[5] - body[2]
    dx, dy, dz = p[at] - body[0], p[at + LONG] - body[1], p[at + 2 * LONG] - body[2]
    part = (dx * x + dy * y + dz * z) / (x * x + y * y + z * z + 1e-12)
    return min(max(part, 0.0), 1.0)


@njit("float64(float64[::1], int64, float64[::1])", cache=True, error_model="numpy")
def gap(p, at, body):  # type: ignore[no-untyped-def]
    """Return how far the particle at `at` is from a capsule's surface, m; below 0 inside it."""
    part = along(p, at, body)
    x = p[at] - body[0] - part * (body[3] - body[0])
    y = p[at + LONG] - body[1] - part * (body[4] - body[1])
    z = p[at + 2 * LONG] - body[2] - part * (body[5] - body[2])
    return np.sqrt(x * x + y * y + z * z) - body[6]


@njit("int64(float64[:,::1], float64[:,:,::1], float64, int64[:,::1])", cache=True)
def near(state, bodies, time, pairs):  # type: ignore[no-untyped-def]
    """Put into `pairs` which particle may meet which body within `time` s; return how many.

    `bodies` (2, k, 7) before and after that time.
    """
    p, v = state[0], state[2]
    count = 0
    for k in range(bodies.shape[1]):
        way = 0.0
        for j in range(6):
            way = max(way, abs(bodies[1, k, j] - bodies[0, k, j]))
        for block in range(COLUMNS * PHASES):
            for i in range(LONG):
                at = block * BLOCK + i
                speed = abs(v[at]) + abs(v[at + LONG]) + abs(v[at + 2 * LONG])
                if gap(p, at, bodies[1, k]) < NEAR + 2 * way + speed * time:
                    pairs[count, 0], pairs[count, 1] = at, k
                    count += 1
    return count


@njit("void(float64[:,::1], int64, float64[::1], float64[::1])", cache=True, error_model="numpy")
def _out(state, at, body, carried):  # type: ignore[no-untyped-def]
    """Bring one particle out of a capsule that was carried on, (6,) m in this substep."""
    p, q = state[0], state[1]
    part = along(p, at, body)
    away, slid = np.empty(3), np.empty(3)
    for j in range(3):
        away[j] = p[at + j * LONG] - body[j] - part * (body[j + 3] - body[j])
        slid[j] = p[at + j * LONG] - q[at + j * LONG]
        slid[j] -= carried[j] * (1 - part) + carried[j + 3] * part
    far = np.sqrt((away * away).sum()) + 1e-12
    deep = body[6] + SKIN - far
    if not deep > 0.0:
        return
    away /= far
    slid -= away * (slid * away).sum()
    stay = min(SLIP * deep / (np.sqrt((slid * slid).sum()) + 1e-12), 1.0)
    for j in range(3):
        p[at + j * LONG] += deep * away[j] - stay * slid[j]


@njit("void(float64[:,::1], float64[:,:,::1], int64[:,::1], float64[::1])", cache=True)
def push(state, bodies, pairs, when):  # type: ignore[no-untyped-def]
    """Bring particles out of the bodies, and let what touches them stick a little.

    `when` = (part 0..1 of the way from `bodies[0]` to `bodies[1]`, the part gone in a substep).
    """
    ways = bodies[1] - bodies[0]
    now, carried = bodies[0] + ways * when[0], ways[:, :6] * when[1]
    for k in range(len(pairs)):
        at, which = pairs[k]
        if state[0, at + 3 * LONG] > 0.0 and gap(state[0], at, now[which]) < SKIN:
            _out(state, at, now[which], carried[which])
