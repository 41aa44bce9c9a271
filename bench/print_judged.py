"""Prints measured: where layers lie, how long judging takes, how soon the shop is ready."""

import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from bench.print_camera import photograph
from bench.print_subject import SHIFTED, SIDE, drawn, plates, sheet
from bench.row import Row
from physics.woodblock import photo, photo_layers
from physics.woodblock.film import Film
from physics.woodblock.grid import Grid
from physics.woodblock.lay import GROWS, SET_AT, Lay
from physics.woodblock.mix import PRESET, ink
from physics.woodblock.paper import Paper
from physics.woodblock.printed import printed
from physics.woodblock.register import shift
from physics.woodblock.rub import Impression
from physics.woodblock.touch_world import WorldTouch
from physics.world import World

REGISTER_MM, REGISTER_DEG, SHEET_S = 0.05, 0.05, 3.0
PHOTO_MM, PHOTO_S, CELLS = 0.2, 5.0, 512
WARM_S, TICK_MS = 20.0, 0.1
# dx, dy mm and turn degrees; moisture; g/m2 on the block; newtons
PULLS = (
    (0.0, 0.0, 0.0, 0.40, 8.0, 30.0),
    (2.3, -1.7, 1.3, 0.45, 8.0, 30.0),
    (-3.1, 3.4, -0.8, 0.45, 8.0, 30.0),
    (1.1, 0.9, -0.7, 0.45, 2.5, 12.0),
    (-1.4, 0.6, 0.5, 0.90, 16.0, 40.0),
    (0.8, -2.1, 0.4, 0.08, 6.0, 30.0),
)
Mask = NDArray[np.bool_]
Layer = NDArray[np.float32]


def run() -> list[Row]:
    """Return the rows."""
    grid = Grid()
    drawn = _motif(grid)
    layers = [_pulled(grid, drawn, pull) for pull in PULLS]
    judged = [*_registers(grid, drawn, layers), _judging(grid, drawn, layers)]
    return [*judged, *_photographed(), _led(grid), _warm()]


def _motif(grid: Grid) -> Mask:
    """Return a drawing of lines and solids (n, n), sheet frame."""
    n = grid.cells
    y, x = (np.mgrid[0:n, 0:n] + 0.5) / n
    drawn = np.abs(np.maximum(abs(x - 0.5), abs(y - 0.5)) - 0.43) < 0.004
    for k in range(7):
        u, v = 0.5 + 0.28 * math.cos(0.9 * k), 0.52 + 0.26 * math.sin(0.9 * k)
        away = np.hypot(x - u, y - v)
        drawn |= (np.abs(away - 0.07) < 0.003) | (away < 0.02 + 0.004 * k)
    return np.asarray(drawn)


def _pulled(grid: Grid, drawn: Mask, pull: tuple[float, ...]) -> Layer:
    """Return the layer (n, n) g/m2 of one impression."""
    dx, dy, turn, damp, grams, newtons = pull
    film = Film(grid, "红", ink(PRESET))
    stands = drawn[:, ::-1]
    film.mass[stands], film.since[:] = grams, 0.0
    on = SimpleNamespace(name="b", film=film, depth=np.where(stands, 0, 1000).astype(np.uint16))
    paper = Paper(grid, 2)
    paper.damp(damp, 0.0)
    lying = Impression(paper, on, Lay(dx / 1000, dy / 1000, math.radians(turn)), 0.0)
    for y in np.arange(0, grid.side + 0.01, 0.012):
        lying.rub((-0.02, y, grid.side + 0.02, y), newtons, 400, 0.0)
    lying.lift()
    now = 0.0
    while paper.wick(lying.layer, now):
        now += 4 / 240
    return lying.layer.mass


