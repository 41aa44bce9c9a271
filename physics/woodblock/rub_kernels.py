"""Ink going from block to sheet under the 棕擦, and wicking in damp paper, cell by cell."""

import math

import numpy as np
from numba import njit

from physics.woodblock.sweep import STANDS, crossed, fading, passed, stood

MOST_POOL = 60.0  # g/m2: no more ink pools in a groove
BY_INK = 0.008  # moisture that each g/m2 of ink brings into the sheet
LEAVES = 0.05  # share of the fluid ink that stays on the block however long it is rubbed
BETWEEN = 0.6  # share of the ink that bridges the valleys when the faces part; unresolved
OUT = 1e9  # Pa: what no hand reaches


@njit("float64(float64, float64, float64, float64, float64)", cache=True, error_model="numpy")
def offered(x: float, grip: float, bed: float, split: float, take: float) -> float:
    """Walker and Fetsko 1955: what of x g/m2 a sheet takes that lies on wholly, g/m2."""
    held = min(x, bed * take * (1.0 - math.exp(-x / bed)))
    return (1.0 - math.exp(-grip * x)) * (held + split * (x - held))


@njit("float64(float64, float64, uint8)", cache=True)
def touching(film: float, wet: float, rough: int) -> float:
    """Return the share of a cell's paper that the ink reaches: valleys stay white where the
    film is thin and the paper dry. `rough` 0..255: how deep this cell's valleys are.
    """
    bridged = film / 3.5 + 2.2 * wet - 2.2 * rough / 255.0 + 0.25
    return min(1.0, max(0.0, bridged))


@njit("float64(float32[:,::1], float64, float64)", cache=True, error_model="numpy")
def _between(coarse, x, y):  # type: ignore[no-untyped-def]
    """Return a coarse field (m, m) between its middles; beyond the outer ones it goes on."""
    m = coarse.shape[0]
    x, y = min(max(x - 0.5, 0.0), m - 1.0), min(max(y - 0.5, 0.0), m - 1.0)
    i, j = min(int(x), m - 2), min(int(y), m - 2)
    fx, fy = x - i, y - j
    return ((1 - fx) * coarse[j, i] + fx * coarse[j, i + 1]) * (1 - fy) + (
        (1 - fx) * coarse[j + 1, i] + fx * coarse[j + 1, i + 1]
    ) * fy


