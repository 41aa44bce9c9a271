"""The rigid-body world: the only module that sees pybullet.

Fixed steps, no damping, hulls with edge features (SAT) and without margin, inertia of the
exact solid, bodies in their authored axes: a static body laid along its principal axes makes
dovetails jam. What has lain still for two seconds sleeps and costs nothing; whatever is done
to it wakes it. The same calls in the same order give the same bits on one machine.
"""

import importlib.util
import tempfile
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics import hullfile
from physics.engine import DOWN, Contact, finite
from physics.engine import GRAVITY as GRAVITY  # the constants of every world can be had here
from physics.engine import ITERATIONS as ITERATIONS
from physics.engine import RATE as RATE
from physics.pose import Array, Pose
from physics.shape import Body, own_moments

CONTACT_REACH = 0.001  # m; with the engine's 20 mm, stale contacts jam a part at an eased edge
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


class World:
    """An `Engine` on pybullet. Owns its own engine client."""

    def __init__(self) -> None:
        self._p: Any = _load()
        self._client: dict[str, int] = {"physicsClientId": self._p.connect(self._p.DIRECT)}
        self._bodies: dict[int, Body] = {}
        self._moves: dict[int, bool] = {}  # False: static or frozen
        self._pegs: dict[int, tuple[float, frozenset[int | None]]] = {}  # limit N, what it holds
        self._broken: tuple[int, ...] = ()
        self.engine = f"pybullet {version('pybullet')}"
        self._p.setPhysicsEngineParameter(
            numSubSteps=0,
            deterministicOverlappingPairs=1,
            contactBreakingThreshold=CONTACT_REACH,
            enableFileCaching=0,
            **self._client,
        )
        self.gravity(DOWN)
        self.pace(RATE, ITERATIONS)

    @property
    def rate(self) -> int:
        """Steps a second."""
        return self._rate

    def pace(self, rate: int, iterations: int) -> None:
        """Go on with so many steps a second and so many solver iterations in each."""
        if rate < 1 or iterations < 1:
            raise ValueError(f"a pace of {rate} steps a second and {iterations} iterations")
        self._rate = rate
        self._p.setPhysicsEngineParameter(
            fixedTimeStep=1 / rate, numSolverIterations=iterations, **self._client
        )

    def gravity(self, along: Array) -> None:
        """Let everything be pulled by (3,) m/s2 from now on."""
        finite("gravity", along)
        self._p.setGravity(*along.tolist(), **self._client)
        self._rouse()

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle; friction of a pair is the product.

        Raises ValueError for a body without pieces, a flat hull, or one that is to move with an
        inertia that is not along its own axes.
        """
        finite("where a body stands", pose.at, pose.turn)
        if not static:
            own_moments(body)
        with tempfile.TemporaryDirectory(prefix="shuimo") as folder:
            handle = int(
                self._p.loadURDF(
                    str(hullfile.model(body, 0.0 if static else body.mass, Path(folder))),
                    pose.out(body.centre).tolist(),
                    _xyzw(pose.turn),
                    useFixedBase=static,
                    flags=self._p.URDF_INITIALIZE_SAT_FEATURES,
                    **self._client,
                )
            )
        self._change(
            handle,
            lateralFriction=friction,
            **dict.fromkeys(_NONE, 0),
        )
        self._bodies[handle], self._moves[handle] = body, not static
        if not static:
            self._enliven(handle)
        return handle

    def remove(self, handle: int) -> None:
        """Take a body out of the world, and the pegs that held it."""
        for peg in [peg for peg, (_limit, held) in self._pegs.items() if handle in held]:
            self.unfix(peg)
        del self._bodies[handle], self._moves[handle]
        self._p.removeBody(handle, **self._client)
        self._rouse()

    def pose(self, handle: int) -> Pose:
        """Return the pose of the body's authored frame."""
        centre, (x, y, z, w) = self._p.getBasePositionAndOrientation(handle, **self._client)
        pose = Pose(tuple(centre), (w, x, y, z))
        x, y, z = pose.out(-self._bodies[handle].centre).tolist()
        return Pose((x, y, z), pose.turn)

    def set_pose(self, handle: int, pose: Pose) -> None:
        """Put a body somewhere, at rest."""
        finite("where a body is put", pose.at, pose.turn)
        at = pose.out(self._bodies[handle].centre).tolist()
        self._p.resetBasePositionAndOrientation(handle, at, _xyzw(pose.turn), **self._client)
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0], **self._client)
        self._rouse()

    def velocity(self, handle: int) -> tuple[Array, Array]:
        """Return the velocity (3,) m/s of the centre of mass and the spin (3,) rad/s."""
        linear, angular = self._p.getBaseVelocity(handle, **self._client)
        return np.array(linear), np.array(angular)

    def set_velocity(self, handle: int, linear: Array, spin: Array) -> None:
        """Give the centre of mass a velocity (3,) m/s and the body a spin (3,) rad/s."""
        finite("a velocity", linear, spin)
        self._p.resetBaseVelocity(handle, linear.tolist(), spin.tolist(), **self._client)
        self._rouse(handle)

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        """Push during the next step, at a world point (3,) or at the centre of mass."""
        if at is None:
            at = self.pose(handle).out(self._bodies[handle].centre)
        finite("a force and where it acts", newtons, at)
        self._rouse(handle)
        self._p.applyExternalForce(
            handle, -1, newtons.tolist(), at.tolist(), self._p.WORLD_FRAME, **self._client
        )

    def torque(self, handle: int, newton_metres: Array) -> None:
        """Twist about the world's axes during the next step."""
        finite("a torque", newton_metres)
        self._rouse(handle)
        self._p.applyExternalTorque(
            handle, -1, newton_metres.tolist(), self._p.WORLD_FRAME, **self._client
        )

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        """Strike once: the whole impulse (3,) acts within the next step, at any pace."""
        self.force(handle, newton_seconds * self._rate, at)

    def contacts(self, first: int) -> list[Contact]:
        """Return where a body touches anything, after the last step."""
        found = self._p.getContactPoints(bodyA=first, **self._client)
        return [Contact(c[1], c[2], np.array(c[5]), np.array(c[7]), c[8], c[9]) for c in found]

    def fix(self, first: int, second: int | None, newtons: float, at: Array) -> int:
        """Peg two bodies together as they stand (None: to the world); return the peg.

        It lets go for good once the force at the world point `at` (3,) exceeds `newtons`.
        """
        finite("a peg's strength and place", newtons, at)
        here, turn = self._inside(first, at)
        there, other = (at, [0.0, 0.0, 0.0, 1.0]) if second is None else self._inside(second, at)
        ends = [here.tolist(), there.tolist(), turn, other]
        child = -1 if second is None else second
        kind = self._p.JOINT_FIXED
        peg = int(
            self._p.createConstraint(first, -1, child, -1, kind, [0, 0, 0], *ends, **self._client)
        )
        # Stronger than the peg, so that the force read is the force that was there.
        self._p.changeConstraint(peg, maxForce=100 * newtons, **self._client)
        self._pegs[peg] = newtons, frozenset((first, second))
        self._rouse()
        return peg

    def unfix(self, peg: int) -> None:
        """Draw a peg; one that has let go already is passed over."""
        if self._pegs.pop(peg, None):
            self._p.removeConstraint(peg, **self._client)
            self._rouse()

    def broken(self) -> tuple[int, ...]:
        """Return the pegs that let go in the last step."""
        return self._broken

    def freeze(self, handle: int) -> None:
        """Let a body stand like a rock where it is: it bears, but nothing moves it."""
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0], **self._client)
        self._change(handle, mass=0)
        self._moves[handle] = False

    def wake(self, handle: int) -> None:
        """Let a frozen body move again, from rest and with its own mass and inertia."""
        self._change(handle, mass=self._bodies[handle].mass)
        self._moves[handle] = True
        self._enliven(handle)
        self._rouse()

    def step(self) -> None:
        """Go on by 1/rate seconds."""
        self._p.stepSimulation(**self._client)
        torn = [peg for peg, (limit, _held) in self._pegs.items() if self._pull(peg) > limit]
        for peg in torn:
            self.unfix(peg)
        self._broken = tuple(torn)

    def close(self) -> None:
        """Let the engine go; closing twice is harmless, using it afterwards is not."""
        if self._client["physicsClientId"] >= 0:
            self._p.disconnect(**self._client)
            self._client = {"physicsClientId": -1}

    def _change(self, handle: int, **changes: object) -> None:
        self._p.changeDynamics(handle, -1, **changes, **self._client)

    def _enliven(self, handle: int) -> None:
        """Give a body that may move its exact inertia, and let it sleep."""
        self._change(
            handle,
            localInertiaDiagonal=own_moments(self._bodies[handle]).tolist(),
            activationState=self._p.ACTIVATION_STATE_ENABLE_SLEEPING,
            sleepThreshold=SLEEPY,
        )

    def _rouse(self, handle: int | None = None) -> None:
        """Wake one body, or all of them; what touches a woken one wakes with the next step."""
        for each in self._bodies if handle is None else (handle,):
            if self._moves[each]:
                self._change(each, activationState=self._p.ACTIVATION_STATE_WAKE_UP)

    def _inside(self, handle: int, at: Array) -> tuple[Array, list[float]]:
        """Return a world point (3,) from a body's centre in its axes, and the way back."""
        pose = self.pose(handle)
        w, x, y, z = pose.turn
        return pose.matrix.T @ (at - pose.out(self._bodies[handle].centre)), [-x, -y, -z, w]

    def _pull(self, peg: int) -> float:
        return float(np.linalg.norm(self._p.getConstraintState(peg, **self._client)[:3]))


def _xyzw(turn: tuple[float, float, float, float]) -> list[float]:
    w, x, y, z = turn
    return [x, y, z, w]
