"""The bowls at the back of the table, each with the colour of what is mixed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from panda3d.core import LColor, Material, NodePath

from physics.woodblock import colour
from physics.woodblock.colour import PAPER, TABLE
from physics.woodblock.colour_kernels import over
from physics.woodblock.mix import Mix
from sim.scenes import print_tools
from sim.scenes.build import geom_node
from sim.scenes.mesh import Array, fan
from sim.scenes.print_surface import LIT, OWN, Painted
from sim.scenes.rays import level_point

RADIUS = 0.042
_Y = 0.11  # m behind the block
_APART = 0.105
_POOL = 0.42  # of the bowl's radius: how high it is filled
SWATCH = (1.0, 3.0, 8.0)  # g/m2 of the dabs that are tried
_SCRAP, _DAB = (0.20, 0.05), (0.05, 0.034)
_THICK = 6.0  # g/m2 at which a bowl's depth is seen; deeper looks the same

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Dab:
    """What is in a bowl: its pigment and the mixture, None while it is empty."""

    pigment: str
    mix: Mix | None


def dab_colour(dab: Dab, grams: float = _THICK) -> Rgb:
    """Return the colour (linear light) of so many g/m2 of a mixture on paper."""
    if dab.mix is None or dab.mix.strength <= 0:
        return PAPER
    ks = colour.PIGMENTS[dab.pigment].ks
    x = grams * dab.mix.strength / colour.UNIT
    red, green, blue = (over(PAPER[c], ks[0, c], ks[1, c], x) for c in range(3))
    return float(red), float(green), float(blue)


class Bowls:
    """A row of bowls; `show` fills them."""

    def __init__(self, root: Any, side: float) -> None:
        self._root, self._side = root, side
        self._shown: tuple[Dab, ...] = ()
        self._nodes: list[Any] = []
        self._tried: Dab | None = None
        self._scrap: Any = root.attachNewNode("scrap")

    def show(self, dabs: Sequence[Dab]) -> None:
        """Let there be these bowls, from left to right."""
        if tuple(dabs) == self._shown:
            return
        self._shown = tuple(dabs)
        for node in self._nodes:
            node.removeNode()
        self._nodes = [self._bowl(k, dab) for k, dab in enumerate(dabs)]

    def try_out(self, dab: Dab | None) -> None:
        """Let three dabs of a mixture lie on a scrap of paper before the bowls: thin to thick."""
        if dab == self._tried:
            return
        self._tried = dab
        self._scrap.getChildren().detach()
        if dab is None:
            return
        x, y = self._side / 2, self._side + 0.042
        _card(_SCRAP, (x, y), PAPER, 0).reparentTo(self._scrap)
        for k, grams in enumerate(SWATCH):
            at = x + (k - 1) * _SCRAP[0] / 3.2, y
            _card(_DAB, at, dab_colour(dab, grams), 1).reparentTo(self._scrap)

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


def _card(size: tuple[float, float], at: tuple[float, float], light: Rgb, layer: int) -> Any:
    """Return a flat card on the table in one colour (linear light)."""
    wide, deep = size
    corner = (at[0] - wide / 2, at[1] - deep / 2, 0.001 + 0.0006 * layer)
    pixels = np.empty((8, 8, 3), np.uint8)
    bands = np.array(light)
    pixels[:] = TABLE[np.rint(bands * (len(TABLE) - 1)).astype(int)]
    made = Painted("dab", 1.0, pixels)
    made.node.setPos(*corner)
    made.node.setScale(wide, deep, 1.0)
    return made.node


def _wet(dab: Dab) -> Any:
    """Return ink in a bowl: its own colour under any light, and a little gloss."""
    made = Material("ink")
    red, green, blue = dab_colour(dab)
    made.setBaseColor(LColor(LIT * red, LIT * green, LIT * blue, 1))
    made.setEmission(LColor(OWN * red, OWN * green, OWN * blue, 1))
    made.setRoughness(0.5)
    made.setMetallic(0)
    return made
