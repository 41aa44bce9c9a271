"""The stage 戏台 of the courtyard: platform, columns, beams, brackets, screen, roof."""

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import box
from sim.scenes.roofs import Roof, hip_and_gable
from sim.scenes.timbers import Beam, Leaf, beam, bracket, column, leaf

WIDE, DEEP = 3.3, 2.4  # between the columns' middle lines
FLOOR = 0.62
SHAFT = 2.5
TOP = FLOOR + SHAFT
ROOF = Roof(WIDE / 2 + 0.9, DEEP / 2 + 0.9, 0.0, 1.5, 1.35, 0.5)


def stage_house() -> Pile:
    """Return the stage around the origin, its front at -y."""
    pile = Pile(np.random.default_rng(1735))
    _platform(pile)
    _frame(pile)
    _brackets(pile)
    for i in range(6):
        x = -WIDE / 2 + WIDE * (i + 0.5) / 6
        leaf(pile, (x, DEEP / 2 - 0.1, FLOOR + 0.02), Leaf(WIDE / 6 - 0.012, 2.0, 0.75))
    _railing(pile)
    roof = Pile(np.random.default_rng(2))
    hip_and_gable(roof, ROOF)
    pile.include(roof, (0, 0, TOP + 0.42))
    return pile


def _platform(pile: Pile) -> None:
    wide, deep = WIDE + 0.66, DEEP + 0.7
    blocks = 5
    for row in range(2):
        high = (FLOOR - 0.12) / 2
        for i in range(blocks + row):
            each = wide / (blocks + row)
            size = (each - 0.006, 0.3, high - 0.006)
            place = (-wide / 2 + (i + 0.5) * each, -deep / 2 + 0.15, high * (row + 0.5))
            pile.add_varied("stone", box(size, place), 0.12)
    for side in (-1, 1):
        flank = box(
            (0.3, deep - 0.3, FLOOR - 0.12), (side * (wide / 2 - 0.15), 0.15, FLOOR / 2 - 0.06)
        )
        pile.add_varied("stone", flank)
    rim = box((wide + 0.1, deep + 0.1, 0.12), (0, 0, FLOOR - 0.06), bevel=0.015)
    pile.add_varied("stone", rim)
    planks = 9
    for i in range(planks):
        each = (WIDE + 0.25) / planks
        place = (-WIDE / 2 - 0.125 + (i + 0.5) * each, 0.05, FLOOR + 0.006)
        pile.add_timber("old", box((each - 0.004, DEEP + 0.2, 0.02), place, 1), 1, 0.2)


def _frame(pile: Pile) -> None:
    for sx in (-1, 1):
        for sy in (-1, 1):
            column(pile, (sx * WIDE / 2, sy * DEEP / 2, FLOOR), SHAFT, 0.105)
    for sy in (-1, 1):
        y = sy * DEEP / 2
        half = WIDE / 2
        beam(pile, Beam((-half - 0.22, y, TOP - 0.15), (half + 0.22, y, TOP - 0.15), 0.24, 0.12))
        beam(pile, Beam((-half, y, TOP - 0.46), (half, y, TOP - 0.46), 0.1, 0.07))
        beam(pile, Beam((-half - 0.32, y, TOP + 0.02), (half + 0.32, y, TOP + 0.02), 0.06, 0.22))
    for sx in (-1, 1):
        x = sx * WIDE / 2
        beam(pile, Beam((x, -DEEP / 2, TOP - 0.15), (x, DEEP / 2, TOP - 0.15), 0.24, 0.12))
        beam(
            pile,
            Beam((x, -DEEP / 2 - 0.3, TOP + 0.37), (x, DEEP / 2 + 0.3, TOP + 0.37), 0.13, 0.11),
        )


def _brackets(pile: Pile) -> None:
    for i in range(6):
        bracket(pile, (-WIDE / 2 + WIDE * i / 5, -DEEP / 2, TOP + 0.05))
    line = -DEEP / 2
    reach = WIDE / 2 + 0.5
    beam(pile, Beam((-reach, line, TOP + 0.345), (reach, line, TOP + 0.345), 0.13, 0.11))


def _railing(pile: Pile) -> None:
    """Low railings left and right of the open middle, and along the sides."""
    y, top = -DEEP / 2 - 0.02, FLOOR + 0.34
    for side in (-1, 1):
        outer, inner = side * (WIDE / 2 - 0.1), side * 0.62
        for z in (FLOOR + 0.06, top):
            beam(pile, Beam((inner, y, z), (outer, y, z), 0.045, 0.045))
        for i in range(8):
            x = inner + (outer - inner) * i / 7
            post = box((0.03, 0.03, 0.32), (x, y, FLOOR + 0.19), 2)
            pile.add_timber("dark", post, 2)
        pile.add_timber("dark", box((0.07, 0.07, 0.46), (inner, y, FLOOR + 0.23), 2), 2)
