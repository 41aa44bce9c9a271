"""One part in the picture of the timber yard: its wood, the line round it, its ghost, its edges."""

from typing import Any

import numpy as np
from panda3d.core import TransparencyAttrib

from lessons.arts.raising_view import Shape
from physics.pose import Pose
from sim.scenes.mesh import Array
from sim.scenes.parts import edges_node, ghost_node, place, rim_node, solid_node
from sim.scenes.rays import first_hit
from sim.scenes.yard_marks import visible
from sim.scenes.yard_outlook import Outlook

ROUND_DEG = 30.0  # the flats of a round timber in the yard meet at less


class ShownPart:
    """The nodes of one part."""

    def __init__(self, part: Shape, outlook: Outlook, rng: np.random.Generator) -> None:
        self.part = part
        self.pose = Pose()
        self._thick = outlook.marks
        self.solid: Any = solid_node(part, rng, ROUND_DEG if outlook.setting == "yard" else 0.0)
        self.rim: Any = rim_node(part, "yellow", self._thick)
        self.rim.reparentTo(self.solid)
        self.ghost: Any = ghost_node(part, self._thick)
        self._edges: Any = None
        low, high = part.vertices.min(axis=0), part.vertices.max(axis=0)
        self._middle = (low + high) / 2
        self._reach = float(np.linalg.norm(high - low)) / 2  # all of it lies so near, m

    def hang(self, parts: Any, beside: Any, shadow: Any) -> None:
        """Hang the wood into `parts` and the ghost `beside` them; only wood throws a shadow."""
        self.solid.reparentTo(parts)
        self.ghost.reparentTo(beside)
        for node in (self.rim, self.ghost):
            node.hide(shadow)
            node.stash()

    def show(self, pose: Pose | None, lit: bool) -> None:
        """Show the part at a pose, or hide it; `lit`: with a line round it."""
        visible(self.solid, pose is not None)
        visible(self.rim, lit)
        if pose is not None and pose != self.pose:
            self.pose = pose
            place(self.solid, pose)

    def show_ghost(self, pose: Pose | None) -> None:
        """Show where the part belongs, or hide that."""
        if pose is not None:
            place(self.ghost, pose)
        visible(self.ghost, pose is not None)

    def draw_edges(self, wanted: bool) -> None:
        """Draw the part's edges, which wood that lets through does not hide, or none."""
        if self._edges is None:
            self._edges = self._drawn_edges()
        visible(self._edges, wanted)

    def met(self, origin: Array, along: Array) -> tuple[float, Array] | None:
        """Return how far a line of sight goes to the part, and the point (3,) in its frame."""
        if self.solid.isStashed():
            return None
        off = self.pose.out(self._middle) - origin
        if np.linalg.norm(off - along * float(off @ along)) > self._reach:
            return None  # the line of sight passes by
        start, heading = self.pose.into(origin), self.pose.matrix.T @ along
        far = first_hit(start, heading, self.part.vertices, self.part.triangles)
        return None if far is None else (far, start + far * heading)

    def close(self) -> None:
        """Take the part out of the picture."""
        self.solid.removeNode()
        self.ghost.removeNode()

    def _drawn_edges(self) -> Any:
        node = edges_node(self.part, "ink", 0.7 * self._thick)
        node.setTransparency(TransparencyAttrib.MNone, 1)
        node.setColorScaleOff(1)
        node.setDepthWrite(True, 1)
        node.reparentTo(self.solid)
        node.stash()
        return node
