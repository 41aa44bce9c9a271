"""The timber yard: a workbench or the open yard, the parts there, the ghost, the hand."""

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from panda3d.core import TransparencyAttrib

from lessons.arts.raising_view import Shape, TrialView
from physics.pose import Pose
from sim.scenes import yard_court, yard_place
from sim.scenes.mesh import Array
from sim.scenes.rays import face_normal, level_point
from sim.scenes.yard_ink import Ink, InkMark
from sim.scenes.yard_marks import Marks
from sim.scenes.yard_outlook import BENCH, FOV_DEG, Outlook
from sim.scenes.yard_part import ShownPart
from sim.scenes.yard_plumb import Plumb
from sim.scenes.yard_weights import Weights
from sim.stage import Stage, Vec3

CLEAR = 0.4  # how much of the wood is left to see when one looks inside
_RISE_S = 0.7


@dataclass(frozen=True)
class YardState:
    """What the picture shows: poses by part, ghosts, the held and the pointed part.

    In a `trial` weights lie on the parts and the ground moves under the eye.
    `grip` is where the hand holds the held part, `pegs` from end to end (world, m); with
    `xray` the wood lets through what is inside it.
    """

    poses: Mapping[str, Pose]
    ghosts: Sequence[tuple[str, Pose]] = ()
    held: str | None = None
    pointed: str | None = None
    grip: Vec3 | None = None
    xray: bool = False
    plumb: Plumb | None = None
    pegs: Sequence[tuple[Vec3, Vec3]] = ()
    ink: Collection[InkMark] = ()
    trial: TrialView | None = None


