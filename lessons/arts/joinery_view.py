"""What the picture of the joiner's bench needs, as frozen data."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lessons.arts.joinery_steps import STRIKERS, State
from physics.pose import Pose, about
from physics.timber.cutting import Side, shoulder_at
from physics.timber.cutting_plan import Asked, Piece, Plan, asked
from physics.timber.solids import Solid
from physics.tools.inkline import Line

LIFT = 0.03  # m: the timbers lie on blocks, so that the saw meets no bench
RAIL_AT = (-0.045, 0.0)
POST_AT = (0.145, 0.0)
_CRACK = (0.0, 0.7, -0.4, 0.9, 0.2, -0.8, 0.3, 0.0)  # mm across, evenly along a crack
_CRACK_DOWN = ((0.35, 0.0012), (0.7, -0.0006))  # share of the depth, m across: on the end
SLOT = 0.02  # m over which a line is drawn beyond what is asked
Segment = tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True)
class Timber:
    """One timber: its solid as it is now, where it lies; its own `lines`: ink, and cracks."""

    piece: Piece
    solid: Solid
    pose: Pose
    lines: tuple[Segment, ...]
    asked: tuple[Segment, ...]


@dataclass(frozen=True)
class ToolView:
    """A tool on the wood: where its working point is in the frame of a timber.

    `turn` and `lean` in radians, as its acts have them; `depth` m that the chisel's edge is in.
    """

    kind: str
    piece: Piece
    at: tuple[float, float, float]
    turn: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class View:
    """The bench at one moment. `waste`: what fell off the rail, by side. `up`: the
    side of the rail that looks up, 0 as it lies flat. `apart`: the rail is not on the post."""

    timbers: tuple[Timber, ...]
    waste: tuple[tuple[Side, Solid], ...]
    tool: ToolView | None
    up: int
    apart: bool


def rail_pose(state: State, tool: str, up: Side) -> Pose:
    """Return where the rail lies for a tool: flat, on its side for the shoulder, on the post."""
    plan = state.work.plan
    if tool in STRIKERS and len(state.work.fallen) == 2:
        start = max(shoulder_at(state.work, side) for side in state.work.fallen)
        long = plan.tenon - start if state.trial is None else state.trial.long
        return post_pose(plan).then(Pose((state.depth - long - start, 0.0, 0.0)))
    if tool == "cross":
        turn = about(0, up * math.pi / 2)
        return Pose.of(np.array([*RAIL_AT, LIFT + plan.width / 2]), turn)
    return Pose((*RAIL_AT, LIFT + plan.height / 2))


def post_pose(plan: Plan) -> Pose:
    """Return where the post lies: its mortise face up, its length along the bench."""
    turn = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
    return Pose.of(np.array([*POST_AT, LIFT + plan.post_depth]), turn)


def timbers(state: State, tool: str, up: Side, ghost: bool) -> tuple[Timber, ...]:
    """Return both timbers with their lines; `ghost`: also those that are still asked for."""
    work = state.work
    wanted = [a for a in asked(work.plan) if ghost and a.name not in work.marks]
    poses: dict[Piece, Pose] = {
        "rail": rail_pose(state, tool, up), "post": post_pose(work.plan)
    }  # fmt: skip
    forms: dict[Piece, Solid] = {"rail": work.rail, "post": work.post}
    drawn = {a.name: a for a in asked(work.plan)}
    return tuple(
        Timber(
            piece,
            forms[piece],
            poses[piece],
            tuple(
                s
                for name, line in work.marks.items()
                if drawn[name].piece == piece
                for s in _segments(drawn[name], line, work.plan)
            )
            + (_cracks(work.plan) if state.split and piece == "post" else ()),
            tuple(
                s
                for a in wanted
                if a.piece == piece
                for s in _segments(a, Line(a.along, a.at, 0.0), work.plan)
            ),
        )
        for piece in poses
    )


def _segments(what: Asked, line: Line, plan: Plan) -> tuple[Segment, ...]:
    """A line on the faces it is carried round to: the rail's on all, the post's on one."""
    low, high = what.span
    if what.piece == "post":
        ends = (low - SLOT / 2, high + SLOT / 2) if not line.along else (low - SLOT, high + SLOT)
        a, b = ((*_plan(line, e),) for e in ends)
        return (((0.0, a[1], a[0]), (0.0, b[1], b[0])),)
    top = plan.height / 2
    a, b = _plan(line, low), _plan(line, high)
    upper, lower = ((*a, top), (*b, top)), ((*a, -top), (*b, -top))
    if line.along:
        return (upper, lower, ((*b, -top), (*b, top)))
    return (upper, lower, ((*a, -top), (*a, top)), ((*b, -top), (*b, top)))


def _cracks(plan: Plan) -> tuple[Segment, ...]:
    """The post's grain, open from both ends of its mortise to the post's own ends."""
    start, end = plan.height / 2 + plan.end_room, plan.post_length / 2
    places = np.linspace(start, end, len(_CRACK))
    points = [(0.0, aside / 1000, float(z)) for aside, z in zip(_CRACK, places, strict=True)]
    points += [(plan.post_depth * deep, aside, end) for deep, aside in _CRACK_DOWN]
    upper = tuple(pairwise(points))
    return upper + tuple(((a[0], -a[1], -a[2]), (b[0], -b[1], -b[2])) for a, b in upper)


def _plan(line: Line, place: float) -> tuple[float, float]:
    """Return the point (u, v) of a line at a place along it."""
    return (place, line.value(place)) if line.along else (line.value(place), place)
