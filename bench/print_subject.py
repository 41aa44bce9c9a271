"""What the camera of tests and measurements is shown: a small sheet of three blocks."""

import math
from functools import cache
from types import SimpleNamespace

import numpy as np

from bench.print_camera import Pixels
from physics.woodblock import photo, photo_layers
from physics.woodblock.colour import Sight
from physics.woodblock.film import Film
from physics.woodblock.grid import Grid
from physics.woodblock.lay import TRUE, Lay
from physics.woodblock.mix import PRESET, ink
from physics.woodblock.paper import WICK_TICKS, Paper
from physics.woodblock.rub import Impression

GRID = Grid(512, 0.0005)
SIDE = 256.0
CROSSES = np.array([(14, 216), (242, 216), (14, 40), (242, 40), (128, 247.5)], float)
SHIFTED = {"red": (1.5, -0.8, 0.4), "green": (-0.6, -2.2, -0.3)}  # mm, mm, degrees


@cache
def plates() -> dict[str, photo_layers.Plate]:
    """Return what each block should print: rings, petals, a frame, and the register crosses."""
    x, y = np.meshgrid(*[(np.arange(GRID.cells) + 0.5) * SIDE / GRID.cells] * 2)
    key = abs(np.maximum(abs(x - 128), abs(y - 124)) - 105) < 1.2
    red, green = np.zeros_like(key), np.zeros_like(key)
    for k in range(6):
        u, v = 128 + 62 * math.cos(1.05 * k), 124 + 62 * math.sin(1.05 * k)
        away = np.hypot((x - u) * (1 + 0.1 * k), y - v)
        key |= abs(away - 20) < 0.9
        (red if k % 2 else green)[away < 17 - k] = True
    red |= np.hypot(x - 128, y - 128) < 16
    found = {"key": ("墨", key), "red": ("红", red), "green": ("绿", green)}
    for cx, cy in CROSSES:
        dx, dy = abs(x - cx), abs(y - cy)
        cross = (np.minimum(dx, dy) < 0.5) & (np.maximum(dx, dy) < 5)
        for _ink, mask in found.values():
            mask |= cross
    return {name: photo_layers.Plate(*made) for name, made in found.items()}


def drawn() -> photo.Drawn:
    """Return what a photograph of the sheet is laid flat by."""
    made = [p.drawn for p in plates().values()]
    return photo.Drawn(made[0], np.any(made, axis=0), CROSSES, SIDE)


@cache
def sheet(shifted: bool) -> Pixels:
    """Return the printed sheet (n, n, 3), its colours where they belong or as in SHIFTED."""
    paper = Paper(GRID, 2)
    paper.damp(0.45, 0.0)
    for name, plate in plates().items():
        film = Film(GRID, plate.pigment, ink(PRESET))
        stands = plate.drawn[:, ::-1]
        film.mass[stands], film.since[:] = 8.0, 0.0
        depth = np.where(stands, 0, 1000).astype(np.uint16)
        dx, dy, turn = SHIFTED.get(name, (0, 0, 0)) if shifted else (0, 0, 0)
        lay = Lay(dx / 1000, dy / 1000, math.radians(turn)) if shifted else TRUE
        _pull(SimpleNamespace(name=name, film=film, depth=depth), paper, lay)
    return Sight(paper).pixels


def _pull(block: SimpleNamespace, paper: Paper, lay: Lay) -> None:
    side, now = paper.grid.side, 0.0
    impression = Impression(paper, block, lay, now)
    for y in np.arange(0.0, side + 0.01, 0.012):
        impression.rub((-0.02, y, side + 0.02, y), 30.0, 200, now)
    impression.lift()
    while paper.wick(impression.layer, now):
        now += WICK_TICKS / 240