class TimberYard:
    """The scene. x runs along the front of the work, y away from the learner, z up; the origin
    is the inked cross on the bench top, or the middle of the ground; metres."""

    def __init__(self, stage: Stage, parts: Sequence[Shape], outlook: Outlook = BENCH) -> None:
        self._stage = stage
        self._outlook = outlook
        self._root: Any = stage.world.attachNewNode("timber yard")
        self._shown: dict[str, ShownPart] = {}
        self._xray = False
        bench = outlook.setting == "bench"
        around = (yard_place if bench else yard_court).build()
        around.reparentTo(self._root)
        if not bench:
            around.hide(stage.SHADOW)  # the sun's map is kept for the work
        self._parts: Any = self._root.attachNewNode("parts")
        self._rng = np.random.default_rng(1172)
        self.keep(parts)
        self._ink = Ink()
        self._marks = Marks(stage, self._root, outlook.marks)
        self._weights = Weights(stage, self._root)
        sun = yard_place.SUN if bench else yard_court.sun(outlook)
        stage.shine(sun, yard_place.SKY, yard_place.EXPOSURE)
        self._view = outlook.start
        self._focus_z = outlook.focus[2]
        self._look()

    def keep(self, parts: Sequence[Shape]) -> None:
        """Let exactly these parts be in the picture, as they are cut now."""
        wanted = {part.name: part for part in parts}
        gone = {name for name, shown in self._shown.items() if wanted.get(name) is not shown.part}
        if not gone and len(wanted) == len(self._shown):
            return
        self._see_through(False)  # the next state looks through the new ones too
        for name in gone:
            self._shown.pop(name).close()
        for part in parts:
            if part.name not in self._shown:
                self._add(part)

    def show(self, state: YardState) -> None:
        """Draw a state; parts without a pose are hidden."""
        self._see_through(state.xray)
        ghosts = dict(state.ghosts)
        for name, shown in self._shown.items():
            shown.show(state.poses.get(name), name in (state.held, state.pointed))
            shown.show_ghost(ghosts.get(name))
        nodes = {name: shown.solid for name, shown in self._shown.items()}
        self._ink.show(state.ink, nodes)
        self._marks.hand(state.grip if state.held else None)
        self._marks.plumb(state.plumb)
        self._marks.pegs(state.pegs)
        trial = state.trial or TrialView()
        self._root.setPos(*trial.ground, 0.0)
        shapes = {name: shown.part for name, shown in self._shown.items()}
        self._weights.show(trial.weights, shapes, state.poses)

    def pick(self, x: float, y: float) -> tuple[str, Vec3] | None:
        """Return the part seen at x, y (-1..1) and the point in its frame (m), or None."""
        origin, along = self._stage.ray(x, y)
        origin = origin - np.array(self._root.getPos())  # the ground may have moved
        nearest: tuple[float, str, Array] | None = None
        for name, shown in self._shown.items():
            found = shown.met(origin, along)
            if found is not None and (nearest is None or found[0] < nearest[0]):
                nearest = (found[0], name, found[1])
        if nearest is None:
            return None
        px, py, pz = (float(v) for v in nearest[2])
        return nearest[1], (px, py, pz)

    def places(self, part: str | None) -> list[tuple[float, float]]:
        """Return where the corners of a part's bounds are seen (-1..1); none without a part."""
        if part is None or part not in self._shown:
            return []
        shown = self._shown[part]
        ends = np.array([shown.part.vertices.min(axis=0), shown.part.vertices.max(axis=0)])
        corners = (shown.pose.out(np.array(c)) for c in itertools.product(*ends.T))
        seen = (self._stage.project((float(x), float(y), float(z))) for x, y, z in corners)
        return [place for place in seen if place is not None]

    def inward(self, part: str, point: Vec3) -> Vec3:
        """Return the direction (world) square into the wood at a point of a part's frame."""
        shown = self._shown[part]
        normal = face_normal(np.array(point), shown.part.vertices, shown.part.triangles)
        x, y, z = (float(v) for v in -shown.pose.matrix @ normal)
        return x, y, z

    def plane_point(self, x: float, y: float, z: float) -> Vec3 | None:
        """Return the world point seen at x, y on the level plane at height `z` (m)."""
        return level_point(*self._stage.ray(x, y), z)

    def set_view(self, azimuth: float, elevation: float, distance: float) -> Vec3:
        """Place the eye: degrees to the right, degrees above the focus, metres away.

        Returns the three as they are then: no view goes under the ground or behind the work.
        """
        self._view = self._outlook.within(azimuth, elevation, distance)
        self._look()
        return self._view

    def follow(self, height: float, elapsed: float) -> None:
        """Let the eye rise with work that stands `height` m high, in `elapsed` seconds."""
        goal = max(self._outlook.focus[2], self._outlook.follows * height)
        if abs(goal - self._focus_z) > 0.001:
            self._focus_z += (goal - self._focus_z) * (1 - math.exp(-elapsed / _RISE_S))
            self._look()

    def close(self) -> None:
        """Take the scene away."""
        self._weights.close()
        self._root.removeNode()

    def _look(self) -> None:
        azimuth, elevation, distance = self._view
        turn, rise = math.radians(azimuth), math.radians(elevation)
        level = math.cos(rise) * distance
        x, y, _ = self._outlook.focus
        z = self._focus_z
        eye = (
            x + level * math.sin(turn), y - level * math.cos(turn), z + math.sin(rise) * distance
        )  # fmt: skip
        self._stage.look(eye, (x, y, z), FOV_DEG)

    def _add(self, part: Shape) -> None:
        self._shown[part.name] = ShownPart(part, self._outlook, self._rng)
        self._shown[part.name].hang(self._parts, self._root, self._stage.SHADOW)

    def _see_through(self, wanted: bool) -> None:
        """Let the wood be clear, with the edges of every part drawn in it."""
        if wanted == self._xray:
            return
        self._xray = wanted
        for shown in self._shown.values():
            shown.draw_edges(wanted)
        if wanted:
            self._parts.setTransparency(TransparencyAttrib.MAlpha)
            self._parts.setAlphaScale(CLEAR)
            self._parts.setDepthWrite(False)
            self._parts.hide(self._stage.SHADOW)
        else:
            self._parts.clearTransparency()
            self._parts.clearColorScale()
            self._parts.clearDepthWrite()
            self._parts.show(self._stage.SHADOW)
