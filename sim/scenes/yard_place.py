"""The timber yard without its parts: bench, ink lines, wall, waiting timber, morning light."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes.build import Pile
from sim.scenes.mesh import Mesh, box, fan, join, plane, tube
from sim.scenes.shade import Shade
from sim.scenes.timbers import lattice
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-1.0, -0.75, 0.8), focus=(0.1, 0.6, 0.1), radius=2.6, colour=(5.0, 4.15, 3.1))
SKY = Sky(
    zenith=(0.42, 0.52, 0.70), rim=(0.62, 0.64, 0.66), walls=(0.46, 0.43, 0.38),
    ground=(0.17, 0.16, 0.15), walls_to=0.2,
)  # fmt: skip
EXPOSURE = 0.25
FLOOR = -0.78
WALL_Y = 2.3
_TOP = 0.085
_WORN = (0.66, 0.67, 0.68)  # darker than the fresh parts, so that these stand out
_BENCH = (2.3, 0.84)  # wide, deep


def build() -> Any:
    """Return the place; the bench top is the plane z = 0, the inked cross its origin."""
    pile = Pile(np.random.default_rng(5))
    _bench(pile)
    _walls(pile)
    _waiting_timber(pile)
    _tools(pile)
    root = NodePath("yard")
    pile.node("place", Shade(pile.solid(), cell=0.06)).reparentTo(root)
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
    wide, deep = _BENCH
    planks = 4
    each = deep / planks
    for i in range(planks):
        y = -deep / 2 + each * (i + 0.5) + 0.05
        plank = box((wide, each - 0.002, _TOP), (0, y, -_TOP / 2)).tinted(_WORN)
        pile.add_timber("old", plank, 0, 0.1)
    apron = box((wide - 0.3, 0.04, 0.14), (0, -deep / 2 + 0.12, -_TOP - 0.07))
    pile.add_timber("old", apron.tinted(_WORN), 0)
    for x in (-wide / 2 + 0.2, wide / 2 - 0.2):
        for y in (-deep / 2 + 0.15, deep / 2 - 0.05):
            leg = box((0.11, 0.11, -FLOOR - _TOP), (x, y, (FLOOR - _TOP) / 2), 2).tinted(_WORN)
            pile.add_timber("old", leg, 2)
        pile.add_timber("old", box((0.06, deep - 0.2, 0.09), (x, 0.05, FLOOR + 0.2), 1), 1)


def _walls(pile: Pile) -> None:
    """Paving, the white wall, and off the picture a lattice that breaks the sun on it."""
    for i in range(8):
        for j in range(11):
            where = (-3.4 + i * 0.9 + 0.45 * (j % 2), -1.7 + j * 0.4, FLOOR)
            slab = plane(where, (0.888, 0, 0), (0, 0.388, 0), 0.5)
            pile.add_varied("paving", slab, 0.12)
    pile.add("bark", plane((-4, -1.8, FLOOR - 0.02), (8.4, 0, 0), (0, 4.4, 0), 1.0))
    pile.add("lime", plane((-4, WALL_Y, FLOOR), (8, 0, 0), (0, 0, 3.6)))
    foot = box((8, 0.05, 0.14), (0, WALL_Y - 0.02, FLOOR + 0.07))
    pile.add("stone", foot)
    screen = lattice(2.6, 1.9, 0.022).turned(np.pi / 2).moved((-2.3, 0.62, 1.05))
    pile.add("dark", screen)
    pile.add("dark", plane((-2.3, 2.0, FLOOR), (0, -2.8, 0), (0, 0, 0.9)))
    pile.add("dark", plane((-2.3, -0.8, FLOOR), (0, 2.8, 0), (0, 0, 0.9)))


def _waiting_timber(pile: Pile) -> None:
    """Squared timbers end-on against the wall at the right, planks leaning at the left."""
    rng = np.random.default_rng(8)
    for row in range(4):
        for i in range(5 - row):
            side = rng.uniform(0.17, 0.19)
            y = WALL_Y - 0.62 + rng.uniform(-0.05, 0.05)
            place = (1.15 + (i + row * 0.5) * 0.2, y, FLOOR + 0.1 + row * 0.19)
            stick = box((side, 1.0, side), place, 1, 0.008)
            pile.add_timber("fir" if rng.random() < 0.5 else "old", stick, 1, 0.15)
    for i in range(6):
        plank = box((0.19, 0.03, 2.0 - 0.13 * i), (0, 0, 1.0 - 0.065 * i), 2)
        leaning = plank.turned(-0.2 - 0.012 * i, 0)
        at = (-1.75 + 0.21 * i + rng.uniform(-0.02, 0.02), WALL_Y - 0.52, FLOOR)
        pile.add_timber("fir" if i % 3 else "old", leaning.moved(at), 2, 0.16)


def _tools(pile: Pile) -> None:
    """A mallet and the ink marker lie at the back of the bench, out of the way."""
    x, y = -0.86, 0.34
    head = np.array([[x - 0.07, y, 0.045], [x + 0.07, y, 0.045]])
    pile.add_varied("dark", tube(head, np.full(2, 0.045), 16))
    for end, sign in ((head[0], -1), (head[1], 1)):
        pile.add("dark_end", _disc(0.045).turned(sign * np.pi / 2).moved(end))
    grip = np.array([[x, y - 0.04, 0.045], [x + 0.02, y - 0.3, 0.03]])
    pile.add_varied("old", tube(grip, np.full(2, 0.014), 8))
    pile.add_timber("dark", box((0.2, 0.075, 0.05), (-0.58, 0.38, 0.025), 0, 0.012), 0)
    wheel = np.array([[-0.53, 0.355, 0.075], [-0.53, 0.405, 0.075]])
    pile.add_varied("fir", tube(wheel, np.full(2, 0.036), 14))
    pile.add("fir_end", _disc(0.036).moved((-0.53, 0.355, 0.075)))


def _disc(radius: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 17)[:-1]
    return fan([(radius * np.cos(t), radius * np.sin(t)) for t in turn])


def _ink_lines(pile: Pile) -> None:
    """The wall line along x and the cross line along y, as the ink string leaves them."""
    reach = _BENCH[0] / 2 - 0.03
    along = [_ink((-reach, 0.0), (reach, 0.0)), _ink((0.0, -0.33), (0.0, 0.43))]
    pile.add("ink", join(along))


def _ink(start: tuple[float, float], end: tuple[float, float]) -> Mesh:
    a, b = np.array(start), np.array(end)
    side = np.array([-(b - a)[1], (b - a)[0]]) / np.linalg.norm(b - a) * 0.0026
    origin = a - side / 2
    along, across = (b[0] - a[0], b[1] - a[1], 0), (side[0], side[1], 0)
    return plane((origin[0], origin[1], 0.0006), along, across)
