"""The print shop as it stands: blocks, bowls, the stack in its clamp, what hangs to dry.

`Shop.do` is the only way to change it, and acts are whole numbers: the same acts give the same
blocks and prints to the bit.
"""

import math
from collections.abc import Callable, Mapping

from lessons.arts.printing_acts import Act
from lessons.arts.printing_work import Board, Done, Work, boards, lay_of
from physics.woodblock.cut import Cut
from physics.woodblock.grid import NOWHERE, UNITS, Rect
from physics.woodblock.mix import PRESET, Mix, ink
from physics.woodblock.paper import DRY, WICK_TICKS, Paper
from physics.woodblock.rub import Impression

TICKS = 240  # a second
EVENS_S = 600.0  # s in which damp goes from the interleaves into the sheets; inferred


class Shop:
    """All of the shop. Public attributes are read by view, scorer and guide, never written."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.tick = 0
        self.bowls: dict[str, Mix] = {}
        self.boards = boards(work)
        if work.mixed:
            self.bowls = {b.name: PRESET for b in self.boards}
        self.at = 0  # which board lies on the table
        self.water: float | None = work.damped  # what was given to the interleaves, 0..1
        self.damped_at = 0 if work.damped is None else -int(10 * EVENS_S * TICKS)
        self.sheets = [Paper(work.grid, work.seed * 64 + k) for k in range(work.sheets)]
        self.come: set[int] = set()  # sheets that were taken out of the stack
        self.page = 0
        self.impression: Impression | None = None
        self.hung: list[int] = []
        self.mounted: list[int] = []
        self._does: dict[str, Callable[..., Done]] = {
            name.removeprefix("_do_"): getattr(self, name)
            for name in dir(self) if name.startswith("_do_")
        }  # fmt: skip

    @property
    def now(self) -> float:
        """Seconds since the lesson began."""
        return self.tick / TICKS

    @property
    def board(self) -> Board:
        """The block on the table."""
        return self.boards[self.at]

    @property
    def sheet(self) -> Paper:
        """The sheet that comes next, or lies on the block."""
        return self.sheets[self.page]

    @property
    def gone_in(self) -> float:
        """The share of the water that has gone from the interleaves into the sheets."""
        return 1 - math.exp(-(self.tick - self.damped_at) / TICKS / EVENS_S)

    @property
    def damp(self) -> float:
        """How damp the stack is now, 0..1: the water goes in slowly."""
        if self.water is None:
            return DRY
        return DRY + max(0.0, self.water - DRY) * self.gone_in

    def do(self, act: Act) -> Done:
        """Do one act. What cannot be done changes nothing and says so (`Done.vain`)."""
        return self._does[act.kind](**act.named)

    def _do_paste(self, block: int, dx: int, dy: int, turn: int, paste: int) -> Done:
        if block >= len(self.boards):
            return Done(vain="beside")
        self.boards[block].paste(lay_of(dx, dy, turn), paste / 100)
        return Done(self.work.grid.whole)

    def _do_take(self, block: int) -> Done:
        if block >= len(self.boards):
            return Done(vain="beside")
        if self.impression is not None:
            return Done(vain="lies")
        self.at = block
        return Done(self.work.grid.whole)

    def _do_cut(self, **numbers: int) -> Done:
        board = self.board
        if self.impression is not None:
            return Done(vain="lies")
        if board.draft is None and not board.plate.ready:
            return Done(vain="not_pasted")
        try:
            cut = Cut(**numbers)
        except ValueError:
            return Done(vain="beside")
        carved = board.carve(cut)
        return Done(carved.rect, {"removed_mm3": carved.removed_mm3, "torn_mm3": carved.torn_mm3})

    def _do_mix(self, block: int, colour: int, glue: int, water: int) -> Done:
        if block >= len(self.boards) or colour + glue + water == 0:
            return Done(vain="no_bowl")
        board = self.boards[block]
        mix = Mix(colour / 10, glue / 10, water / 10)
        self.bowls[board.name] = mix
        board.film.ink = ink(mix)
        return Done(figures={"strength": mix.strength, "tack": mix.tack, "thin": mix.thin})

    def _do_damp(self, water: int) -> Done:
        self.water, self.damped_at = water / 100, self.tick
        return Done(figures={"damp": water / 100})

    def _do_wait(self, ticks: int) -> Done:
        return Done(self._pass(ticks))

    def _do_dip(self, share: int) -> Done:
        if self.board.name not in self.bowls:
            return Done(vain="no_bowl")
        self.board.film.dip(share / 100)
        return Done(figures={"load_g": self.board.film.load})

    def _do_brush(self, ticks: int, force: int, **way: int) -> Done:
        board = self.board
        wicked = self._pass(ticks)
        if self.impression is not None:
            return Done(wicked, vain="lies")
        if board.film.load <= 0:
            return Done(wicked, vain="no_ink")
        done = board.film.brush(board.depth, self._way(way), force / 100, ticks, self.now)
        return Done(done.rect, {"grams": done.grams})

    def _do_wash(self) -> Done:
        if self.impression is not None:
            return Done(vain="lies")
        self.board.film.wash()
        return Done(self.work.grid.whole)

    def _do_fix(self, block: int, dx: int, dy: int, turn: int) -> Done:
        if block >= len(self.boards):
            return Done(vain="beside")
        if self.impression is not None:
            return Done(vain="lies")
        self.boards[block].lay = lay_of(dx, dy, turn)
        self.boards[block].fixed = True
        return Done()

    def _do_page(self, sheet: int) -> Done:
        if self.impression is not None:
            return Done(vain="lies")
        if sheet >= len(self.sheets) or sheet in self.hung:
            return Done(vain="no_sheet")
        self.page = sheet
        return Done(self.work.grid.whole)

    def _do_lay(self) -> Done:
        if self.impression is not None:
            return Done(vain="lies")
        if self.page in self.hung:
            return Done(vain="no_sheet")
        if self.page not in self.come or self.sheet.moisture(self.now) < self.damp:
            self.sheet.damp(self.damp, self.now)
            self.come.add(self.page)
        self.impression = Impression(self.sheet, self.board, self.board.lay, self.now)
        return Done(self.work.grid.whole)

    def _do_rub(self, ticks: int, force: int, **way: int) -> Done:
        wicked = self._pass(ticks)
        if self.impression is None:
            return Done(wicked, vain="not_laid")
        done = self.impression.rub(self._way(way), force / 100, ticks, self.now)
        return Done(wicked.union(done.rect), {"grams": done.grams, "joules": done.joules})

    def _do_lift(self, dx: int, dy: int) -> Done:
        if self.impression is None:
            return Done(vain="not_laid")
        if dx or dy:
            self.impression.slip(dx * 1e-5, dy * 1e-5, self.now)
        self.impression.lift()
        self.impression = None
        return Done(self.work.grid.whole)

    def _do_hang(self) -> Done:
        if self.impression is not None or self.page in self.hung or not self.sheet.layers:
            return Done(vain="no_sheet")
        self.hung.append(self.page)
        return Done()

    def _do_mount(self) -> Done:
        ready = [s for s in self.hung if s not in self.mounted]
        if not ready:
            return Done(vain="no_sheet")
        self.mounted.append(ready[-1])
        return Done()

    def _pass(self, ticks: int) -> Rect:
        """Let time go by; the ink on the sheet in work creeps. Returns where it did."""
        before, self.tick = self.tick, self.tick + ticks
        layers, changed = self.sheet.layers, NOWHERE
        for _k in range(before // WICK_TICKS, self.tick // WICK_TICKS):
            if not layers or layers[-1].rect.empty:
                break
            stripe = layers[-1].creeps
            self.sheet.wick(layers[-1], self.now)
            if layers[-1].calm == 0:
                changed = changed.union(stripe)
        return changed

    def _way(self, way: Mapping[str, int]) -> tuple[float, float, float, float]:
        metres = self.work.grid.cell / UNITS
        return way["x0"] * metres, way["y0"] * metres, way["x1"] * metres, way["y1"] * metres
