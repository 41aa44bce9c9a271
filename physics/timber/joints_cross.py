"""Timbers that cross: cross lap, 敲交 of two purlins, 箍头榫 of two 枋 on a corner column. Metres.

All are let down from above; the origin of a lap lies where the two middle lines meet.
"""

from dataclasses import replace

from physics.shape import Box, Piece
from physics.timber.joint import Joint
from physics.timber.joints import DOWN, check, demand, opened, shape_gap, smaller


def lap(width: float, across: float, height: float, clearance: float) -> Joint:
    """Return a cross lap: the upper timber (along x, `width`) over the lower (along y, `across`).

    Both are `height` high and lose half of it; they bear on each other at z = 0.
    """
    return _lap("dakou", width, across, height, clearance)


def qiaojiao(diameter: float, clearance: float) -> Joint:
    """Return a 敲交: two purlins of one diameter that cross, each losing half.

    Its Suzhou form and sizes are unresolved; this plain lap stands for it until a master says.
    """
    return _lap("qiaojiao", diameter, diameter, diameter, clearance)


def gutou(
    column: float,
    tenon: float,
    height: float,
    head: tuple[float, float, float],
    clearance: float,
    over: bool,
) -> Joint:
    """Return a 箍头榫: a 枋 that passes through the column's head and clasps it from outside.

    `column`: thickness of the column on the way; `tenon`: thickness of what lies in its slot;
    `head`: (length from the column's middle, width, height) of what stands out at the back.
    Two of them cross in the column's middle; `over` tells which is the upper one.
    """
    kind = "gutousun"
    _refuse_clasp(kind, column, tenon, head, clearance)
    demand(kind, clearance, height=height)
    gap, half = shape_gap(clearance), height / 2
    neck = _neck((column, tenon, height), gap, over)
    rooms = opened((_slot(column, tenon / 2 + gap, half), _behind(column, head, gap)), DOWN, height)
    joint = Joint(kind, (*neck, _head(column, head, gap)), (), rooms, DOWN, height, clearance)
    check(joint)
    return joint


def _refuse_clasp(
    kind: str, column: float, tenon: float, head: tuple[float, float, float], clearance: float
) -> None:
    length, wide, high = head
    demand(kind, clearance, column=column, tenon=tenon, head=length)
    demand(kind, clearance, width=wide, height=high)
    gap = shape_gap(clearance)
    smaller(kind, ("column", column / 2 + gap), ("head", length))
    smaller(kind, ("tenon", 2 * gap + tenon), ("column", column))
    smaller(kind, ("tenon", tenon), ("width", wide))


def _neck(size: tuple[float, float, float], gap: float, over: bool) -> tuple[Box, Box, Box]:
    """What lies in the slot: whole before and behind the crossing, half of it within."""
    column, tenon, height = size
    half, y = height / 2, tenon / 2
    near, far = column / 2 - y - gap, column / 2 + y + gap
    low, top = (0.0, half) if over else (-half, 0.0)
    return (
        Box.between((0, -y, -half), (near, y, half)),
        Box.between((near, -y, low), (far, y, top)),
        Box.between((far, -y, -half), (column + gap, y, half)),
    )


def _head(column: float, head: tuple[float, float, float], gap: float) -> Box:
    length, wide, high = head
    ends = (column + gap, column / 2 + length)
    return Box.between((ends[0], -wide / 2, -high / 2), (ends[1], wide / 2, high / 2))


def _slot(column: float, half_width: float, half: float) -> Piece:
    """The slot through the column; it begins before the shoulder, whatever bulges there."""
    return Box.between((-column / 2, -half_width, -half), (1.5 * column, half_width, half))


def _behind(column: float, head: tuple[float, float, float], gap: float) -> Piece:
    length, wide, high = head
    y, z = wide / 2 + gap, high / 2 + gap
    return Box.between((column, -y, -z), (column / 2 + length + gap, y, z))


def _lap(kind: str, width: float, across: float, height: float, clearance: float) -> Joint:
    demand(kind, clearance, width=width, across=across, height=height)
    gap = shape_gap(clearance)
    x, y = across / 2 + gap, width / 2 + gap
    relief = Box.between((-x, -width, -height), (x, width, 0))
    room = Box.between((-across, -y, 0), (across, y, height))
    joint = Joint(kind, (), (relief,), (room,), DOWN, height, clearance)
    check(joint)
    return replace(joint, mortise=opened(joint.mortise, DOWN, height))
