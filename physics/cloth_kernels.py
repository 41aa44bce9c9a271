"""The laws of a cloth of equal particles: inner loops, one thread, no state of their own.

A particle's numbers lie in blocks of 18 rows of one column, every fourth row in one block: 18 x,
18 y, 18 z (m), 18 times its freedom (1, or 0 where it is held). So a run of constraints always
joins two whole blocks: its members touch no particle twice, may be solved in any order, and a
processor takes several at once.
"""

import numpy as np
from numba import njit

COLUMNS = 24
ROWS = 72
PHASES = 4  # a row and the two after it lie in different blocks
LONG = ROWS // PHASES  # particles of a block
BLOCK = 4 * LONG  # numbers of a block
NUMBERS = COLUMNS * PHASES * BLOCK
SPARE = 1  # a run that ends in the next row's block begins one particle later

GRAVITY = 9.81  # m/s2
FASTEST = 25.0  # m/s that any part of the cloth moves at most
SKIN = 0.006  # m between a body and the cloth that lies on it
NEAR = 0.05  # m round a body where a particle is watched, beside the way it may go
SLIP = 0.35  # friction of silk on a robe and on the floor: an assumed coefficient of Coulomb
CREEP = 0.4  # 1/s: drag along the cloth, assumed
EVERY = 4  # substeps after which the cloth's facing is found again


@njit("int64(int64, int64)", cache=True, inline="always")
def place(column, row):  # type: ignore[no-untyped-def]
    """Return where the x of a particle lies; y and z lie LONG and 2 LONG farther."""
    return (column * PHASES + row % PHASES) * BLOCK + row // PHASES


@njit("void(float64[::1], int64[:,::1], float64[:,::1], float64)", cache=True, error_model="numpy")
def solve(p, runs, laws, dt):  # type: ignore[no-untyped-def]
    """Bring every pair of particles on to its distance, in the order of the runs (Macklin 2016).

    `runs` (r, 3) where the first and the second begin, how many; `laws` (r, 2) the distance m,
    and the compliance times a particle's mass, s2.
    """
    for k in range(len(runs)):
        rest, soft = laws[k, 0], laws[k, 1] / (dt * dt) + 1e-9
        a = p[runs[k, 0] : runs[k, 0] + BLOCK]
        b = p[runs[k, 1] : runs[k, 1] + BLOCK]
        for i in range(runs[k, 2]):
            x, y, z = b[i] - a[i], b[i + LONG] - a[i + LONG], b[i + 2 * LONG] - a[i + 2 * LONG]
            one, two = a[i + 3 * LONG], b[i + 3 * LONG]
            length = np.sqrt(x * x + y * y + z * z) + 1e-12
            pull = (length - rest) / (length * (one + two + soft))
            a[i] += one * pull * x
            a[i + LONG] += one * pull * y
            a[i + 2 * LONG] += one * pull * z
            b[i] -= two * pull * x
            b[i + LONG] -= two * pull * y
            b[i + 2 * LONG] -= two * pull * z


@njit("void(float64[::1], float64)", cache=True, error_model="numpy")
def tether(p, pitch):  # type: ignore[no-untyped-def]
    """Bring back what is farther from its column's held end than the cloth is long (Kim 2012)."""
    for block in range(COLUMNS * PHASES):
        column, phase = block // PHASES, block % PHASES
        hand = place(column, 0)
        x, y, z = p[hand], p[hand + LONG], p[hand + 2 * LONG]
        a = p[block * BLOCK : (block + 1) * BLOCK]
        for i in range(1 if phase == 0 else 0, LONG):
            dx, dy, dz = a[i] - x, a[i + LONG] - y, a[i + 2 * LONG] - z
            far = np.sqrt(dx * dx + dy * dy + dz * dz) + 1e-12
            share = min(pitch * (PHASES * i + phase) / far, 1.0)
            a[i], a[i + LONG], a[i + 2 * LONG] = x + dx * share, y + dy * share, z + dz * share


