"""A timber as it is worked: stock, the tenons it keeps and the mortises cut into it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.pose import Array, Pose, about
from physics.shape import Body, Box, Hull, Piece
from physics.timber import joints, solids, split, walls
from physics.timber.joint import Joint
from physics.timber.joint_words import joint_name
from physics.timber.part import Part, Wood
from physics.timber.solids import Solid

ASKEW = 1e-5  # share of the inertia's trace off its axes that is dropped: a knot makes more
_ROOT = 0.001  # m of the wood behind a shoulder that has to carry the whole tenon
_FAR = 1.0  # m beside a mortise within which there has to be wood

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Placed:
    """A joint and where its frame lies in the timber's own axes."""

    joint: Joint
    at: Pose


@dataclass(frozen=True)
class Drawing:
    """What is to be cut: convex stock, joints where it enters others, joints it receives."""

    name: str
    kind: str
    stock: Piece
    tenons: tuple[Placed, ...] = ()
    mortises: tuple[Placed, ...] = ()
    wood: Wood = "fir"

    def tenoned(self, joint: Joint, at: Pose) -> "Drawing":
        """Return the drawing with one more tenon (or the upper half of a lap)."""
        return replace(self, tenons=(*self.tenons, Placed(joint, at)))

    def mortised(self, joint: Joint, at: Pose) -> "Drawing":
        """Return the drawing with one more mortise (or the lower half of a lap)."""
        return replace(self, mortises=(*self.mortises, Placed(joint, at)))


def cut(drawing: Drawing, density: float) -> Part:
    """Cut a timber of `density` kg/m3: exact solid and mass, exact convex pieces.

    Raises Refusal where a joint cannot be: a tenon thicker than its timber, a mortise as wide
    as its timber, outside it or through all of it.
    """
    for placed in (*drawing.tenons, *drawing.mortises):
        joints.check(placed.joint)
    reliefs = [moved(v, p.at) for p in drawing.tenons for v in p.joint.relief]
    grown = [moved(v, p.at) for p in drawing.tenons for v in p.joint.tenon]
    voids = [moved(v, p.at) for p in drawing.mortises for v in p.joint.mortise]
    stock = solids.convex(drawing.stock).cut(*map(solids.convex, reliefs))
    _refuse_thick(drawing, stock)
    whole = solids.joined([stock, *map(solids.convex, grown)])
    solid = whole.cut(*map(solids.convex, voids))
    _refuse_mortises(drawing, whole, solid)
    wood = split.merged(split.less(_blank(drawing), [*reliefs, *voids]))
    pieces = (*wood, *split.less(grown, voids))
    return authored(drawing, solid, solids.body(solid, pieces, density))


def facing(at: Point, way: Point, up: Point) -> Pose:
    """Return the pose of a joint's frame: origin, where its x points, and where its z points."""
    x, z = np.array(way, float), np.array(up, float)
    return Pose.of(np.array(at, float), np.column_stack([x, np.cross(z, x), z]))


def moved(piece: Piece, pose: Pose) -> Piece:
    """Return a piece of a joint's frame in the frame that `pose` lies in."""
    turn = pose.matrix
    if np.abs(turn - np.round(turn)).max() < 1e-12:
        turn = np.round(turn)  # square to the axes: keep every coordinate exact
    if isinstance(piece, Box):
        return _upright(Box(turn @ piece.centre + pose.at, piece.half, turn @ piece.turn))
    return Hull(piece.points @ turn.T + pose.at)


def _upright(box: Box) -> Box:
    """The same box without a turn where its sides are square to the axes."""
    if np.abs(box.turn - np.round(box.turn)).max() > 1e-12:
        return box
    return Box(box.centre, np.abs(np.round(box.turn)) @ box.half, np.eye(3))


def _blank(drawing: Drawing) -> list[Piece]:
    """The stock with the walls of its mortises as boxes of their own."""
    tight, wide = _walls(drawing, walls.cheeks), _walls(drawing, walls.block)
    cores: list[Piece] = []
    for box in (*tight, *wide):
        cores += split.less([box], cores)
    rooms = [moved(room, p.at) for p in drawing.mortises for room in p.joint.mortise]
    flats = [room for room in rooms if cores and all(_untouched(core, room) for core in cores)]
    return [*split.less([drawing.stock], [*flats, *wide, *tight]), *cores]


