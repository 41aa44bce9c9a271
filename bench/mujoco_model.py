"""A world's bodies and pegs as a MuJoCo model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from physics.hullfile import outward
from physics.pose import Array, Pose
from physics.shape import Body, Box, Piece, own_moments

CONTACT = {
    "solref": (0.008, 1.0),  # s, share of critical damping: as stiff as 240 Hz allows
    "solimp": (0.98, 0.999, 0.0005, 0.5, 2.0),
}
ARENA_BYTES = 1 << 28


@dataclass(frozen=True)
class Setting:
    """Steps a second, solver iterations in each, and gravity (3,) m/s2."""

    rate: int
    iterations: int
    down: Array


@dataclass
class Thing:
    """A body as the next model is to be built with it."""

    body: Body
    pose: Pose
    friction: float
    moves: bool
    linear: Array = field(default_factory=lambda: np.zeros(3))  # of the centre of mass
    spin: Array = field(default_factory=lambda: np.zeros(3))


@dataclass(frozen=True)
class Peg:
    """What a peg holds, and the force at which it lets go."""

    first: int
    second: int | None
    newtons: float
    data: Array  # (12,): places from the second's and the first's centre, turn between, 1, 0


def spec(
    mujoco: ModuleType, setting: Setting, things: Mapping[int, Thing], pegs: Mapping[int, Peg]
) -> Any:
    """Return the model's plan; bodies, their joints and pegs are named by their handles."""
    plan = mujoco.MjSpec()
    plan.memory = ARENA_BYTES
    plan.option.timestep, plan.option.iterations = 1 / setting.rate, setting.iterations
    plan.option.gravity = setting.down.tolist()
    plan.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    plan.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    for handle, thing in things.items():
        _add_body(mujoco, plan, handle, thing)
    for one, two, friction in _unlike(things):
        sliding = [friction, friction, 0, 0, 0]
        plan.add_pair(geomname1=one, geomname2=two, friction=sliding, condim=3, **CONTACT)
    for name, peg in pegs.items():
        plan.add_equality(
            name=str(name),
            name1=str(peg.first),
            name2="world" if peg.second is None else str(peg.second),
            type=mujoco.mjtEq.mjEQ_WELD,
            objtype=mujoco.mjtObj.mjOBJ_BODY,
            data=peg.data.tolist(),
            **CONTACT,
        )
    return plan


def _add_body(mujoco: ModuleType, plan: Any, handle: int, thing: Thing) -> None:
    middle = thing.body.centre  # a free joint far from it makes light members fly apart
    at = thing.pose.out(middle).tolist()
    body = plan.worldbody.add_body(name=str(handle), pos=at, quat=thing.pose.turn)
    if thing.moves:
        body.add_freejoint(name=str(handle))
        body.explicitinertial = 1
        body.mass, body.inertia = thing.body.mass, own_moments(thing.body).tolist()
        body.ipos, body.iquat = [0, 0, 0], [1, 0, 0, 0]
    for i, piece in enumerate(thing.body.pieces):
        name, sliding = f"{handle}/{i}", [thing.friction**2, 0, 0]
        form = _form(mujoco, plan, piece, middle, name)
        body.add_geom(name=name, condim=3, friction=sliding, **form, **CONTACT)


def _form(
    mujoco: ModuleType, plan: Any, piece: Piece, middle: Array, name: str
) -> dict[str, object]:
    kinds = mujoco.mjtGeom
    if isinstance(piece, Box):
        turn = Pose.of(piece.centre, piece.turn).turn
        size, at = piece.half.tolist(), (piece.centre - middle).tolist()
        return {"type": kinds.mjGEOM_BOX, "size": size, "pos": at, "quat": turn}
    vertices = (piece.points - middle).ravel().tolist()
    faces = outward(piece.points).ravel().tolist()
    plan.add_mesh(name=name, uservert=vertices, userface=faces)
    return {"type": kinds.mjGEOM_MESH, "meshname": name}


def _unlike(things: Mapping[int, Thing]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of pieces whose bodies differ in friction, with the product."""
    listed = list(things.items())
    for k, (one, a) in enumerate(listed):
        for two, b in listed[k + 1 :]:
            if a.friction != b.friction and (a.moves or b.moves):
                for i in range(len(a.body.pieces)):
                    for j in range(len(b.body.pieces)):
                        yield f"{one}/{i}", f"{two}/{j}", a.friction * b.friction
