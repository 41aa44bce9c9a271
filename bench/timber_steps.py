"""CPU time of one physics step, beside panda3d.bullet and MuJoCo on the same stacks.

Bracket sets of five parts stand side by side; 17 parts are three sets and a set begun. "As cut"
is what lessons use: boxes where parts touch, hulls for tapered feet and rounded ends.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bench.mujoco_world import MujocoMissing, MujocoWorld
from bench.row import Row, cpu_seconds
from bench.timber_cases import Make
from bench.timber_frames import GROUND, Placed, boxed, hulled, sets
from content.library import SHIPPED
from physics.engine import DOWN, ITERATIONS, RATE, Engine
from physics.pose import Pose
from physics.shape import Body, Box
from physics.timber.sizes import read
from physics.world import World

PARTS = SHIPPED / "xiangshan" / "paike" / "parts.yaml"
LIMITS_MS = {17: 1.0, 100: 4.17}
SETTLED_MS = 0.05
KINDS: dict[str, Callable[[Sequence[Placed]], Sequence[Placed]]] = {
    "boxes": boxed,
    "as cut": lambda parts: parts,
    "hulls": hulled,
}
STEPS = 60
FRICTION = 0.7
BULLET = f"panda3d.bullet, {ITERATIONS} iterations"


def run() -> list[Row]:
    """Milliseconds of CPU a step, awake after half a second and when all have come to rest."""
    rows = []
    for n, limit in LIMITS_MS.items():
        for kind, form in KINDS.items():
            parts = form(sets(read(PARTS), n))
            for rate in (RATE, 2 * RATE):
                rows += _awake(f"step, {n} parts awake, {kind}, {rate} Hz", parts, rate, limit)
        rows.append(_settled(n, sets(read(PARTS), n)))
    rows.append(_all_but_one(100, sets(read(PARTS), 100)))
    return rows


def _awake(name: str, parts: Sequence[Placed], rate: int, limit: float) -> list[Row]:
    value, asked = _milliseconds(_stepper(World, parts, rate), rate), f"≤ {limit:g}"
    bullet = _milliseconds(_panda(parts, rate, sleeps=False), rate)
    held = value <= limit
    rows = [Row(name, value, "CPU ms", 5, asked, BULLET, bullet, held)]
    try:
        oracle = _milliseconds(_stepper(MujocoWorld, parts, rate), rate)
    except MujocoMissing as refusal:
        return [*rows, Row(name, None, "CPU ms", 0, why=str(refusal))]
    return [*rows, Row(name, value, "CPU ms", 5, asked, "MuJoCo", oracle, held)]


def _settled(n: int, parts: Sequence[Placed]) -> Row:
    steps = [_stepper(World, parts, RATE, wakes=False), _panda(parts, RATE, sleeps=True)]
    value, bullet = (_milliseconds(step, 8 * RATE) for step in steps)
    return Row(
        f"step, {n} parts settled", value, "CPU ms", 5, f"≤ {SETTLED_MS:g}", BULLET, bullet,
        value <= SETTLED_MS,
    )  # fmt: skip


def _all_but_one(n: int, parts: Sequence[Placed]) -> Row:
    """One set is kept awake by a push of nothing; the others sleep."""
    engine, handles = _built(World, parts, RATE)

    def step(times: int) -> None:
        for _ in range(times):
            engine.force(handles[0], np.zeros(3))
            engine.step()

    return Row(
        f"step, {n} parts, all but one set asleep", _milliseconds(step, 8 * RATE), "CPU ms", 5
    )


def _milliseconds(step: Callable[[int], object], before: int) -> float:
    """Step `before` / 2 times, then time what comes."""
    step(before // 2)
    return cpu_seconds(lambda: step(STEPS)) / STEPS * 1000


def _stepper(
    make: Make, parts: Sequence[Placed], rate: int, wakes: bool = True
) -> Callable[[int], None]:
    engine, _handles = _built(make, parts, rate)

    def step(times: int) -> None:
        if wakes:
            engine.gravity(DOWN)
        for _ in range(times):
            engine.step()

    return step


def _built(make: Make, parts: Sequence[Placed], rate: int) -> tuple[Engine, list[int]]:
    engine = make()
    engine.pace(rate, ITERATIONS)
    engine.add(GROUND, Pose(), static=True, friction=FRICTION)
    return engine, [engine.add(body, pose, friction=FRICTION) for body, pose in parts]


def _panda(parts: Sequence[Placed], rate: int, sleeps: bool) -> Callable[[int], object]:
    from panda3d import bullet
    from panda3d.core import NodePath, Vec3, loadPrcFileData

    loadPrcFileData("", f"bullet-solver-iterations {ITERATIONS}")
    world = bullet.BulletWorld()
    world.setGravity(Vec3(*DOWN))
    root = NodePath("bench")
    for i, (body, pose) in enumerate([(GROUND, Pose()), *parts]):
        node = _panda_node(body, moves=i > 0)
        node.setDeactivationEnabled(sleeps)
        root.attachNewNode(node).setPos(*(float(v) for v in pose.out(body.centre)))
        world.attachRigidBody(node)
    return lambda times: (root, [world.doPhysics(1 / rate, 1, 1 / rate) for _ in range(times)])


def _panda_node(body: Body, moves: bool) -> Any:
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
    return node
