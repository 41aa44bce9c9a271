"""Carving a block: the time of a stroke, of a whole key block, and how it grows; beside numpy."""

import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.row import Row
from physics.woodblock import cut as cuts
from physics.woodblock.block import Block
from physics.woodblock.block_kernels import CHIP_SLOPE
from physics.woodblock.cut import Cut
from physics.woodblock.grain import FIBRES, RINGS, RUN, SWAY, WAVER, nanometres
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import KNIVES, LEAN, Form

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SEED = 7
STROKE_MS, REPLAY_S, MANY = 0.5, 0.5, 5000
LOCAL = 12.0  # mm of a local stroke
MOST_GROWTH = 1.5  # of a stroke on four times as many cells; the rest is the machine's noise
PEER = "plain numpy, same bits"


def run() -> list[Row]:
    """Return the rows: strokes of every tool, replay of many cuts, growth with the block."""
    return [*_strokes(), *_replays(), *_growth()]


def random_cuts(n: int, seed: int, cells: int = 1024, most: int = 2048) -> tuple[Cut, ...]:
    """Return cuts of every tool up to `most` units long anywhere on a block."""
    draw = np.random.default_rng(seed)
    made: list[Cut] = []
    while len(made) < n:
        tool = int(draw.integers(len(KNIVES)))
        x0, y0 = (int(v) for v in draw.integers(0, cells * UNITS + 1, 2))
        x1, y1 = (int(np.clip(v + draw.integers(-most, most + 1), 0, cells * UNITS))
                  for v in (x0, y0))  # fmt: skip
        d0, d1 = (int(v) for v in draw.integers(1, KNIVES[tool].deepest + 1, 2))
        lean = int(draw.integers(KNIVES[tool].leans[0], KNIVES[tool].leans[1] + 1))
        if (x0, y0) != (x1, y1):
            made.append(Cut(x0, y0, x1, y1, d0, d1, lean, tool))
    return tuple(made)


def _local(tool: int, n: int, grid: Grid) -> tuple[Cut, ...]:
    """Return strokes 12 mm long in every direction, as deep as nothing tears and deeper."""
    draw, knife = np.random.default_rng(tool), KNIVES[tool]
    made = []
    for turn in draw.uniform(0, 2 * np.pi, n):
        x, y = (int(v) for v in draw.integers(4000, 20000, 2))
        way = grid.units(LOCAL / 1000) * np.array([np.cos(turn), np.sin(turn)])
        lean = LEAN if knife.form is Form.V else 0
        deep = min(knife.deepest, 1500)
        made.append(Cut(x, y, x + round(way[0]), y + round(way[1]), deep, deep, lean, tool))
    return tuple(made)


def _times(strokes: Sequence[Cut], carve: Callable[[Cut], object]) -> list[float]:
    """Return (n,) milliseconds of each stroke."""
    times = []
    for stroke in strokes:
        start = time.perf_counter()
        carve(stroke)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _strokes() -> list[Row]:
    grid, rows = Grid(), []
    for tool, knife in enumerate(KNIVES):
        block, plain = Block(grid, SEED), Plain(grid, SEED)
        strokes = _local(tool, 200, grid)
        ours = statistics.median(_times(strokes, block.carve))
        theirs = statistics.median(_times(strokes, plain.carve))
        same = np.array_equal(block.depth, plain.depth) and np.array_equal(block.torn, plain.torn)
        rows.append(Row(
            f"{knife.hanzi}: stroke of {LOCAL:g} mm, 1024², median", ours, "ms", 200,
            f"≤ {STROKE_MS:g}", PEER if same else "plain numpy, OTHER bits", theirs,
            ours <= STROKE_MS and same,
        ))  # fmt: skip
    return rows


