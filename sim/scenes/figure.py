"""A person in a practice robe, laid each frame on the joints that were seen.

It wears no face and has no name: master, learner, ghost and still differ by cloth alone. What was
not seen is hatched stone and stays as it was; a hand whose fingers were not seen is kept closed.
"""

from typing import Any

import numpy as np
from panda3d.core import ColorWriteAttrib, DepthTestAttrib, NodePath, TransparencyAttrib

from motion.graded import Direction
from motion.skeleton import BODY, SIDES
from sim.scenes import figure_hands, figure_head, figure_robe
from sim.scenes.figure_arrow import Arrow
from sim.scenes.figure_body import POINTS, size_of, vectors
from sim.scenes.figure_contact import Contact
from sim.scenes.figure_hold import Held
from sim.scenes.figure_looks import Look, colours, cotton, faded, quieted, smooth, wash
from sim.scenes.figure_net import Net
from sim.scenes.figure_skin import Skin
from sim.scenes.mesh import Array
from sim.stage import Stage

_SIDES, _FINGER_SIDES = 30, 10
_HEEL_M, _BALL_M = 0.072, 0.012  # the ankle's and the toe's height above the sole
_GROWS = 0.05  # of what the cloth does not fit yet, in one frame
_ANKLES = [BODY.index(f"{side}_ankle") for side in SIDES]
_TOES = [BODY.index(f"{side}_toe") for side in SIDES]
_WRISTS = [BODY.index(f"{side}_wrist") for side in SIDES]
_ELBOWS = [BODY.index(f"{side}_elbow") for side in SIDES]


