"""The bowls at the back of the table, each with the colour of what is mixed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from panda3d.core import LColor, Material, NodePath

from physics.woodblock import colour
from physics.woodblock.colour_kernels import over
from physics.woodblock.mix import Mix
from sim.scenes import print_tools
from sim.scenes.build import geom_node
from sim.scenes.mesh import Array, fan
from sim.scenes.rays import level_point

RADIUS = 0.042
_Y = 0.11  # m behind the block
_APART = 0.105
_POOL = 0.42  # of the bowl's radius: how high it is filled
_THICK = 12.0  # g/m2 at which a bowl's depth is seen; deeper looks the same


@dataclass(frozen=True)
class Dab:
    """What is in a bowl: its pigment and the mixture, None while it is empty."""

    pigment: str
    mix: Mix | None


def dab_colour(dab: Dab, grams: float = _THICK) -> tuple[float, float, float]:
    """Return the colour (linear light) of so many g/m2 of a mixture on paper."""
    if dab.mix is None or dab.mix.strength <= 0:
        return colour.PAPER
    ks = colour.PIGMENTS[dab.pigment].ks
    x = grams * dab.mix.strength / colour.UNIT
    red, green, blue = (over(colour.PAPER[c], ks[0, c], ks[1, c], x) for c in range(3))
    return float(red), float(green), float(blue)


class Bowls:
    """A row of bowls; `show` fills them."""

    def __init__(self, root: Any, side: float) -> None:
        self._root, self._side = root, side
        self._shown: tuple[Dab, ...] = ()
        self._nodes: list[Any] = []

    def show(self, dabs: Sequence[Dab]) -> None:
        """Let there be these bowls, from left to right."""
        if tuple(dabs) == self._shown:
            return
        self._shown = tuple(dabs)
        for node in self._nodes:
            node.removeNode()
        self._nodes = [self._bowl(k, dab) for k, dab in enumerate(dabs)]

    def place(self, number: int) -> tuple[float, float]:
        """Return where a bowl stands on the table."""
        first = self._side / 2 - (len(self._shown) - 1) / 2 * _APART
        return first + number * _APART, self._side + _Y

    def at(self, ray: tuple[Array, Array]) -> int | None:
        """Return which bowl a line of sight meets."""
        point = level_point(*ray, 0.6 * RADIUS)
        if point is None:
            return None
        for k in range(len(self._shown)):
            x, y = self.place(k)
            if (point[0] - x) ** 2 + (point[1] - y) ** 2 <= RADIUS**2:
                return k
        return None

    def _bowl(self, number: int, dab: Dab) -> Any:
        node = print_tools.bowl(RADIUS)
        node.setPos(*self.place(number), 0.0)
        node.reparentTo(self._root)
        if dab.mix is not None:
            turn = np.linspace(0, 2 * np.pi, 33)[:-1]
            r = RADIUS * 0.79
            pool = fan([(r * np.cos(t), r * np.sin(t)) for t in turn]).turned(-np.pi / 2, 0)
            made = NodePath(geom_node(pool))
            made.setMaterial(_wet(dab))
            made.setZ(_POOL * RADIUS)
            made.reparentTo(node)
        return node


def _wet(dab: Dab) -> Any:
    made = Material("ink")
    made.setBaseColor(LColor(*dab_colour(dab), 1))
    made.setRoughness(0.25)
    made.setMetallic(0)
    return made
