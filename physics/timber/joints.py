"""What all joints share: measures that can be, rooms that are open along the way in."""

import math
from dataclasses import replace

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.pose import Array
from physics.shape import Box, Hull, Piece
from physics.timber import solids
from physics.timber.joint import Joint
from physics.timber.joint_words import joint_name, measure_name

INWARD = np.array([1.0, 0.0, 0.0])  # a tenon pushed home
DOWN = np.array([0.0, 0.0, -1.0])  # a tenon let down from above
HAIR = 0.0002  # m; what a driven joint's shapes keep free: its tightness is the law of the fit's
BOTTOM = 0.002  # m; inferred, left free before a tenon's end, so that the shoulder closes
FREE = 0.001  # m; inferred, around a shoulder in its flat, so that only the tenon guides
TRACE = 1e-12  # m3; less shared wood than this is rounding


def shape_gap(clearance: float) -> float:
    """Return what the shapes keep free on each side: never an overlap, which no solid can have."""
    return clearance if clearance >= 0 else HAIR


def demand(kind: str, clearance: float, **measures: float) -> None:
    """Refuse measures (m) that are not above nothing, or a clearance that is no small number."""
    for name, value in measures.items():
        if not 0 < value < math.inf:
            sentence = _("{joint}: {measure} is {value:g} mm; write a length above 0")
            raise Refusal(
                sentence.format(
                    joint=joint_name(kind), measure=measure_name(name), value=value * 1000
                )
            )
    least = min(measures.values())
    if not abs(clearance) < least:
        sentence = _(
            "{joint}: the clearance of {value:g} mm is no smaller than the joint itself "
            "({least:g} mm); write a smaller one"
        )
        raise Refusal(
            sentence.format(joint=joint_name(kind), value=clearance * 1000, least=least * 1000)
        )


def smaller(kind: str, less: tuple[str, float], more: tuple[str, float]) -> None:
    """Refuse unless the first (measure, m) is smaller than the second."""
    if not less[1] < more[1]:
        sentence = _(
            "{joint}: {less} ({value:g} mm) has to be smaller than {more} ({limit:g} mm); "
            "change one of them"
        )
        raise Refusal(
            sentence.format(
                joint=joint_name(kind),
                less=measure_name(less[0]),
                value=less[1] * 1000,
                more=measure_name(more[0]),
                limit=more[1] * 1000,
            )
        )


def swept(piece: Piece, way: Array) -> Piece:
    """Return all that a piece covers along `way` (3,); a box moved along its side stays a box."""
    if isinstance(piece, Box):
        along = piece.turn.T @ way
        if (np.abs(along) > 1e-12).sum() <= 1:
            return Box(piece.centre + way / 2, piece.half + np.abs(along) / 2, piece.turn)
    return Hull(np.vstack([piece.points, piece.points + way]))


def opened(voids: tuple[Piece, ...], entry: Array, travel: float) -> tuple[Piece, ...]:
    """Return rooms that are open along the whole way in."""
    return tuple(swept(void, -entry * travel) for void in voids)


def housed(joint: Joint, width: float, height: float, depth: float) -> Joint:
    """Return the joint with a flat for the whole shoulder: `width` by `height`, `depth` m out.

    A round column is cut flat where a square shoulder meets it; the flat is no tight fit.
    """
    demand(joint.kind, joint.clearance, width=width, height=height, depth=depth)
    gap = shape_gap(joint.clearance) + FREE
    flat = Box.between(
        (-depth, -width / 2 - gap, -height / 2 - gap), (0, width / 2 + gap, height / 2 + gap)
    )
    room = opened((flat,), joint.entry, joint.travel) if joint.entry[2] else (flat,)
    return replace(joint, mortise=(*joint.mortise, *room))


def thicker(joint: Joint, more: float) -> Joint:
    """Return the joint `more` m thicker across (below 0: thinner), its room as much wider.

    Who cuts only its tenon has one that is too thick for the room as it was drawn.
    """
    grown = {
        name: tuple(_widened(piece, more / 2) for piece in getattr(joint, name))
        for name in ("tenon", "mortise")
    }
    return replace(joint, tenon=grown["tenon"], mortise=grown["mortise"])


def _widened(piece: Piece, by: float) -> Piece:
    """Set each side of a piece outward by `by` m; a box on one side keeps its thickness."""
    if isinstance(piece, Hull):
        return Hull(piece.points + np.sign(np.round(piece.points, 12)) * [0.0, by, 0.0])
    side = float(np.sign(round(float(piece.centre[1]), 12)))
    if side:
        return Box(piece.centre + [0.0, side * by, 0.0], piece.half, piece.turn)
    return Box(piece.centre, piece.half + [0.0, by, 0.0], piece.turn)


def check(joint: Joint) -> None:
    """Refuse a joint whose tenon strikes wood on its own way in, or is not free where it ends."""
    entry, travel = joint.entry, joint.travel
    sound = np.isfinite(entry).all() and abs(float(np.linalg.norm(entry)) - 1) < 1e-9
    if not (sound and 0 < travel < math.inf):
        sentence = _("{joint}: the way in needs a direction and a length; correct the entry")
        raise Refusal(sentence.format(joint=joint_name(joint.kind)))
    if shared(joint, entry, travel) > TRACE:
        sentence = _(
            "{joint} cannot slide along its own way in: its tenon strikes wood; "
            "change the entry or the measures"
        )
        raise Refusal(sentence.format(joint=joint_name(joint.kind)))


def shared(joint: Joint, entry: Array, travel: float) -> float:
    """Return how much wood (m3) the tenon would have to go through on a way in.

    The receiving wood is everything before the shoulder, outside the mortise.
    """
    if not joint.tenon:
        return 0.0
    path = solids.joined(solids.convex(swept(piece, -entry * travel)) for piece in joint.tenon)
    far = 10.0
    outside = solids.box((-far, -far, -far), (0, far, far))
    rooms = (solids.convex(room) for room in joint.mortise)
    return path.cut(outside, *rooms).volume