def _registers(grid: Grid, drawn: Mask, layers: list[Layer]) -> list[Row]:
    far, turned, peer = 0.0, 0.0, 0.0
    for pull, layer in zip(PULLS, layers, strict=True):
        found = shift(layer, drawn, grid.cell)
        grown = GROWS * (pull[3] - SET_AT) * grid.side / 2 * 1000
        true = (pull[0] + grown, pull[1])
        far = max(far, math.dist((found.dx, found.dy), true))
        turned = max(turned, abs(found.turn - pull[2]))
        peer = max(peer, math.dist(_correlated(layer, drawn, grid.cell), true))
    plain = "phase correlation, whole cells"
    return [
        Row("register read from layers: true, shifted, pale, drowned, dry; farthest off", far, "mm",
            len(layers), f"≤ {REGISTER_MM:g}", plain, peer, far <= REGISTER_MM),
        Row("their turn, farthest off", turned, "°", len(layers), f"≤ {REGISTER_DEG:g}",
            held=turned <= REGISTER_DEG),
    ]  # fmt: skip


def _correlated(layer: Layer, drawn: Mask, cell: float) -> tuple[float, float]:
    """Return dx, dy mm by phase correlation (Kuglin and Hines 1975), which knows no turn."""
    cross = fft.rfft2(layer) * np.conj(fft.rfft2(drawn.astype(np.float32)))
    peak = fft.irfft2(cross / np.maximum(np.abs(cross), 1e-9))
    n = drawn.shape[0]
    j, i = np.unravel_index(int(peak.argmax()), peak.shape)
    y, x = ((int(v) + n // 2) % n - n // 2 for v in (j, i))
    return x * cell * 1000, y * cell * 1000


def _judging(grid: Grid, drawn: Mask, layers: list[Layer]) -> Row:
    start = time.thread_time()
    for layer in layers:
        printed(layer, drawn, grid.cell)
    seconds = time.thread_time() - start
    return Row("a sheet of six layers measured", seconds, "CPU s", len(layers), f"≤ {SHEET_S:g}",
               held=seconds <= SHEET_S)  # fmt: skip


def _photographed() -> list[Row]:
    """Judge a sheet of three layers, 512 cells a side, by its photograph, true and shifted."""
    far, seconds = 0.0, 0.0
    for shifted in (False, True):
        picture = photograph(sheet(shifted), SIDE)
        start = time.thread_time()
        flat = photo.flattened(picture, drawn())
        assert not isinstance(flat, str), flat
        apart = photo_layers.apart(flat.light, plates(), SIDE / CELLS / 1000)
        found = photo_layers.measured(apart, plates(), SIDE / CELLS / 1000, flat.blur_mm)
        seconds = max(seconds, time.thread_time() - start)
        for name, (dx, dy, _turn) in SHIFTED.items():
            at = found[name].shift
            far = max(far, math.dist((at.dx, at.dy), (dx, dy) if shifted else (0.0, 0.0)))
    return [
        Row("register read from a photograph, farthest off", far, "mm", 2 * len(SHIFTED),
            f"≤ {PHOTO_MM:g}", held=far <= PHOTO_MM),
        Row("a photographed sheet of three layers measured", seconds, "CPU s", 2,
            f"≤ {PHOTO_S:g}", held=seconds <= PHOTO_S),
    ]  # fmt: skip


def _led(grid: Grid) -> Row:
    """Lead a tool over the block in the world; raises Refusal without an engine."""
    touch, ticks = WorldTouch(World(), grid.side), 2000
    start = time.thread_time()
    for k in range(ticks):
        touch.lead(0.05 + 5e-5 * k, 0.1, 20.0, 1 / 240)
    tick = (time.thread_time() - start) / ticks * 1000
    touch.close()
    return Row("tool led in the world of bodies, a tick", tick, "ms", ticks, f"≤ {TICK_MS:g}",
               held=tick <= TICK_MS)  # fmt: skip


def _warm() -> Row:
    """Compile everything once more, in a process of its own without anything kept."""
    script = "from physics.woodblock.warm import warm_up; warm_up(lambda share: None)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as kept:
        env = {**os.environ, "NUMBA_CACHE_DIR": kept, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", script], env=env, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Row("kernels made ready on a fresh clone", seconds, "CPU s", 1, f"≤ {WARM_S:g}",
               held=seconds <= WARM_S)  # fmt: skip
