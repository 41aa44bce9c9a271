"""The joiner's corner of the yard: two timbers on blocks, ink on them, the tool in the hand."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from panda3d.core import Quat, Vec3

from lessons.arts.joinery_view import LIFT, POST_AT, RAIL_AT, Segment, Timber, ToolView, View
from lessons.arts.raising_view import Shape
from physics.pose import Array, Pose
from physics.timber import solids
from physics.timber.cutting_plan import Piece, Plan
from physics.timber.solids import Solid
from sim.scenes import joinery_tools, yard_place
from sim.scenes.build import Pile
from sim.scenes.joinery_held import held
from sim.scenes.mesh import box, rotation
from sim.scenes.parts import ghost_node, glowing, place, rods, solid_node
from sim.scenes.rays import level_point
from sim.stage import Stage

EYE = (-5.0, 52.0, 0.43)  # degrees to the right, degrees above, metres
FOCUS = (0.03, 0.035, 0.05)
UPRIGHT = ((-8.0, 30.0, 0.68), (0.06, 0.02, 0.125))  # eye and focus while the rail stands
FOV_DEG = 36.0
_EASE_S = 0.07
_INK_M = 0.0005
_ASKED_M = 0.0006
_BETWEEN = 0.01  # m: left of it the rail lies, right of it the post


@dataclass(frozen=True)
class Spot:
    """A place on a timber in plan, in tenths of a millimetre: u along it, v across."""

    piece: Piece
    u: int
    v: int


class _Shown:
    """One timber as it is drawn."""

    def __init__(self, root: Any) -> None:
        self.node: Any = root.attachNewNode("timber")
        self.wood: Any = self.node.attachNewNode("wood")
        self.lines: Any = self.node.attachNewNode("lines")
        self.solid: Solid | None = None
        self.drawn: tuple[object, ...] = ()
        self.xray = False


class JoineryYard:
    """The scene. World: x along the bench, y away from the learner, z up; metres."""

    def __init__(self, stage: Stage, plan: Plan) -> None:
        self._stage, self._plan = stage, plan
        self._root: Any = stage.world.attachNewNode("joinery")
        yard_place.build().reparentTo(self._root)
        self._blocks()
        self._timbers: dict[Piece, _Shown] = {
            "rail": _Shown(self._root), "post": _Shown(self._root)
        }  # fmt: skip
        self._tools: dict[str, Any] = {}
        self._waste: Any = self._root.attachNewNode("waste")
        self._fallen: list[Solid] = []
        self._sketch: Any = self._root.attachNewNode("sketch")
        self._sketch.hide(stage.SHADOW)
        stage.shine(yard_place.SUN, yard_place.SKY, yard_place.EXPOSURE)
        self._eye: Array | None = None
        self._turned = (0.0, 0.0)

    def show(
        self,
        view: View,
        tool: ToolView | None = None,
        sketch: tuple[Piece, tuple[Segment, ...]] | None = None,
        xray: bool = False,
        elapsed: float | None = None,
    ) -> None:
        """Draw a moment. `tool` is where the hand holds it, `sketch` what it would touch there;
        without `elapsed` nothing eases."""
        share = 1.0 if elapsed is None else 1 - math.exp(-elapsed / _EASE_S)
        self._look(view, share)
        for timber in view.timbers:
            self._show_timber(timber, xray, share)
        self._show_waste(view)
        self._show_tool(tool or view.tool, view, share)
        self._show_sketch(sketch, view)

    def spot(self, x: float, y: float, up: int) -> Spot | None:
        """Return the place on a timber's upper face seen at x, y (-1..1).

        `up`: the side of the rail that looks up, 0 as it lies flat.
        """
        plan = self._plan
        top = LIFT + (plan.width if up else plan.height)
        ray = self._stage.ray(x, y)
        on_rail = level_point(*ray, top)
        if on_rail is None:
            return None
        if on_rail[0] < _BETWEEN:
            return _spot("rail", on_rail, RAIL_AT)
        on_post = level_point(*ray, LIFT + plan.post_depth)
        return None if on_post is None else _spot("post", on_post, POST_AT)

    def turn(self, right: float, up: float) -> None:
        """Turn the eye about the work, by degrees; never under the bench or behind it."""
        azimuth, elevation = self._turned
        self._turned = (_within(azimuth + right, 50.0), _within(elevation + up, 30.0))

    def _look(self, view: View, share: float) -> None:
        """Bring the eye nearer to where the work is seen best."""
        goal = np.array([*EYE, *FOCUS] if view.apart else [*UPRIGHT[0], *UPRIGHT[1]])
        goal[:2] += self._turned
        self._eye = goal if self._eye is None else self._eye + (goal - self._eye) * share
        azimuth, elevation, distance, *focus = (float(n) for n in self._eye)
        turn, rise = math.radians(azimuth), math.radians(elevation)
        level = math.cos(rise) * distance
        eye = (
            focus[0] + level * math.sin(turn),
            focus[1] - level * math.cos(turn),
            focus[2] + math.sin(rise) * distance,
        )
        self._stage.look(eye, (focus[0], focus[1], focus[2]), FOV_DEG)

    def close(self) -> None:
        """Take the scene away."""
        self._root.removeNode()

    def _blocks(self) -> None:
        pile = Pile(np.random.default_rng(21))
        for x in (RAIL_AT[0] - 0.165, RAIL_AT[0] - 0.045, POST_AT[0] - 0.075, POST_AT[0] + 0.075):
            pile.add_timber("old", box((0.03, 0.11, LIFT), (x, 0.0, LIFT / 2), 1, 0.003), 1)
        pile.node("blocks").reparentTo(self._root)

    def _show_timber(self, timber: Timber, xray: bool, share: float) -> None:
        shown = self._timbers[timber.piece]
        share = 1.0 if shown.solid is None else share
        if shown.solid is not timber.solid or shown.xray != xray:
            self._cut(shown, timber, xray)
        shown.solid, shown.xray = timber.solid, xray
        if shown.drawn != (timber.lines, timber.asked):
            shown.lines.getChildren().detach()
            _lines(shown.lines, timber.lines, "ink", _INK_M)
            _lines(shown.lines, timber.asked, "yellow", _ASKED_M)
            shown.lines.hide(self._stage.SHADOW)
            shown.drawn = (timber.lines, timber.asked)
        _put(shown.node, timber.pose, share)

    def _cut(self, shown: _Shown, timber: Timber, xray: bool) -> None:
        """Draw the wood anew, as it is after a cut."""
        shape = Shape(timber.piece, *solids.mesh(timber.solid), "fir")
        shown.wood.removeNode()
        seed = np.random.default_rng(len(timber.piece))
        shown.wood = ghost_node(shape) if xray else solid_node(shape, seed)
        shown.wood.reparentTo(shown.node)
        if xray:
            shown.wood.hide(self._stage.SHADOW)

    def _show_waste(self, view: View) -> None:
        """Lay what fell off before the rail, on the bench."""
        if [solid for _side, solid in view.waste] == self._fallen:
            return
        self._waste.getChildren().detach()
        self._fallen = [solid for _side, solid in view.waste]
        for side, solid in view.waste:
            vertices, triangles = solids.mesh(solid)
            vertices = vertices - (vertices.min(axis=0) + vertices.max(axis=0)) / 2
            shape = Shape("waste", vertices, triangles, "fir")
            node = solid_node(shape, np.random.default_rng(3))
            lying = rotation(0.3 * side + 0.25) @ rotation(math.pi / 2, 0)
            place(node, Pose.of(np.array([0.025 + 0.024 * side, 0.085, 0.0075]), lying))
            node.reparentTo(self._waste)

    def _show_tool(self, tool: ToolView | None, view: View, share: float) -> None:
        for kind, made in self._tools.items():
            if tool is None or kind != tool.kind:
                made.stash()
        if tool is None:
            return
        fresh = tool.kind not in self._tools
        if fresh:
            self._tools[tool.kind] = joinery_tools.node(tool.kind)
            self._tools[tool.kind].reparentTo(self._root)
        made = self._tools[tool.kind]
        fresh = fresh or made.isStashed()
        if made.isStashed():
            made.unstash()
        pose = next(t.pose for t in view.timbers if t.piece == tool.piece)
        _put(made, pose.then(held(tool)), 1.0 if fresh else share)

    def _show_sketch(self, sketch: tuple[Piece, tuple[Segment, ...]] | None, view: View) -> None:
        """Show what the tool would touch: a string, the width of a kerf, the chisel's bite."""
        self._sketch.getChildren().detach()
        if sketch is None:
            return
        piece, segments = sketch
        place(self._sketch, next(t.pose for t in view.timbers if t.piece == piece))
        long = tuple(s for s in segments if s[0] != s[1])
        _lines(self._sketch, long, "red", _INK_M)


def _put(node: Any, pose: Pose, share: float) -> None:
    """Bring a node nearer to a pose by a share of the way."""
    if share >= 1:
        place(node, pose)
        return
    node.setPos(node.getPos() + (Vec3(*pose.at) - node.getPos()) * share)
    now, goal = node.getQuat(), Quat(*pose.turn)
    if now.dot(goal) < 0:
        goal = -goal
    mixed = now + (goal - now) * share
    mixed.normalize()
    node.setQuat(mixed)


def _lines(parent: Any, segments: tuple[Segment, ...], colour: Any, radius: float) -> None:
    if segments:
        glowing(rods(np.array(segments), radius), colour).reparentTo(parent)


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)


def _spot(piece: Piece, point: tuple[float, float, float], at: tuple[float, float]) -> Spot:
    return Spot(piece, round((point[0] - at[0]) * 1e4), round((point[1] - at[1]) * 1e4))
