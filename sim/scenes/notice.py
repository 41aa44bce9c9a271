"""The lesson board that stands in the courtyard: two posts, a board, paper slips on it."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from panda3d.core import GeomNode, NodePath

from lessons.report.palette import rgb
from sim.scenes.build import Pile, bare_geom
from sim.scenes.glyphs import glyph_mask
from sim.scenes.materials import matt, surface_state
from sim.scenes.mesh import Array, Vec3, box, plane
from sim.scenes.textures import Grid, Surface, mix, paper

WIDE, LOW, HIGH = 1.2, 0.72, 1.66
_SLIP = (0.17, 0.4)
_MOST = 6
_ROWS = 256


def notice(titles: Sequence[str]) -> Any:
    """Return the board facing -y, its feet on the origin, a slip for each of six titles."""
    pile = Pile(np.random.default_rng(21))
    for side in (-1, 1):
        x = side * (WIDE / 2 + 0.04)
        pile.add_timber("dark", box((0.075, 0.075, HIGH + 0.3), (x, 0, (HIGH + 0.3) / 2), 2), 2)
        pile.add("stone", box((0.2, 0.3, 0.14), (x, 0, 0.07), bevel=0.02))
    for z in (LOW - 0.03, HIGH + 0.03):
        pile.add_timber("dark", box((WIDE + 0.24, 0.05, 0.06), (0, 0, z)), 0)
    planks = 5
    for i in range(planks):
        each = (HIGH - LOW) / planks
        plank = box((WIDE, 0.025, each - 0.003), (0, 0.01, LOW + (i + 0.5) * each))
        pile.add_timber("old", plank, 0, 0.2)
    _eaves(pile)
    root = NodePath("notice")
    pile.node("frame").reparentTo(root)
    shown = list(titles[:_MOST]) + [""] * (_MOST - len(titles[:_MOST]))
    for i, title in enumerate(shown):
        x = (i - (_MOST - 1) / 2) * WIDE / _MOST
        drop = (0.02, -0.015, 0.0)[i % 3]
        _slip(title, (x, -0.008, (LOW + HIGH) / 2 + drop)).reparentTo(root)
    return root


def _eaves(pile: Pile) -> None:
    """A little roof of two boards keeps the rain off the slips."""
    for side in (-1, 1):
        wing = box((WIDE + 0.42, 0.26, 0.022), (0, 0, 0)).turned(side * -0.55, 0)
        pile.add_timber("dark", wing.moved((0, side * 0.105, HIGH + 0.33)), 0)


def _slip(title: str, where: Vec3) -> Any:
    wide, high = _SLIP
    node = GeomNode("slip")
    face = plane((-wide / 2, 0, -high / 2), (wide, 0, 0), (0, 0, high), 9.0)
    node.addGeom(bare_geom(face, wide, high), surface_state(_written(title), matt("slip")))
    made = NodePath(node)
    made.setPos(*where)
    return made


@functools.cache
def _written(title: str) -> Surface:
    """A slip of paper with its title written downwards."""
    ground = paper(Grid(np.random.default_rng(len(title) + 3), _ROWS))
    rows, columns = _ROWS, int(_ROWS * _SLIP[0] / _SLIP[1])
    colour = ground.colour[:, :columns]
    each = min(44, int((rows - 40) / max(len(title), 1)))
    ink = np.zeros((rows, columns))
    for i, character in enumerate(title):
        _lay(ink, glyph_mask(character, each), 20 + i * each, each)
    colour = mix(colour, np.array(rgb("ink")), ink[::-1])
    even = np.full((rows, columns), 0.95)
    return Surface(_SLIP[0], colour, np.zeros((rows, columns)), even)


def _lay(field: Array, ink: Array, top: int, body: int) -> None:
    """Lay one character's ink into the middle of its body's square."""
    row = top + max(0, (body - ink.shape[0]) // 2)
    column = (field.shape[1] - ink.shape[1]) // 2
    field[row : row + ink.shape[0], column : column + ink.shape[1]] = ink
