"""The rigid-body world: the only module that sees pybullet.

Fixed steps, no damping, hulls with edge features (SAT) and without margin, inertia of the
exact solid, bodies in their authored axes: a static body laid along its principal axes makes
dovetails jam. The same calls in the same order give the same bits on one machine.
"""

import importlib.util
from functools import partial
from importlib.metadata import version
from types import ModuleType
from typing import Any

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.engine import DOWN, ITERATIONS, RATE, Contact, Engine, finite
from physics.pieces import place, xyzw
from physics.pose import Array, Pose
from physics.shape import Body, own_moments
from physics.sleep import Sleep

CONTACT_REACH = 0.001  # m; with the engine's 20 mm, stale contacts jam a part at an eased edge
SOLVED_REACH = 0.0005  # m; what is farther apart is known to be near, but costs the solver nothing
_NONE = ("rollingFriction", "spinningFriction", "restitution", "linearDamping", "angularDamping",
         "collisionMargin")  # fmt: skip


class EngineMissing(Refusal):
    """The physics engine is not installed; the text says what to do."""


def available() -> bool:
    """Whether the engine is installed."""
    return importlib.util.find_spec("pybullet") is not None


def _load() -> ModuleType:
    try:
        import pybullet
    except ImportError as e:
        raise EngineMissing(
            _(
                "The physics engine pybullet is not installed, so timber cannot be raised. On "
                "Linux with Python 3.11 run `make run`; elsewhere install it from conda-forge."
            )
        ) from e
    module: ModuleType = pybullet
    return module


class _Client:
    """The engine with this world's own connection filled into every call."""

    def __init__(self) -> None:
        self._engine = _load()
        self._number = self._engine.connect(self._engine.DIRECT)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        return partial(found, physicsClientId=self._number) if callable(found) else found


