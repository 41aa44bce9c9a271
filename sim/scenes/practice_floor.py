"""The floor that movements are practised on: boards, a lime wall, a paper window, morning light.

The room is this program's own: a plain place with much empty wall, so that a body is seen well.
"""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes.build import Pile
from sim.scenes.mesh import box, plane
from sim.scenes.shade import Shade
from sim.scenes.timbers import lattice
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-0.8, -1.0, 1.5), focus=(0.0, 0.0, 0.9), radius=3.4, colour=(3.4, 3.0, 2.4))
SKY = Sky(
    zenith=(0.62, 0.62, 0.60), rim=(0.72, 0.69, 0.62), walls=(0.60, 0.56, 0.48),
    ground=(0.22, 0.19, 0.16), walls_to=0.25,
)  # fmt: skip
EXPOSURE = 0.0
WALL_Y = 2.6
_HALF = 9.0
_HIGH = 4.6
_PLANK = 0.36


def build() -> Any:
    """Return the place: the floor is z = 0, who looks stands at -y."""
    pile = Pile(np.random.default_rng(47))
    _floor(pile)
    _wall(pile)
    root = NodePath("practice floor")
    pile.node("place", Shade(pile.solid(), cell=0.12)).reparentTo(root)
    return root


def _floor(pile: Pile) -> None:
    """Boards that run away from who looks, so that depth is read from them."""
    deep = WALL_Y + 14.0
    pile.add("dark", plane((-_HALF, WALL_Y - deep, -0.02), (2 * _HALF, 0, 0), (0, deep + 0.1, 0)))
    for k in range(round(2 * _HALF / _PLANK)):
        x = -_HALF + _PLANK * (k + 0.5)
        board = box((_PLANK - 0.004, deep, 0.05), (x, WALL_Y - deep / 2, -0.025))
        pile.add_timber("old", board.tinted(1.15), 1, 0.10)


def _wall(pile: Pile) -> None:
    pile.add("lime", plane((-_HALF, WALL_Y, 0), (2 * _HALF, 0, 0), (0, 0, _HIGH)))
    skirting = box((2 * _HALF, 0.03, 0.2), (0, WALL_Y - 0.015, 0.06))
    pile.add_timber("dark", skirting, 0)
    wide, high, low = 1.5, 1.25, 1.15
    for x in (-4.6, 3.1):
        y = WALL_Y - 0.02
        pile.add("glow", plane((x, y, low), (wide, 0, 0), (0, 0, high)))
        bars = lattice(wide, high, 0.016).moved((x + wide / 2, y - 0.02, low + high / 2))
        pile.add("dark", bars)
        sill = box((wide + 0.2, 0.14, 0.05), (x + wide / 2, y - 0.04, low - 0.025))
        pile.add_timber("dark", sill, 0)
