"""The sheet with all its cards as a board that stands in the place, for who wears a headset."""

import math
from typing import Any

import numpy as np
from direct.showbase.DirectObject import DirectObject
from panda3d.core import (
    Camera,
    CardMaker,
    ColorBlendAttrib,
    FrameBufferProperties,
    GraphicsOutput,
    GraphicsPipe,
    NodePath,
    Point3,
    Quat,
    SamplerState,
    Shader,
    Texture,
    WindowProperties,
)

from lessons.report.palette import rgb
from physics.pose import Array, Pose
from sim.stage import Stage
from sim.views.frame import Frame

TEXT_DEG = 1.3  # the smallest type, seen from before the middle of the board
WIDEST_DEG = 70.0  # of view, beyond which one turns the head to read
# The smallest type, as a share of the board's width, with which both hold from any distance: of
# a sheet of 16:9, 0.0576 units. Today's frames set 0.0117 (1280x720) and 0.0150 (800x450).
LEAST_TYPE = math.tan(math.radians(TEXT_DEG / 2)) / math.tan(math.radians(WIDEST_DEG / 2))
_DOT = 0.02  # the pointer's radius, units of the sheet
_SORT = -9  # before the eyes

# The board is lit by nothing. Its colours are taken back through the film curve of `sim.panda`
# (up to 0.7 straight, then bent) and the exposure that each eye brings, so that they come
# out as they are in the window. Its texture holds colours times alpha, and so does what is drawn.
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
uniform float exposure;
varying vec2 place;
void main() {
    vec4 card = texture2D(p3d_Texture0, place);
    if (card.a < 0.004) discard;
    vec3 seen = pow(min(card.rgb / card.a, vec3(0.998)), vec3(2.2));
    vec3 bright = 0.7 - 0.3 * log((1.0 - seen) / 0.3);
    vec3 light = mix(seen, bright, vec3(greaterThan(seen, vec3(0.7))));
    gl_FragColor = vec4(light / exposure * card.a, card.a);
}"""


def readable_width(frame: Frame, away: float) -> float:
    """Return how wide (m) a board must be for its smallest type to be read from `away` m."""
    return 2 * away * math.tan(math.radians(TEXT_DEG / 2)) * frame.width / frame.small


class Board:
    """The sheet, drawn into a texture and no longer over the window, until it is closed.

    It stands nowhere until it is placed.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._over: Any = stage.base.cam2d.node().getDisplayRegion(0)
        self._over.setActive(False)
        self._wide = 1.0
        self._pose = Pose()
        picture = _picture()
        self._buffer = _buffer(stage, picture)
        self._camera: Any = stage.ground.attachNewNode(
            Camera("sheet", stage.base.cam2d.node().getLens())
        )
        self._buffer.makeDisplayRegion().setCamera(self._camera)
        self._card = _card(picture)
        self._dot = _dot(stage)
        self._watch = DirectObject()
        self._watch.accept("aspectRatioChanged", self._stand)

    def place(self, at: Pose, width_m: float) -> None:
        """Stand the board up with its middle at a pose of the world, read along its y axis."""
        self._pose, self._wide = at, width_m
        self._card.reparentTo(self._stage.world)
        self._stand()

    def hit(self, origin: Array, along: Array) -> tuple[float, float] | None:
        """Return where on the sheet (-1..1 to the right and up) a ray of the world meets it.

        None where it passes it by or comes from behind, or where no board stands.
        """
        start, way = self._pose.into(np.asarray(origin)), self._pose.matrix.T @ np.asarray(along)
        if not self._card.hasParent() or start[1] >= 0 or way[1] <= 1e-6:
            return None
        met = start - way * start[1] / way[1]
        x, y = 2 * float(met[0]) / self._wide, 2 * float(met[2]) * self._stage.aspect / self._wide
        return (x, y) if abs(x) <= 1 and abs(y) <= 1 else None

    def point(self, at: tuple[float, float] | None) -> None:
        """Show a dot where a hand points (-1..1), and none for None."""
        if at is None:
            self._dot.hide()
            return
        x, y = Frame(self._stage.size).place(*at)
        self._dot.setPos(x, 0, y)
        self._dot.show()

    def close(self) -> None:
        """Take the board away; the sheet lies over the window again."""
        self._watch.ignoreAll()
        self._buffer.clearRenderTextures()
        self._stage.base.graphicsEngine.removeWindow(self._buffer)
        for node in (self._camera, self._card, self._dot):
            node.removeNode()
        self._over.setActive(True)

    def _stand(self) -> None:
        self._card.setPosQuat(Point3(*self._pose.at), Quat(*self._pose.turn))
        self._card.setScale(self._wide / 2, 1, self._wide / 2 / self._stage.aspect)


def _picture() -> Texture:
    texture = Texture("board")
    texture.setMinfilter(SamplerState.FTLinearMipmapLinear)
    texture.setMagfilter(SamplerState.FTLinear)
    texture.setWrapU(SamplerState.WMClamp)
    texture.setWrapV(SamplerState.WMClamp)
    return texture


def _buffer(stage: Stage, picture: Texture) -> Any:
    base, kind = stage.base, FrameBufferProperties()
    kind.setRgbaBits(8, 8, 8, 8)
    made = base.graphicsEngine.makeOutput(
        base.pipe, "board", _SORT, kind, WindowProperties.size(*stage.size),
        GraphicsPipe.BFRefuseWindow | GraphicsPipe.BFSizeTrackHost, base.win.getGsg(), base.win,
    )  # fmt: skip
    made.addRenderTexture(picture, GraphicsOutput.RTMBindOrCopy, GraphicsOutput.RTPColor)
    made.setClearColor((0, 0, 0, 0))
    return made


def _card(picture: Texture) -> Any:
    maker = CardMaker("board")
    maker.setFrame(-1, 1, -1, 1)
    card: Any = NodePath(maker.generate())
    card.setShader(Shader.make(Shader.SL_GLSL, _VERTEX, _FRAGMENT), 100)
    card.setTexture(picture)
    card.setShaderInput("exposure", 1.0, priority=-1)  # of a window that draws it as well
    card.setAttrib(
        ColorBlendAttrib.make(
            ColorBlendAttrib.MAdd, ColorBlendAttrib.OOne, ColorBlendAttrib.OOneMinusIncomingAlpha
        )
    )
    card.setBin("fixed", 0)  # over everything see-through: it stands before it
    card.setDepthWrite(False)
    card.hide(Stage.SHADOW)
    return card


def _dot(stage: Stage) -> Any:
    maker = CardMaker("pointer")
    maker.setFrame(-_DOT, _DOT, -_DOT, _DOT)
    dot: Any = stage.sheet.attachNewNode(maker.generate())
    dot.setTexture(_disc())
    dot.setColor(*rgb("red"), 1)
    dot.setTransparency(True)
    dot.setBin("gui-popup", 100)
    dot.hide()
    return dot


def _disc() -> Texture:
    """Return a white disc whose edge is soft."""
    axis = np.linspace(-1, 1, 64)
    far = np.hypot(axis[None, :], axis[:, None])
    alpha = (np.clip((0.95 - far) / 0.08, 0, 1) * 255).astype(np.uint8)
    texture = Texture("disc")
    texture.setup2dTexture(64, 64, Texture.TUnsignedByte, Texture.FAlpha)
    texture.setRamImage(alpha.tobytes())
    return texture
