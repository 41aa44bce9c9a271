"""A view on the sheet: arrives eased, answers to the pointer, follows the window's size."""

from typing import Any

from panda3d.core import NodePath

from lessons.report.shapes import Box
from sim.look import ARRIVE_S, ease
from sim.stage import Stage
from sim.views.frame import Frame
from sim.views.layout import Layout, Region, View, regions
from sim.views.paint import paint_items, paint_shapes

_RISE = 0.03  # how far below its place a view begins
_LIFT = 0.010  # how far a part rises under the pointer
_LIFT_S = 0.12
_CLEAR = 0.25  # how much of a view is left where one looks through it


class Panel:
    """One view on the stage's sheet. Later panels lie on earlier ones.

    `layout` and `regions` (aspect2d units, later ones on top) are those of the window as it is.
    """

    def __init__(self, stage: Stage, view: View) -> None:
        self._stage = stage
        self._age = 0.0
        self._hover: str | None = None
        self.clear = False  # whether one looks through it
        self._strength = 1.0
        self.node: Any = NodePath("panel")
        self.node.setBin("unsorted", 0)
        self.node.reparentTo(stage.sheet)
        self._draw(view)
        self.frame(0.0)

    @property
    def box(self) -> Box:
        """The ground the view covers, in units of the layout."""
        return self.layout.box

    def show(self, view: View) -> None:
        """Show other contents in the same place, without arriving again."""
        if view != self._view:
            self._draw(view)

    def hover(self, name: str | None) -> None:
        """Lift the part of that name, lower all others."""
        self._hover = name

    def frame(self, elapsed: float) -> None:
        """Go on by `elapsed` seconds: arrive, lift, move; redraw if the window changed."""
        if Frame(self._stage.size) != self._frame:
            self._draw(self._view)
        self._age += elapsed
        come = ease(self._age / ARRIVE_S)
        drop = (1 - come) * _RISE
        frame = self._frame
        self.node.setPos(-frame.width / 2, 0, frame.height / 2 - drop)
        goal = _CLEAR if self.clear else 1.0
        self._strength += (goal - self._strength) * min(3 * elapsed / _LIFT_S, 1.0)
        self.node.setAlphaScale(come * self._strength)
        for name, node in self._lifting:
            self._raise(name, node, elapsed)
        self._move()

    def close(self) -> None:
        """Take the view away."""
        self.node.removeNode()

    def _draw(self, view: View) -> None:
        self._view = view
        self._frame = Frame(self._stage.size)
        self.layout: Layout = view.layout(self._frame)
        self.regions: tuple[Region, ...] = regions(self.layout, self._frame)
        self._lifting: list[tuple[str, Any]] = []
        self._moving: Any = None
        self.node.getChildren().detach()
        self.node.setScale(self._frame.pixel)
        for part in self.layout.parts:
            node = paint_items(part.items, self._frame.pixel)
            node.reparentTo(self.node)
            if part.name is not None and part.lifts:
                self._lifting.append((part.name, node))

    def _raise(self, name: str, node: Any, elapsed: float) -> None:
        goal = _LIFT / self._frame.pixel if name == self._hover else 0.0
        left = goal - node.getZ()
        node.setZ(node.getZ() + left * min(3 * elapsed / _LIFT_S, 1.0))
        tone = 1.06 if name == self._hover else 1.0
        node.setColorScale(tone, tone, tone, 1)

    def _move(self) -> None:
        if self.layout.moving is None:
            return
        if self._moving is not None:
            self._moving.removeNode()
        self._moving = paint_shapes(self.layout.moving(self._age), 1 / self._frame.pixel)
        self._moving.reparentTo(self.node)
