"""How true a driven joint is to the closed form, what a blow keeps of its momentum, the cost.

A post of 5 kg with a tenon of 40 x 120 x 100 mm, 0.3 mm too thick, stands in a mortise and
takes 14 blows of 2.3 J in the physics world.
"""

import math
from collections.abc import Callable

import numpy as np

from bench.row import Row, cpu_seconds
from physics.engine import GRAVITY, ITERATIONS, RATE
from physics.pose import Pose
from physics.shape import Body, Box, Piece
from physics.timber import solids
from physics.timber.coupling import Coupling, Member
from physics.timber.fit import Drive, Fit, depth_after
from physics.timber.freedom import pieces_of, short_grain, slides
from physics.timber.voxels import sample
from physics.tools.striking import AXE_POLL, HAMMER, StrikingTool, impulse
from physics.tools.sweep import Target, sweep
from physics.world import World

BLOWS, JOULES, APART = 14, 2.3, 0.25
MOST_ERROR = 2.0  # per cent
MOST_LOSS = 0.1  # per cent
MOST_MS = 0.5  # of the 4.17 ms that a step has
FRAME_MS = 16.7  # a joint can be looked into while the learner looks on
FIT = Fit(0.3, 0.04, 0.12, 0.1)
DOWN = np.array([0.0, 0.0, -1.0])
CELLS = 24
PARTS = 40  # awake in VR


def run() -> list[Row]:
    """Per cent of error against the closed form and of momentum lost; milliseconds of CPU."""
    post, block = _body(_post(), 480), _body(_block(), 400)
    depths = [_depth(rate, post, block) for rate in (120, 240, 480)]
    blows = [_momentum(tool, post, block) for tool in (AXE_POLL, HAMMER)]
    return [*depths, *blows, *_costs(post, block)]


def _depth(rate: int, post: Body, block: Body) -> Row:
    closed = 0.0
    for _blow in range(BLOWS):
        closed = depth_after(FIT, closed, JOULES, post.mass * GRAVITY)
    value = 100 * abs(_driven(rate, post, block) / closed - 1)
    peer = 100 * abs(_one_force_a_step(rate, post.mass) / closed - 1)
    return Row(
        f"depth after {BLOWS} blows at {rate} Hz, error", value, "%", BLOWS, f"≤ {MOST_ERROR:g}",
        "friction as one force a step", peer, value <= MOST_ERROR,
    )  # fmt: skip


def _driven(rate: int, post: Body, block: Body) -> float:
    """Metres that the body of the post really went."""
    world, joint, handle = _yard(rate, post, block)
    blow = DOWN * math.sqrt(2 * JOULES * post.mass)
    for _blow in range(BLOWS):
        joint.blow(blow, world.pose(handle).out(post.centre))
        for _step in range(round(APART * rate)):
            joint.advance()
            world.step()
    depth = -world.pose(handle).at[2]
    world.close()
    return depth


def _one_force_a_step(rate: int, mass: float) -> float:
    """Metres by the same law where the force of a step's begin acts through all of it."""
    depth = 0.0
    for _blow in range(BLOWS):
        speed = math.sqrt(2 * JOULES / mass)
        for _step in range(round(APART * rate)):
            wish = speed + GRAVITY / rate
            most = FIT.friction(depth) / mass / rate
            speed = math.copysign(max(abs(wish) - most, 0.0), wish)
            depth = min(depth + speed / rate, FIT.travel)
    return depth


def _momentum(tool: StrikingTool, post: Body, block: Body) -> Row:
    """What post and block have, in free air after one blow on the joint, and the tool gave."""
    world = World()
    world.gravity(np.zeros(3))
    bodies = [(body, world.add(body, Pose(), friction=0)) for body in (post, block)]
    (_, handle), (_, room) = bodies
    joint = Coupling(world, Member(handle, post), Member(room, block), DOWN, Drive(FIT))
    given = impulse(tool, 4.0, post.mass)
    joint.blow(DOWN * given, post.centre)
    for _step in range(RATE // 10):
        joint.advance()
        world.step()
    has = sum(body.mass * float(world.velocity(each)[0] @ DOWN) for body, each in bodies)
    world.close()
    value = 100 * abs(has / given - 1)
    name = f"momentum of a blow on a joint, {tool.name.en}, lost"
    return Row(name, value, "%", 1, f"≤ {MOST_LOSS:g}", held=value <= MOST_LOSS)


def _costs(post: Body, block: Body) -> list[Row]:
    world, joint, handle = _yard(RATE, post, block)
    targets = [Target.of(str(i), post.pieces, Pose((i, 0, 0))) for i in range(PARTS)]
    start, end = np.array([0, 0, 0.7]), np.array([0, 0, 0.55])

    def follow() -> None:
        joint.blow(DOWN * 1e-6, post.centre)  # a breath: the law has to follow, not to hold
        joint.advance()

    def look() -> None:
        grid = sample([block.pieces, post.pieces], np.full(3, -0.16), np.full(3, 0.16), CELLS)
        pieces_of(grid.of(0))
        slides(grid)
        short_grain(grid, 0, 2, 0.05)

    def swing() -> None:
        sweep(start, end, DOWN, 0.02, targets)

    rows = [
        _cost("a driven joint, one step", follow, 200, MOST_MS),
        _cost(f"a tool swept against {PARTS} parts", swing, 200, MOST_MS),
        _cost(f"a joint looked into, {CELLS}³ cells", look, 5, FRAME_MS),
    ]
    world.close()
    return rows


def _cost(name: str, work: Callable[[], object], times: int, most: float) -> Row:
    def often() -> None:
        for _time in range(times):
            work()

    value = cpu_seconds(often) / times * 1000
    return Row(name, value, "CPU ms", 5, f"≤ {most:g}", held=value <= most)


def _yard(rate: int, post: Body, block: Body) -> tuple[World, Coupling, int]:
    world = World()
    world.pace(rate, ITERATIONS)
    room = Member(world.add(block, Pose(), static=True), block, "fixed")
    handle = world.add(post, Pose(), friction=0)
    return world, Coupling(world, Member(handle, post), room, DOWN, Drive(FIT)), handle


def _body(pieces: tuple[Piece, ...], density: float) -> Body:
    return solids.body(solids.joined(map(solids.convex, pieces)), pieces, density)


def _post() -> tuple[Piece, ...]:
    tenon = Box.between((-0.02, -0.06, 0), (0.02, 0.06, 0.1))
    return (Box.between((-0.05, -0.1, 0.1), (0.05, 0.1, 0.6)), tenon)


def _block() -> tuple[Piece, ...]:
    """A block with a mortise half a millimetre wider than the tenon on every side."""
    x, y = 0.0205, 0.0605
    return (
        Box.between((-0.15, -0.15, -0.2), (0.15, 0.15, -0.1)),
        Box.between((-0.15, -0.15, -0.1), (0.15, -y, 0)),
        Box.between((-0.15, y, -0.1), (0.15, 0.15, 0)),
        Box.between((-0.15, -y, -0.1), (-x, y, 0)),
        Box.between((x, -y, -0.1), (0.15, y, 0)),
    )