class Figure:
    """One figure below `parent`, whose plane z = 0 is the floor it stands on.

    `show` costs about a millisecond. The figure stands on its lowest foot, so that a source
    without a floor stands too.
    """

    def __init__(self, parent: Any, look: Look) -> None:
        self._look = look
        self._held = Held()
        self._size, self._shown = 1.0, False
        self._dyed: tuple[bytes, bytes] | None = None
        self.node: Any = parent.attachNewNode(f"figure {look}")
        self._raised: Any = self.node.attachNewNode("raised")
        self._robe = Net([*figure_robe.lofts(), *figure_head.lofts()], _SIDES)
        self._fingers = Net(figure_hands.lofts(), _FINGER_SIDES)
        self._cares = _care(self._robe)
        self._hand_of = np.repeat([0, 1], self._fingers.rings // 2)
        body = vectors(self._held.joints)
        self._skins = (
            Skin(self._robe, cotton(), body),
            Skin(self._fingers, smooth(), self._hands(body)),
        )
        self._contact = Contact(self.node, 0.4 if look == "ghost" else 1.0)
        self._arrow = Arrow(self._raised)
        _drawn(self._raised, self._skins, look)
        self.hide()

    def show(self, positions: Array) -> None:
        """Lay it on joints (J, 3) m of `skeleton.JOINTS`; NaN = not seen."""
        self._held.see(positions)
        self._grow()
        body = vectors(self._held.joints, self._size)
        self._skins[0].move(body, self._size)
        self._skins[1].move(self._hands(body), self._size)
        self._dye()
        if self._look == "ghost":
            self._thin()
        self._raised.setZ(-self._sole(body))
        self._contact.show(self._held.joints[_ANKLES], self._held.joints[_TOES])
        self._arrow.show(body)
        self.node.show()

    def place(self, x: float, y: float, heading: float) -> None:
        """Stand it at x, y (m) of its parent, turned by `heading` rad to its left."""
        self.node.setPos(x, y, 0)
        self.node.setH(float(np.degrees(heading)))

    def mark(self, bone: str, direction: Direction | None = None) -> None:
        """Put an arrow at a bone of `skeleton.BONES`; a ring where there is no direction."""
        self._arrow.mark(bone, direction)
        self._arrow.show(vectors(self._held.joints, self._size))

    def unmark(self) -> None:
        """Take the arrow away."""
        self._arrow.unmark()

    def hide(self) -> None:
        """Draw nothing until it is shown again."""
        self.node.hide()

    def close(self) -> None:
        """Take it away for good."""
        self.node.removeNode()

    def _sole(self, body: Array) -> float:
        """Return how high the lowest sole is."""
        heels = body[_ANKLES, 2] - _HEEL_M * self._size
        balls = body[_TOES, 2] - _BALL_M * self._size
        return float(min(heels.min(), balls.min()))

    def _grow(self) -> None:
        """Follow the body's size slowly: no one grows from one frame to the next."""
        size = size_of(self._held.joints)
        self._size += (size - self._size) * (_GROWS if self._shown else 1.0)
        self._shown = True

    def _hands(self, body: Array) -> Array:
        wrists = body[_WRISTS]
        ahead = self._size * _units(wrists - body[_ELBOWS])
        palms = np.stack([_palm(body, ahead[k], out) for k, out in enumerate((1.0, -1.0))])
        held = self._held
        return figure_hands.placed(wrists, ahead, palms, held.hands, held.shown)

    def _dye(self) -> None:
        """Dye it again where something came into sight or went out of it."""
        held = self._held
        state = held.unseen.tobytes(), held.shown.tobytes()
        if state == self._dyed:
            return
        self._dyed = state
        robe, hands = self._skins
        colour = colours(self._look, self._robe.colours, self._robe.tint)
        robe.colour(faded(colour, self._cares @ held.unseen, self._robe.columns))
        skin = colours(self._look, self._fingers.colours, self._fingers.tint)
        skin = quieted(skin, held.shown[self._hand_of])
        gone = held.unseen[_WRISTS] * (1 - held.shown)
        hands.colour(faded(skin, gone[self._hand_of], self._fingers.columns))

    def _thin(self) -> None:
        """Lay the ghost's ink thick where its surfaces turn away from who looks at the stage."""
        eye = self.node.getRelativeVector(self.node.getParent(), (0, -1, 0.12))
        for skin in self._skins:
            x, y, z = skin.normals
            skin.thicken(wash(x * eye[0] + y * eye[1] + z * eye[2], skin.parts))


def _care(net: Net) -> Array:
    """Return (R, 17): how much each ring depends on each joint, 1 together."""
    share = np.abs(net.centre[:, : len(BODY)]).copy()
    pelvis = np.abs(net.centre[:, POINTS.index("pelvis")])
    for joint in ("left_hip", "right_hip"):
        share[:, BODY.index(joint)] += pelvis / 2
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def _palm(body: Array, ahead: Array, out: float) -> Array:
    """Return where the palm of a quiet hand looks: inwards and down, at right angles to it."""
    across = body[BODY.index("left_shoulder")] - body[BODY.index("right_shoulder")]
    wish = -out * 2.5 * across
    wish[2] -= 0.9
    wish = wish - ahead * (wish @ ahead) / (ahead @ ahead + 1e-9)
    return np.asarray(wish / (np.sqrt(wish @ wish) + 1e-9))


def _units(rows: Array) -> Array:
    return np.asarray(rows / (np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + 1e-9))


def _drawn(parent: Any, skins: tuple[Skin, ...], look: Look) -> None:
    """Hang the skins; a ghost first bars what lies behind its own front, and casts no shadow."""
    body = NodePath("body")
    for skin in skins:
        body.attachNewNode(skin.node)
    body.reparentTo(parent)
    if look != "ghost":
        return
    body.hide(Stage.SHADOW)
    bar = parent.attachNewNode("bar")
    body.instanceTo(bar)
    bar.setAttrib(ColorWriteAttrib.make(ColorWriteAttrib.COff))
    bar.setBin("fixed", 10)
    front = parent.attachNewNode("front")
    body.reparentTo(front)
    front.setTransparency(TransparencyAttrib.MAlpha)
    front.setDepthWrite(False)
    front.setAttrib(DepthTestAttrib.make(DepthTestAttrib.MLessEqual))
    front.setBin("fixed", 11)
