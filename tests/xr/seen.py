"""What eyes see on the stage of the tests, and how much is drawn for it."""

import math

import numpy as np
from panda3d.core import NodePath

from headset.moment import Fov, View
from physics.pose import Pose
from sim.vr.eyes import Eyes

SIZE = (512, 512)
HERE = Pose()
IPD_M = 0.064
FOVS = (  # as headsets have them: further to the outside
    Fov(math.radians(-47), math.radians(40), math.radians(44), math.radians(-48)),
    Fov(math.radians(-40), math.radians(47), math.radians(44), math.radians(-48)),
)


def views(head, apart=IPD_M):
    """Both eyes of a head."""
    return tuple(
        View(head.then(Pose((side * apart / 2, 0.0, 0.0))), fov)
        for side, fov in zip((-1, 1), FOVS, strict=True)
    )


class Opened:
    """Eyes whose copies are counted; what they saw of a head, as bytes."""

    def __init__(self, stage, size=SIZE):
        self.stage, self.copied = stage, []
        self.eyes = Eyes(stage, size, self.copied.append)

    def see(self, seen, rig=HERE, frames=4):
        """Draw both (the light is settled after some frames) and return (2, height, width, 4)."""
        for _ in range(frames):
            self.eyes.place(rig, seen)
            self.stage.step()
        return np.array([picture(self.stage, side) for side in ("left", "right")])


def output(stage, name):
    """What Panda3D draws under a name."""
    return next(w for w in stage.base.graphicsEngine.getWindows() if w.getName() == name)


def picture(stage, side):
    """An eye's picture as the bytes that lie in its texture."""
    texture = output(stage, f"eye {side}").getScreenshot()
    flat = np.frombuffer(texture.getRamImageAs("RGBA"), np.uint8)
    return flat.reshape(texture.getYSize(), texture.getXSize(), 4)[::-1]


def drawn(stage, name):
    """How many draw calls the last picture of an output took, after culling."""
    regions = output(stage, name).getActiveDisplayRegions()
    found = [
        node.node().getNumGeoms()
        for region in regions
        if not region.getCamera().isEmpty()
        for node in NodePath(region.makeCullResultGraph()).findAllMatches("**/+GeomNode")
    ]
    return sum(found)


def window(stage, frames=4):
    """What the window shows."""
    for _ in range(frames):
        stage.step()
    return stage.pixels().copy()
