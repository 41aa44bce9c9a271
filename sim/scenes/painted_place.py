"""A place as a picture behind what moves in it: drawn once, as long as nobody looks elsewhere.

Where there is no graphics card the place takes four fifths of a frame, and it never changes.
Two eyes would see that it is flat: they see the place itself.
"""

from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt
from direct.showbase.DirectObject import DirectObject
from panda3d.core import CardMaker, NodePath, OmniBoundingVolume, Shader, Texture

from sim.stage import Stage

_VERTEX = """#version 120
attribute vec4 p3d_Vertex;
attribute vec2 p3d_MultiTexCoord0;
varying vec2 place;
void main() {
    place = p3d_MultiTexCoord0;
    gl_Position = vec4(p3d_Vertex.xz, 0.999, 1.0);
}"""
_FRAGMENT = """#version 120
uniform sampler2D p3d_Texture0;
varying vec2 place;
void main() { gl_FragColor = vec4(texture2D(p3d_Texture0, place).rgb, 1.0); }"""
_KNEE, _ROOM = 0.7, 0.3  # of the film curve of `sim.panda`
_BRIGHTEST = 0.995  # of what is drawn: beyond it the curve cannot be turned round


class PaintedPlace:
    """Stands for a `place` below the stage's world, whose light is at an exposure of 0 stops."""

    def __init__(self, stage: Stage, place: Any) -> None:
        self._stage, self._place = stage, place
        self._cards: dict[Hashable, Any] = {}
        self._asked: tuple[Hashable, Any] | None = None
        self._watch = DirectObject()
        self._watch.accept("stereo", self._show)

    def paint(self, view: Hashable, others: Any) -> None:
        """Show the place from where one looks now, known by `view`; drawn when it is first seen
        from there, while `others` is hidden."""
        self._asked = view, others
        self._show()

    def close(self) -> None:
        """Take the pictures away."""
        self._watch.ignoreAll()
        for card in self._cards.values():
            card.removeNode()
        self._cards.clear()

    def _show(self) -> None:
        for card in self._cards.values():
            card.hide()
        if self._stage.stereo or self._asked is None:
            self._place.show()
            return
        view, others = self._asked
        if view not in self._cards:
            self._cards[view] = self._painted(others)
        self._place.hide()
        self._cards[view].show()

    def _painted(self, others: Any) -> Any:
        self._place.show()
        others.hide()
        self._stage.sheet.hide()
        try:
            self._stage.step()
            pixels = self._stage.pixels()
        finally:
            self._stage.sheet.show()
            others.show()
        card = _card(pixels)
        card.reparentTo(self._stage.world)
        card.hide(Stage.SHADOW)
        return card


def _card(pixels: npt.NDArray[np.uint8]) -> Any:
    maker = CardMaker("painted place")
    maker.setFrame(-1, 1, -1, 1)
    card: Any = NodePath(maker.generate())
    card.node().setBounds(OmniBoundingVolume())
    card.node().setFinal(True)
    card.setShader(Shader.make(Shader.SL_GLSL, _VERTEX, _FRAGMENT), 100)
    card.setTexture(_texture(pixels))
    card.setBin("background", 0)
    card.setDepthWrite(False)
    card.setDepthTest(False)
    return card


def _texture(pixels: npt.NDArray[np.uint8]) -> Texture:
    """Return what the film curve will turn into these pixels again."""
    seen = (np.minimum(pixels / 255.0, _BRIGHTEST) ** 2.2).astype(np.float32)
    bright = _KNEE - _ROOM * np.log(np.maximum(1 - seen, 1e-6) / _ROOM)
    linear = np.where(seen > _KNEE, bright, seen).astype(np.float32)
    texture = Texture("painted place")
    high, wide = linear.shape[:2]
    texture.setup2dTexture(wide, high, Texture.TFloat, Texture.FRgb16)
    texture.setRamImageAs(linear[::-1].tobytes(), "RGB")
    return texture
