"""The timber yard without its parts: bench, ink lines, wall, waiting timber, morning light."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from lessons.arts.bracket_design import BENCH_HIGH, BENCH_LOW
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
_WORN = (0.44, 0.46, 0.50)  # darker and greyer than the fresh parts, so that these stand out
SIDE_X = 3.3


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
    """The workbench, exactly where the parts can rest on it."""
    low, high = np.array(BENCH_LOW), np.array(BENCH_HIGH)
    wide, deep, thick = high - low
    middle = (low[1] + high[1]) / 2
    planks = 4
    each = deep / planks
    for i in range(planks):
        y = low[1] + each * (i + 0.5)
        plank = box((wide, each - 0.002, thick), (0, y, -thick / 2)).tinted(_WORN)
        pile.add_timber("old", plank, 0, 0.1)
    apron = box((wide - 0.2, 0.04, 0.13), (0, low[1] + 0.09, -thick - 0.065))
    pile.add_timber("old", apron.tinted(_WORN), 0)
    for x in (low[0] + 0.13, high[0] - 0.13):
        for y in (low[1] + 0.12, high[1] - 0.09):
            leg = box((0.1, 0.1, -FLOOR - thick), (x, y, (FLOOR - thick) / 2), 2)
            pile.add_timber("old", leg.tinted(_WORN), 2)
        rail = box((0.06, deep - 0.2, 0.09), (x, middle, FLOOR + 0.2), 1)
        pile.add_timber("old", rail.tinted(_WORN), 1)


def _walls(pile: Pile) -> None:
    """Paving, white walls, and a lattice beside the picture that breaks the sun on them."""
    for i in range(8):
        for j in range(15):
            where = (-3.6 + i * 0.9 + 0.45 * (j % 2), -3.3 + j * 0.4, FLOOR)
            slab = plane(where, (0.888, 0, 0), (0, 0.388, 0), 0.5)
            pile.add_varied("paving", slab, 0.12)
    pile.add("leaf", plane((-4, -3.4, FLOOR - 0.02), (8, 0, 0), (0, 6, 0), 1.0).tinted(0.45))
    high = 3.6
    pile.add("lime", plane((-SIDE_X, WALL_Y, FLOOR), (2 * SIDE_X, 0, 0), (0, 0, high)))
    pile.add("lime", plane((SIDE_X, WALL_Y, FLOOR), (0, -5.6, 0), (0, 0, high)))
    pile.add("lime", plane((-SIDE_X, WALL_Y - 5.6, FLOOR), (0, 5.6, 0), (0, 0, high)))
    foot = box((2 * SIDE_X, 0.05, 0.14), (0, WALL_Y - 0.02, FLOOR + 0.07))
    pile.add("stone", foot)
    screen = lattice(2.6, 1.9, 0.022).turned(np.pi / 2).moved((-2.3, 0.62, 1.05))
    pile.add("dark", screen)
    pile.add("dark", box((0.04, 2.7, 0.9), (-2.3, 0.62, FLOOR + 0.45), 1))


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
    """A mallet and an ink marker on a shelf behind the bench, where no part can meet them."""
    y, z = BENCH_HIGH[1] + 0.12, -0.045
    pile.add_timber("old", box((0.8, 0.17, 0.025), (-0.35, y, z - 0.0125)).tinted(_WORN), 0)
    for x in (-0.7, 0.0):
        pile.add_timber("old", box((0.05, 0.2, 0.06), (x, y - 0.04, z - 0.055), 1).tinted(_WORN), 1)
    x = -0.62
    head = np.array([[x, y - 0.07, z + 0.045], [x, y + 0.07, z + 0.045]])
    pile.add_varied("dark", tube(head, np.full(2, 0.045), 16))
    pile.add("dark_end", _disc(0.045).moved(head[0]))
    grip = np.array([[x - 0.02, y, z + 0.045], [x + 0.25, y - 0.03, z + 0.014]])
    pile.add_varied("old", tube(grip, np.full(2, 0.014), 8))
    _ink_marker(pile, -0.12, y, z)


def _ink_marker(pile: Pile, x: float, y: float, z: float) -> None:
    """A block with a well and a reel: the ink line comes from such a thing."""
    pile.add_timber("dark", box((0.2, 0.075, 0.05), (x, y, z + 0.025), 0, 0.012), 0)
    reel = np.array([[x + 0.05, y - 0.025, z + 0.075], [x + 0.05, y + 0.025, z + 0.075]])
    pile.add_varied("fir", tube(reel, np.full(2, 0.036), 14))
    pile.add("fir_end", _disc(0.036).moved(reel[0]))


def _disc(radius: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 17)[:-1]
    return fan([(radius * np.cos(t), radius * np.sin(t)) for t in turn])


def _ink_lines(pile: Pile) -> None:
    """The wall line along x and the cross line along y, as the ink string leaves them."""
    reach = BENCH_HIGH[0] - 0.02
    along = [_ink((-reach, 0.0), (reach, 0.0)), _ink((0.0, -0.3), (0.0, BENCH_HIGH[1] - 0.02))]
    pile.add("ink", join(along))


def _ink(start: tuple[float, float], end: tuple[float, float]) -> Mesh:
    a, b = np.array(start), np.array(end)
    side = np.array([-(b - a)[1], (b - a)[0]]) / np.linalg.norm(b - a) * 0.0026
    origin = a - side / 2
    along, across = (b[0] - a[0], b[1] - a[1], 0), (side[0], side[1], 0)
    return plane((origin[0], origin[1], 0.0006), along, across)
