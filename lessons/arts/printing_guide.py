"""A scripted hand that prints: for the demonstration, "show me this step" and tests.

It uses the same inputs as a learner and looks only at what a learner sees.
"""

from collections.abc import Callable, Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from content.event import Event
from lessons.arts.printing import Printing
from lessons.arts.printing_guide_cuts import plans
from lessons.arts.printing_rows import SPEED, Way, rows_over
from lessons.arts.printing_shop import TICKS
from lessons.arts.printing_steps import EVEN, block_of, deed_of
from lessons.arts.printing_strokes import STIFF
from lessons.arts.printing_work import Board
from physics.woodblock.cut import Cut
from physics.woodblock.grid import UNITS

Acts = Sequence[tuple[str, dict[str, object]]]
Play = Generator[Acts, None, None]
NOTHING: Acts = ()
LOOK_S = 0.8  # a pause before and after each piece of work
LEAD_TICKS = 4  # the hand tells where it leads sixty times a second
CARVING = 0.35  # m/s that a blade is led with
PASTE = 30  # percent of glue: thin and even
PUSH = {"brush": 500, "pad": 3000}  # hundredths of a newton
BOWL = {"colour": 120, "glue": 60, "water": 820}  # tenths of a gram
WATER = 56  # percent, for the interleaves
WAIT = 65535  # ticks: as long as one act may wait


