"""The rigid-body world: the only module that sees pybullet.

Fixed steps, no damping, hulls with edge features (SAT) and without margin, inertia of the
exact solid, bodies in their authored axes: a static body laid along its principal axes makes
dovetails jam. What has lain still for two seconds sleeps and costs nothing. Whatever is done
to a sleeper wakes it, but the engine gives the step after that away: there a blow acts one step
late, and a push that lasts begins one step late. The same calls in the same order give the same
bits on one machine.
"""

import importlib.util
from collections.abc import Callable
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

CONTACT_REACH = 0.001  # m; with the engine's 20 mm, stale contacts jam a part at an eased edge
SLEEP_SECONDS = 1.9  # the engine's own two, less a hair
LOOK_STEPS = 48  # so often it is looked whether all sleep
SLEEPY = 1e-3  # (m/s)2 + (rad/s)2; the engine's own 0.05 would stop a part that still slides


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
        self._bodies: dict[int, Body] = {}
        self._moves: dict[int, bool] = {}  # False: static or frozen
        self._now, self._steps = 0.0, 0  # seconds gone, steps gone
        self._still = False  # whether all sleep: then a step changes nothing and is left out
        self._woken: dict[int, float] = {}  # when each was last woken
        self._late: list[tuple[int, Callable[[], None]]] = []  # to do to it after the next step
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
        self._rouse()

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle; friction of a pair is the product.

        Raises ValueError for a body without pieces, a flat hull, or one that is to move with an
        inertia that is not along its own axes.
        """
        finite("where a body stands", pose.at, pose.turn)
        if not static:
            own_moments(body)
        handle = place(self._p, body, pose, static)
        self._change(handle, lateralFriction=friction, **dict.fromkeys(_NONE, 0))
        self._bodies[handle], self._moves[handle] = body, not static
        self._still = False
        if not static:
            self._enliven(handle)
        return handle

    def remove(self, handle: int) -> None:
        for peg in [peg for peg, (_limit, held) in self._pegs.items() if handle in held]:
            self.unfix(peg)
        self._late = [late for late in self._late if late[0] != handle]
        del self._bodies[handle], self._moves[handle]
        self._p.removeBody(handle)
        self._rouse()

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
        self._rouse()

    def velocity(self, handle: int) -> tuple[Array, Array]:
        linear, angular = self._p.getBaseVelocity(handle)
        return np.array(linear), np.array(angular)

    def set_velocity(self, handle: int, linear: Array, spin: Array) -> None:
        finite("a velocity", linear, spin)
        if not self._moves[handle]:
            return
        if self._asleep(handle):
            self._late.append((handle, partial(self.set_velocity, handle, linear, spin)))
        self._p.resetBaseVelocity(handle, linear.tolist(), spin.tolist())
        self._rouse(handle)

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        if at is None:
            at = self.pose(handle).out(self._bodies[handle].centre)
        finite("a force and where it acts", newtons, at)
        self._rouse(handle)
        self._p.applyExternalForce(handle, -1, newtons.tolist(), at.tolist(), self._p.WORLD_FRAME)

    def torque(self, handle: int, newton_metres: Array) -> None:
        finite("a torque", newton_metres)
        self._rouse(handle)
        self._p.applyExternalTorque(handle, -1, newton_metres.tolist(), self._p.WORLD_FRAME)

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        if self._asleep(handle):
            finite("a blow and where it acts", newton_seconds, *(() if at is None else (at,)))
            self._late.append((handle, partial(self.impulse, handle, newton_seconds, at)))
            self._rouse(handle)
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
        self._rouse()
        return peg

    def unfix(self, peg: int) -> None:
        if self._pegs.pop(peg, None):
            self._p.removeConstraint(peg)
            self._rouse()

    def broken(self) -> tuple[int, ...]:
        return self._broken

    def freeze(self, handle: int) -> None:
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0])
        self._change(handle, mass=0)
        self._moves[handle] = False

    def wake(self, handle: int) -> None:
        self._change(handle, mass=self._bodies[handle].mass)
        self._moves[handle] = True
        self._enliven(handle)
        self._rouse()

    def step(self) -> None:
        self._now += 1 / self._rate
        self._steps += 1
        if self._still:
            return
        self._p.stepSimulation()
        torn = [peg for peg, (limit, _held) in self._pegs.items() if self._pull(peg) > limit]
        for peg in torn:
            self.unfix(peg)
        self._broken = tuple(torn)
        if self._steps % LOOK_STEPS == 0:
            self._still = all(self._asleep(each) for each, moves in self._moves.items() if moves)
        late, self._late = self._late, []
        for _handle, act in late:
            act()

    def close(self) -> None:
        if self._open:
            self._p.disconnect()
            self._open = False

    def _change(self, handle: int, **changes: object) -> None:
        self._p.changeDynamics(handle, -1, **changes)

    def _enliven(self, handle: int) -> None:
        """Give a body that may move its exact inertia, and let it sleep."""
        self._change(
            handle,
            localInertiaDiagonal=own_moments(self._bodies[handle]).tolist(),
            activationState=self._p.ACTIVATION_STATE_ENABLE_SLEEPING,
            sleepThreshold=SLEEPY,
        )
        self._woken[handle] = self._now

    def _rouse(self, handle: int | None = None) -> None:
        """Wake one body, or all of them; what touches a woken one wakes with the next step."""
        self._still = False
        for each in self._bodies if handle is None else (handle,):
            if self._moves[each]:
                self._change(each, activationState=self._p.ACTIVATION_STATE_WAKE_UP)
                self._woken[each] = self._now

    def _asleep(self, handle: int) -> bool:
        if not self._moves[handle] or self._now - self._woken[handle] < SLEEP_SECONDS:
            return False
        return not any(part.any() for part in self.velocity(handle))

    def _inside(self, handle: int, at: Array) -> tuple[Array, list[float]]:
        """Return a world point (3,) from a body's centre in its axes, and the way back."""
        pose = self.pose(handle)
        w, x, y, z = pose.turn
        return pose.matrix.T @ (at - pose.out(self._bodies[handle].centre)), [-x, -y, -z, w]

    def _pull(self, peg: int) -> float:
        return float(np.linalg.norm(self._p.getConstraintState(peg)[:3]))