@njit("void(float64[::1], float64[::1])", cache=True, error_model="numpy")
def face(p, facing):  # type: ignore[no-untyped-def]
    """Put into `facing`, laid out like `p`, the unit normal of the cloth at every particle."""
    for c in range(COLUMNS):
        west, east = max(c - 1, 0), min(c + 1, COLUMNS - 1)
        for r in range(ROWS):
            w, e = place(west, r), place(east, r)
            n, s = place(c, max(r - 1, 0)), place(c, min(r + 1, ROWS - 1))
            ax, ay = p[e] - p[w], p[e + LONG] - p[w + LONG]
            az = p[e + 2 * LONG] - p[w + 2 * LONG]
            bx, by = p[s] - p[n], p[s + LONG] - p[n + LONG]
            bz = p[s + 2 * LONG] - p[n + 2 * LONG]
            x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
            size = np.sqrt(x * x + y * y + z * z) + 1e-15
            at = place(c, r)
            facing[at], facing[at + LONG], facing[at + 2 * LONG] = x / size, y / size, z / size


@njit("void(float64[:,::1], float64[::1], float64, float64)", cache=True, error_model="numpy")
def fall(state, facing, sail, dt):  # type: ignore[no-untyped-def]
    """Let weight and air change the velocities for `dt` s, and the velocities the places.

    `state` places, places before, velocities; `sail` 1/m: half the density of air times its drag
    coefficient over the cloth's mass per area. Drag is taken implicitly, so that it only brakes.
    """
    creep = 1.0 - CREEP * dt
    for block in range(COLUMNS * PHASES):
        low = block * BLOCK
        p, q, v = state[0, low : low + BLOCK], state[1, low : low + BLOCK], state[2, low:]
        f = facing[low : low + BLOCK]
        for i in range(LONG):
            z = v[i + 2 * LONG] - GRAVITY * dt
            flow = v[i] * f[i] + v[i + LONG] * f[i + LONG] + z * f[i + 2 * LONG]
            drag = sail * abs(flow) * dt
            lost = flow * drag / (1.0 + drag)
            v[i] = creep * (v[i] - lost * f[i])
            v[i + LONG] = creep * (v[i + LONG] - lost * f[i + LONG])
            v[i + 2 * LONG] = creep * (z - lost * f[i + 2 * LONG])
        for i in range(3 * LONG):
            q[i] = p[i]
            p[i] += v[i] * dt


@njit("void(float64[::1], float64[:,:,::1], float64)", cache=True)
def hold(p, hands, part):  # type: ignore[no-untyped-def]
    """Bring the held row to where it is after `part` (0..1) of the way; `hands` (2, columns, 3)."""
    for c in range(COLUMNS):
        at = place(c, 0)
        for k in range(3):
            p[at + k * LONG] = hands[0, c, k] + (hands[1, c, k] - hands[0, c, k]) * part


@njit("void(float64[:,::1], float64)", cache=True, error_model="numpy")
def settle(state, dt):  # type: ignore[no-untyped-def]
    """Keep the cloth on the floor, and tell velocities from the ways gone, none too fast."""
    for block in range(COLUMNS * PHASES):
        low = block * BLOCK
        p, q, v = state[0, low : low + BLOCK], state[1, low : low + BLOCK], state[2, low:]
        for i in range(LONG):
            if p[i + 2 * LONG] < SKIN:
                deep = SKIN - p[i + 2 * LONG]
                x, y = p[i] - q[i], p[i + LONG] - q[i + LONG]
                stay = min(SLIP * deep / (np.sqrt(x * x + y * y) + 1e-12), 1.0)
                p[i] -= stay * x
                p[i + LONG] -= stay * y
                p[i + 2 * LONG] = SKIN
        for i in range(LONG):
            x = (p[i] - q[i]) / dt
            y = (p[i + LONG] - q[i + LONG]) / dt
            z = (p[i + 2 * LONG] - q[i + 2 * LONG]) / dt
            share = min(FASTEST / (np.sqrt(x * x + y * y + z * z) + 1e-12), 1.0)
            v[i], v[i + LONG], v[i + 2 * LONG] = share * x, share * y, share * z