class Guide:
    """A Source that performs the lesson, or the step called `step`, at a watchable pace."""

    def __init__(self, shop: Printing, step: str | None = None) -> None:
        self._printing = shop
        self._shown = step
        self._steps = [s.id for s in shop.lesson.steps if step in (None, s.id)]
        self._plans: dict[str, dict[str, tuple[Cut, ...]]] = {}
        self._play = self._perform()
        self.done = False

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the hand's next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._play)]
        except StopIteration:
            self.done = True
            return ()

    def _perform(self) -> Play:
        if self._shown is not None:  # a step that is shown to a learner is not his own work
            yield [("guide.show", {"step": self._shown})]
        does = {
            "paste": self._paste, "line": self._carve("line"), "clear": self._carve("clear"),
            "mend": self._carve("mend"), "mix": self._mix, "damp": self._damp,
            "even": self._even, "fix": self._fix, "ink": self._ink, "rub": self._rub,
            "lift": self._lift, "print": self._print, "hang": self._hang, "mount": self._mount,
        }  # fmt: skip
        for step in self._steps:
            yield from pause(LOOK_S)
            yield from does[deed_of(step)](block_of(step))

    def _board(self, name: str | None) -> Board:
        return next(b for b in self._printing.shop.boards if name in (None, b.name))

    def _do(self, act: str, **numbers: int) -> Play:
        yield [(f"shop.{act}", dict(numbers))]
        yield from pause(LOOK_S)

    def _hold(self, tool: str) -> Play:
        if self._printing.tool != tool:
            yield [("hand.tool", {"tool": tool})]
            yield from pause(LOOK_S)

    def _bring(self, name: str | None) -> Play:
        """Bring a block to the table."""
        number = self._number(name)
        if self._printing.shop.at != number:
            yield from self._do("take", block=number)

    def _number(self, name: str | None) -> int:
        return self._printing.shop.boards.index(self._board(name))

    def _paste(self, name: str | None) -> Play:
        yield from self._bring(name)
        yield from self._do("paste", block=self._number(name), dx=0, dy=0, turn=0, paste=PASTE)

    def _carve(self, deed: str) -> Callable[[str | None], Play]:
        return lambda name: self._cut(deed, name)

    def _cut(self, deed: str, name: str | None) -> Play:
        """Make the cuts of a deed one by one: each a stroke of the hand."""
        yield from self._bring(name)
        board = self._board(name)
        if board.name not in self._plans:
            self._plans[board.name] = plans(board)
        for cut in self._plans[board.name][deed]:
            yield from self._hold(cut.knife.name)
            if self._printing.lean != cut.lean:
                yield [("hand.lean", {"lean": cut.lean})]
            yield from self._stroke(cut)

    def _stroke(self, cut: Cut) -> Play:
        """Lead the tool along a cut, pressed so that it goes as deep as planned."""
        stiff = STIFF[cut.knife.name] / 10  # hundredths of a newton for each um
        cells = self._printing.work.grid.cell / UNITS
        far = float(np.hypot(cut.x1 - cut.x0, cut.y1 - cut.y0)) * cells
        ticks = max(1, round(far / CARVING * TICKS / LEAD_TICKS))
        for k in range(ticks + 1):
            x, y, d = (
                round(a + (b - a) * k / ticks)
                for a, b in ((cut.x0, cut.x1), (cut.y0, cut.y1), (cut.d0, cut.d1))
            )
            yield [("hand.to", {"x": x, "y": y, "push": round(d * stiff)})]
            if k < ticks:
                yield from wait(LEAD_TICKS - 1)
        yield [("hand.up", {})]

    def _mix(self, name: str | None) -> Play:
        yield from self._do("mix", block=self._number(name), **BOWL)

    def _damp(self, _name: str | None) -> Play:
        yield from self._do("damp", water=WATER)

    def _even(self, _name: str | None) -> Play:
        while self._printing.shop.gone_in < EVEN:
            yield from self._do("wait", ticks=WAIT)

    def _fix(self, _name: str | None) -> Play:
        """Lay every colour block so that its crosses meet those of the key."""
        for number in range(1, len(self._printing.shop.boards)):
            yield from self._do("fix", block=number, dx=0, dy=0, turn=0)

    def _print(self, name: str | None) -> Play:
        yield from self._bring(name)
        for part in (self._ink, self._rub, self._lift):
            yield from part(name)

    def _ink(self, name: str | None) -> Play:
        yield from self._bring(name)
        stands = self._board(name).depth == 0
        yield from self._hold("brush")
        for rows in (stands, stands.T):
            yield from self._do("dip", share=100)
            yield from self._sweep("brush", rows, turned=rows is not stands)
        yield from pause(LOOK_S)

    def _rub(self, name: str | None) -> Play:
        drawn = self._board(name).plate.mask
        yield from self._do("lay")
        yield from self._hold("pad")
        for rows in (drawn, drawn.T):
            yield from self._sweep("pad", rows, turned=rows is not drawn)
        yield from pause(LOOK_S)

    def _lift(self, _name: str | None) -> Play:
        yield from self._do("lift", dx=0, dy=0)

    def _hang(self, _name: str | None) -> Play:
        yield from self._do("hang")

    def _mount(self, _name: str | None) -> Play:
        yield from self._do("mount")

    def _sweep(self, tool: str, over: NDArray[np.bool_], *, turned: bool) -> Play:
        """Lead a tool in rows over what is True, there and back, and take it off."""
        grid = self._printing.work.grid
        for number, (x0, y0, x1, y1) in enumerate(rows_over(over, grid.cell)):
            way = (x1, y1, x0, y0) if number % 2 else (x0, y0, x1, y1)
            if turned:
                way = (way[1], way[0], way[3], way[2])
            yield from lead(way, SPEED[tool], PUSH[tool], grid.cell)
        yield [("hand.up", {})]


def lead(way: Way, speed: float, push: int, cell: float) -> Play:
    """Lead what is in the hand along a way."""
    x0, y0, x1, y1 = way
    ticks = max(LEAD_TICKS, round(float(np.hypot(x1 - x0, y1 - y0)) / speed * TICKS))
    for tick in range(0, ticks + 1):
        if tick % LEAD_TICKS and tick != ticks:
            yield NOTHING
            continue
        x, y = x0 + (x1 - x0) * tick / ticks, y0 + (y1 - y0) * tick / ticks
        at = {"x": round(x / cell * UNITS), "y": round(y / cell * UNITS), "push": push}
        yield [("hand.to", dict(at))]


def pause(seconds: float) -> Play:
    """Wait."""
    yield from wait(round(seconds * TICKS))


def wait(ticks: int) -> Play:
    """Do nothing for so many substeps."""
    for _ in range(ticks):
        yield NOTHING
