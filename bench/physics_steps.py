"""CPU time of one physics step, beside the same stacks in panda3d.bullet.

Sets of five parts stand side by side; 17 parts are three sets and a set begun.
"""

from collections.abc import Callable, Iterator

import numpy as np

from bench.row import Row, cpu_seconds
from content.library import SHIPPED
from physics.pose import Pose
from physics.shape import Body, Box
from physics.timber import bracket
from physics.timber.part import Part
from physics.timber.sizes import Sizes, read
from physics.world import GRAVITY, ITERATIONS, RATE, World

PARTS = SHIPPED / "xiangshan" / "paike" / "parts.yaml"
LIMITS_MS = {5: 1.0, 17: 1.0, 100: 4.17}
STEPS = 120
APART_M = 0.7
GAP_M = 0.0002
FRICTION = 0.7
GROUND = Body((Box.between((-2, -2, -0.5), (16, 16, 0)),), 1.0, np.zeros(3), np.eye(3))


def run() -> list[Row]:
    """Milliseconds of CPU a step of 1/240 s, after half a second of settling."""
    sizes = read(PARTS)
    parts = bracket.parts(sizes)
    return [_row(n, limit, sizes, parts) for n, limit in LIMITS_MS.items()]


def _row(n: int, limit: float, sizes: Sizes, parts: tuple[Part, ...]) -> Row:
    bodies = [(parts[i % 5].body, pose) for i, pose in zip(range(n), _places(sizes), strict=False)]
    value = _milliseconds(_ours(bodies))
    peer = _milliseconds(_panda(bodies))
    return Row(
        f"physics step, {n} parts", value, "CPU ms", 5, f"≤ {limit:g}",
        f"panda3d.bullet, {ITERATIONS} iterations", peer, value <= limit,
    )  # fmt: skip


def _milliseconds(step: Callable[[], object]) -> float:
    for _ in range(RATE // 2):
        step()

    def work() -> None:
        for _ in range(STEPS):
            step()

    return cpu_seconds(work) / STEPS * 1000


def _places(sizes: Sizes) -> Iterator[Pose]:
    """Where the parts of set after set stand, a hair apart, in rows of five sets."""
    seats = bracket.seats(sizes)
    arm = seats["gong"][0].at[2] + 2 * GAP_M
    one = [Pose((0, 0, GAP_M)), Pose((0, 0, arm))]
    one += [Pose((s.at[0], 0, arm + s.at[2] + GAP_M)) for s in seats["sheng"]]
    for i in range(len(one) ** 2):
        across, away = divmod(i, 5)
        for pose in one:
            x, y, z = pose.at
            yield Pose((x + across * APART_M, y + away * APART_M, z))


def _ours(bodies: list[tuple[Body, Pose]]) -> Callable[[], object]:
    world = World()
    world.add(GROUND, Pose(), static=True, friction=FRICTION)
    for body, pose in bodies:
        world.add(body, pose, friction=FRICTION)
    return world.step


def _panda(bodies: list[tuple[Body, Pose]]) -> Callable[[], object]:
    from panda3d import bullet
    from panda3d.core import NodePath, Vec3, loadPrcFileData

    loadPrcFileData("", f"bullet-solver-iterations {ITERATIONS}")
    world = bullet.BulletWorld()
    world.setGravity(Vec3(0, 0, -GRAVITY))
    root = NodePath("bench")
    for i, (body, pose) in enumerate([(GROUND, Pose()), *bodies]):
        node = _panda_node(body, moves=i > 0)
        path = root.attachNewNode(node)
        path.setPos(*(float(v) for v in pose.out(body.centre)))
        world.attachRigidBody(node)
    return lambda: (root, world.doPhysics(1 / RATE, 1, 1 / RATE))


def _panda_node(body: Body, moves: bool):  # type: ignore[no-untyped-def]
    from panda3d import bullet
    from panda3d.core import Point3, TransformState, Vec3

    node = bullet.BulletRigidBodyNode()
    for piece in body.pieces:
        if isinstance(piece, Box):
            middle = Point3(*(float(v) for v in piece.centre - body.centre))
            shape = bullet.BulletBoxShape(Vec3(*(float(v) for v in piece.half)))
            node.addShape(shape, TransformState.makePos(middle))
        else:
            shape = bullet.BulletConvexHullShape()
            shape.setMargin(0)
            for point in piece.points - body.centre:
                shape.addPoint(Point3(*(float(v) for v in point)))
            node.addShape(shape)
    if moves:
        node.setMass(body.mass)
        node.setInertia(Vec3(*(float(v) for v in np.diag(body.inertia))))
    node.setFriction(FRICTION)
    node.setDeactivationEnabled(False)
    return node
