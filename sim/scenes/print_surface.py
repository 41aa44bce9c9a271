"""A flat thing whose picture changes: block or sheet, repainted only where it did."""

from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    GeomNode,
    MaterialAttrib,
    NodePath,
    RenderState,
    SamplerState,
    Texture,
    TextureAttrib,
    TextureStage,
)

from physics.woodblock.grid import Rect
from sim.scenes.build import bare_geom
from sim.scenes.materials import matt
from sim.scenes.mesh import plane

Pixels = npt.NDArray[np.uint8]


class Painted:
    """A square of `side` metres lying in the plane z = 0, its lower left corner at the origin.

    Row 0 of the picture lies nearest the learner.
    """

    def __init__(self, name: str, side: float, pixels: Pixels, mirrored: bool = False) -> None:
        rows, columns = pixels.shape[:2]
        self._texture = Texture(name)
        self._texture.setup2dTexture(columns, rows, Texture.TUnsignedByte, Texture.FSrgb)
        self._texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
        self._texture.setMagfilter(SamplerState.FTLinear)
        self._texture.setAnisotropicDegree(4)
        self._texture.setWrapU(SamplerState.WMClamp)
        self._texture.setWrapV(SamplerState.WMClamp)
        self._shape = (rows, columns)
        node = GeomNode(name)
        face = plane((0, 0, 0), (side, 0, 0), (0, side, 0), side / 8)
        state = RenderState.make(
            MaterialAttrib.make(matt(name)),
            TextureAttrib.make().addOnStage(TextureStage.getDefault(), self._texture),
        )
        node.addGeom(bare_geom(face, side, side), state)
        self.node: Any = NodePath(node)
        self.paint(pixels, Rect(0, 0, rows, columns))

    def paint(self, pixels: Pixels, rect: Rect) -> None:
        """Take the picture (n, n, 3) sRGB again in a window."""
        if rect.empty:
            return
        held = np.frombuffer(memoryview(self._texture.modifyRamImage()), np.uint8)
        picture = held.reshape(*self._shape, 3)
        picture[rect.window] = pixels[rect.window][..., ::-1]  # Panda3D keeps blue first
