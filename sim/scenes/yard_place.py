"""The timber yard without its parts: bench, ink lines, wall, paving, waiting timber, light."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes.build import Pile
from sim.scenes.mesh import Mesh, box, join, plane, tube
from sim.scenes.shade import Shade
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-1.0, -0.75, 0.8), focus=(0.1, 0.5, 0.1), radius=1.9, colour=(5.6, 4.5, 3.2))
SKY = Sky(
    zenith=(0.50, 0.62, 0.85), rim=(1.0, 1.0, 1.0), walls=(0.8, 0.76, 0.68),
    ground=(0.25, 0.25, 0.24), walls_to=0.25,
)  # fmt: skip
EXPOSURE = 0.0
FLOOR = -0.78
_TOP = 0.085


def build() -> Any:
    """Return the place; the bench top is the plane z = 0, the inked cross its origin."""
    pile = Pile(np.random.default_rng(5))
    _bench(pile)
    _yard(pile)
    root = NodePath("yard")
    pile.node("place", Shade(pile.solid(), cell=0.05)).reparentTo(root)
    lines = Pile(np.random.default_rng(6))
    _ink_lines(lines)
    lines.node("ink").reparentTo(root)
    return root


def bead(radius: float) -> Mesh:
    """Return a small ball."""
    turn = np.linspace(0.01, np.pi - 0.01, 9)
    path = np.stack([np.zeros(9), np.zeros(9), -np.cos(turn) * radius], 1)
    return tube(path, np.sin(turn) * radius, 12)


def _bench(pile: Pile) -> None:
    wide, planks = 0.78, 4
    each = wide / planks
    for i in range(planks):
        y = -wide / 2 + each * (i + 0.5) + 0.06
        pile.add_timber("old", box((2.1, each - 0.002, _TOP), (0, y, -_TOP / 2)), 0, 0.12)
    for x in (-0.85, 0.85):
        for y in (-0.25, 0.37):
            leg = box((0.1, 0.1, -FLOOR - _TOP), (x, y, (FLOOR - _TOP) / 2), 2)
            pile.add_timber("old", leg, 2)
        rail = box((0.06, 0.6, 0.09), (x, 0.06, FLOOR + 0.2), 1)
        pile.add_timber("old", rail, 1)


def _yard(pile: Pile) -> None:
    pile.add("stone", plane((-3, -1.5, FLOOR), (6, 0, 0), (0, 4, 0)))
    pile.add("lime", plane((-3, 2.3, FLOOR), (6, 0, 0), (0, 0, 3.4)))


def _ink_lines(pile: Pile) -> None:
    """The wall line along x and the cross line along y, as the ink string leaves them."""
    along = [_ink((-0.95, 0.0), (0.95, 0.0)), _ink((0.0, -0.26), (0.0, 0.34))]
    pile.add("ink", join(along))


def _ink(start: tuple[float, float], end: tuple[float, float]) -> Mesh:
    a, b = np.array(start), np.array(end)
    side = np.array([-(b - a)[1], (b - a)[0]]) / np.linalg.norm(b - a) * 0.0022
    origin = a - side / 2
    return plane(
        (origin[0], origin[1], 0.0004), (b[0] - a[0], b[1] - a[1], 0), (side[0], side[1], 0)
    )
