"""Tenons with parallel cheeks: 直榫, 半榫, 透榫 with its wedge, 大进小出. Metres.

x out of the entering timber, y across (the tenon's width), z up (its height).
"""

import numpy as np

from physics.pose import Pose, about
from physics.shape import Box, Hull
from physics.timber.joint import Joint
from physics.timber.joints import BOTTOM, INWARD, check, demand, opened, shape_gap, smaller


def straight(
    length: float, width: float, height: float, clearance: float, ease: float = 0.0
) -> Joint:
    """Return a 直榫: a square tenon pushed home; `ease` chamfers its tip."""
    return _pushed("zhisun", (length, width, height), clearance, ease)


def blind(
    length: float,
    width: float,
    height: float,
    clearance: float,
    depth: float,
    ease: float = 0.0,
) -> Joint:
    """Return a 半榫: a tenon that ends within a timber `depth` thick. Refuses one that does not."""
    demand("bansun", clearance, depth=depth)
    smaller("bansun", ("length", length + BOTTOM), ("depth", depth))
    return _pushed("bansun", (length, width, height), clearance, ease)


def through(
    depth: float, proud: float, width: float, height: float, clearance: float, slot: float = 0.0
) -> Joint:
    """Return a 透榫: a tenon through a timber `depth` thick that stands `proud` at its back.

    With `slot` (thickness of a wedge's thick end) the tenon is stacked of three layers, so
    that its outer ones stay boxes when the slot of `wedge` is cut into the middle one (give
    it the thick end with its clearance).
    """
    kind = "tousun"
    demand(kind, clearance, depth=depth, proud=proud, width=width, height=height)
    length, half = depth + proud, height / 2
    levels = [-half, half]
    if slot:
        demand(kind, 0.0, slot=slot)
        smaller(kind, ("slot", slot), ("height", height))
        levels = [-half, -slot / 2, slot / 2, half]
    tenon = tuple(
        Box.between((0, -width / 2, low), (length, width / 2, high))
        for low, high in zip(levels[:-1], levels[1:], strict=True)
    )
    gap = shape_gap(clearance)
    room = _room((length, width, height), gap)
    return _made(Joint(kind, tenon, (), (room,), INWARD, length, clearance))


def wedge(length: float, width: float, thick: float, thin: float, clearance: float) -> Joint:
    """Return the wedge of a 透榫 as a joint of its own: the wedge is the tenon, the slot its room.

    The origin lies in the middle of the split tenon's end face (`wedge_place`), x into it, y
    along the wedge's thickness; the slot is open on both sides of the tenon, `width` apart.
    """
    kind = "xie"
    demand(kind, clearance, length=length, width=width, thick=thick, thin=thin)
    smaller(kind, ("thin", thin), ("thick", thick))
    gap, more = shape_gap(clearance), 1 + BOTTOM / length
    body = _taper(0.0, length, width / 2, (thick / 2, thin / 2))
    mouth = thin + (thick - thin) * more  # begins before the end face, on the same slopes
    slot = _taper(-BOTTOM, length, width, (mouth / 2 + gap, thin / 2 + gap))
    return _made(Joint(kind, (body,), (), (slot,), INWARD, length, clearance))


def wedge_place(tenoned: Joint) -> Pose:
    """Return the pose of a wedge's frame in the frame of the through tenon it splits."""
    tip = max(float(piece.points[:, 0].max()) for piece in tenoned.tenon)
    return Pose.of(np.array([tip, 0.0, 0.0]), about(2, np.pi) @ about(0, np.pi / 2))


def stepped(
    depth: float, full: float, width: float, height: float, clearance: float, proud: float
) -> Joint:
    """Return a 大进小出: in with the full `height` over `full` m, out with its lower half."""
    kind = "dajin_xiaochu"
    demand(kind, clearance, depth=depth, full=full, width=width, height=height, proud=proud)
    smaller(kind, ("full", full), ("depth", depth))
    gap, end = shape_gap(clearance), depth + proud
    tenon = (
        Box.between((0, -width / 2, -height / 2), (full, width / 2, height / 2)),
        Box.between((full, -width / 2, -height / 2), (end, width / 2, 0)),
    )
    large = Box.between(
        (0, -width / 2 - gap, -height / 2 - gap), (full + BOTTOM, width / 2 + gap, height / 2 + gap)
    )
    small = Box.between((0, -width / 2 - gap, -height / 2 - gap), (end, width / 2 + gap, gap))
    rooms = opened((large, small), INWARD, end)
    return _made(Joint(kind, tenon, (), rooms, INWARD, end, clearance))


def _pushed(kind: str, size: tuple[float, float, float], clearance: float, ease: float) -> Joint:
    length, width, height = size
    demand(kind, clearance, length=length, width=width, height=height)
    if ease:
        demand(kind, 0.0, ease=ease)
        smaller(kind, ("ease", ease), ("length", length))
        smaller(kind, ("ease", ease), ("side", min(width, height) / 2))
    shaft = Box.between((0, -width / 2, -height / 2), (length - ease, width / 2, height / 2))
    tip = (_tip(size, ease),) if ease else ()
    room = _room((length + BOTTOM, width, height), shape_gap(clearance))
    return _made(Joint(kind, (shaft, *tip), (), (room,), INWARD, length, clearance))


def _room(size: tuple[float, float, float], gap: float) -> Box:
    """Room for a tenon from its mouth inward, open before the mouth by its own length."""
    length, width, height = size
    low = (-length, -width / 2 - gap, -height / 2 - gap)
    return Box.between(low, (length, width / 2 + gap, height / 2 + gap))


def _tip(size: tuple[float, float, float], ease: float) -> Hull:
    length, width, height = size
    return Hull(
        np.array(
            [
                [x, sy * (width / 2 - off), sz * (height / 2 - off)]
                for x, off in ((length - ease, 0.0), (length, ease))
                for sy in (-1, 1)
                for sz in (-1, 1)
            ]
        )
    )


def _taper(start: float, end: float, half_width: float, halves: tuple[float, float]) -> Hull:
    """A wedge along x from `start` to `end`; `halves`: half its thickness (y) there."""
    return Hull(
        np.array(
            [
                [x, side * half, up * half_width]
                for x, half in zip((start, end), halves, strict=True)
                for side in (-1, 1)
                for up in (-1, 1)
            ]
        )
    )


def _made(joint: Joint) -> Joint:
    check(joint)
    return joint
