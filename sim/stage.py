"""The stage: one camera, one sun, one sky, one flat sheet for panels in front of it all."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    BitMask32,
    DirectionalLight,
    Filename,
    LVecBase3,
    ModifierButtons,
    MouseButton,
    NodePath,
    PerspectiveLens,
    PNMImage,
    Point2,
    Point3,
    StringStream,
)
from simplepbr import EnvMap

from sim import pen
from sim.buttons import Buttons
from sim.sky import Sky, cube_texture, harmonics

Vec3 = tuple[float, float, float]
Array = npt.NDArray[np.float64]
WIDE = 16 / 9


@dataclass(frozen=True)
class Lead:
    """A hand in a headset that leads in the mouse's stead.

    `place`: where it points on the sheet (-1..1), None beside it. `ray`: from where it points in
    the world (m), and the unit direction. `pull`: how firmly it presses, 0..1.
    """

    place: tuple[float, float] | None
    ray: tuple[Array, Array]
    pressing: bool = False
    pull: float = 0.0


@dataclass(frozen=True)
class Sun:
    """Where the light comes from (unit-free direction towards the sun) and what it covers.

    `focus` and `radius` (m) bound what casts and takes shadow; `colour` is linear light.
    """

    towards: Vec3
    focus: Vec3
    radius: float
    colour: Vec3


class Stage:
    """What is drawn and from where; made by `sim.panda.open_stage` only.

    Places in the picture are x, y in -1..1 (right, up), as Panda3D's mouse gives them. `stereo`:
    two eyes see the world, so that no picture can stand for it (Panda3D's event "stereo" tells of
    a change). `lead`: what leads in the mouse's stead.
    """

    SHADOW = BitMask32.bit(5)  # `node.hide(stage.SHADOW)`: casts none

    def __init__(self, base: Any, pipeline: Any, shadow_texels: int) -> None:
        self.base = base
        self.closed = False
        base.userExit = lambda: None  # a closed window ends the loop, not the process
        self.world: Any = base.render
        self.sheet: Any = base.aspect2d
        self.ground: Any = base.render2d
        self.pipeline = pipeline
        self.stereo = False
        self.lead: Lead | None = None
        self._shadow_bias = 1.5 / shadow_texels
        self._lens: PerspectiveLens = base.camLens
        self._sun_node: Any = NodePath(DirectionalLight("sun"))
        self._sun_node.reparentTo(self.world)
        self._sun_node.node().setShadowCaster(True, shadow_texels, shadow_texels)
        self._sun_node.node().setCameraMask(self.SHADOW)
        self.world.setLight(self._sun_node)
        self._up = 0.5
        base.accept("aspectRatioChanged", self._fit)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self.base.win.getXSize(), self.base.win.getYSize()

    @property
    def aspect(self) -> float:
        """Width over height of the picture: the sheet runs from -aspect to +aspect."""
        return float(self.base.getAspectRatio())

    def step(self) -> None:
        """Run every task once and draw one frame."""
        self.base.taskMgr.step()

    def shine(self, sun: Sun, sky: Sky, exposure: float) -> None:
        """Set the light: one sun, one sky, `exposure` in stops."""
        towards = np.array(sun.towards) / np.linalg.norm(sun.towards)
        reach = 2 * sun.radius
        node = self._sun_node
        node.setPos(*(np.array(sun.focus) + towards * reach))
        node.lookAt(Point3(*sun.focus))
        node.node().setColor((*sun.colour, 1))
        lens = node.node().getLens()
        lens.setFilmSize(reach, reach)
        lens.setNearFar(0.02 * reach, 2 * reach)
        self.pipeline.shadow_bias = self._shadow_bias
        self.pipeline.exposure = exposure
        self.pipeline.env_map = _env_map(sky)

    def look(self, eye: Vec3, target: Vec3, fov_deg: float) -> None:
        """Place the camera (m); `fov_deg` is the vertical field of view of a 16:9 picture.

        A narrower window sees as much to the sides, a wider one as much up and down.
        """
        camera = self.base.camera
        camera.setPos(*eye)
        camera.lookAt(Point3(*target))
        self._up = math.tan(math.radians(fov_deg) / 2)
        self._lens.setNearFar(0.05, 120)
        self._fit()

    def _fit(self) -> None:
        up = self._up * max(1.0, WIDE / self.aspect)
        across = up * self.aspect
        self._lens.setFov(*(2 * math.degrees(math.atan(half)) for half in (across, up)))

    def ray(self, x: float, y: float) -> tuple[Array, Array]:
        """Return origin and unit direction (world, m) of the sight line through x, y, or of the
        hand that leads."""
        if self.lead is not None:
            return self.lead.ray
        near, far = Point3(), Point3()
        self._lens.extrude(Point2(x, y), near, far)
        start, end = (np.array(self.world.getRelativePoint(self.base.cam, p)) for p in (near, far))
        along = end - start
        return start, along / np.linalg.norm(along)

    def project(self, point: Vec3) -> tuple[float, float] | None:
        """Return where a world point is seen (-1..1), or None behind the camera."""
        flat = Point2()
        seen = self._lens.project(self.base.cam.getRelativePoint(self.world, Point3(*point)), flat)
        return (flat.x, flat.y) if seen else None

    @property
    def gone(self) -> bool:
        """Whether the window was closed."""
        return self.closed or self.base.win is None or self.base.win.isClosed()

    def pointer(self) -> tuple[float, float] | None:
        """Return where the mouse points (-1..1 to the right and up), None outside."""
        if self.lead is not None:
            return self.lead.place
        watcher = self.base.mouseWatcherNode
        if watcher is None or not watcher.hasMouse():
            return None
        return watcher.getMouseX(), watcher.getMouseY()

    @property
    def dragging(self) -> bool:
        """Whether the right mouse button is held down."""
        return self._holds(MouseButton.three())

    @property
    def pressing(self) -> bool:
        """Whether the left mouse button is held down."""
        return self._holds(MouseButton.one()) if self.lead is None else self.lead.pressing

    @property
    def pen(self) -> float | None:
        """How firmly a pen is pressed on (0..1), None where none touches or the system is mute."""
        if self.lead is not None:
            return self.lead.pull
        devices = list(self.base.devices.getDevices())
        for device in devices:
            device.poll()
        return pen.pressure(devices)

    def on_button(self, take: Callable[[str], None]) -> None:
        """Hand every key and mouse button to `take` by Panda3D's name.

        "shift-" or "control-" stands before it where that is held.
        """
        thrower, buttons = self.base.buttonThrowers, Buttons()
        if thrower:
            thrower[0].node().setButtonDownEvent("button")
            thrower[0].node().setButtonUpEvent("button-up")
            thrower[0].node().setModifierButtons(ModifierButtons())
            self.base.accept("button", lambda name: buttons.press(name, take))
            self.base.accept("button-up", buttons.release)

    def screenshot(self, path: Path) -> None:
        """Write the frame drawn last as a PNG. Raises OSError where the disk refuses."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._picture().write(Filename.fromOsSpecific(str(path))):
            raise OSError(f"{path} could not be written")

    def jpeg(self) -> bytes:
        """Return the frame drawn last as a JPEG, a tenth of the PNG's size."""
        stream = StringStream()
        self._picture().write(stream, "frame.jpg")
        return bytes(stream.getData())

    def pixels(self) -> npt.NDArray[np.uint8]:
        """Return the frame drawn last: (height, width, 3), sRGB."""
        texture = self.base.win.getScreenshot()
        flat = np.frombuffer(texture.getRamImageAs("RGB"), np.uint8)
        return flat.reshape(texture.getYSize(), texture.getXSize(), 3)[::-1]

    def close(self) -> None:
        """Close window and buffers; another stage may be opened then."""
        if not self.closed:
            self.closed = True
            self.base.taskMgr.remove("simplepbr update")
            self.base.destroy()

    def _holds(self, button: Any) -> bool:
        watcher = self.base.mouseWatcherNode
        return watcher is not None and watcher.isButtonDown(button)

    def _picture(self) -> PNMImage:
        image = PNMImage()
        self.base.win.getScreenshot(image)
        return image


def _env_map(sky: Sky) -> EnvMap:
    made = EnvMap.create_empty()
    for i, value in enumerate(harmonics(sky)):
        made.sh_coefficients[i] = LVecBase3(*(float(v) for v in value))
    made.filtered_env_map = cube_texture(sky)
    return made
