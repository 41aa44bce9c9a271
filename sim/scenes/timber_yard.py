"""The timber yard: a workbench under the eaves, the parts on it, the ghost, the hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from panda3d.core import NodePath

from lessons.arts.raising_view import Shape
from physics.pose import Pose
from sim.scenes import yard_place
from sim.scenes.mesh import Array
from sim.scenes.parts import ghost_node, glowing, place, rim_node, rods, solid_node
from sim.scenes.rays import first_hit, level_point
from sim.stage import Stage, Vec3

FOCUS = (0.0, 0.0, 0.13)
FOV_DEG = 36.0
AZIMUTH = (-70.0, 70.0)
ELEVATION = (6.0, 70.0)
DISTANCE = (0.6, 2.0)


@dataclass(frozen=True)
class YardState:
    """What the picture shows: poses by part, ghosts, the held and the pointed part.

    `grip` is where the hand holds the held part (world, m).
    """

    poses: Mapping[str, Pose]
    ghosts: Sequence[tuple[str, Pose]] = ()
    held: str | None = None
    pointed: str | None = None
    grip: Vec3 | None = None


@dataclass
class _Shown:
    """The nodes of one part."""

    part: Shape
    solid: Any
    rim: Any
    pose: Pose = field(default_factory=Pose)


class TimberYard:
    """The bench scene. x runs along the wall line, y away from the learner, z up; origin at
    the inked cross on the bench top; metres."""

    def __init__(self, stage: Stage, parts: Sequence[Shape]) -> None:
        self._stage = stage
        self._root: Any = stage.world.attachNewNode("timber yard")
        self._shown: dict[str, _Shown] = {}
        self._ghosts: dict[str, Any] = {}
        yard_place.build().reparentTo(self._root)
        rng = np.random.default_rng(1172)
        for part in parts:
            self._add(part, rng)
        self._hand: Any = self._make_hand()
        stage.shine(yard_place.SUN, yard_place.SKY, yard_place.EXPOSURE)
        self.set_view(0.0, 24.0, 1.2)

    def show(self, state: YardState) -> None:
        """Draw a state; parts without a pose are hidden."""
        for name, shown in self._shown.items():
            self._show_part(shown, state.poses.get(name), name in (state.held, state.pointed))
        wanted = dict(state.ghosts)
        for name, node in self._ghosts.items():
            if name in wanted:
                place(node, wanted[name])
            _visible(node, name in wanted)
        self._show_hand(state.grip if state.held else None)

    def pick(self, x: float, y: float) -> tuple[str, Vec3] | None:
        """Return the part seen at x, y (-1..1) and the point in its frame (m), or None."""
        origin, along = self._stage.ray(x, y)
        nearest: tuple[float, str, Array] | None = None
        for name, shown in self._shown.items():
            found = _part_hit(shown, origin, along)
            if found is not None and (nearest is None or found[0] < nearest[0]):
                nearest = (found[0], name, found[1])
        if nearest is None:
            return None
        px, py, pz = (float(v) for v in nearest[2])
        return nearest[1], (px, py, pz)

    def plane_point(self, x: float, y: float, z: float) -> Vec3 | None:
        """Return the world point seen at x, y on the level plane at height `z` (m)."""
        return level_point(*self._stage.ray(x, y), z)

    def set_view(
        self, azimuth: float, elevation: float, distance: float
    ) -> tuple[float, float, float]:
        """Place the eye: degrees to the right, degrees above the bench, metres away.

        Returns the three as they are then: no view goes under the bench or behind it.
        """
        azimuth, elevation = _within(azimuth, AZIMUTH), _within(elevation, ELEVATION)
        distance = _within(distance, DISTANCE)
        turn, rise = np.radians(azimuth), np.radians(elevation)
        level = np.cos(rise) * distance
        eye = (
            FOCUS[0] + level * np.sin(turn),
            FOCUS[1] - level * np.cos(turn),
            FOCUS[2] + np.sin(rise) * distance,
        )
        self._stage.look(eye, FOCUS, FOV_DEG)
        return azimuth, elevation, distance

    def close(self) -> None:
        """Take the scene away."""
        self._root.removeNode()

    def _add(self, part: Shape, rng: np.random.Generator) -> None:
        solid = solid_node(part, rng)
        solid.reparentTo(self._root)
        rim = rim_node(part, "yellow")
        rim.reparentTo(solid)
        ghost = ghost_node(part)
        ghost.reparentTo(self._root)
        for node in (rim, ghost):
            node.hide(self._stage.SHADOW)
            node.stash()
        self._shown[part.name] = _Shown(part, solid, rim)
        self._ghosts[part.name] = ghost

    def _show_part(self, shown: _Shown, pose: Pose | None, lit: bool) -> None:
        _visible(shown.solid, pose is not None)
        _visible(shown.rim, lit)
        if pose is not None:
            shown.pose = pose
            place(shown.solid, pose)

    def _make_hand(self) -> Any:
        """A bead at the grip and a plumb line of one metre below it."""
        bead = NodePath("hand")
        line = glowing(rods(np.array([[[0, 0, 0], [0, 0, -1.0]]]), 0.0012), "yellow")
        line.setName("line")
        line.reparentTo(bead)
        glowing(yard_place.bead(0.009), "yellow").reparentTo(bead)
        bead.reparentTo(self._root)
        bead.hide(self._stage.SHADOW)
        bead.stash()
        return bead

    def _show_hand(self, grip: Vec3 | None) -> None:
        _visible(self._hand, grip is not None)
        if grip is not None:
            self._hand.setPos(*grip)
            self._hand.find("line").setSz(max(grip[2], 0.001))


def _part_hit(shown: _Shown, origin: Array, along: Array) -> tuple[float, Array] | None:
    if shown.solid.isStashed():
        return None
    start, heading = shown.pose.into(origin), shown.pose.matrix.T @ along
    far = first_hit(start, heading, shown.part.vertices, shown.part.triangles)
    return None if far is None else (far, start + far * heading)


def _visible(node: Any, wanted: bool) -> None:
    if wanted and node.isStashed():
        node.unstash()
    elif not wanted and not node.isStashed():
        node.stash()


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
