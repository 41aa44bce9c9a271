"""Brush, pad, creeping ink, colours: the time of a stroke and what it keeps; beside numpy."""

import math
import statistics
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.row import Row
from physics.woodblock import colour_kernels, film_kernels
from physics.woodblock.colour import PIGMENTS, UNIT, Sight
from physics.woodblock.film import FILM, HALF, RATE, Film, hard
from physics.woodblock.film import RADIUS as BRUSH
from physics.woodblock.film_kernels import GRAIN
from physics.woodblock.grid import Grid, Rect
from physics.woodblock.lay import TRUE
from physics.woodblock.mix import PRESET, ink
from physics.woodblock.paper import Paper
from physics.woodblock.rub import Impression

STROKE_MS, FRAME_MS = 0.5, 2.0
BALANCE, RATES, SAME, IDENTITY = 1e-4, (45, 60, 90, 120), 1e-3, 1e-4
MOST_GROWTH = 1.5
LONG, TICKS, STROKES = 0.008, 8, 200  # m of way in 8 ticks, as the shop takes strokes down
PEER = "plain numpy, equal step"
Way = tuple[float, float, float, float]


def run() -> list[Row]:
    """Return the rows: strokes, a whole frame, growth with the block, what is kept."""
    small, large = _Shop(Grid(1024)), _Shop(Grid(2048))
    return [*_strokes(small), _frame(small), *_growth(small, large), *_kept(), *_identities()]


class _Shop:
    """A block inked all over, a sheet laid on it, and the ways of strokes."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        draw = np.random.default_rng(3)
        self.ways = [
            (x, y, x + LONG, y + LONG / 4) for x, y in draw.uniform(0.03, 0.2, (STROKES, 2))
        ]
        self.depth = np.zeros((grid.cells, grid.cells), np.uint16)
        self.film = Film(grid, "红", ink(PRESET))
        self.paper = Paper(grid, 1)
        self.paper.damp(0.45, 0.0)

    def laid(self) -> Impression:
        """Lay the sheet on the block, inked anew."""
        self.film.mass[:], self.film.since[:] = 6.0, 0.0
        on = SimpleNamespace(name="block", film=self.film, depth=self.depth)
        return Impression(self.paper, on, TRUE, 0.0)

    def brush(self, way: Way) -> None:
        """Lead a brush that is half dipped."""
        self.film.load = 0.5
        self.film.brush(self.depth, way, 4.0, TICKS, 0.0)


def _median(work: Callable[[Any], object], over: list[Any]) -> float:
    """Return the median CPU time of this thread, in milliseconds."""
    times = []
    for each in over:
        start = time.thread_time()
        work(each)
        times.append((time.thread_time() - start) * 1000)
    return statistics.median(times)


def _strokes(shop: _Shop) -> list[Row]:
    brushed = _median(shop.brush, shop.ways)
    film, peer = shop.film.mass.copy(), shop.film.mass.copy()
    plain = _median(lambda way: _plain_brush(peer, shop.grid, way), shop.ways[:40])
    alike = _alike(film, shop, shop.ways[:3])
    shop.film.mass[:], window = 12.0, np.array([300, 300, 460, 492])
    shop.film.mass[::3] = 6.0
    runs = _median(
        lambda _k: film_kernels.run(shop.film.mass, shop.film.since, shop.film._room, window, 9.0),
        list(range(STROKES)),
    )
    lying = shop.laid()
    rubbed = _median(lambda way: lying.rub(way, 30.0, TICKS, 0.0), shop.ways)
    start = time.thread_time()
    shop.laid()
    laying = (time.thread_time() - start) * 1000
    told = f"≤ {STROKE_MS:g}"
    return [
        Row("小棕帚: stroke of 8 mm, 1024², median", brushed, "ms", STROKES, told,
            PEER if alike < 1e-3 else "plain numpy, OTHER film", plain, brushed <= STROKE_MS),
        Row("film running under the brush", runs, "ms", STROKES, told, held=runs <= STROKE_MS),
        Row("棕擦: stroke of 8 mm, 1024², median", rubbed, "ms", STROKES, told,
            held=rubbed <= STROKE_MS),
        Row("a sheet laid on a whole solid, 1024²", laying, "ms", 1),
    ]  # fmt: skip


def _alike(film: NDArray[np.float32], shop: _Shop, ways: list[Way]) -> float:
    """Return how far our film and the peer's differ after the same strokes, g/m2."""
    ours, theirs = Film(shop.grid, "红", ink(PRESET)), film * 0
    for way in ways:
        ours.load = 0.5
        ours.brush(shop.depth, way, 4.0, TICKS, 0.0)
        _plain_brush(theirs, shop.grid, way)
    return float(np.abs(ours.mass - theirs).max())


def _plain_brush(mass: NDArray[np.float32], grid: Grid, way: Way) -> None:
    """Brush by whole windows of numpy, written a second time, on wood that stands everywhere."""
    rect = grid.around(way, BRUSH)
    y, x = np.mgrid[rect.window] + 0.5
    px, py = x * grid.cell - way[0], y * grid.cell - way[1]
    length = math.hypot(way[2] - way[0], way[3] - way[1])
    ux, uy = (way[2] - way[0]) / length, (way[3] - way[1]) / length
    along, across2 = px * ux + py * uy, (px * uy - py * ux) ** 2
    top = 2 * 4.0 / (math.pi * BRUSH**2)
    slope = top / BRUSH**2
    under = np.maximum(top - slope * across2, 0)
    room, a = np.sqrt(under / slope), under + HALF
    u0, u1 = np.clip(-along, -room, room), np.clip(length - along, -room, room)
    root = np.sqrt(slope / a)
    lies = u1 - u0 - HALF / np.sqrt(a * slope) * (np.arctanh(u1 * root) - np.arctanh(u0 * root))
    share = 1 - np.exp(-np.maximum(lies, 0) / length * RATE * TICKS / 240)
    film = mass[rect.window]
    wood = 1 + GRAIN * (128.0 - hard(grid, 0)[rect.window]) / 128
    falls = FILM * grid.cell**2
    target = (FILM * 0.5 + falls / 2 * (share * film).sum()) / (
        1 + falls / 2 * (share * wood).sum()
    )
    film += (target * wood - film) * share


