"""The yard where large work is raised: paving, white walls, waiting timber, trestles, the sun."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes.backdrop import sky
from sim.scenes.build import Pile
from sim.scenes.court_walls import BACK, LEFT, NEAR, RIGHT
from sim.scenes.mesh import Mesh, Vec3, box, fan, plane, tube
from sim.scenes.roofs import coping
from sim.scenes.shade import Shade
from sim.scenes.yard_outlook import Outlook
from sim.stage import Sun

HIGH, SIDE_HIGH = 3.4, 2.9
_STONE_Z = 0.16


def sun(outlook: Outlook) -> Sun:
    """Return the light of the yard: what is worked on casts and takes its shadow."""
    x, y, z = outlook.focus
    return Sun((-1.0, -0.75, 0.95), (x, y, z), 0.75 * outlook.start[2], (5.0, 4.15, 3.1))


def build() -> Any:
    """Return the yard; its ground is the plane z = 0."""
    pile = Pile(np.random.default_rng(31))
    _paving(pile)
    _walls(pile)
    _logs(pile)
    _planks(pile)
    for x in (RIGHT - 2.7, RIGHT - 1.2):
        _trestle(pile, (x, 3.0, 0.0))
    squared = box((2.9, 0.19, 0.19), (RIGHT - 1.95, 3.0, 0.66), 0, 0.008)
    pile.add_timber("fir", squared, 0, 0.15)
    root = NodePath("yard")
    pile.node("place", Shade(pile.solid(), cell=0.1)).reparentTo(root)
    sky(70.0, -30.0, 110.0, 0.74).reparentTo(root)  # the eye is high and looks down on its rim
    return root


def _paving(pile: Pile) -> None:
    """Dry slabs, darker than fresh timber, so close that no grass grows between them."""
    rng = np.random.default_rng(9)
    y = NEAR
    while y < BACK:
        deep = rng.uniform(0.55, 0.75)
        x = LEFT - rng.uniform(0, 0.8)
        while x < RIGHT:
            wide = rng.uniform(0.8, 1.3)
            slab = plane((x, y, -0.001), (wide - 0.007, 0, 0), (0, deep - 0.007, 0), 0.6)
            pile.add_varied("stone", slab.tinted(0.62), 0.1)
            x += wide
        y += deep
    under = plane((LEFT, NEAR, -0.02), (RIGHT - LEFT, 0, 0), (0, BACK - NEAR, 0), 2.0)
    pile.add("leaf", under.tinted(0.5))


def _walls(pile: Pile) -> None:
    """White walls on three sides; from behind they are not seen, so that the eye may go there."""
    deep = BACK - NEAR
    pile.add("lime", plane((LEFT, BACK, 0), (RIGHT - LEFT, 0, 0), (0, 0, HIGH), 0.2))
    pile.add("lime", plane((LEFT, NEAR, 0), (0, deep, 0), (0, 0, SIDE_HIGH)))
    pile.add("lime", plane((RIGHT, BACK, 0), (0, -deep, 0), (0, 0, SIDE_HIGH)))
    top = np.array([0.0, 0.0, HIGH])
    coping(pile, np.array([LEFT, BACK, 0]) + top, np.array([RIGHT, BACK, 0]) + top,
           np.array([0.0, -1.0, 0.0]))  # fmt: skip
    pile.add("stone", box((RIGHT - LEFT, 0.06, _STONE_Z), (0.0, BACK - 0.03, _STONE_Z / 2)))


def _logs(pile: Pile) -> None:
    """Peeled logs on two sleepers at the back, end-on to the eye."""
    rng = np.random.default_rng(8)
    left = LEFT + 1.2
    for y in (BACK - 2.6, BACK - 1.1):
        pile.add_timber("old", box((2.0, 0.14, 0.12), (left + 0.75, y, 0.06)), 0)
    for row in range(3):
        for i in range(6 - row):
            radius = rng.uniform(0.105, 0.125)
            at = (left + (i + row * 0.5) * 0.26, 0.0, 0.24 + row * 0.215)
            _log(pile, radius, at, BACK - 2.9 + rng.uniform(-0.1, 0.1), 2.5)


def _log(pile: Pile, radius: float, at: Vec3, near: float, long: float) -> None:
    path = np.array([[at[0], near, at[2]], [at[0], near + long, at[2]]])
    pile.add_varied("old", tube(path, np.full(2, radius), 18), 0.15)
    pile.add("old_end", _disc(radius).moved(path[0]))


def _planks(pile: Pile) -> None:
    """Planks that lean on the back wall at the right."""
    rng = np.random.default_rng(9)
    for i in range(7):
        plank = box((0.24, 0.04, 3.0 - 0.16 * i), (0, 0, 1.5 - 0.08 * i), 2)
        leaning = plank.turned(-0.22 - 0.012 * i, 0)
        at = (RIGHT - 3.6 + 0.27 * i + rng.uniform(-0.02, 0.02), BACK - 0.78, 0.0)
        pile.add_timber("fir" if i % 3 else "old", leaning.moved(at), 2, 0.16)


def _trestle(pile: Pile, foot: Vec3) -> None:
    """A trestle that timber rests on while it is worked: a bar on four legs."""
    bar = box((0.12, 0.95, 0.1), (0, 0, 0.515), 1)
    pile.add_timber("old", bar.moved(foot), 1)
    for x in (-1, 1):
        for y in (-0.36, 0.36):
            leg = box((0.07, 0.07, 0.53), (0, 0, -0.265), 2).turned(0.28 * x, 1)
            pile.add_timber("old", leg.moved((0.0, y, 0.5)).moved(foot), 2)


def _disc(radius: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 19)[:-1]
    return fan([(radius * np.cos(t), radius * np.sin(t)) for t in turn])
