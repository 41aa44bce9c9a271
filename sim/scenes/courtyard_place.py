"""The courtyard without its names: what stands where, and the light of an early spring morning."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes import court_walls, court_wings
from sim.scenes.backdrop import sky
from sim.scenes.build import Pile
from sim.scenes.court_stage import stage_house
from sim.scenes.plum import Bough, plum
from sim.scenes.shade import Shade
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-1.0, -0.62, 0.78), focus=(-0.5, 1.5, 1.0), radius=10.5, colour=(7.4, 5.9, 4.2))
SKY = Sky(
    zenith=(0.75, 0.90, 1.15), rim=(1.3, 1.28, 1.22), walls=(1.0, 0.95, 0.85),
    ground=(0.32, 0.31, 0.29), walls_to=0.22,
)  # fmt: skip
EXPOSURE = 0.15
EYE = (-0.3, -9.0, 1.5)
TARGET = (-0.3, 6.0, 2.2)
FOV_DEG = 34.0

STAGE_X, STAGE_Y = 1.75, 4.35
STORY = (-3.0, -0.75)
TIMBER = (4.35, 7.4)
NOTICE = (-3.5, 0.6, 0.0)


def build() -> Any:
    """Return the courtyard; x to the right, y away from the eye, z up, metres."""
    pile = Pile(np.random.default_rng(1754))
    back = court_walls.BACK
    court_walls.paving(pile)
    court_walls.walls(pile, (TIMBER[0] + 0.3, TIMBER[1] - 0.3, 2.45))
    court_walls.moon_rim(pile)
    court_walls.print_court(pile)
    pile.include(stage_house(), (STAGE_X, STAGE_Y, 0))
    for left, right in (STORY, TIMBER):
        court_wings.porch(pile, left, right, back)
    court_wings.lit_doors(pile, STORY[0] + 0.15, STORY[1] - 0.15, back)
    court_wings.wood_shop(pile, TIMBER[0] + 0.3, TIMBER[1] - 0.3, back)
    trunk = Bough(np.array([-6.6, 0.2, 2.4]), np.array([1.0, 0.1, 0.5]), 3.4, 0.075)
    plum(pile, trunk, np.random.default_rng(3))
    root = NodePath("courtyard")
    pile.node("place", Shade(pile.solid(), cell=0.1)).reparentTo(root)
    sky(60.0, 40.0, 3.2).reparentTo(root)
    return root
