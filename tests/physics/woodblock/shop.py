"""What the tests of ink and paper share: a small sheet, a block with a drawing, strokes."""

from types import SimpleNamespace

import numpy as np

from physics.woodblock.film import Film
from physics.woodblock.grid import Grid
from physics.woodblock.lay import TRUE
from physics.woodblock.mix import PRESET, ink
from physics.woodblock.paper import WICK_TICKS, Paper
from physics.woodblock.rub import Impression

GRID = Grid(256)
RATES = (45, 60, 90, 120, 240)  # frames a second that a stroke may be cut up by
STROKE_TICKS = 720
WAY = (0.006, 0.030, 0.058, 0.036)


def block(mask=None, grid=GRID, pigment="红", mix=PRESET, grams=0.0):
    """Return a block on which `mask` (n, n, block frame) stands, inked with `grams` g/m2."""
    stands = np.ones((grid.cells, grid.cells), bool) if mask is None else mask
    film = Film(grid, pigment, ink(mix))
    film.mass[stands] = grams
    film.since[:] = 0
    depth = np.where(stands, 0, 1000).astype(np.uint16)
    return SimpleNamespace(name="block", film=film, depth=depth)


def sheet(damp=0.45, grid=GRID, seed=2):
    paper = Paper(grid, seed)
    paper.damp(damp, 0.0)
    return paper


def pieces(rate, way=WAY, ticks=STROKE_TICKS):
    """Return the way (x0 y0 x1 y1), ticks and end in s of each frame at so many a second."""
    ends = [round(k * 240 / rate) for k in range(ticks * rate // 240 + 1)]
    x0, y0, x1, y1 = way
    at = [(x0 + (x1 - x0) * t / ticks, y0 + (y1 - y0) * t / ticks) for t in ends]
    return [
        ((*at[k], *at[k + 1]), ends[k + 1] - ends[k], ends[k + 1] / 240)
        for k in range(len(ends) - 1)
    ]


def pull(on, paper, lay=TRUE, newtons=30.0, passes=2, now=0.0):
    """Lay, rub the whole sheet, lift, let it creep until it stands; return the layer."""
    side = paper.grid.side
    impression = Impression(paper, on, lay, now)
    for _pass in range(passes):
        for y in np.arange(0.0, side + 0.01, 0.012):
            impression.rub((-0.02, y, side + 0.02, y), newtons, 200, now)
    impression.lift()
    settle(paper, impression.layer, now)
    return impression.layer


def settle(paper, layer, now):
    while paper.wick(layer, now):
        now += WICK_TICKS / 240


def total(field):
    return float(field.sum(dtype=np.float64))


def motif(grid, mirrored=True):
    """Return a mask with edges in every direction, spread over the sheet (n, n)."""
    n = grid.cells
    y, x = (np.mgrid[0:n, 0:n] + 0.5) / n
    mask = np.hypot(x - 0.5, y - 0.55) < 0.12
    for cx, cy, r in ((0.2, 0.25, 0.05), (0.8, 0.3, 0.06), (0.25, 0.8, 0.06), (0.75, 0.8, 0.04)):
        mask |= (abs(x - cx) < r) & (abs(y - cy) < r / 2)
    mask |= abs(np.maximum(abs(x - 0.5), abs(y - 0.5)) - 0.44) < 0.004
    return mask[:, ::-1].copy() if mirrored else mask
