"""What both eyes of a headset see of the stage: its light and its film curve, drawn for each."""

from collections.abc import Callable
from typing import Any

from panda3d.core import (
    Camera,
    FrameBufferProperties,
    GraphicsOutput,
    GraphicsPipe,
    MatrixLens,
    NodePath,
    Point3,
    PythonCallbackObject,
    Quat,
    SamplerState,
    Shader,
    Texture,
    WindowProperties,
)
from simplepbr.shaders import shaders

from headset.moment import SIDES, Side, View
from physics.pose import Pose
from sim.stage import Stage
from sim.vr.eye_lens import projection, shape
from sim.vr.mirror import Mirror, flat_camera, full_card

Size = tuple[int, int]
Copy = Callable[[tuple[int, int]], None]
_FIRST = -8  # after the sun's shadows (-10) and the window's own world (-9)

# The film curve gives what is shown, and the driver encodes what is written into an sRGB
# texture: so it is taken back to light before, and the bytes are those of the window.
_SHOWN = "gl_FragColor = vec4(color, tex_color.a);"
_LIGHT = """gl_FragColor = vec4(mix(pow((color + 0.055) / 1.055, vec3(2.4)), color / 12.92,
        vec3(lessThanEqual(color, vec3(0.04045)))), 1.0);"""


class Eyes:
    """Two pictures of `size` pixels, drawn in the frame after each `place`.

    `copy` is handed their native ids (left, right) while that frame is drawn, after both. From the
    first on the window shows the left one, and draws no world of its own.
    """

    def __init__(self, stage: Stage, size: Size, copy: Copy) -> None:
        self._stage, self._copy = stage, copy
        self._failed: Exception | None = None
        self._eyes = tuple(_Eye(stage, size, side, _FIRST + 2 * k) for k, side in enumerate(SIDES))
        self._mirror: Mirror | None = None
        self._placed = False
        self._tell(True)

    def place(self, rig: Pose, views: tuple[View, View]) -> None:
        """Put both eyes into the world, in which the play space stands at `rig`.

        Raises what `copy` raised in the last frame.
        """
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed
        for eye, view in zip(self._eyes, views, strict=True):
            eye.place(rig.then(view.pose), view)
        if self._mirror is None:
            self._mirror = Mirror(self._stage, self._eyes[0].picture)
            self._mirror.region.setDrawCallback(PythonCallbackObject(self._drawn))
        self._mirror.fit(shape(views[0].fov))
        self._placed = True

    def close(self) -> None:
        """Give the window its own picture again."""
        if self._mirror is not None:
            self._mirror.close()
        for eye in self._eyes:
            eye.close()
        self._tell(False)

    def _tell(self, stereo: bool) -> None:
        self._stage.stereo = stereo
        self._stage.base.messenger.send("stereo")

    def _drawn(self, data: Any) -> None:
        data.upcall()
        if not self._placed:
            return
        self._placed = False
        for eye in self._eyes:
            eye.rest()
        try:
            self._copy((self._eyes[0].native, self._eyes[1].native))
        except Exception as failed:  # Panda3D would end its frame loop
            self._failed = failed


class _Eye:
    """A camera in the world, its picture as light and its picture as it is shown."""

    def __init__(self, stage: Stage, size: Size, side: Side, sort: int) -> None:
        self._stage = stage
        self._lens = MatrixLens()
        self._camera = Camera(f"eye {side}", self._lens)
        self._node: Any = stage.world.attachNewNode(self._camera)
        light = Texture(f"light {side}")
        self._lit = _buffer(stage, size, light, sort, _deep(stage))
        self._lit.setClearColor(stage.base.win.getClearColor())
        self._lit.makeDisplayRegion().setCamera(self._node)
        self.picture = Texture(f"eye {side}")
        self._shown = _buffer(stage, size, self.picture, sort + 1, _encoded())
        self._film = full_card(f"film {side}", _film())
        self._film.setShaderInput("tex", light)
        self._shown.makeDisplayRegion().setCamera(flat_camera(self._film))
        self.rest()

    @property
    def native(self) -> int:
        """The picture's name in OpenGL."""
        gsg = self._stage.base.win.getGsg()
        return int(self.picture.prepareNow(0, gsg.getPreparedObjects(), gsg).getNativeId())

    def place(self, pose: Pose, view: View) -> None:
        """Look from a pose of the world, in every frame till it rests."""
        self._node.setPosQuat(self._stage.world, Point3(*pose.at), Quat(*pose.turn))
        self._lens.setUserMat(projection(view.fov))
        exposure = 2**self._stage.pipeline.exposure
        self._film.setShaderInput("exposure", exposure)
        state: Any = NodePath("what an eye brings to all shaders")
        state.setShaderInput("exposure", exposure)  # for what is not to be exposed
        state.setShaderInput("camera_world_position", Point3(*pose.at), priority=1)
        self._camera.setInitialState(state.getState())
        self._draw(True)

    def rest(self) -> None:
        """Keep the picture as it is."""
        self._draw(False)

    def close(self) -> None:
        """Take buffers and camera away."""
        for buffer in (self._lit, self._shown):
            buffer.clearRenderTextures()
            self._stage.base.graphicsEngine.removeWindow(buffer)
        self._node.removeNode()

    def _draw(self, on: bool) -> None:
        for buffer in (self._lit, self._shown):
            buffer.setActive(on)


def _buffer(stage: Stage, size: Size, into: Texture, sort: int, kind: Any) -> Any:
    base = stage.base
    made = base.graphicsEngine.makeOutput(
        base.pipe, into.getName(), sort, kind, WindowProperties.size(*size),
        GraphicsPipe.BFRefuseWindow, base.win.getGsg(), base.win,
    )  # fmt: skip
    into.setWrapU(SamplerState.WMClamp)
    into.setWrapV(SamplerState.WMClamp)
    made.addRenderTexture(into, GraphicsOutput.RTMBindOrCopy, GraphicsOutput.RTPColor)
    return made


def _deep(stage: Stage) -> FrameBufferProperties:
    kind = FrameBufferProperties()
    kind.setFloatColor(True)
    kind.setRgbaBits(16, 16, 16, 16)
    kind.setDepthBits(24)
    kind.setMultisamples(stage.pipeline.msaa_samples)
    return kind


def _encoded() -> FrameBufferProperties:
    kind = FrameBufferProperties()
    kind.setSrgbColor(True)
    kind.setRgbaBits(8, 8, 8, 8)
    return kind


def _film() -> Shader:
    return Shader.make(
        Shader.SL_GLSL, shaders["post.vert"], shaders["tonemap.frag"].replace(_SHOWN, _LIGHT)
    )
