"""The courtyard as a picture: drawn once, softened, and hung behind the pages of a lesson.

A page lesson needs no moving place behind it, and drawing one takes most of a frame where
there is no graphics card.
"""

from typing import Any, ClassVar

import numpy as np
from panda3d.core import CardMaker, NodePath, SamplerState, Texture

from sim.scenes.courtyard import Courtyard
from sim.stage import Stage

SOFT = 24  # pixels put together: what lies behind is out of focus
VEIL = 0.35  # of lime wall laid over it, so that paper stands out


class Hanging:
    """The picture behind everything; the world is not drawn while it hangs.

    It is the same in every lesson, so it is drawn once for each size of the window. Two eyes
    would see that it is flat: they see the courtyard itself.
    """

    _drawn: ClassVar[dict[tuple[int, int], Texture]] = {}

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._size = self._wanted()
        self.node: Any = None
        self._yard: Courtyard | None = None
        self._hang()

    def frame(self) -> None:
        """Draw it anew where the window has another size, or two eyes open or close."""
        if self._wanted() != self._size:
            self.close()
            self._size = self._wanted()
            self._hang()

    def close(self) -> None:
        """Take it away; the world is drawn again."""
        if self._yard is not None:
            self._yard.close()
            self._yard = None
        if self.node is not None:
            self.node.removeNode()
            self.node = None
        self._stage.world.show()

    def _wanted(self) -> tuple[int, int] | None:
        """Return the size of the picture; None where it cannot stand for the courtyard."""
        return None if self._stage.stereo else self._stage.size

    def _hang(self) -> None:
        if self._size is None:
            self._yard = Courtyard(self._stage, ())
            return
        if self._size not in self._drawn:
            self._drawn[self._size] = _softened(self._seen())
        self.node = _card(self._drawn[self._size])
        self.node.reparentTo(self._stage.ground)
        self._stage.world.hide()

    def _seen(self) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """Return the courtyard as it is seen once, without anything that lies before it."""
        yard = Courtyard(self._stage, ())
        self._stage.sheet.hide()
        try:
            self._stage.step()
            return self._stage.pixels().copy()
        finally:
            self._stage.sheet.show()
            yard.close()


def _softened(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> Texture:
    high, wide = (n // SOFT * SOFT for n in pixels.shape[:2])
    blocks = pixels[:high, :wide].reshape(high // SOFT, SOFT, wide // SOFT, SOFT, 3)
    small = blocks.mean(axis=(1, 3))
    wall = np.array([0xF4, 0xF0, 0xE6])
    veiled = ((1 - VEIL) * small + VEIL * wall).astype(np.uint8)
    texture = Texture("hanging")
    texture.setup2dTexture(veiled.shape[1], veiled.shape[0], Texture.TUnsignedByte, Texture.FRgb)
    texture.setRamImageAs(veiled[::-1].tobytes(), "RGB")
    texture.setMagfilter(SamplerState.FTLinear)
    texture.setWrapU(SamplerState.WMClamp)
    texture.setWrapV(SamplerState.WMClamp)
    return texture


def _card(texture: Texture) -> Any:
    maker = CardMaker("hanging")
    maker.setFrameFullscreenQuad()
    card = NodePath(maker.generate())
    card.setTexture(texture)
    card.setBin("background", 0)
    card.setDepthWrite(False)
    card.setDepthTest(False)
    return card
