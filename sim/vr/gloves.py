"""What is drawn of the learner's hands: fingers or a handle, where they point, and whether they
are seen."""

import math
from typing import Any

import numpy as np
from panda3d.core import CardMaker, GeomNode, NodePath, Point3, Quat, Shader, Vec3

from headset.moment import JOINTS, SIDES, HandState, Side
from motion.skeleton import HAND
from physics.pose import Array, Pose
from sim.look import light
from sim.scenes import figure_hands
from sim.scenes.build import geom_node, painted
from sim.scenes.figure_looks import colours, smooth
from sim.scenes.figure_net import Loft, Net, loft, profile, way
from sim.scenes.figure_skin import Skin
from sim.scenes.mesh import tube
from sim.stage import Stage

FADE_S = 0.25
_SEEN, _LOST = np.ones(4), np.array([0.36, 0.46, 0.67, 0.5])
_CLOSED = np.array([1.0, 0.8, 0.6, 1.0])  # of a hand that holds or presses
_FAR_M = 2.5  # that is drawn of a ray that meets nothing
_END = 0.008  # the radius of its end, m for each metre

# A ray comes out of the hand and ends softly. It is lit by nothing, so the exposure that each eye
# brings is taken away before.
_VERTEX = """#version 120
uniform mat4 p3d_ModelViewProjectionMatrix;
attribute vec4 p3d_Vertex;
attribute vec2 p3d_MultiTexCoord0;
varying vec2 place;
void main() {
    place = p3d_MultiTexCoord0;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}"""
_RAY = """#version 120
uniform vec3 colour;
uniform float exposure;
uniform float until;
varying vec2 place;
void main() {
    float along = place.x;
    float clear = smoothstep(0.0, 0.15, along) * (1.0 - smoothstep(until, 1.0, along));
    gl_FragColor = vec4(colour / exposure, 0.55 * clear);
}"""
_DISC = """#version 120
uniform vec3 colour;
uniform float exposure;
varying vec2 place;
void main() {
    float far = length(place * 2.0 - 1.0);
    gl_FragColor = vec4(colour / exposure, 1.0 - smoothstep(0.55, 1.0, far));
}"""


class Gloves:
    """Both hands in the world; at most three draw calls each."""

    def __init__(self, stage: Stage) -> None:
        self._hands = {side: _Hand(stage, side) for side in SIDES}

    def show(
        self, side: Side, hand: HandState, rig: Pose, elapsed: float, reach: float | None = None
    ) -> None:
        """Show a hand of the play space, which stands at `rig`, `elapsed` s after the last.

        `reach`: how far it points (m; infinity where it meets nothing), None: nowhere. A hand that
        is not seen stays where it was seen last, grey and half clear.
        """
        self._hands[side].show(hand, rig, elapsed, reach)

    def close(self) -> None:
        """Take both away."""
        for hand in self._hands.values():
            hand.node.removeNode()


class _Hand:
    """One hand: the net of a figure's hand, a wooden handle, a ray with its end."""

    def __init__(self, stage: Stage, side: Side) -> None:
        self.node: Any = stage.world.attachNewNode(f"glove {side}")
        self._joints = np.zeros((figure_hands.SIZE, 3))
        self._joints[:JOINTS] = figure_hands.QUIET
        self._skin = _skin(self._joints)
        self._fingers: Any = self.node.attachNewNode(self._skin.node)
        self._handle: Any = self.node.attachNewNode(_handle())
        self._ray, self._end = _ray(self.node), _end(self.node)
        self._lost = 0.0
        self.node.hide()

    def show(self, hand: HandState, rig: Pose, elapsed: float, reach: float | None) -> None:
        """Show it as it is now."""
        seen = self._lay(hand, rig)
        if seen:
            self.node.show()
        way = -elapsed if seen else elapsed
        self._lost = min(max(self._lost + way / FADE_S, 0.0), 1.0)
        self._tint(max(hand.squeeze, hand.trigger) > 0.5)
        self._point(hand.aim if seen else None, rig, reach)

    def _lay(self, hand: HandState, rig: Pose) -> bool:
        """Lay the shape on the hand; say whether it was seen."""
        if hand.kind == "fingers" and hand.joints is not None and np.isfinite(hand.joints).all():
            self._joints[:JOINTS] = hand.joints @ rig.matrix.T + np.array(rig.at)
            self._skin.move(self._joints, 1.0)
        elif hand.kind == "controller" and hand.grip is not None:
            _stand(self._handle, rig.then(hand.grip))
        else:
            return False
        _choose(self._fingers, hand.kind == "fingers")
        _choose(self._handle, hand.kind == "controller")
        return True

    def _tint(self, closed: bool) -> None:
        scale = (_CLOSED if closed else _SEEN) * (1 - self._lost) + _LOST * self._lost
        for shape in (self._fingers, self._handle):
            shape.setColorScale(*scale)
            shape.setTransparency(self._lost > 0)

    def _point(self, aim: Pose | None, rig: Pose, reach: float | None) -> None:
        shown = aim is not None and reach is not None
        _choose(self._ray, shown)
        _choose(self._end, shown and reach != math.inf)
        if aim is None or reach is None:
            return
        world, far = rig.then(aim), min(reach, 100.0)
        _stand(self._ray, world)
        self._ray.setScale(1, far if reach != math.inf else _FAR_M, 1)
        self._ray.setShaderInput("until", 0.9 if reach != math.inf else 0.2)
        self._end.setPos(*world.out(np.array([0.0, far, 0.0])))
        self._end.setScale(_END * max(far, 1.0))


