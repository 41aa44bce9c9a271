"""A scripted hand that prints: for the demonstration, "show me this step" and tests.

It uses the same inputs as a learner and looks only at what a learner sees.
"""

from collections.abc import Callable, Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from content.event import Event
from lessons.arts.printing import Printing
from lessons.arts.printing_guide_cuts import left, plans
from lessons.arts.printing_rows import OVER, SPEED, Way, rows_over
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
ROUNDS = 2  # of the same cuts
CARVING = 0.06  # m/s that a blade is led with
PRESS_TICKS, COME_TICKS = 5, 24  # until a blade is pressed in; until it has come, at most
NEAR = 0.00008  # m from the end of a cut at which it has come
BEYOND = 0.00005  # m that it is led farther with every substep until it has
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
        if self._shown is None:
            yield [("lesson.finish", {})]

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
        """Make the cuts of a deed, each a stroke of the hand; where wood is left, once more."""
        yield from self._bring(name)
        board = self._board(name)
        if board.name not in self._plans:
            self._plans[board.name] = plans(board)
        cuts = self._plans[board.name][deed]
        for _round in range(ROUNDS):
            for cut in cuts:
                yield from self._hold(cut.knife.name)
                if self._printing.lean != cut.lean:
                    yield [("hand.lean", {"lean": cut.lean})]
                yield from self._stroke(cut)
            cuts = left(cuts, board)

    def _stroke(self, cut: Cut) -> Play:
        """Press the blade in, lead it along, and take it off when it has come to the end.

        The hand is a spring and the wood holds the blade: at last it is led a little beyond.
        """
        cell = self._printing.work.grid.cell / UNITS
        start, way = np.array([cut.x0, cut.y0]), np.array([cut.x1 - cut.x0, cut.y1 - cut.y0])
        far = float(np.hypot(*way))
        ticks = max(1, round(far * cell / CARVING * TICKS / LEAD_TICKS))
        for k in range(ticks + 1):
            yield [_press(cut, start + way * k / ticks, k / ticks)]
            yield from wait(LEAD_TICKS - 1 if k else PRESS_TICKS)
        for k in range(COME_TICKS):
            at = np.array([self._printing.contact.x, self._printing.contact.y]) / cell - start
            if float(at @ way) / far >= far - NEAR / cell:
                break
            yield [_press(cut, start + way * (1 + k * BEYOND / cell / far), 1.0)]
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
            for _tick in range(COME_TICKS):  # brush and pad trail the hand
                at = self._printing.contact
                if np.hypot(at.x - way[2], at.y - way[3]) <= OVER / 2:
                    break
                yield NOTHING
        yield [("hand.up", {})]


def _press(cut: Cut, at: NDArray[np.float64], share: float) -> tuple[str, dict[str, object]]:
    """Return the input that leads a blade to a place (units), as deep as the cut is there."""
    deep = cut.d0 + (cut.d1 - cut.d0) * share
    push = round(deep * STIFF[cut.knife.name] / 10)
    return "hand.to", {"x": round(at[0]), "y": round(at[1]), "push": push}


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
