"""The courtyard without its names: what stands where, and the light of an early spring morning."""

from typing import Any

import numpy as np
from panda3d.core import NodePath

from sim.scenes import court_walls, court_wings
from sim.scenes.backdrop import far_roofs, sky
from sim.scenes.bamboo import bamboo
from sim.scenes.build import Pile
from sim.scenes.court_stage import stage_house
from sim.scenes.plum import Bough, plum
from sim.scenes.shade import Shade
from sim.sky import Sky
from sim.stage import Sun

SUN = Sun(towards=(-1.0, -0.62, 0.78), focus=(-0.3, 2.2, 1.0), radius=12.5, colour=(5.2, 4.4, 3.35))
SKY = Sky(
    zenith=(0.42, 0.52, 0.70), rim=(0.62, 0.64, 0.66), walls=(0.46, 0.43, 0.38),
    ground=(0.17, 0.16, 0.15), walls_to=0.2,
)  # fmt: skip
EXPOSURE = 0.42
EYE = (-0.3, -9.0, 1.5)
TARGET = (-0.3, 6.0, 2.2)
FOV_DEG = 34.0

STAGE_X, STAGE_Y = 1.75, 4.35
STORY = (-3.0, -0.75)
TIMBER = (4.35, 7.4)
NOTICE = (-4.1, 4.7, 0.0)


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
    trunk = Bough(np.array([-7.0, 4.0, 0.0]), np.array([0.05, -0.05, 1.0]), 3.9, 0.12)
    plum(pile, trunk, np.random.default_rng(3))
    bamboo(pile, np.array([-6.7, back + 2.25, 0.0]), np.random.default_rng(6))
    root = NodePath("courtyard")
    pile.node("place", Shade(pile.solid(), cell=0.1)).reparentTo(root)
    far_roofs().reparentTo(root)
    sky(70.0, 11.0, 80.0, 0.74).reparentTo(root)
    return root