def _frame(shop: _Shop) -> Row:
    """A frame with colour: a stroke of the pad, what creeps meanwhile, the window seen anew."""
    lying, sight = shop.laid(), Sight(shop.paper)

    def frame(way: Way) -> None:
        rect = lying.rub(way, 30.0, TICKS, 0.0).rect
        for _stripe in range(TICKS // 4):
            shop.paper.wick(lying.layer, 0.0)
        sight.update(rect)

    ours = _median(frame, shop.ways)
    rect = shop.grid.around(shop.ways[0], 0.022)
    peer = _median(lambda _k: _plain_cover(sight.light, lying.layer.mass, rect), list(range(20)))
    return Row(
        "frame with colour in its window: pad, creeping, three bands", ours, "ms", STROKES,
        f"≤ {FRAME_MS:g}", "plain numpy, the three bands alone", peer, ours <= FRAME_MS,
    )  # fmt: skip


def _plain_cover(light: NDArray[np.float32], mass: NDArray[np.float32], rect: Rect) -> object:
    k, s = PIGMENTS["红"].ks
    a = 1 + k / s
    b = np.sqrt(a * a - 1)
    coth = 1 / np.tanh(np.maximum(b * s * mass[rect.window][..., None] / UNIT, 1e-9))
    ground = light[rect.window]
    return (1 - ground * (a - b * coth)) / (a - ground + b * coth)


def _growth(small: _Shop, large: _Shop) -> list[Row]:
    rows = []
    for name, of in (("小棕帚", lambda s: s.brush), ("棕擦", _rubbing)):
        times = [_median(of(shop), shop.ways) for shop in (small, large)]
        rise = times[1] / times[0]
        rows.append(Row(f"{name}: stroke on 2048² beside 1024²", rise, "times", STROKES,
                        f"≤ {MOST_GROWTH:g}", held=rise <= MOST_GROWTH))  # fmt: skip
    return rows


def _rubbing(shop: _Shop) -> Callable[[Way], object]:
    lying = shop.laid()
    return lambda way: lying.rub(way, 30.0, TICKS, 0.0)


def _kept() -> list[Row]:
    """Return how well ink is kept, and how alike strokes at all frame rates are."""
    grid, prints, lost = Grid(256), [], 0.0
    for rate in RATES:
        shop = _Shop(grid)
        shop.film.load = 1.0
        ends = [round(k * 240 / rate) / 720 for k in range(3 * rate + 1)]
        at = [(0.006 + 0.052 * t, 0.03 + 0.006 * t) for t in ends]
        pieces = list(zip(at, at[1:], np.diff(ends) * 720, strict=False))
        for one, other, ticks in pieces:
            shop.film.brush(shop.depth, (*one, *other), 4.0, round(ticks), 0.0)
        brushed, had = shop.film.mass.copy(), shop.film.grams
        lost = max(lost, abs(shop.film.load + had - 1.0))
        on = SimpleNamespace(name="block", film=shop.film, depth=shop.depth)
        lying = Impression(shop.paper, on, TRUE, 0.0)
        for one, other, ticks in pieces:
            lying.rub((*one, *other), 20.0, round(ticks), 0.0)
        lying.lift()
        for _stripe in range(12):
            shop.paper.wick(lying.layer, 0.0)
        took = float(lying.layer.mass.sum(dtype=np.float64)) * grid.cell**2
        lost = max(lost, abs(shop.film.grams + took - had) / had)
        prints.append((brushed.astype(float), lying.layer.mass.astype(float)))
    apart = max(
        float(np.abs(a - b).sum() / b.sum())
        for p in prints
        for a, b in zip(p, prints[-1], strict=True)
    )
    return [
        Row("ink lost or made by brush, pad and creeping", lost, "share", len(RATES),
            f"≤ {BALANCE:g}", held=lost <= BALANCE),
        Row("one stroke at 45, 60, 90 and 120 Hz apart, all cells", apart, "share", len(RATES),
            f"≤ {SAME:g}", held=apart <= SAME),
    ]  # fmt: skip


def _identities() -> list[Row]:
    """Return how far colour is from what must be true of it."""
    worst = 0.0
    for pigment in PIGMENTS.values():
        k, s = pigment.ks
        endless = 1 + k / s - np.sqrt((1 + k / s) ** 2 - 1)
        for c in range(3):
            of = [
                (colour_kernels.over(1.0, k[c], s[c], 1.0), pigment.white[c]),
                (colour_kernels.over(0.0, k[c], s[c], 1.0), pigment.black[c]),
                (colour_kernels.over(0.5, k[c], s[c], 1e4), endless[c]),
                (colour_kernels.over(0.5, k[c], s[c], 0.0), 0.5),
                (colour_kernels.over(colour_kernels.over(0.5, k[c], s[c], 0.7), k[c], s[c], 0.5),
                 colour_kernels.over(0.5, k[c], s[c], 1.2)),
            ]  # fmt: skip
            worst = max(worst, *(abs(a - b) for a, b in of))
    return [Row("Kubelka–Munk identities, farthest off", worst, "", 5 * 3 * len(PIGMENTS),
                f"≤ {IDENTITY:g}", held=worst <= IDENTITY)]  # fmt: skip