class World(Engine):
    """An `Engine` on pybullet. Owns its own engine client."""

    def __init__(self) -> None:
        self._p, self._open = _Client(), True
        self._sleep = Sleep(self._p)
        self._bodies: dict[int, Body] = {}
        self._pegs: dict[int, tuple[float, frozenset[int | None]]] = {}  # limit N, what it holds
        self._broken: tuple[int, ...] = ()
        self.engine = f"pybullet {version('pybullet')}"
        self._p.setPhysicsEngineParameter(
            numSubSteps=0,
            deterministicOverlappingPairs=1,
            contactBreakingThreshold=CONTACT_REACH,
            enableFileCaching=0,
        )
        self.gravity(DOWN)
        self.pace(RATE, ITERATIONS)

    @property
    def rate(self) -> int:
        return self._rate

    def pace(self, rate: int, iterations: int) -> None:
        if rate < 1 or iterations < 1:
            raise ValueError(f"a pace of {rate} steps a second and {iterations} iterations")
        self._rate = rate
        self._p.setPhysicsEngineParameter(fixedTimeStep=1 / rate, numSolverIterations=iterations)

    def gravity(self, along: Array) -> None:
        finite("gravity", along)
        self._p.setGravity(*along.tolist())
        self._sleep.rouse()

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle; friction of a pair is the product.

        Raises ValueError for a body without pieces, a flat hull, or one that is to move with an
        inertia that is not along its own axes.
        """
        finite("where a body stands and its friction", pose.at, pose.turn, friction)
        if not static:
            own_moments(body)
        handle = place(self._p, body, pose, static)
        self._change(
            handle,
            lateralFriction=friction,
            contactProcessingThreshold=SOLVED_REACH,
            **dict.fromkeys(_NONE, 0),
        )
        self._bodies[handle] = body
        self._sleep.still = False
        if not static:
            self._enliven(handle)
        return handle

    def remove(self, handle: int) -> None:
        for peg in [peg for peg, (_limit, held) in self._pegs.items() if handle in held]:
            self.unfix(peg)
        self._sleep.forget(handle)
        del self._bodies[handle]
        self._p.removeBody(handle)
        self._sleep.rouse()

    def pose(self, handle: int) -> Pose:
        centre, (x, y, z, w) = self._p.getBasePositionAndOrientation(handle)
        pose = Pose(tuple(centre), (w, x, y, z))
        x, y, z = pose.out(-self._bodies[handle].centre).tolist()
        return Pose((x, y, z), pose.turn)

    def set_pose(self, handle: int, pose: Pose) -> None:
        finite("where a body is put", pose.at, pose.turn)
        at = pose.out(self._bodies[handle].centre).tolist()
        self._p.resetBasePositionAndOrientation(handle, at, xyzw(pose))
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0])
        self._sleep.rouse()

    def velocity(self, handle: int) -> tuple[Array, Array]:
        linear, angular = self._p.getBaseVelocity(handle)
        return np.array(linear), np.array(angular)

    def set_velocity(self, handle: int, linear: Array, spin: Array) -> None:
        finite("a velocity", linear, spin)
        if not self._sleep.moves(handle):
            return
        if self._sleep.asleep(handle):
            self._sleep.later(handle, partial(self.set_velocity, handle, linear, spin))
        self._p.resetBaseVelocity(handle, linear.tolist(), spin.tolist())
        self._sleep.rouse(handle)

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        if at is None:
            at = self.pose(handle).out(self._bodies[handle].centre)
        finite("a force and where it acts", newtons, at)
        self._sleep.rouse(handle)
        self._p.applyExternalForce(handle, -1, newtons.tolist(), at.tolist(), self._p.WORLD_FRAME)

    def torque(self, handle: int, newton_metres: Array) -> None:
        finite("a torque", newton_metres)
        self._sleep.rouse(handle)
        self._p.applyExternalTorque(handle, -1, newton_metres.tolist(), self._p.WORLD_FRAME)

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        if self._sleep.asleep(handle):
            finite("a blow and where it acts", newton_seconds, *(() if at is None else (at,)))
            self._sleep.later(handle, partial(self.impulse, handle, newton_seconds, at))
            self._sleep.rouse(handle)
        else:
            self.force(handle, newton_seconds * self._rate, at)

    def contacts(self, first: int) -> list[Contact]:
        found = self._p.getContactPoints(bodyA=first)
        return [Contact(c[1], c[2], np.array(c[5]), np.array(c[7]), c[8], c[9]) for c in found]

    def fix(self, first: int, second: int | None, newtons: float, at: Array) -> int:
        finite("a peg's strength and place", newtons, at)
        here, turn = self._inside(first, at)
        there, other = (at, [0.0, 0.0, 0.0, 1.0]) if second is None else self._inside(second, at)
        ends = [here.tolist(), there.tolist(), turn, other]
        child = -1 if second is None else second
        kind = self._p.JOINT_FIXED
        peg = int(self._p.createConstraint(first, -1, child, -1, kind, [0, 0, 0], *ends))
        # Stronger than the peg, so that the force read is the force that was there.
        self._p.changeConstraint(peg, maxForce=100 * newtons)
        self._pegs[peg] = newtons, frozenset((first, second))
        self._sleep.rouse()
        return peg

    def unfix(self, peg: int) -> None:
        if self._pegs.pop(peg, None):
            self._p.removeConstraint(peg)
            self._sleep.rouse()

    def broken(self) -> tuple[int, ...]:
        return self._broken

    def freeze(self, handle: int) -> None:
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0])
        self._change(handle, mass=0)
        self._sleep.forget(handle)

    def wake(self, handle: int) -> None:
        self._change(handle, mass=self._bodies[handle].mass)
        self._enliven(handle)
        self._sleep.rouse()

    def step(self) -> None:
        if self._sleep.passes(1 / self._rate):
            return
        self._p.stepSimulation()
        torn = [peg for peg, (limit, _held) in self._pegs.items() if self._pull(peg) > limit]
        for peg in torn:
            self.unfix(peg)
        self._broken = tuple(torn)
        self._sleep.stepped()

    def close(self) -> None:
        if self._open:
            self._p.disconnect()
            self._open = False

    def _change(self, handle: int, **changes: object) -> None:
        self._p.changeDynamics(handle, -1, **changes)

    def _enliven(self, handle: int) -> None:
        """Give a body that may move its exact inertia, and let it sleep."""
        self._change(handle, localInertiaDiagonal=own_moments(self._bodies[handle]).tolist())
        self._sleep.enliven(handle)

    def _inside(self, handle: int, at: Array) -> tuple[Array, list[float]]:
        """Return a world point (3,) from a body's centre in its axes, and the way back."""
        pose = self.pose(handle)
        w, x, y, z = pose.turn
        return pose.matrix.T @ (at - pose.out(self._bodies[handle].centre)), [-x, -y, -z, w]

    def _pull(self, peg: int) -> float:
        return float(np.linalg.norm(self._p.getConstraintState(peg)[:3]))