@njit(
    "void(float32[:,::1], float32[:,::1], uint16[:,::1], float32[:,::1], float32[:,::1],"
    " float32[:,::1], uint8[:,::1], float32[:,::1], float32[:,::1], float64[::1], float64[::1],"
    " float64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def meet(ink, since, depth, sags, layer, wet, rough, goal, lost, pad, paper, lay):  # type: ignore[no-untyped-def]
    """Work out what each cell of a sheet meets that is laid on a block; nothing moves.

    Written: `goal` (n, n) g/m2 that the sheet takes in the end, with what it has from this block
    already; `lost` (n, n) Pa that it takes to press the paper down to the ink. `sags` (m, m)
    m/Pa, coarse, block frame; `pad`: now, bridge m per g/m2; `paper`: drying of its moisture,
    grip, bed, split, dries s; `lay`: the six numbers of Lay.map.
    """
    now, bridge = pad
    damp, grip, bed, split, dries = paper
    ax, ay, a0, bx, by, b0 = lay
    n = ink.shape[0]
    coarse = sags.shape[0] / n
    for j in range(n):
        for i in range(n):
            goal[j, i], lost[j, i] = 0.0, OUT
            x = ax * (i + 0.5) + ay * (j + 0.5) + a0 - 0.5
            y = bx * (i + 0.5) + by * (j + 0.5) + b0 - 0.5
            ii, jj = int(math.floor(x)), int(math.floor(y))
            if ii < 0 or jj < 0 or ii >= n - 1 or jj >= n - 1:
                continue
            fx, fy = x - ii, y - jj
            w00, w01 = (1 - fx) * (1 - fy), fx * (1 - fy)
            w10, w11 = (1 - fx) * fy, fx * fy
            film = (
                w00 * ink[jj, ii] + w01 * ink[jj, ii + 1]
                + w10 * ink[jj + 1, ii] + w11 * ink[jj + 1, ii + 1]
            )  # fmt: skip
            if film < 1e-3:
                continue
            deep = 1e-6 * (
                w00 * depth[jj, ii] + w01 * depth[jj, ii + 1]
                + w10 * depth[jj + 1, ii] + w11 * depth[jj + 1, ii + 1]
            )  # fmt: skip
            deep = max(0.0, deep - bridge * min(film, MOST_POOL))
            if deep > 0.0:
                sag = _between(sags, (x + 0.5) * coarse, (y + 0.5) * coarse)
                lost[j, i] = min(deep / sag, OUT)
            else:
                lost[j, i] = 0.0
            mobile = film * math.exp(min(0.0, since[jj, ii] - now) / dries)
            w = min(1.0, wet[j, i] * damp)
            total = mobile + layer[j, i]
            touch = touching(BETWEEN * total, w, rough[j, i])
            full = touch * offered(total, grip, bed, split, 0.4 + 0.9 * w)
            goal[j, i] = min(full, layer[j, i] + (1.0 - LEAVES) * mobile)


@njit(
    "float64(float32[:,::1], float32[:,::1], float32[:,::1], float32[:,::1], float32[:,::1],"
    " int64[::1], float64[::1], float64[::1], float64)",
    cache=True, error_model="numpy",
)  # fmt: skip
def rub(goal, lost, given, layer, wet, rect, way, pad, damp):  # type: ignore[no-untyped-def]
    """Press a sheet on along a way; return the ink that goes over, g/m2 x cells.

    Changed: `given` (n, n) g/m2 that this block gave, `layer` and `wet` of the sheet. Each cell
    comes nearer to its goal by itself, so that the same way in few or many pieces gives the same.
    `way`: x0 y0 x1 y1 seconds cell; `pad`: radius m (0: the whole sheet evenly), top Pa, half Pa,
    rate 1/s; `damp`: drying of the sheet's moisture.
    """
    x0, y0, x1, y1, seconds, cell = way
    radius, top, half, rate = pad
    ex, ey = x1 - x0, y1 - y0
    length = math.sqrt(ex * ex + ey * ey)
    even, stands = radius <= 0.0, length < STANDS
    ux, uy = (1.0, 0.0) if stands else (ex / length, ey / length)
    slope = 0.0 if even else top / (radius * radius)
    moves, pace = 0.0, rate * seconds
    share = np.empty(rect[3] - rect[1])
    brings, most = np.float32(BY_INK / damp), np.float32(1.0 / damp)
    for j in range(rect[0], rect[2]):
        py = (j + 0.5) * cell - y0
        i0, i1 = rect[1], rect[3]
        if not even:
            low, high = crossed(py, ex, ey, radius)
            if low > high:
                continue
            i0 = max(i0, int((low + x0) / cell - 0.5))
            i1 = min(i1, int((high + x0) / cell + 1.5))
        n = max(i1 - i0, 0)
        deep, ends, gone = lost[j, i0 : i0 + n], goal[j, i0 : i0 + n], given[j, i0 : i0 + n]
        took, moist = layer[j, i0 : i0 + n], wet[j, i0 : i0 + n]
        for k in range(n):
            px = (i0 + k + 0.5) * cell - x0
            along, across = px * ux + py * uy, px * uy - py * ux
            left = top - deep[k]
            if even or stands:
                share[k] = stood(across * across, along, slope, left, half)
            else:
                share[k] = passed(across * across, along, length, slope, left, half)
        for k in range(n):
            q = np.float32(max(ends[k] - gone[k], 0.0) * (1.0 - fading(share[k] * pace)))
            gone[k] += q
            took[k] += q
            moist[k] = min(most, moist[k] + brings * q)
            moves += np.float64(q)
    return moves


@njit(
    "float64(float32[:,::1], float32[:,::1], float32[:,::1], float64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def lift(ink, given, before, lay):  # type: ignore[no-untyped-def]
    """Take off the block what went over (`given` - `before`, g/m2 on the sheet); return how much.

    `ink` as it was when the sheet was laid on.
    """
    taken = np.zeros_like(ink)
    ax, ay, a0, bx, by, b0 = lay
    n = ink.shape[0]
    gone = 0.0
    for j in range(n):
        for i in range(n):
            q = np.float64(given[j, i]) - np.float64(before[j, i])
            if q <= 0.0:
                continue
            x = ax * (i + 0.5) + ay * (j + 0.5) + a0 - 0.5
            y = bx * (i + 0.5) + by * (j + 0.5) + b0 - 0.5
            ii, jj = int(math.floor(x)), int(math.floor(y))
            fx, fy = x - ii, y - jj
            w00, w01 = (1 - fx) * (1 - fy), fx * (1 - fy)
            w10, w11 = (1 - fx) * fy, fx * fy
            film = (
                w00 * ink[jj, ii] + w01 * ink[jj, ii + 1]
                + w10 * ink[jj + 1, ii] + w11 * ink[jj + 1, ii + 1]
            )  # fmt: skip
            share = q / film
            taken[jj, ii] += share * w00
            taken[jj, ii + 1] += share * w01
            taken[jj + 1, ii] += share * w10
            taken[jj + 1, ii + 1] += share * w11
            gone += q
    for j in range(n):
        for i in range(n):
            ink[j, i] *= np.float32(1.0) - taken[j, i]
    return gone


@njit("float32(uint8, uint8)", cache=True, inline="always", error_model="numpy")
def _along(one, other):  # type: ignore[no-untyped-def]
    """Return how readily ink runs between two cells: 0.1 in valleys, 2.3 on a fibre."""
    fibre = np.float32(1.0) - (np.float32(one) + np.float32(other)) * np.float32(1 / 510)
    return np.float32(0.1) + np.float32(2.2) * fibre * fibre


@njit(
    "float64(float32[:,::1], float32[:,::1], float32[:,::1], uint8[:,::1], int64[::1], float64,"
    " float64, float64)",
    cache=True, error_model="numpy",
)  # fmt: skip
def wick(layer, wet, room, rough, rect, damp, keep, rate):  # type: ignore[no-untyped-def]
    """Let ink that damp paper cannot keep creep to the neighbours, once; return what is over,
    g/m2 x cells. `room`: scratch. It runs along the fibres (low `rough`). Sums keep.
    """
    n = layer.shape[0]
    j0, i0, j1, i1 = rect[0], rect[1], rect[2], rect[3]
    below, w = min(n, j1 + 1), i1 - i0  # the row that the last one of the window gives to
    over, nothing = 0.0, np.float32(0.0)
    moist, holds = np.float32(damp), np.float32(keep)
    most = np.float32(0.25)  # of an excess to each of four sides, so that nobody gives what is kept
    for j in range(j0, below):
        here, wets, ink = room[j, i0:i1], wet[j, i0:i1], layer[j, i0:i1]
        for k in range(w):
            least = max(np.float32(0.05), np.float32(1.25) - wets[k] * moist)
            here[k] = max(nothing, ink[k] - holds * least)
            over += here[k]
    if over <= 0.0:
        return 0.0
    pace = np.float32(rate) * moist * np.float32(0.5)
    for j in range(j0, j1):
        here, wets, ink, fibre = room[j, i0:i1], wet[j, i0:i1], layer[j, i0:i1], rough[j, i0:i1]
        for k in range(w - 1):
            runs = pace * (wets[k] + wets[k + 1])
            q = runs * _along(fibre[k], fibre[k + 1]) * (here[k] - here[k + 1])
            q = min(max(q, -most * here[k + 1]), most * here[k])
            ink[k] -= q
            ink[k + 1] += q
        if j + 1 >= below:
            break
        there, damps, inks = room[j + 1, i0:i1], wet[j + 1, i0:i1], layer[j + 1, i0:i1]
        next_ = rough[j + 1, i0:i1]
        for k in range(w):
            runs = pace * (wets[k] + damps[k])
            q = runs * _along(fibre[k], next_[k]) * (here[k] - there[k])
            q = min(max(q, -most * there[k]), most * here[k])
            ink[k] -= q
            inks[k] += q
    return over