def _choose(node: Any, shown: bool) -> None:
    node.show() if shown else node.hide()


def _stand(node: Any, pose: Pose) -> None:
    node.setPosQuat(Point3(*pose.at), Quat(*pose.turn))


def _skin(joints: Array) -> Skin:
    parts = figure_hands.lofts()
    net = Net([*parts[: len(parts) // 2], _cuff()], 10)  # the left hand's fits the right as well
    skin = Skin(net, smooth(), joints)
    skin.colour(colours("learner", net.colours, net.tint)[:, None])
    return skin


def _cuff() -> Loft:
    """Return a short sleeve that ends behind the wrist."""
    wrist, palm, across = np.zeros((3, figure_hands.SIZE))
    wrist[HAND.index("wrist")] = palm[HAND.index("palm")] = 1.0
    across[HAND.index("index_proximal")], across[HAND.index("little_proximal")] = 1.0, -1.0
    at = np.array([0.0, 0.001, 0.06, 0.4, 0.9, 1.04, 1.06])
    size = profile(at, (0.0, 0.0, 0.0), (0.001, 0.024, 0.018), (0.06, 0.029, 0.023),
                   (1.04, 0.0285, 0.0225), (1.06, 0.024, 0.018))  # fmt: skip
    behind = 1.7 * wrist - 0.7 * palm
    return loft("edge", way([behind, wrist], at), across, size)


def _handle() -> GeomNode:
    """Return a turned handle along y, its middle in the palm."""
    along = np.array([-0.065, -0.064, -0.058, -0.03, 0.0, 0.03, 0.052, 0.064, 0.07, 0.0705])
    radii = np.array([0.0, 0.009, 0.0155, 0.0145, 0.0165, 0.0145, 0.0155, 0.013, 0.007, 0.0])
    path = np.stack([np.zeros_like(along), along, np.zeros_like(along)], axis=1)
    made: GeomNode = painted(tube(path, radii, 14), "fir")
    return made


def _ray(parent: Any) -> Any:
    path = np.stack([np.zeros(2), np.linspace(0.0, 1.0, 2), np.zeros(2)], axis=1)
    return _unlit(parent.attachNewNode(geom_node(tube(path, np.full(2, 0.0016), 6))), _RAY)


def _end(parent: Any) -> Any:
    maker = CardMaker("end")
    maker.setFrame(-1, 1, -1, 1)
    card: Any = NodePath(maker.generate())
    card.reparentTo(parent)
    card.setBillboardPointEye()
    return _unlit(card, _DISC)


def _unlit(node: Any, fragment: str) -> Any:
    node.setShader(Shader.make(Shader.SL_GLSL, _VERTEX, fragment), 100)
    node.setShaderInput("colour", Vec3(*light("red")))
    node.setShaderInput("exposure", 1.0, priority=-1)  # of a window that draws it as well
    node.setShaderInput("until", 1.0)
    node.setTransparency(True)
    node.setDepthWrite(False)
    node.hide(Stage.SHADOW)
    node.setBin("fixed", 10)  # over the board too
    node.hide()
    return node
