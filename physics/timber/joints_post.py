"""Tapered tenons at a column's two ends: 馒头榫 (head) and 管脚榫 (foot). Metres."""

import numpy as np

from physics.shape import Box, Hull
from physics.timber.joint import Joint
from physics.timber.joints import BOTTOM, INWARD, check, demand, shape_gap, smaller


def column_head(root: float, length: float, taper: float, clearance: float) -> Joint:
    """Return a 馒头榫: square, `root` wide, narrower at its tip by the share `taper`."""
    return _tapered("mantousun", root, length, taper, clearance)


def column_foot(root: float, length: float, taper: float, clearance: float) -> Joint:
    """Return a 管脚榫; as `column_head`."""
    return _tapered("guanjiaosun", root, length, taper, clearance)


def _tapered(kind: str, root: float, length: float, taper: float, clearance: float) -> Joint:
    demand(kind, clearance, root=root, length=length, taper=root * taper)
    smaller(kind, ("taper", root * taper), ("root", root))
    gap, slope = shape_gap(clearance), root * taper / length / 2
    deep = min(BOTTOM, (root / 2 - slope * length) / slope / 2)  # the room never comes to a point
    tenon = _frustum((0.0, length), root / 2, slope)
    room = _frustum((0.0, length + deep), root / 2 + gap, slope)
    wide = root / 2 + gap
    mouth = Box.between((-length, -wide, -wide), (0, wide, wide))
    joint = Joint(kind, (tenon,), (), (room, mouth), INWARD, length, clearance)
    check(joint)
    return joint


def _frustum(ends: tuple[float, float], half: float, slope: float) -> Hull:
    return Hull(
        np.array(
            [
                [x, sy * (half - slope * x), sz * (half - slope * x)]
                for x in ends
                for sy in (-1, 1)
                for sz in (-1, 1)
            ]
        )
    )
