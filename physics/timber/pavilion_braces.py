"""Temporary braces 斜撑 for columns that stand alone: poles with a foot on the ground and a head
tied to the column. They are no part of the building.

What Xiangshan carpenters call them, how long they are, where and by what they are tied was not
found: every figure here is this project's own.
"""

import math
from dataclasses import replace

import numpy as np

from content.model import Basis, Status
from physics.pose import Array, Pose, about
from physics.shape import Hull
from physics.timber import solids
from physics.timber.member import Drawing, authored
from physics.timber.part import Part
from physics.timber.pavilion_frame import CORNERS, Frame
from physics.timber.peg import Peg
from physics.timber.wood import FIR

BRACE = "xiecheng"
COUNT = 6  # with them there are forty parts, the most that may be awake
SIDE = 0.060  # m, square
TIED = 0.68  # of the level of the columns' heads: there a head is tied
FOOT = 0.90  # m from the column's axis, on the ground
CLEAR = 0.0005  # m between a head and the column's face
IN_M = 0.06  # m of the pin that are in the column
TIE = Peg(0.010, FIR, planes=1)  # a wooden pin through head and column
TIE_BASIS = Basis.of(Status.INFERRED, "engineering figure")
BEARINGS = (math.pi, -math.pi / 2, math.pi / 4)  # from the south-west column: out, out, inward


def braces(f: Frame, wood: float) -> tuple[Part, ...]:
    """Cut the braces, all alike, of `wood` kg/m3."""
    stock = Hull(_corners(f))
    solid = solids.convex(stock)
    body = solids.body(solid, (stock,), wood)
    part = authored(Drawing(BRACE, BRACE, stock), solid, body)
    return tuple(replace(part, name=f"{BRACE}_{k}") for k in range(1, COUNT + 1))


def spots(f: Frame, brace: Part) -> dict[str, tuple[Pose, ...]]:
    """Return by corner where a brace leans on the column there: from outside along both sides,
    then from inside; as the column stands true."""
    edge = f.span / 2
    found = {}
    for corner, turns in CORNERS.items():
        quarter = turns * math.pi / 2
        axis = about(2, quarter) @ np.array([-edge, -edge, 0.0])
        turned = (about(2, quarter + bearing) for bearing in BEARINGS)
        leans = (Pose.of(axis + FOOT * turn[:, 0], turn) for turn in turned)
        found[corner] = tuple(brace.standing(pose) for pose in leans)
    return found


def head(f: Frame, brace: Part) -> Array:
    """Return the point (3,) of a brace's own frame at which it is tied."""
    return brace.drawing.out(np.array([f.column / 2 - FOOT, 0.0, TIED * f.head]))


def pin(f: Frame, brace: Part) -> Array:
    """Return the ends (2, 3), in a brace's own frame, of the pin that ties its head: in the
    column, and out of the brace."""
    x, y, z = f.column / 2 - FOOT, 0.0, TIED * f.head
    return np.array([brace.drawing.out(np.array([x + d, y, z])) for d in (-IN_M, SIDE)])


def lying(brace: Part, at: Array) -> Pose:
    """Return a brace's pose where it lies along y on the ground, its middle at `at` (2,)."""
    points = solids.mesh(brace.solid)[0]
    _values, ways = np.linalg.eigh(np.cov(points.T))
    long, flat = ways[:, 2], brace.drawing.matrix @ np.array([0.0, 1.0, 0.0])
    turn = np.column_stack([np.cross(long, flat), long, flat]).T
    lies = points @ turn.T
    low, high = lies.min(axis=0), lies.max(axis=0)
    middle = (low + high) / 2
    return Pose.of(np.array([at[0] - middle[0], at[1] - middle[1], -low[2]]), turn)


def _corners(f: Frame) -> Array:
    """A pole that leans back along x, as drawn, its foot's middle at the origin; its head is cut
    upright, its foot level."""
    face, tall = f.column / 2 + CLEAR - FOOT, TIED * f.head
    slope = tall / -face
    wide = SIDE / 2 / math.sin(math.atan(slope))  # half the foot, along the ground
    return np.array(
        [
            [x, side * SIDE / 2, z]
            for side in (-1, 1)
            for out in (-wide, wide)
            for x, z in ((out, 0.0), (face, (out - face) * slope))
        ]
    )
