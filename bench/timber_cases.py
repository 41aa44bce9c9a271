"""Joints that every engine has to get right: figures out, whatever the engine.

Each case makes its own engine, so that a case run twice is the same to the bit. Joints are
boxes and oriented boxes: there an engine's corners are exact.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from physics.engine import GRAVITY, ITERATIONS, RATE, Engine
from physics.hand import Hand, Reach
from physics.pose import Array, Pose, about, rotation_vector
from physics.shape import Body, Box, Hull, Piece
from physics.timber import solids

Make = Callable[[], Engine]
Corner = tuple[float, float, float]
DENSITY = 550.0
GRIP = 0.3  # friction of the joints' timber; a pair has the square
SLOW = Reach(across=0.12, up=0.25)
LEVEL, CALM = 300.0, 20.0  # N m/rad and N m s/rad: hands that keep a pulled member level


@dataclass(frozen=True)
class Seat:
    """`gap_mm` short of home, `speed` m/s at the end, `overlap_mm` of wood in wood, at worst."""

    gap_mm: float
    speed: float
    overlap_mm: float


@dataclass(frozen=True)
class Pull:
    """`seat_mm` over the bottom when lowered in, `moved_mm` along the pull after 1.5 s."""

    seat_mm: float
    moved_mm: float


def timber(pieces: Sequence[Piece], solid: Sequence[Piece] = ()) -> Body:
    """Return a body of DENSITY; its mass by `solid` where the pieces overlap."""
    whole = solids.joined(solids.convex(piece) for piece in solid or pieces)
    return solids.body(whole, tuple(pieces), DENSITY)


def bored(low: Corner, high: Corner, *holes: tuple[Corner, Corner]) -> tuple[Box, ...]:
    """Return the upright boxes that are left of a block when upright holes are cut out."""
    left = [(np.array(low, float), np.array(high, float))]
    for bottom, top in holes:
        a, b = np.array(bottom), np.array(top)
        left = [rest for lowest, highest in left for rest in _less(lowest, highest, a, b)]
    return tuple(Box.between(tuple(a), tuple(b)) for a, b in left)


def _less(low: Array, high: Array, bottom: Array, top: Array) -> list[tuple[Array, Array]]:
    if (top <= low + 1e-9).any() or (bottom >= high - 1e-9).any():
        return [(low, high)]
    rest = []
    for axis in (2, 1, 0):
        for cut, under in ((bottom[axis], True), (top[axis], False)):
            if low[axis] + 1e-9 < cut < high[axis] - 1e-9:
                side = [low.copy(), high.copy()]
                side[1 if under else 0][axis] = cut
                rest.append((side[0], side[1]))
                (low if under else high)[axis] = cut
    return [(a.copy(), b.copy()) for a, b in rest]


def tenon(make: Make, clearance: float, rate: int = RATE, hulls: bool = False) -> Seat:
    """Push a tenon of 40 x 120 x 100 mm home by hand, with so many metres of room a side."""
    c = clearance
    hole = ((-0.2, -0.02 - c, 0.44 - c), (-0.05, 0.02 + c, 0.56 + c))
    post = bored((-0.15, -0.15, 0), (0.15, 0.15, 1.0), hole)
    beam = (
        Box.between((-1.0, -0.05, 0.40), (0, 0.05, 0.60)),
        Box.between((0, -0.02, 0.44), (0.1, 0.02, 0.56)),
    )
    engine = make()
    engine.pace(rate, ITERATIONS)
    engine.add(timber(_forms(post, hulls)), Pose(), static=True, friction=GRIP)
    body = timber(_forms(beam, hulls))
    moving = engine.add(body, Pose((-0.27, 0, 0)), friction=GRIP)
    hand = Hand(engine, moving, body, body.centre)
    to = body.centre + [-0.145, 0, 0]  # 5 mm further than the shoulder goes
    worst, speeds = 0.0, []
    for step in range(3 * rate):
        hand.advance(to, np.eye(3), SLOW)
        engine.step()
        if step % 8 == 0:
            worst = max([worst, *(-contact.gap for contact in engine.contacts(moving))])
        if step > 2.5 * rate:
            speeds.append(float(np.linalg.norm(engine.velocity(moving)[0])))
    x = engine.pose(moving).at[0]
    engine.close()
    return Seat(abs(x + 0.15) * 1000, max(speeds), worst * 1000)


def _forms(boxes: Sequence[Box], hulls: bool) -> tuple[Piece, ...]:
    return tuple(Hull(box.points) if hulls else box for box in boxes)


def dovetail(
    make: Make, newtons: float, clearance: float = 0.0003, rate: int = 480, iterations: int = 100
) -> Pull:
    """Lower a dovetailed member (neck 60 mm, flare 12 over 80) into its socket; pull it out."""
    engine = make()
    engine.pace(rate, iterations)
    engine.add(_socket(clearance), Pose(), static=True, friction=GRIP)
    body = _dovetailed()
    moving = engine.add(body, Pose((0, 0, 0.25)), friction=GRIP)
    hand = Hand(engine, moving, body, body.centre)
    for _ in range(2 * rate):
        hand.advance(body.centre, np.eye(3), SLOW)
        engine.step()
    home = engine.pose(moving)
    for _ in range(int(1.5 * rate)):
        engine.force(moving, np.array([newtons, 0, 0.98 * body.mass * GRAVITY]))
        _steady(engine, moving)
        engine.step()
    moved = engine.pose(moving).at[0] - home.at[0]
    engine.close()
    return Pull(home.at[2] * 1000, moved * 1000)


NECK, FLARE, LONG, TALL = 0.03, 0.012, 0.08, 0.2


def _cheek(neck: float, side: int, outward: bool, thick: float, short: float = 0.0) -> Box:
    """Return one slanted side of a dovetail as an oriented box within, or outward of, its plane."""
    angle = float(np.arctan2(FLARE, LONG))
    turn = about(2, -side * angle)
    along, across = turn[:, 0], turn[:, 1] * side
    middle = np.array([-LONG / 2, side * (neck + FLARE / 2), TALL / 2])
    middle = middle + across * (thick / 2 if outward else -thick / 2) - along * short
    return Box(middle, np.array([np.hypot(FLARE, LONG) / 2 - short, thick / 2, TALL / 2]), turn)


def _socket(clearance: float) -> Body:
    neck, depth = NECK + clearance, -LONG - clearance
    return timber(
        (
            _cheek(neck, 1, True, 0.06, 0.005),
            _cheek(neck, -1, True, 0.06, 0.005),
            Box.between((-0.2, -0.15, 0), (depth - 0.004, 0.15, TALL)),
            Box.between((-0.2, -0.15, -0.1), (0, 0.15, 0)),
        )
    )


@cache
def _dovetailed() -> Body:
    beam = Box.between((0.001, -0.05, 0), (0.6, 0.05, TALL))
    wide = NECK + FLARE
    tail = [(0.001, NECK), (-LONG, wide), (-LONG, -wide), (0.001, -NECK)]
    exact = Hull(np.array([[x, y, z] for z in (0, TALL) for x, y in tail]))
    core = Box.between((-LONG, -NECK + 0.002, 0), (0.001, NECK - 0.002, TALL))
    cheeks = (_cheek(NECK, 1, False, FLARE), _cheek(NECK, -1, False, FLARE))
    return timber((beam, core, *cheeks), solid=(beam, exact))


def _steady(engine: Engine, handle: int) -> None:
    """Keep a member level while it is pulled."""
    askew = rotation_vector(engine.pose(handle).matrix)
    engine.torque(handle, -LEVEL * askew - CALM * engine.velocity(handle)[1])


def wrong_order(make: Make, newtons: float, rate: int = RATE) -> float:
    """Push a beam with two tenons sideways at two posts that stand already.

    Returns how far, in mm, its middle is from where it belongs after 2 s: never 0.
    """
    c, half = 0.001, 1.35
    hole = ((-0.2, -0.02 - c, 2.14 - c), (-0.05, 0.02 + c, 2.26 + c))
    post = timber(bored((-0.15, -0.15, 0), (0.15, 0.15, 2.8), hole))
    beam = timber(
        (
            Box.between((-half, -0.05, 2.1), (half, 0.05, 2.3)),
            Box.between((half, -0.02, 2.14), (half + 0.1, 0.02, 2.26)),
            Box.between((-half - 0.1, -0.02, 2.14), (-half, 0.02, 2.26)),
        )
    )
    engine = make()
    engine.pace(rate, ITERATIONS)
    for x, turn in ((1.5, 0.0), (-1.5, np.pi)):
        engine.add(post, Pose.of(np.array([x, 0, 0]), about(2, turn)), static=True, friction=GRIP)
    handle = engine.add(beam, Pose((0, -0.4, 0)), friction=GRIP)
    for _ in range(2 * rate):
        engine.force(handle, np.array([0, newtons, beam.mass * GRAVITY]))
        _steady(engine, handle)
        engine.step()
    away = abs(engine.pose(handle).at[1]) * 1000
    engine.close()
    return away
