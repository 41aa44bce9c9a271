"""The early sky: pale and warm at the rim, a cool grey-blue above."""

from typing import Any

import numpy as np
from panda3d.core import LColor, Material, NodePath, TextureStage

from sim.scenes.build import geom_node
from sim.scenes.materials import texture
from sim.scenes.mesh import plane
from sim.scenes.textures import SIDE, cloud, mix

_RIM, _HIGH = np.array([0.975, 0.955, 0.915]), np.array([0.70, 0.78, 0.84])


def sky(distance: float, high: float, strength: float) -> Any:
    """Return the sky as a sheet `distance` metres away that shines by itself."""
    wide = 3.2 * high
    material = Material("sky")
    material.setBaseColor(LColor(0, 0, 0, 1))
    material.setEmission(LColor(strength, strength, strength, 1))
    material.setRoughness(1)
    mesh = plane((-wide / 2, distance, -2.0), (wide, 0, 0), (0, 0, high), 1000.0)
    node = NodePath(geom_node(mesh))
    node.setMaterial(material)
    stage = TextureStage("sky")
    stage.setMode(TextureStage.MEmission)
    node.setTexture(stage, texture(_image(), srgb=True))
    node.setTexScale(stage, 1 / wide, 1 / high)
    return node


def _image() -> Any:
    up = np.broadcast_to(np.linspace(0, 1, SIDE)[:, None], (SIDE, SIDE))
    drift = 0.05 * cloud(np.random.default_rng(4), 3.4, 0.4)
    return mix(
        np.broadcast_to(_RIM, (SIDE, SIDE, 3)),
        np.broadcast_to(_HIGH, (SIDE, SIDE, 3)),
        up**0.8 + drift,
    )
