"""Boards with a name on them: characters cut into dark wood and filled with lime."""

import functools
from typing import Any

import numpy as np
from panda3d.core import GeomNode, NodePath

from lessons.report.palette import rgb
from sim.scenes.build import Pile, bare_geom
from sim.scenes.glyphs import glyph_mask
from sim.scenes.materials import matt, surface_state
from sim.scenes.mesh import Array, box, plane
from sim.scenes.textures import Grid, Surface, mix, wood

_ROWS = 160
_CUT_M = 0.004


def board(text: str, wide: float, high: float, bright: float) -> Any:
    """Return a board facing -y around the origin, `text` read from the left (m).

    `bright` is above 1 where the eaves shade it, so that it can be read from the gate.
    """
    root = NodePath(text)
    frame = Pile(np.random.default_rng(len(text)))
    for z in (-high / 2, high / 2):
        frame.add_timber("dark", box((wide + 0.08, 0.06, 0.05), (0, 0, z)), 0)
    for x in (-wide / 2 - 0.015, wide / 2 + 0.015):
        frame.add_timber("dark", box((0.05, 0.06, high), (x, 0, 0), 2), 2)
    frame.add_timber("dark", box((wide, 0.03, high), (0, 0.012, 0)), 0)
    frame.node("frame").reparentTo(root)
    face = plane((-wide / 2, -0.006, -high / 2), (wide, 0, 0), (0, 0, high), 9.0).tinted(bright)
    node = GeomNode("face")
    surface = _inscribed(text, wide, high)
    node.addGeom(bare_geom(face, wide, high), surface_state(surface, matt(text)))
    root.attachNewNode(node)
    return root


@functools.cache
def _inscribed(text: str, wide: float, high: float) -> Surface:
    """Dark wood of wide x high metres with the text cut into its middle."""
    columns = int(_ROWS * wide / high)
    ground = wood("camphor", "ink", 0.05)(Grid(np.random.default_rng(77), 256))
    colour = np.tile(ground.colour, (1, 4, 1))[:_ROWS, :columns] * 0.62
    ink = _centred(glyph_mask(text, int(_ROWS * 0.66)), (_ROWS, columns))[::-1]
    colour = mix(colour, np.array(rgb("slip")), ink)
    height = np.tile(ground.height, (1, 4))[:_ROWS, :columns] - _CUT_M * ink
    rough = np.where(ink > 0.5, 0.9, 0.5)
    return Surface(wide, colour, height, rough)


def _centred(ink: Array, shape: tuple[int, int]) -> Array:
    """The ink in the middle of a larger empty field."""
    field = np.zeros(shape)
    top, left = ((a - b) // 2 for a, b in zip(shape, ink.shape, strict=True))
    field[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return field