def _replays() -> list[Row]:
    some = random_cuts(MANY, SEED)
    packed = cuts.pack(some)
    start = time.thread_time()
    block = Block(Grid(), SEED)
    block.carve_all(cuts.unpack(packed))
    seconds = time.thread_time() - start
    digests = {block.digest()}
    for seed in range(3):
        other = Block(Grid(), SEED)
        order = np.random.default_rng(seed).permutation(MANY)
        other.carve_all(some[k] for k in order)
        digests.add(other.digest())
    size = len(packed) / MANY
    return [
        Row("packed cut", size, "B", MANY, "≤ 16", held=size <= 16),
        Row("cuts of all tools: unpacked and replayed", seconds, "CPU s", MANY, f"≤ {REPLAY_S:g}",
            held=seconds <= REPLAY_S),
        Row("blocks told apart after four orders", len(digests), "", MANY, "1",
            held=len(digests) == 1),
    ]  # fmt: skip


def _growth() -> list[Row]:
    """Return how a stroke's time grows with the block, and with its own length."""
    small, large = Grid(1024), Grid(2048)
    times = {}
    for name, grid, most in (("small", small, 512), ("large", large, 512), ("long", large, 4096)):
        block = Block(grid, SEED)
        times[name] = statistics.median(_times(random_cuts(1000, SEED, 1024, most), block.carve))
    rise = times["large"] / times["small"]
    return [
        Row("stroke on 2048² beside 1024²", rise, "times", 1000, f"≤ {MOST_GROWTH:g}",
            held=rise <= MOST_GROWTH),
        Row("stroke 8 times as long", times["long"] / times["large"], "times", 1000),
    ]  # fmt: skip


class Plain:
    """The same wood in numpy alone, written a second time: whole windows, no loop over cells."""

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid, self.seed = grid, seed
        self.depth = np.zeros((grid.cells, grid.cells), np.uint16)
        self.torn = np.zeros((grid.cells, grid.cells), np.uint16)

    def carve(self, cut: Cut) -> None:
        """Make one cut."""
        cell = nanometres(self.grid)
        reach = cut.knife.reach_um(max(cut.d0, cut.d1), cut.lean, 1.0) * 1e-6 + self.grid.cell
        line = np.array([cut.x0, cut.y0, cut.x1, cut.y1]) / UNITS * self.grid.cell
        rect = self.grid.around((line[0], line[1], line[2], line[3]), reach)
        j, i = np.mgrid[rect.j0 : rect.j1, rect.i0 : rect.i1]
        made, tore = _plain(cut, j, i, cell, self.seed)
        depth, torn = self.depth[rect.window], self.torn[rect.window]
        depth[:] = np.maximum(depth, np.maximum(made, tore))
        torn[:] = np.where(tore > made, np.maximum(torn, tore), torn)


def _plain(cut: Cut, j: Ints, i: Ints, cell: int, seed: int) -> tuple[Ints, Ints]:
    knife, um = cut.knife, cell / 1000.0
    way_x, way_y = cut.x1 - cut.x0, cut.y1 - cut.y0
    x, y = UNITS * i + UNITS // 2 - cut.x0, UNITS * j + UNITS // 2 - cut.y0
    square, along = way_x * way_x + way_y * way_y, way_x * x + way_y * y
    length = np.sqrt(float(square))
    s = (way_y * x - way_x * y) / length
    s = np.where(along < 0, np.sqrt((x * x + y * y).astype(float)), s)
    ahead = np.sqrt(((x - way_x) ** 2 + (y - way_y) ** 2).astype(float))
    s = np.where(along > square, ahead, s) * um / UNITS
    d = cut.d0 + (cut.d1 - cut.d0) * np.clip(along / float(square), 0.0, 1.0)
    beyond, section = _beyond(cut, s, d), knife.section(cut.lean)
    px, py = i * cell + cell // 2, j * cell + cell // 2
    soft = (128 - _hardness(px, py, seed)) / 131072.0 * knife.uneven
    made = np.where(beyond <= um, np.rint(_deep(cut, s, d + d * soft, um)), 0)
    over = (d - knife.safe) / float(knife.safe)
    cosine = way_x / length
    run = np.where(over > 0, section[5] * cosine * cosine * np.minimum(1.0, over), 0.0)
    against = _tear(px, py, seed) * (1 if way_x > 0 else -1)
    left = np.minimum(np.maximum(0.0, (run * against / 255.0 - beyond) * CHIP_SLOPE), d / 2)
    tore = np.where((beyond > 0) & (beyond < run), np.rint(left), 0)
    on = (knife.form is Form.ROUND) | ((along >= 0) & (along <= square))
    return np.where(on, made, 0).astype(np.int64), np.where(on, tore, 0).astype(np.int64)


