"""Mistakes in parts that others bear or tie as well, so that not all above moves with them."""

import math

import numpy as np

from physics.pose import Array, Pose, about, from_rotation_vector
from physics.shape import Hull
from physics.timber import member, solids, split
from physics.timber.laying import let_down, shifted
from physics.timber.raised import Fault, Raised

CHIP_MM = 2.0
CHIP = 0.6  # of the bed's length and width
LEAN_MM_PER_M = 15.0
_SEAT = 0.0005  # m; sunk so far, a part meets what it rests on


def tipped(raised: Raised, part: str) -> Raised | None:
    """Leave a chip on the second bearer of a part, so that it tips on the first one."""
    own, pose = raised.part(part), raised.poses[part]
    rests, *others = (_seats(raised, part, bearer) for bearer in raised.bearers(part))
    if not rests or not all(others):
        return None
    chip = member.moved(_chip(others[0][0]), pose.back())
    solid = solids.joined([own.solid, solids.convex(chip)])
    cut = raised.cut(part, solid, (*own.body.pieces, chip))
    hinge, tied = _middle(rests), _middle([seat for seats in others for seat in seats])
    arm = tied - hinge
    high = CHIP_MM / 1000 / float(arm[:2] @ arm[:2])
    turn = from_rotation_vector(high * np.array([arm[1], -arm[0], 0.0]))
    aside = (arm - turn @ arm) * (1, 1, 0)  # its upper end keeps its place, the lower one slips
    swing = Pose.of(hinge + aside - turn @ hinge, turn)
    laid = let_down(cut, part, swing.then(cut.poses[part]), 2 * CHIP_MM / 1000)
    return laid.faulty(Fault("chip", part, CHIP_MM, "mm")) if laid else None


def _chip(seat: Array) -> Hull:
    """Return a chip that lies in the middle of a seat."""
    middle = seat.mean(axis=0)[:2]
    over = float(seat[:, 2].max())
    level = middle + CHIP * (seat[:, :2] - middle)
    return Hull(np.vstack([np.column_stack([level, np.full(len(level), z)])
                           for z in (over, over - CHIP_MM / 1000)]))  # fmt: skip


def _seats(raised: Raised, part: str, bearer: str) -> list[Array]:
    """Return the corners (n, 3), world, of each place where a part rests on a bearer."""
    sunk = solids.moved(raised.part(part).solid, shifted(raised.poses[part], -_SEAT))
    lumps = sunk.within(raised.solid(bearer)).lumps()
    return [solids.mesh(lump)[0] for lump in lumps]


def _middle(seats: list[Array]) -> Array:
    return np.asarray(np.mean([seat.mean(axis=0) for seat in seats], axis=0))


def foot_out(raised: Raised, part: str) -> Raised | None:
    """Set the stone under a post too far out: its head stays where it is held, and it leans."""
    on = raised.bearers(part)
    if len(on) != 1 or raised.bearers(on[0]):
        return None
    own, pose = raised.part(part), raised.poses[part]
    turn = about(1, math.atan(LEAN_MM_PER_M / 1000))
    corners = solids.mesh(own.solid)[0][:, 2]
    foot, head = (pose.out(np.array([0.0, 0.0, z])) for z in (corners.min(), corners.max()))
    leaning = Pose.of(head - turn @ head, turn).then(pose)
    x, y, _z = turn @ (foot - head) + head - foot
    stone = Pose.of(np.array(raised.poses[on[0]].at) + (x, y, 0.0), raised.poses[on[0]].matrix)
    laid = raised.laid({part: leaning, on[0]: stone})
    voids = [  # its joints were cut to what they hold as it leans
        member.moved(piece, leaning.back().then(laid.poses[other]))
        for other in (*on, *raised.borne(part))
        for piece in laid.part(other).body.pieces
    ]
    solid = own.solid.cut(*map(solids.convex, voids))
    if len(solid.lumps()) != 1:
        return None
    cut = laid.cut(part, solid, split.less(own.body.pieces, voids))
    fault = Fault("lean", part, LEAN_MM_PER_M, "mm/m")
    return cut.faulty(fault) if cut.fits(frozenset({part, *on})) else None
