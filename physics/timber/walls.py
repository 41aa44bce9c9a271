"""Boxes of wood around a mortise, so that box meets box wherever a joint is tight.

An engine tells box from box exactly; between a box and a hull a tenon held askew stuck in
trials, and a dovetail was pulled through.
"""

import itertools
from collections.abc import Sequence

import numpy as np

from physics import convex
from physics.shape import Box, Hull, Piece
from physics.timber import split
from physics.timber.joint import Joint
from physics.timber.joints import shape_gap

_THICK = (0.01, 0.005, 0.002)  # m of such a wall, the first that has room


def cheeks(stock: Piece, joint: Joint) -> list[Box]:
    """Return the walls along a dovetail's cheeks, within `stock`, in the joint's frame."""
    tails = (p for p in joint.tenon if isinstance(p, Box) and not _upright(p))
    return [w for p in tails if (w := _first(stock, [_cheek(joint, p, t) for t in _THICK]))]


def block(stock: Piece, joint: Joint) -> list[Box]:
    """Return the box around a square mortise in `stock` that is not, in the joint's frame."""
    square = joint.tenon and all(isinstance(room, Box) for room in joint.mortise)
    if isinstance(stock, Box) or not square:
        return []
    found = _first(stock, [_block(stock, joint, thick) for thick in _THICK])
    return [found] if found else []


def _first(stock: Piece, boxes: Sequence[Box | None]) -> Box | None:
    """Return the first box that lies within the stock."""
    normals, offsets = convex.planes(stock)
    inside = (b for b in boxes if b and (b.points @ normals.T <= offsets + split.FLAT).all())
    return next(inside, None)


def _upright(box: Box) -> bool:
    return bool(np.abs(box.turn - np.round(box.turn)).max() < split.SAME)


def _cheek(joint: Joint, tail: Box, thick: float) -> Box:
    """The wall along one cheek of a socket; it begins where its outer edge meets the mouth."""
    along, outward = tail.turn[:, 0], tail.turn[:, 1] * np.sign(tail.centre[1])
    gap = shape_gap(joint.clearance)
    begin = (gap + thick) * -outward[0] / along[0]
    half = np.array([tail.half[0] - begin / 2, thick / 2, tail.half[2]])
    centre = tail.centre + along * begin / 2 + outward * (tail.half[1] + gap + thick / 2)
    return Box(centre, half, tail.turn)


def _block(stock: Piece, joint: Joint, thick: float) -> Box | None:
    """All around a square mortise, from the shoulder inward as far as the stock has room."""
    tenon = np.vstack([piece.points for piece in joint.tenon])
    low, high, points = tenon.min(axis=0), tenon.max(axis=0), stock.points
    down = max(low[2] - thick, points[:, 2].min())
    up = min(high[2] + thick, points[:, 2].max())
    sides = (low[1] - thick, high[1] + thick)
    near, far = _room(stock, list(itertools.product(sides, (down, up))))
    near, far = max(near, 0.0), min(far, high[0] + thick)
    return Box.between((near, sides[0], down), (far, sides[1], up)) if near < far else None


def _room(stock: Piece, lines: list[tuple[float, float]]) -> tuple[float, float]:
    """Return from which x to which x all lines along x, at (y, z), lie within the stock."""
    normals, offsets = convex.planes(Hull(stock.points))
    near, far = -np.inf, np.inf
    for y, z in lines:
        left, slope = offsets - normals[:, 1] * y - normals[:, 2] * z, normals[:, 0]
        into, out = slope < -split.FLAT, slope > split.FLAT
        if (left[~into & ~out] < -split.FLAT).any():
            return 0.0, 0.0
        near = max(near, (left[into] / slope[into]).max(initial=-np.inf))
        far = min(far, (left[out] / slope[out]).min(initial=np.inf))
    return float(near), float(far)
