"""The dovetail 燕尾榫, let down from above into a socket that is open on top. Metres.

x out of the entering timber, y across, z up; the underside bears.
"""

import math
from dataclasses import dataclass

import numpy as np

from physics.pose import about
from physics.shape import Box, Hull, Piece
from physics.timber.joint import Joint
from physics.timber.joints import BOTTOM, DOWN, check, demand, opened, shape_gap, smaller


@dataclass(frozen=True)
class _Tail:
    """Half the neck, the angle of a cheek (radians), and how far a cheek's box reaches inward."""

    half: float
    angle: float
    inward: float


def dovetail(length: float, neck: float, flare: float, height: float, clearance: float) -> Joint:
    """Return a 燕尾榫: `neck` wide at the shoulder, wider by `flare` on each side at its tip.

    The tail is three boxes, one upright and one along each cheek, which end square to their
    cheek: the tip's sharp corners are taken off by that. Refuses a tail that nothing holds.
    """
    kind = "yanweisun"
    demand(kind, clearance, length=length, neck=neck, flare=flare, height=height)
    angle = math.atan2(flare, length)
    gap = shape_gap(clearance)
    smaller(kind, ("clearance", gap / math.cos(angle)), ("flare", flare))
    tail = _Tail(neck / 2, angle, 1.25 * flare)
    smaller(kind, ("flare", tail.inward), ("neck", neck))
    half = height / 2
    middle = Box.between((0, -neck / 2, -half), (length, neck / 2, half))
    cheeks = tuple(_cheek(tail, length, half, side) for side in (-1, 1))
    socket = opened((_socket(tail, length, half, gap),), DOWN, height)
    joint = Joint(kind, (middle, *cheeks), (), socket, DOWN, height, clearance)
    check(joint)
    return joint


def _cheek(tail: _Tail, length: float, half_height: float, side: int) -> Box:
    """The box along one cheek: its outer face is the cheek, its far corner touches the tip."""
    along = (length - tail.inward * math.sin(tail.angle)) / math.cos(tail.angle)
    turn = about(2, side * tail.angle)
    start = np.array([0.0, side * tail.half, 0.0])
    half = np.array([along, tail.inward, 2 * half_height]) / 2
    return Box(start + turn @ (half * [1, -side, 0]), half, turn)


def _socket(tail: _Tail, length: float, half_height: float, gap: float) -> Piece:
    """The room, each cheek set back by `gap` square to it; it begins before the mouth."""
    slope, aside = math.tan(tail.angle), gap / math.cos(tail.angle)
    return Hull(
        np.array(
            [
                [x, side * (tail.half + aside + slope * x), z]
                for x in (-BOTTOM, length + max(gap, BOTTOM))
                for side in (-1, 1)
                for z in (-half_height, half_height)
            ]
        )
    )
