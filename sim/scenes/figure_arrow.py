"""The arrow at a body part: one stroke of the brush, red with an edge of ink around it."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
from panda3d.core import NodePath, Vec3

from motion.graded import Direction
from motion.skeleton import BONES
from sim.scenes.figure_body import DIRECTIONS, POINTS
from sim.scenes.mesh import Array, Mesh, tube
from sim.scenes.parts import glowing

_LONG_M = 0.3
_EDGE_M = 0.0075
_RING_M = 0.1
_OFF_M = 0.13  # in front of the bone
_INDEX = {name: k for k, name in enumerate((*POINTS, *DIRECTIONS))}
# Along the body's left, back and up; "outward" and "inward" go by the bone's own side.
_WAYS: dict[Direction, tuple[float, float, float]] = {
    "higher": (0, 0, 1), "lower": (0, 0, -1), "forward": (0, -1, 0.25), "back": (0, 1, 0.25),
    "outward": (1, 0, 0), "inward": (-1, 0, 0),
}  # fmt: skip


class Arrow:
    """One arrow or ring below `parent`, drawn over everything; hidden until it marks."""

    def __init__(self, parent: Any) -> None:
        self._node: Any = parent.attachNewNode("arrow")
        self._stroke = _outlined("stroke", _stroke(0.0), _stroke(_EDGE_M))
        self._ring = _outlined("ring", _circle(0.011), _circle(0.011 + _EDGE_M))
        for node in (self._stroke, self._ring):
            node.reparentTo(self._node)
        self._bone: str | None = None
        self._way: tuple[float, float, float] | None = None
        self._node.hide()

    def mark(self, bone: str, direction: Direction | None) -> None:
        """Mark a bone; a direction that is no way in space, or none, is a ring."""
        self._bone, self._way = bone, _WAYS.get(direction) if direction else None
        for node, wanted in ((self._stroke, self._way is not None), (self._ring, not self._way)):
            node.show() if wanted else node.hide()

    def unmark(self) -> None:
        """Mark nothing."""
        self._bone = None
        self._node.hide()

    def show(self, body: Array) -> None:
        """Follow the marked bone on the body's vectors (K, 3)."""
        if self._bone is None:
            return
        start, end = (_joint(body, joint) for joint in BONES[self._bone])
        left, back, up = (body[_INDEX[f"chest_{axis}"]] for axis in ("left", "back", "up"))
        at = (start + end) / 2 - _OFF_M * back
        self._node.setPos(*at.tolist())
        if self._way is None:
            self._node.lookAt(self._node.getParent(), *(at - back).tolist())
        else:
            out = -1.0 if self._bone.startswith("right") else 1.0
            x, y, z = self._way
            way = x * out * left + y * back + z * up
            helper = -back if abs(y) < 0.5 else up
            target = self._node.getPos() + Vec3(*way.tolist())
            self._node.lookAt(target, Vec3(*helper.tolist()))
        self._node.show()


def _joint(body: Array, joint: str) -> Array:
    """Return where a joint is; a hand's joints lie by its wrist."""
    name = joint if joint in _INDEX else f"{joint.partition('_')[0]}_wrist"
    return np.asarray(body[_INDEX[name]])


def _stroke(more: float) -> Mesh:
    """Return a brush stroke along +y about the origin, `more` metres thicker all round.

    It begins pressed, thins, and ends in a head whose barbs flick back.
    """
    at = np.array([0, 0.02, 0.06, 0.14, 0.3, 0.5, 0.64, 0.645, 0.68, 0.8, 0.92, 1.0])
    wide = np.array([0.3, 1.0, 1.35, 1.15, 0.8, 0.72, 0.8, 2.75, 2.6, 1.6, 0.6, 0.05])
    y = (at - 0.5) * (_LONG_M + 2 * more)
    bow = 0.012 * np.sin(np.pi * at)
    made = tube(np.stack([0 * y, y, bow], 1), 0.0165 * wide + more, 14)
    return replace(made, points=made.points * [1.0, 1.0, 0.75])


def _circle(thick: float) -> Mesh:
    """Return a ring in the plane across +y, drawn in one turn that swells."""
    turn = np.linspace(0.35, 2 * math.pi + 0.2, 48)
    path = np.stack([_RING_M * np.sin(turn), 0 * turn, _RING_M * np.cos(turn)], 1)
    swell = 0.75 + 0.35 * np.sin(np.linspace(0, math.pi, 48)) ** 0.7
    return tube(path, thick * swell, 10)


def _outlined(name: str, fill: Mesh, edge: Mesh) -> Any:
    """Return a red shape on a larger one of ink, both drawn over whatever is there."""
    node = NodePath(name)
    for sort, (mesh, colour) in enumerate(((edge, "ink"), (fill, "red"))):
        drawn = glowing(mesh, colour)  # type: ignore[arg-type]
        drawn.reparentTo(node)
        drawn.setBin("fixed", 20 + sort)
        drawn.setDepthTest(False)
        drawn.setDepthWrite(False)
    return node
