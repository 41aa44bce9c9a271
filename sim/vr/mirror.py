"""The window while a headset is worn: what the left eye sees, whole and in its shape."""

from typing import Any

from panda3d.core import Camera, CardMaker, NodePath, OrthographicLens, Shader, Texture

from lessons.report.palette import rgb
from sim.stage import Stage

_VERTEX = """#version 120
uniform mat4 p3d_ModelViewProjectionMatrix;
attribute vec4 p3d_Vertex;
attribute vec2 p3d_MultiTexCoord0;
varying vec2 place;
void main() {
    place = p3d_MultiTexCoord0;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}"""
_FRAGMENT = """#version 120
uniform sampler2D p3d_Texture0;
varying vec2 place;
void main() {
    vec3 light = texture2D(p3d_Texture0, place).rgb;
    gl_FragColor = vec4(mix(1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055, light * 12.92,
        vec3(lessThanEqual(light, vec3(0.0031308)))), 1.0);
}"""


class Mirror:
    """An eye's picture in place of the world in the window, which is not drawn meanwhile."""

    def __init__(self, stage: Stage, picture: Texture) -> None:
        self._stage, base = stage, stage.base
        self._world = base.cam.node().getDisplayRegion(0).getWindow()
        self._world.setActive(False)
        self._replaced = [
            region for region in base.win.getDisplayRegions()
            if region.getSort() == 0 and region.isActive() and not region.getCamera().isEmpty()
        ]  # fmt: skip
        for region in self._replaced:
            region.setActive(False)
        self._card = full_card("mirror", Shader.make(Shader.SL_GLSL, _VERTEX, _FRAGMENT))
        self._card.setTexture(picture)
        self.region = base.win.makeDisplayRegion()
        self.region.setClearColorActive(True)
        self.region.setClearColor((*rgb("wall"), 1))
        self.region.setCamera(flat_camera(self._card))

    def fit(self, shape: float) -> None:
        """Show a picture of this shape (width over height) whole."""
        part = shape / self._stage.aspect
        self._card.setScale(min(part, 1.0), 1, min(1 / part, 1.0))

    def close(self) -> None:
        """Show the world in the window again."""
        base = self._stage.base
        base.win.removeDisplayRegion(self.region)
        for region in self._replaced:
            region.setActive(True)
        self._world.setActive(True)
        self._card.removeNode()


def full_card(name: str, shader: Shader) -> Any:
    """Return a card over all of a picture, drawn by a shader."""
    maker = CardMaker(name)
    maker.setFrameFullscreenQuad()
    card: Any = NodePath(maker.generate())
    card.setShader(shader)
    card.setDepthTest(False)
    card.setDepthWrite(False)
    return card


def flat_camera(card: Any) -> Any:
    """Return a camera that sees a card over all of its picture; a scaled card, in part of it."""
    lens = OrthographicLens()
    lens.setFilmSize(2, 2)
    lens.setNearFar(-1, 1)
    above: Any = NodePath("flat")
    card.reparentTo(above)
    return above.attachNewNode(Camera("flat", lens))
