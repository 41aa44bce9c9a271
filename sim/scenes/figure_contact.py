"""The soft shadow where feet meet the floor, which the one sun is too hard for."""

from typing import Any

import numpy as np
from panda3d.core import TransparencyAttrib

from sim.scenes.backdrop import shining
from sim.scenes.materials import texture
from sim.scenes.mesh import Array, sheet

_DARK = 0.5
_OFF_M = 0.004  # above the floor
_LIFT_M = 0.25  # a foot so high has none
_SIZES = ((0.24, 0.4), (0.24, 0.4), (0.85, 0.7))  # each foot's and the body's, m


class Contact:
    """Three soft spots on the plane z = 0 of `parent`: below both feet and between them."""

    def __init__(self, parent: Any, strength: float) -> None:
        self._strength = strength
        self._spots = [_spot(*size) for size in _SIZES]
        for spot in self._spots:
            spot.reparentTo(parent)

    def show(self, ankles: Array, toes: Array) -> None:
        """Lay them below ankles and toes (2, 3) m, fainter the higher a foot is."""
        middles = (ankles + toes) / 2
        heights = middles[:, 2] - middles[:, 2].min()
        along = toes - ankles
        for k in range(2):
            near = max(0.0, 1 - float(heights[k]) / _LIFT_M)
            self._lay(k, middles[k], near)
            self._spots[k].setH(float(np.degrees(np.arctan2(along[k, 0], -along[k, 1]))))
        self._lay(2, middles.mean(axis=0), 0.55)

    def _lay(self, k: int, at: Array, near: float) -> None:
        self._spots[k].setPos(float(at[0]), float(at[1]), _OFF_M + 0.0005 * k)
        self._spots[k].setAlphaScale(_DARK * self._strength * near)


def _spot(wide: float, deep: float) -> Any:
    x, y = np.array([-wide / 2, wide / 2]), np.array([-deep / 2, deep / 2])
    net = sheet(np.stack([*np.meshgrid(x, y), np.zeros((2, 2))], -1),
                np.stack(np.meshgrid([0.0, 1.0], [0.0, 1.0]), -1))  # fmt: skip
    node = shining(net, (0.0, 0.0, 0.0))
    node.setTexture(texture(_round(), srgb=False))
    node.setTransparency(TransparencyAttrib.MAlpha)
    node.setDepthWrite(False)
    node.setBin("transparent", 0)
    return node


def _round() -> Array:
    at = np.linspace(-1, 1, 64)
    off = np.clip(1 - np.hypot(*np.meshgrid(at, at)), 0, 1)
    soft = off * off * (3 - 2 * off)
    return np.stack([np.zeros_like(soft)] * 3 + [soft], axis=-1)
