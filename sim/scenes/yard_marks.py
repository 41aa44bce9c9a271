"""What is drawn beside the parts: the hand, the plumb line 吊线, pegs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes import yard_place
from sim.scenes.parts import glowing, rods
from sim.scenes.yard_plumb import Plumb
from sim.stage import Stage, Vec3

_LINE_M = 0.0012
_BOB_M = 0.011


class Marks:
    """Marks on a stage below `root`; lines are `thick` times as thick as on the bench."""

    def __init__(self, stage: Stage, root: Any, thick: float) -> None:
        self._stage = stage
        self._root = root
        self._thick = thick
        self._hand = self._hung("yellow", yard_place.bead(0.009 * thick))
        self._plumb = self._hung("ink", _bob(_BOB_M * min(thick, 2.0)).moved((0, 0, -1.0)))
        self._pegs: Any = root.attachNewNode("pegs")
        self._driven: tuple[tuple[Vec3, Vec3], ...] = ()

    def hand(self, grip: Vec3 | None) -> None:
        """Show the hand's bead and the line below it down to the ground, or none."""
        visible(self._hand, grip is not None)
        if grip is not None:
            self._hand.setPos(*grip)
            self._hand.find("line").setSz(max(grip[2], 0.001))

    def plumb(self, plumb: Plumb | None) -> None:
        """Show the plumb line, or none."""
        visible(self._plumb, plumb is not None)
        if plumb is not None:
            self._plumb.setPos(*plumb.top)
            self._plumb.find("line").setSz(plumb.drop)
            self._plumb.find("end").setZ(1.0 - plumb.drop)

    def pegs(self, driven: Sequence[tuple[Vec3, Vec3]]) -> None:
        """Show pegs from end to end (m)."""
        if tuple(driven) != self._driven:
            self._driven = tuple(driven)
            self._pegs.getChildren().detach()
            if driven:
                drawn = rods(np.array(driven), 0.004 + 0.0015 * self._thick)
                glowing(drawn, "camphor").reparentTo(self._pegs)

    def _hung(self, colour: Any, end: Any) -> Any:
        """Return a line of one metre below the origin, and something at its end."""
        node: Any = NodePath("hung")
        radius = _LINE_M * self._thick
        line = glowing(rods(np.array([[[0, 0, 0], [0, 0, -1.0]]]), radius), colour)
        line.setName("line")
        line.reparentTo(node)
        drawn = glowing(end, colour)
        drawn.setName("end")
        drawn.reparentTo(node)
        node.reparentTo(self._root)
        node.hide(self._stage.SHADOW)
        node.stash()
        return node


def visible(node: Any, wanted: bool) -> None:
    """Show a node or put it away."""
    if wanted and node.isStashed():
        node.unstash()
    elif not wanted and not node.isStashed():
        node.stash()


def _bob(radius: float) -> Any:
    """A bead drawn out to a point below."""
    ball = yard_place.bead(radius)
    low = ball.points[:, 2] < 0
    ball.points[low, 2] *= 2.2
    return ball
