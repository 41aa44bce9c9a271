"""What lies behind the walls: the early sky, and roofs and a pagoda far off in the haze."""

from typing import Any

import numpy as np
from panda3d.core import LColor, Material, NodePath, TextureStage

from sim.scenes.build import geom_node
from sim.scenes.materials import texture
from sim.scenes.mesh import Mesh, extrude, plane
from sim.scenes.textures import Grid, mix

_RIM, _HIGH = np.array([0.99, 0.955, 0.89]), np.array([0.70, 0.785, 0.84])
_Rgb = tuple[float, float, float]


def sky(distance: float, low: float, high: float, strength: float) -> Any:
    """Return the sky as a sheet that shines, `distance` away, from `low` up to `low + high` (m)."""
    wide = 3.2 * high
    mesh = plane((-wide / 2, distance, low), (wide, 0, 0), (0, 0, high), 1000.0)
    node = shining(mesh, (strength, strength, strength))
    stage = TextureStage("sky")
    stage.setMode(TextureStage.MEmission)
    node.setTexture(stage, texture(_image(), srgb=True))
    node.setTexScale(stage, 1 / wide, 1 / high)
    return node


def far_roofs() -> Any:
    """Return hazy outlines of roofs and a pagoda; the farther, the paler."""
    root = NodePath("far")
    for distance, colour, outline in (
        (60.0, (0.52, 0.54, 0.535), _pagoda(-21.0, 14.0, 22.5)),
        (40.0, (0.45, 0.475, 0.475), _gable(-11.5, 12.3, 5.0)),
        (40.0, (0.45, 0.475, 0.475), _gable(24.0, 12.6, 6.0)),
        (28.0, (0.37, 0.39, 0.39), _gable(-4.6, 8.9, 3.6)),
    ):
        shape = extrude(outline, 0.02).moved((0, distance, 0))
        shining(shape, colour).reparentTo(root)
    return root


def shining(mesh: Mesh, colour: _Rgb) -> Any:
    """Return a mesh that only shines (linear light), whatever falls on it."""
    material = Material("shining")
    material.setBaseColor(LColor(0, 0, 0, 1))
    material.setEmission(LColor(*colour, 1))
    material.setRoughness(1)
    node = NodePath(geom_node(mesh))
    node.setMaterial(material)
    return node


def _gable(x: float, ridge: float, half: float) -> list[tuple[float, float]]:
    """A roof seen along its eaves, its ridge ends turned up."""
    up = [(half * 0.8, ridge), (half * 0.88, ridge + 0.35), (half * 0.84, ridge - 0.1)]
    right = [(half, ridge - 1.6), (half * 0.99, 2.0)]
    outline = [*reversed(right), *reversed(up)]
    return [(x + s, z) for s, z in [*outline, *((-s, z) for s, z in reversed(outline))]]


def _pagoda(x: float, foot: float, top: float) -> list[tuple[float, float]]:
    """Seven storeys, each narrower than the one below, and a mast."""
    storeys = 7
    right = [(1.9, 2.0)]
    for i in range(storeys):
        z = foot - 1.5 + (top - foot) * i / storeys
        half = 1.75 - 0.17 * i
        right += [(half, z + 0.45), (half + 0.55, z + 0.55), (half + 0.1, z + 0.8)]
    right += [(0.14, top - 0.6), (0.05, top + 1.2)]
    return [(x + s, z) for s, z in [*right, *((-s, z) for s, z in reversed(right))]]


def _image() -> Any:
    grid = Grid(np.random.default_rng(4), 256)
    rim, high = (np.broadcast_to(c, (grid.side, grid.side, 3)) for c in (_RIM, _HIGH))
    return mix(rim, high, grid.even(grid.at[:, None] ** 0.55) + 0.05 * grid.cloud(3.4, 0.4))
