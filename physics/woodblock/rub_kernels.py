"""Ink going from block to sheet under the 棕擦, and wicking in damp paper, cell by cell."""

import math

from numba import njit

from physics.woodblock.sweep import exposure

MOST_POOL = 60.0  # g/m2: no more ink pools in a groove


@njit("float64(float64, float64, float64, float64, float64)", cache=True)
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


@njit(
    "Tuple((float64, float64))(float32[:,::1], float32[:,::1], uint16[:,::1], float32[:,::1],"
    " float32[:,::1], uint8[:,::1], int64[::1], float64[::1], float64[::1], float64[::1],"
    " float64[::1])",
    cache=True,
)
def rub(ink, since, depth, layer, wet, rough, rect, way, pad, paper, lay):  # type: ignore[no-untyped-def]
    """Press a sheet on along a way; return ink moved (g/m2 x cells) and pressure met (Pa x cells).

    Changed: `ink` and `since` of the block, `layer` of this impression (g/m2) and `wet`
    (moisture) of the sheet. `way`: x0 y0 x1 y1 seconds now cell; `pad`: radius m (0: the whole
    sheet evenly), top Pa, half Pa, sag m/Pa, bridge m per g/m2, rate 1/s; `paper`: drying of its
    moisture, grip, bed, split, dries s; `lay`: the six numbers of Lay.map.
    """
    x0, y0, x1, y1, seconds, now, cell = way
    radius, top, half, sag, bridge, rate = pad
    damp, grip, bed, split, dries = paper
    ax, ay, a0, bx, by, b0 = lay
    n = ink.shape[0]
    ex, ey = x1 - x0, y1 - y0
    length = math.sqrt(ex * ex + ey * ey)
    ux, uy = (ex / length, ey / length) if length > 1e-9 else (1.0, 0.0)
    moved, met = 0.0, 0.0
    deepest = sag * top + bridge * MOST_POOL
    for j in range(rect[0], rect[2]):
        v = j + 0.5
        for i in range(rect[1], rect[3]):
            u = i + 0.5
            x, y = ax * u + ay * v + a0 - 0.5, bx * u + by * v + b0 - 0.5
            ii, jj = int(math.floor(x)), int(math.floor(y))
            if ii < 0 or jj < 0 or ii >= n - 1 or jj >= n - 1:
                continue
            d00, d01, d10, d11 = (
                depth[jj, ii], depth[jj, ii + 1], depth[jj + 1, ii], depth[jj + 1, ii + 1]
            )  # fmt: skip
            fx, fy = x - ii, y - jj
            w00, w01 = (1 - fx) * (1 - fy), fx * (1 - fy)
            w10, w11 = (1 - fx) * fy, fx * fy
            deep = (w00 * d00 + w01 * d01 + w10 * d10 + w11 * d11) * 1e-6
            if deep > deepest:
                continue
            film = (
                w00 * ink[jj, ii] + w01 * ink[jj, ii + 1]
                + w10 * ink[jj + 1, ii] + w11 * ink[jj + 1, ii + 1]
            )  # fmt: skip
            lost = max(0.0, deep - bridge * film) / sag
            px, py = u * cell - x0, v * cell - y0
            along, across = px * ux + py * uy, px * uy - py * ux
            e = exposure(across * across, along, length, radius * radius, top, lost, half)
            if e <= 0.0:
                continue
            met += e * (top - lost)
            if film < 1e-3:
                continue
            w = min(1.0, wet[j, i] * damp)
            mobile = film * math.exp(min(0.0, since[jj, ii] - now) / dries)
            touch = touching(mobile, w, rough[j, i])
            total = mobile + layer[j, i]
            goal = touch * offered(total, grip, bed, split, 0.4 + 0.9 * w)
            q = (goal - layer[j, i]) * (1.0 - math.exp(-e * rate * seconds))
            q = min(max(q, 0.0), 0.95 * mobile)
            if q <= 0.0:
                continue
            share = q / film
            ink[jj, ii] *= 1.0 - share * w00
            ink[jj, ii + 1] *= 1.0 - share * w01
            ink[jj + 1, ii] *= 1.0 - share * w10
            ink[jj + 1, ii + 1] *= 1.0 - share * w11
            layer[j, i] += q
            wet[j, i] = min(1.0, w + 0.008 * q) / damp
            moved += q
    return moved, met


@njit(
    "float64(float32[:,::1], float32[:,::1], float32[:,::1], uint8[:,::1], int64[::1], float64,"
    " float64, float64)",
    cache=True,
)
def wick(layer, wet, room, rough, rect, damp, keep, rate):  # type: ignore[no-untyped-def]
    """Let ink that damp paper cannot keep creep to the neighbours, once; return what is over,
    g/m2 x cells. `room`: scratch. The fibres (`rough`) let it run unevenly. Sums keep.
    """
    n = layer.shape[0]
    j0, i0, j1, i1 = rect[0], rect[1], rect[2], rect[3]
    below = min(n, j1 + 1)  # the row that the last one of the window gives to
    over = 0.0
    for j in range(j0, below):
        for i in range(i0, i1):
            w = min(1.0, wet[j, i] * damp)
            room[j, i] = max(0.0, layer[j, i] - keep * max(0.05, 1.25 - w))
            over += room[j, i]
    if over <= 0.0:
        return 0.0
    for j in range(j0, j1):
        for i in range(i0, i1):
            for k in range(2):
                jj, ii = (j, i + 1) if k == 0 else (j + 1, i)
                if jj >= below or ii >= i1:
                    continue
                fibre = 0.25 + 1.5 * (rough[j, i] + rough[jj, ii]) / 510.0
                runs = min(1.0, 0.5 * (wet[j, i] + wet[jj, ii]) * damp)
                q = rate * fibre * runs * (room[j, i] - room[jj, ii])
                layer[j, i] -= q
                layer[jj, ii] += q
    return over
