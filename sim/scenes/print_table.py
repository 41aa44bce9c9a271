"""The printing table: block, stack and sheet, bowls, tools, and the prints on the line.

World: x to the right, y away from the learner, z up, metres; the block's lower left corner
stands above the origin.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from panda3d.core import NodePath, Point3, TransparencyAttrib

from physics.woodblock.grid import Rect
from physics.woodblock.lay import Lay
from sim.scenes import print_place, print_tools
from sim.scenes.build import Pile
from sim.scenes.mesh import box
from sim.scenes.print_ahead import AheadLines
from sim.scenes.print_bowls import Bowls
from sim.scenes.print_line import Line
from sim.scenes.print_looks import Looks
from sim.scenes.print_sheet import MARGIN, Sheet
from sim.scenes.print_shown import Shown
from sim.scenes.print_surface import Painted, Pixels
from sim.scenes.print_views import EyePlace
from sim.scenes.rays import level_point
from sim.stage import Stage

HIGH = 0.026  # m of the block's face above the table
_PAPER = 0.0004  # m between face and sheet
_HOVER = 0.022  # m that a tool hangs over the work
_NEAR = 0.004  # a blade nearer, so that one sees where it will touch
_EASE_S = 0.04
_LYING = 0.02  # m above the table: the middle of a tool that lies there
_THIN = 0.6  # of the draft's paper: the block is seen through it


@dataclass(frozen=True)
class Spot:
    """What lies under the pointer, and where: metres of the table, block face or sheet."""

    what: str
    x: float
    y: float


@dataclass(frozen=True)
class Held:
    """The tool in the hand: where on the table (m), how it is turned, whether it presses."""

    tool: str
    x: float
    y: float
    presses: bool
    lean: float = 0.0


class PrintTable:
    """The scene. `tools` are those of the lesson, by name."""

    def __init__(self, stage: Stage, looks: Looks, side: float, tools: Sequence[str]) -> None:
        self._stage, self._side = stage, side
        self._root: Any = stage.world.attachNewNode("printing table")
        print_place.build().reparentTo(self._root)
        self._stack()
        self.board: Any = self._root.attachNewNode("board")
        _plank(side).reparentTo(self.board)
        self._block = Painted("block", side, looks.block)
        self._block.node.reparentTo(self.board)
        self._block.node.setZ(HIGH)
        self._sheet = Sheet(side, looks.face, looks.back)
        self._sheet.node.reparentTo(self._root)
        self._sheet.node.setPos(-MARGIN, 0, HIGH + _PAPER)
        self.bowls = Bowls(self._root, side)
        self.line = Line(self._root, side)
        self.ahead = AheadLines(self.board, self._root, side, HIGH)
        self._tools = self._rack(tools)
        self._homes = {k: n.getTightBounds(self._root) for k, (n, _at) in self._tools.items()}
        self._draft: Any = None
        self.eye = EyePlace(stage, side)
        stage.shine(print_place.SUN, print_place.SKY, print_place.EXPOSURE)

    def close(self) -> None:
        """Take the scene away."""
        self._root.removeNode()

    # What is shown.

    def lie(self, lay: Lay) -> None:
        """Let the block lie under the stack as it is fixed; the sheet's frame is its mirror."""
        _turned(self.board, -math.degrees(lay.turn), (-lay.dx, lay.dy), self._side)

    def sheet(self, there: bool, laid: bool, at_once: bool = False) -> None:
        """Show the sheet in work: whether there is one, and on which side of the hinge."""
        if there:
            self._sheet.node.show()
        else:
            self._sheet.node.hide()
        self._sheet.lie(laid, at_once)

    def draft(self, lay: Lay | None, lines: Callable[[], Pixels]) -> None:
        """Let the draft lie on the block as it is held, drawn by `lines`; None: none is held."""
        if lay is None:
            if self._draft is not None:
                self._draft.removeNode()
                self._draft = None
            return
        if self._draft is None:
            self._draft = Painted("draft", self._side, lines()).node
            self._draft.reparentTo(self.board)
            self._draft.setTransparency(TransparencyAttrib.MAlpha)
            self._draft.setAlphaScale(_THIN)
        _turned(self._draft, math.degrees(lay.turn), (lay.dx, lay.dy), self._side)
        self._draft.setZ(HIGH + _PAPER)

    def present(self, pixels: Pixels) -> Shown:
        """Hold a finished print up, and look at it."""
        shown = Shown(self._root, self._side, pixels)
        self.eye.go("print")
        return shown

    def paint(self, block: Pixels, rect: Rect) -> None:
        """Take the block's picture again in a window."""
        self._block.paint(block, rect)

    def paint_sheet(self, face: Pixels | None, back: Pixels | None, rect: Rect) -> None:
        """Take the picture of the sheet's sides again in a window; None is not seen now."""
        self._sheet.paint(face, back, rect)

    def hold(self, held: Held | None, elapsed: float | None = None) -> None:
        """Show the tool in the hand, all others on their rack."""
        share = 1.0 if elapsed is None else 1 - math.exp(-elapsed / _EASE_S)
        for kind, (node, home) in self._tools.items():
            if held is None or kind != held.tool:
                _bring(node, home, share)
                continue
            upright = kind in ("brush", "pad")
            hover = _HOVER if upright else _NEAR
            high = HIGH + _PAPER * 2 + (0.0 if held.presses else hover)
            heading, pitch = (0.0, 0.0) if upright else (62.0, 52.0)
            _bring(node, (held.x, held.y, high, heading, pitch, held.lean), max(share, 0.6))

    def frame(self, elapsed: float | None) -> None:
        """Go on with all that moves by itself."""
        self._sheet.frame(1.0 if elapsed is None else elapsed)
        self.eye.frame(elapsed)

    @property
    def turning(self) -> bool:
        """Whether the sheet is on its way."""
        return self._sheet.turning

    # What lies under the pointer.

    def spot(self, x: float, y: float, laid: bool) -> Spot | None:
        """Return what is seen at x, y (-1..1): a bowl, the block, the sheet, the table."""
        ray = self._stage.ray(x, y)
        if (bowl := self.bowls.at(ray)) is not None:
            return Spot(f"bowl:{bowl}", 0.0, 0.0)
        point = level_point(*ray, HIGH)
        if point is None:
            return None
        where = (point[0], point[1])
        if (tool := print_tools.lying(self._homes, level_point(*ray, _LYING))) is not None:
            return Spot(f"tool:{tool}", *where)
        if not (0 <= where[0] <= self._side and 0 <= where[1] <= self._side):
            beyond = -MARGIN - self._side <= where[0] < -MARGIN and 0 <= where[1] <= self._side
            return Spot("stack" if beyond else "table", *where)
        return Spot("sheet" if laid else "block", *where)

    def on_block(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the table in the frame of the block as it lies."""
        local = self.board.getRelativePoint(self._root, Point3(x, y, HIGH))
        return float(local[0]), float(local[1])

    def on_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the table in the frame of the sheet that is laid on."""
        return self._side - x, y

    def seen(self, x: float, y: float) -> tuple[float, float] | None:
        """Return where a place of the table at the height of the face is seen (-1..1)."""
        return self._stage.project((x, y, HIGH))

    # What stands there.

    def _stack(self) -> None:
        """The paper and the board it lies on, and the bar that holds it at the hinge."""
        pile, side = Pile(np.random.default_rng(12)), self._side
        wide, middle = side + 0.03, -MARGIN - (side + 0.03) / 2
        rest = box((wide, side + 0.04, HIGH - 0.005), (middle, side / 2, (HIGH - 0.005) / 2), 1)
        pile.add_timber("old", rest, 1)
        for k in range(4):
            size = (side + 0.001 * (k % 2), side + 0.0012 * (k % 3), 0.0011)
            at = (-MARGIN - side / 2, side / 2, HIGH - 0.0045 + 0.0011 * k)
            pile.add_varied("paper", box(size, at, 0, 0.0), 0.03)
        bar = box((0.008, side + 0.06, 0.008), (-MARGIN, side / 2, HIGH + 0.0045), 1, 0.002)
        pile.add_timber("dark", bar, 1)
        pile.add_timber("dark", box((0.012, 0.02, HIGH), (-MARGIN, -0.02, HIGH / 2), 2, 0.002), 2)
        far = box((0.012, 0.02, HIGH), (-MARGIN, side + 0.02, HIGH / 2), 2, 0.002)
        pile.add_timber("dark", far, 2)
        pile.node("stack").reparentTo(self._root)

    def _rack(self, tools: Sequence[str]) -> dict[str, tuple[Any, tuple[float, ...]]]:
        """Lay the tools down at the right, the small ones in a row on a board."""
        pile = Pile(np.random.default_rng(14))
        x = self._side + 0.19
        pile.add_timber("old", box((0.26, 0.15, 0.012), (x, 0.06, 0.006), 0, 0.003), 0)
        pile.node("rack").reparentTo(self._root)
        made: dict[str, tuple[Any, tuple[float, ...]]] = {}
        small = [t for t in tools if t not in ("brush", "pad")]
        for kind in tools:
            node = print_tools.node(kind)
            node.reparentTo(self._root)
            if kind in small:
                at = x - 0.10 + 0.05 * small.index(kind)
                home = (at, 0.0, 0.026, 0.0, -80.0, 0.0)
            else:
                home = (x - 0.10 + 0.11 * (kind == "pad"), 0.20, 0.001, 25.0, 0.0, 0.0)
            made[kind] = (node, home)
            _bring(node, home, 1.0)
        return made


def _turned(node: Any, degrees: float, by: tuple[float, float], side: float) -> None:
    """Turn a square about its middle and shift it."""
    half = side / 2
    node.setPos(0, 0, 0)
    node.setH(degrees)
    middle = node.getMat().xformPoint(Point3(half, half, 0))
    node.setPos(half - middle[0] + by[0], half - middle[1] + by[1], 0)


def _plank(side: float) -> Any:
    """The block below its face: pear wood, its ends to the left and right."""
    pile = Pile(np.random.default_rng(9))
    wood = box((side, side, HIGH - 0.0004), (side / 2, side / 2, (HIGH - 0.0004) / 2), 0, 0.0015)
    pile.add_timber("fir", wood.tinted((0.80, 0.62, 0.50)), 0, 0.0)
    return pile.node("plank")


def _bring(node: NodePath, to: tuple[float, ...], share: float) -> None:
    """Bring a tool nearer to where it should be: x y z, heading, pitch, roll."""
    now = [*node.getPos(), *node.getHpr()]
    goal = [a + (b - a) * share for a, b in zip(now, to, strict=True)]
    node.setPos(*goal[:3])
    node.setHpr(*goal[3:])