def _walls(drawing: Drawing, find: Callable[[Piece, Joint], list[Box]]) -> list[Piece]:
    found = []
    for placed in drawing.mortises:
        seen = moved(drawing.stock, placed.at.back())
        found += [moved(box, placed.at) for box in find(seen, placed.joint)]
    return found


def _untouched(piece: Piece, room: Piece) -> bool:
    return any(left is piece for left in split.less([piece], [room]))


def _refuse_thick(drawing: Drawing, stock: Solid) -> None:
    for placed in drawing.tenons:
        roots = [p.points for p in placed.joint.tenon if p.points[:, 0].min() < _ROOT]
        if not roots:
            continue
        low, high = np.vstack(roots).min(axis=0), np.vstack(roots).max(axis=0)
        behind = Box.between((-_ROOT, *low[1:]), (0.0, *high[1:]))
        root = solids.convex(moved(behind, placed.at))
        if root.cut(stock).volume > joints.TRACE:
            sentence = _(
                "{part}: {joint} is thicker than the wood it stands out of; make it smaller"
            )
            raise Refusal(_told(sentence, drawing, placed))


def _refuse_mortises(drawing: Drawing, whole: Solid, solid: Solid) -> None:
    if len([c for c in solid.lumps() if c.volume > split.DUST]) != 1:
        sentence = _("{part}: its joints cut it in two, or nothing is left; make them smaller")
        raise Refusal(sentence.format(part=drawing.name))
    for placed in drawing.mortises:
        rooms = solids.joined(solids.convex(moved(v, placed.at)) for v in placed.joint.mortise)
        if rooms.within(whole).volume < joints.TRACE:
            sentence = _("{part}: {joint} meets no wood there; correct its place")
            raise Refusal(_told(sentence, drawing, placed))
        if placed.joint.tenon and not _has_cheeks(placed, solid):
            sentence = _("{part}: {joint} is as wide as the timber it enters; make it narrower")
            raise Refusal(_told(sentence, drawing, placed))


def _has_cheeks(placed: Placed, solid: Solid) -> bool:
    """Whether wood is left on both sides of a mortise."""
    points = np.vstack([piece.points for piece in placed.joint.tenon])
    low, high = points.min(axis=0), points.max(axis=0)
    sides = (
        Box.between((0, y - _FAR / 2, low[2]), (high[0], y + _FAR / 2, high[2]))
        for y in (low[1] - _FAR / 2, high[1] + _FAR / 2)
    )
    return all(
        solids.convex(moved(side, placed.at)).within(solid).volume > joints.TRACE for side in sides
    )


def _told(sentence: str, drawing: Drawing, placed: Placed) -> str:
    return sentence.format(part=drawing.name, joint=joint_name(placed.joint.kind))


def authored(of: Drawing | Part, solid: Solid, body: Body) -> Part:
    """Return a solid cut of a drawing, or of a part anew, as a part along the axes of its inertia,
    turned no farther than needed; its `drawing` tells where the solid's axes came to lie."""
    turn = own_axes(body.inertia)
    drawn = Pose.of(np.zeros(3), turn.T)
    pieces = body.pieces
    if not np.array_equal(turn, np.eye(3)):
        solid = solids.moved(solid, drawn)
        pieces = tuple(moved(piece, drawn) for piece in pieces)
    own = np.diag(np.diag(turn.T @ body.inertia @ turn))
    body = Body(pieces, body.mass, turn.T @ body.centre, own)
    height = float(solids.mesh(solid)[0][:, 2].max())
    return Part(of.name, of.kind, solid, body, height, of.wood, drawn)


def own_axes(inertia: Array) -> Array:
    """Return the turn (3, 3) to axes in which the inertia is diagonal (Jacobi 1846)."""
    turn, now = np.eye(3), inertia
    for _step in range(50):
        p, q = max(((0, 1), (0, 2), (1, 2)), key=lambda pair: abs(now[pair]))
        if abs(now[p, q]) <= ASKEW * np.trace(now):
            break
        angle = 0.5 * math.atan(2 * now[p, q] / (now[p, p] - now[q, q] or 1e-30))
        third = 3 - p - q
        step = about(third, angle if (p + 1) % 3 == q else -angle)
        turn, now = turn @ step, step.T @ now @ step
    return turn