def _beyond(cut: Cut, s: Floats, d: Floats) -> Floats:
    section = cut.knife.section(cut.lean)
    if cut.knife.form is Form.V:
        return np.asarray(np.maximum(-s, s - d * (section[1] + section[2])))
    if cut.knife.form is Form.ROUND:
        return np.asarray(np.abs(s) - np.sqrt(2 * section[3] * d - d * d))
    return np.asarray(np.abs(s) - section[3] / 2)


def _deep(cut: Cut, s: Floats, d: Floats, um: float) -> Floats:
    _form, lean, flank, size = cut.knife.section(cut.lean)[:4]
    if cut.knife.form is Form.ROUND:
        under = size * size - s * s
        deep = np.maximum(0.0, d - size + np.sqrt(np.maximum(under, 0)))
        return np.asarray(np.where(under > 0, deep, 0.0))
    area = _v_area if cut.knife.form is Form.V else _flat_area
    ends = (lean, flank) if cut.knife.form is Form.V else (lean, size / 2)
    return (area(s + um / 2, d, *ends) - area(s - um / 2, d, *ends)) / um


def _v_area(s: Floats, d: Floats, lean: float, flank: float) -> Floats:
    near = d * lean
    far = near + d * flank
    with np.errstate(divide="ignore", invalid="ignore"):
        first = d * s * s / (2 * near)
        past = np.minimum(s, far) - near
        rest = d * near / 2 + d * past - d * past * past / (2 * (far - near))
    return np.where((s <= 0) | (d <= 0), 0.0, np.where(s < near, first, rest))


def _flat_area(s: Floats, d: Floats, slope: float, half: float) -> Floats:
    low, high = np.full_like(d, -half), np.full_like(d, half)
    if slope > 0:
        low = np.maximum(low, -d / slope)
    elif slope < 0:
        high = np.minimum(high, -d / slope)
    s = np.minimum(np.maximum(s, low), high)
    return d * (s - low) + slope * (s * s - low * low) / 2


def _hash(x: Ints, y: Ints, seed: int) -> Ints:
    h = (x * 0x9E3779B1 ^ y * 0x85EBCA77 ^ seed * 0xC2B2AE3D) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    h = ((h ^ (h >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return (h ^ (h >> 15)) & 255


def _noise(x: Ints, y: Ints, lattice: tuple[int, int], seed: int) -> Ints:
    i, j = x // lattice[0], y // lattice[1]
    u, v = (x - i * lattice[0]) * 256 // lattice[0], (y - j * lattice[1]) * 256 // lattice[1]
    u, v = u * u * (768 - 2 * u) >> 16, v * v * (768 - 2 * v) >> 16
    low = _hash(i, j, seed) * (256 - u) + _hash(i + 1, j, seed) * u
    top = _hash(i, j + 1, seed) * (256 - u) + _hash(i + 1, j + 1, seed) * u
    return np.asarray((low * (256 - v) + top * v) >> 16)


def _hardness(x: Ints, y: Ints, seed: int) -> Ints:
    y = y + (_noise(x, y, WAVER, seed) - 128) * SWAY
    return (_noise(x, y, RINGS, seed + 1) * 5 + _noise(x, y, FIBRES, seed + 2) * 3) >> 3


def _tear(x: Ints, y: Ints, seed: int) -> Ints:
    run: Ints = np.clip((_noise(x, y, RUN, seed + 3) - 128) * 4, -255, 255)
    return run * np.maximum(0, _noise(x, y, FIBRES, seed + 4) - 96) // 159
