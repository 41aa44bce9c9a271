"""A frame of the print shop: fields, colours and what is sent to the graphics card, without
drawing. Strokes come as a hand leads them, eight substeps of the loop to a piece."""

import statistics
import time

from bench.row import Row
from content.library import SHIPPED
from lessons.arts import printing_file
from lessons.arts.printing_acts import Act
from lessons.arts.printing_shop import Shop
from physics.woodblock.grid import UNITS
from sim.scenes.print_looks import Looks
from sim.scenes.print_surface import Painted

LESSON = "taohuawu/xianban/print.yaml"
FRAME_MS = 2.0
PIECES = 400
SPEED = 0.5  # m/s
TICKS = 8


def run() -> list[Row]:
    """Return the rows: a frame of brushing and one of rubbing on 1024 cells a side."""
    path = SHIPPED / LESSON
    of = printing_file.read(path).model_copy(update={"carve": {}})
    shop = Shop(printing_file.work(of, path))
    looks, side = Looks(shop), shop.work.grid.side
    rows = []
    for kind in ("brush", "rub"):
        pixels = looks.block if kind == "brush" else looks.back
        painted = Painted(kind, side, pixels)
        times = _strokes(kind, shop, looks, painted)
        median = float(statistics.median(times)) * 1000
        name = f"print: frame with a dirty rectangle, {kind}"
        rows.append(
            Row(name, median, "ms", len(times), f"<= {FRAME_MS} ms", held=median <= FRAME_MS)
        )
        shop.do(Act("lay"))
        looks.renew(shop, 1.0)
    return rows


def _strokes(kind: str, shop: Shop, looks: Looks, painted: Painted) -> list[float]:
    """Lead the tool to and fro; return the CPU seconds of each piece of a stroke."""
    grid = shop.work.grid
    step = round(SPEED * TICKS / 240 / grid.cell * UNITS)
    wide = grid.cells * UNITS
    force = 400 if kind == "brush" else 3000
    times = []
    for k in range(PIECES):
        if kind == "brush" and k % 40 == 0:
            shop.do(Act("dip", (100,)))
        x, row = (k * step) % (wide - step), (k * step) // (wide - step)
        y = min(int((row * 0.016 + 0.01) / grid.cell * UNITS), wide - 1)
        act = Act(kind, (x, y, x + step, y, force, TICKS))
        start = time.thread_time()
        rect = shop.do(act).rect
        if kind == "brush":
            looks.block_changed(rect)
            painted.paint(looks.block, rect)
        else:
            looks.sheet_changed(rect)
            painted.paint(looks.back, rect)
        times.append(time.thread_time() - start)
    return times[5:]
