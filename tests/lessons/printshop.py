"""A small print shop for tests: two blocks on a coarse grid, and a hand that works in it."""

import numpy as np

from content.event import Event
from content.lesson import Lesson
from lessons.arts.printing import Printing
from lessons.arts.printing_work import Plate, Work
from physics.woodblock.grid import UNITS, Grid

CELLS = 160
GRID = Grid(CELLS, 0.0005)  # 80 mm a side


def ring():
    y, x = np.mgrid[0:CELLS, 0:CELLS] - CELLS / 2
    r = np.hypot(x, y)
    return (r > 38) & (r < 44) | (np.abs(x) < 4) & (r < 30)


def solid():
    y, x = np.mgrid[0:CELLS, 0:CELLS] - CELLS / 2
    return np.hypot(x, y + 0.5 * x) < 36


def work(**more):
    plates = (Plate("key", "墨", ring()), Plate("hong", "红", solid()))
    return Work(GRID, plates, **{"sheets": 2, "seed": 3, **more})


def uncut(**more):
    """One block on which nothing is carved yet."""
    return Work(GRID, (Plate("key", "墨", ring(), ready=False),), **{"sheets": 2, **more})


def lesson(*steps, goals=()):
    """A lesson with steps of these ids; the goals stand with the first."""
    text = {"zh_CN": "一", "en": "one"}

    def step(name, asked):
        basis = {"status": "derived", "source": "drawing"}
        return {
            "id": name, "title": text, "say": text, "why": text, "basis": basis,
            "goals": [{"measure": m, "tolerance": t} for m, t in asked],
        }  # fmt: skip

    return Lesson.model_validate({
        "format": 2, "id": "taohuawu/small", "art": "taohuawu", "scorer": "printing",
        "title": text, "aim": text, "minutes": 5, "level": 1, "needs": [], "home": text,
        "school": text, "edition": text, "parts": "print.yaml",
        "steps": [step(name, goals if k == 0 else ()) for k, name in enumerate(steps)],
    })  # fmt: skip


def shop(*steps, of=None, goals=(), **more):
    return Printing(lesson(*steps or ("hang",), goals=goals), of or work(), **more)


class Hand:
    """Sends inputs, a substep each, and remembers what happened."""

    def __init__(self, printing):
        self.printing = printing
        self.tick = 0
        self.events = []

    def do(self, name, **value):
        self.tick += 1
        happened = self.printing.advance(self.tick, [Event(self.tick, name, value)])
        self.events += happened
        return happened

    def rest(self, ticks):
        for _ in range(ticks):
            self.tick += 1
            self.events += self.printing.advance(self.tick, [])

    def take(self, tool):
        self.do("hand.tool", tool=tool)

    def go(self, *places, push=800, ticks=12):
        """Lead the tool from place to place (mm), and take it off."""
        for x, y in places:
            units = (round(v / 1000 / GRID.cell * UNITS) for v in (x, y))
            self.do("hand.to", **dict(zip("xy", units, strict=True)), push=push)
            self.rest(ticks)
        self.do("hand.up")

    def ink(self, times=2):
        self.take("brush")
        self.do("shop.dip", share=100)
        self._all(times, 600)

    def rub(self, times=2):
        self.take("pad")
        self._all(times, 3000)

    def _all(self, times, push):
        for k in range(times):
            for y in range(8, 80, 14):
                places = [(4, y), (76, y)]
                if k % 2:
                    places = [(b, a) for a, b in places]
                self.go(*places, push=push, ticks=24)

    def print(self, block, sheet=0, askew=(0, 0)):
        self.do("shop.page", sheet=sheet)
        self.do("shop.take", block=block)
        self.ink()
        self.do("shop.lay")
        self.rub()
        self.do("shop.lift", dx=askew[0], dy=askew[1])


def fields(shop):
    """Everything that an act can change, as bytes and numbers."""
    found = []
    for b in shop.boards:
        found += [b.depth.tobytes(), b.wood.torn.tobytes(), b.film.mass.tobytes()]
        found += [b.film.since.tobytes(), b.film.load, b.lay, b.fixed, b.draft, len(b.cuts)]
    for p in shop.sheets:
        found += [p.wet.tobytes(), *(layer.mass.tobytes() for layer in p.layers)]
    lists = (dict(shop.bowls), sorted(shop.come), list(shop.hung), list(shop.mounted))
    return [*found, shop.tick, shop.at, shop.page, shop.water, *lists]
