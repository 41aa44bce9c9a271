"""The print shop without its work: camphor table, paper window, the line to hang prints on.

Where in a shop of Taohuawu what stands was not found: the room is this program's own.
"""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes.build import Pile
from sim.scenes.mesh import box, plane, tube
from sim.scenes.shade import Shade
from sim.scenes.timbers import lattice
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-1.0, 0.55, 1.15), focus=(0.06, 0.2, 0.05), radius=1.1, colour=(3.3, 2.9, 2.35))
SKY = Sky(
    zenith=(0.62, 0.62, 0.60), rim=(0.72, 0.69, 0.62), walls=(0.58, 0.53, 0.44),
    ground=(0.20, 0.17, 0.14), walls_to=0.25,
)  # fmt: skip
EXPOSURE = 0.0
TABLE = ((-0.62, 0.86), (-0.20, 0.66))  # m: from left to right, from the learner to the back
THICK = 0.055
FLOOR = -0.78
WALL_Y = 1.25
LINE_Y, LINE_Z = 0.80, 0.47  # where the line runs
LINE_X = (-0.60, 0.95)


def build() -> Any:
    """Return the place; the table's top is the plane z = 0."""
    pile = Pile(np.random.default_rng(31))
    _table(pile)
    _walls(pile)
    _line(pile)
    root = NodePath("shop")
    pile.node("place", Shade(pile.solid(), cell=0.05)).reparentTo(root)
    return root


def _table(pile: Pile) -> None:
    (left, right), (near, far) = TABLE
    planks = 4
    deep = (far - near) / planks
    for k in range(planks):
        y = near + deep * (k + 0.5)
        size = (right - left, deep - 0.0015, THICK)
        plank = box(size, ((left + right) / 2, y, -THICK / 2), 0, 0.003)
        pile.add_timber("camphor", plank.tinted(1.25), 0, 0.07)
    apron = box((right - left - 0.1, 0.03, 0.11), ((left + right) / 2, near + 0.06, -THICK - 0.055))
    pile.add_timber("camphor", apron, 0)
    for x in (left + 0.08, right - 0.08):
        for y in (near + 0.09, far - 0.09):
            leg = box((0.08, 0.08, -FLOOR - THICK), (x, y, (FLOOR - THICK) / 2), 2)
            pile.add_timber("camphor", leg, 2)


def _walls(pile: Pile) -> None:
    """Lime walls, and at the left and back a paper window that glows."""
    pile.add("stone", plane((-3, -2, FLOOR), (6, 0, 0), (0, 4, 0), 0.5))
    pile.add("lime", plane((-3, WALL_Y, FLOOR), (6, 0, 0), (0, 0, 3.0)))
    pile.add("lime", plane((2.4, WALL_Y, FLOOR), (0, -4, 0), (0, 0, 3.0)))
    pile.add("lime", plane((-2.4, WALL_Y - 4, FLOOR), (0, 4, 0), (0, 0, 3.0)))
    wide, high, low = 1.5, 0.95, 0.28
    y = WALL_Y - 0.02
    pile.add("glow", plane((-1.75, y, low), (wide, 0, 0), (0, 0, high)))
    pile.add("dark", lattice(wide, high, 0.016).moved((-1.75 + wide / 2, y - 0.02, low + high / 2)))
    sill = box((wide + 0.2, 0.14, 0.05), (-1.75 + wide / 2, y - 0.04, low - 0.025))
    pile.add_timber("dark", sill, 0)


def _line(pile: Pile) -> None:
    """A cord between two posts at the back of the table."""
    left, right = LINE_X
    for x in (left, right):
        post = box((0.03, 0.03, LINE_Z + 0.06 - FLOOR), (x, LINE_Y, (LINE_Z + 0.06 + FLOOR) / 2), 2)
        pile.add_timber("dark", post, 2)
    share = np.linspace(0, 1, 25)
    path = np.stack([
        left + (right - left) * share, np.full(25, LINE_Y),
        LINE_Z - 0.02 * 4 * share * (1 - share),
    ], 1)  # fmt: skip
    pile.add_varied("fir", tube(path, np.full(25, 0.0022), 6))
