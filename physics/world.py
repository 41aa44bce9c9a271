"""The rigid-body world: the only module that sees pybullet.

Fixed steps of 1/240 s, 50 solver iterations, no damping, hulls with edge features (SAT) and
without margin, inertia of the exact solid, bodies in their authored axes. The same calls in
the same order give the same bits on one machine. There are no rays: the engine's are wrong
at hulls, so things are picked by the picture's own geometry.
"""

import importlib.util
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics import hullfile
from physics.pose import Array, Pose, quaternion
from physics.shape import Body, Box, Hull, Piece

RATE = 240
ITERATIONS = 50
GRAVITY = 9.81
CONTACT_REACH = 0.001  # m; with the engine's 20 mm, stale contacts jam a part at an eased edge
MOST_PIECES = 16  # the engine silently drops what is more


class EngineMissing(Refusal):
    """The physics engine is not installed; the text says what to do."""


@dataclass(frozen=True)
class Contact:
    """Two bodies touching: `point` (3,) m on the first, `normal` (3,) from the second to the
    first, `gap` m (negative = overlap), `newtons` along the normal in the last step."""

    first: int
    second: int
    point: Array
    normal: Array
    gap: float
    newtons: float


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
    """Rigid bodies under gravity, stepped at RATE a second. Owns its own engine client."""

    def __init__(self) -> None:
        self._p: Any = _load()
        self._client: int = self._p.connect(self._p.DIRECT)
        self._bodies: dict[int, Body] = {}
        self.engine = f"pybullet {version('pybullet')}"
        self._p.setGravity(0, 0, -GRAVITY, physicsClientId=self._client)
        self._p.setPhysicsEngineParameter(
            fixedTimeStep=1 / RATE,
            numSolverIterations=ITERATIONS,
            numSubSteps=0,
            deterministicOverlappingPairs=1,
            contactBreakingThreshold=CONTACT_REACH,
            physicsClientId=self._client,
        )

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle.

        Friction of a pair is the product of the two. Raises ValueError for more than
        MOST_PIECES pieces, a flat one, or an inertia that is not along the body's own axes.
        """
        _check(body)
        shape = self._shape(body)
        at = pose.out(body.centre)
        handle = int(
            self._p.createMultiBody(
                0 if static else body.mass,
                shape,
                -1,
                at.tolist(),
                _xyzw(pose.turn),
                physicsClientId=self._client,
            )
        )
        changes: dict[str, Any] = {} if static else {
            "localInertiaDiagonal": np.diag(body.inertia).tolist()
        }  # fmt: skip
        self._p.changeDynamics(
            handle,
            -1,
            lateralFriction=friction,
            rollingFriction=0,
            spinningFriction=0,
            restitution=0,
            linearDamping=0,
            angularDamping=0,
            collisionMargin=0,
            physicsClientId=self._client,
            **changes,
        )
        self._bodies[handle] = body
        return handle

    def remove(self, handle: int) -> None:
        """Take a body out of the world."""
        del self._bodies[handle]
        self._p.removeBody(handle, physicsClientId=self._client)

    def pose(self, handle: int) -> Pose:
        """Return the pose of the body's authored frame."""
        centre, (x, y, z, w) = self._p.getBasePositionAndOrientation(
            handle, physicsClientId=self._client
        )
        pose = Pose(tuple(centre), (w, x, y, z))
        return Pose(_tuple(pose.out(-self._bodies[handle].centre)), pose.turn)

    def set_pose(self, handle: int, pose: Pose) -> None:
        """Put a body somewhere, at rest."""
        at = pose.out(self._bodies[handle].centre).tolist()
        self._p.resetBasePositionAndOrientation(
            handle, at, _xyzw(pose.turn), physicsClientId=self._client
        )
        self._p.resetBaseVelocity(handle, [0, 0, 0], [0, 0, 0], physicsClientId=self._client)

    def velocity(self, handle: int) -> tuple[Array, Array]:
        """Return the velocity (3,) m/s of the centre of mass and the spin (3,) rad/s."""
        linear, angular = self._p.getBaseVelocity(handle, physicsClientId=self._client)
        return np.array(linear), np.array(angular)

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        """Push during the next step, at a world point (3,) or at the centre of mass."""
        if at is None:
            at = self.pose(handle).out(self._bodies[handle].centre)
        self._p.applyExternalForce(
            handle,
            -1,
            newtons.tolist(),
            at.tolist(),
            self._p.WORLD_FRAME,
            physicsClientId=self._client,
        )

    def torque(self, handle: int, newton_metres: Array) -> None:
        """Twist about the world's axes during the next step."""
        self._p.applyExternalTorque(
            handle, -1, newton_metres.tolist(), self._p.WORLD_FRAME, physicsClientId=self._client
        )

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        """Strike once: the whole impulse (3,) acts within the next step."""
        self.force(handle, newton_seconds * RATE, at)

    def contacts(self, first: int) -> list[Contact]:
        """Return where a body touches anything, after the last step."""
        found = self._p.getContactPoints(bodyA=first, physicsClientId=self._client)
        return [Contact(c[1], c[2], np.array(c[5]), np.array(c[7]), c[8], c[9]) for c in found]

    def step(self) -> None:
        """Go on by 1/RATE seconds."""
        self._p.stepSimulation(physicsClientId=self._client)

    def close(self) -> None:
        """Let the engine go. The world cannot be used afterwards."""
        if self._client >= 0:
            self._p.disconnect(physicsClientId=self._client)
            self._client = -1

    def _shape(self, body: Body) -> int:
        """Build one compound: boxes as boxes, hulls from a mesh file that lives only here."""
        p, n = self._p, len(body.pieces)
        with tempfile.TemporaryDirectory(prefix="shuimo") as folder:
            files = [
                _hull_file(piece, Path(folder) / f"{i}.obj") for i, piece in enumerate(body.pieces)
            ]
            shape = p.createCollisionShapeArray(
                shapeTypes=[p.GEOM_MESH if f else p.GEOM_BOX for f in files],
                fileNames=files,
                meshScales=[[1, 1, 1]] * n,
                halfExtents=[_half(piece) for piece in body.pieces],
                collisionFramePositions=[(_middle(q) - body.centre).tolist() for q in body.pieces],
                collisionFrameOrientations=[_xyzw(_turn(q)) for q in body.pieces],
                flags=[p.URDF_INITIALIZE_SAT_FEATURES] * n,
                physicsClientId=self._client,
            )
        return int(shape)


def _check(body: Body) -> None:
    if len(body.pieces) > MOST_PIECES:
        raise ValueError(f"{len(body.pieces)} pieces in a body; the engine keeps {MOST_PIECES}")
    off = body.inertia - np.diag(np.diag(body.inertia))
    if np.abs(off).max() > 1e-6 * np.trace(body.inertia):
        raise ValueError("the body's inertia is not along its own axes; lay it along them")


def _hull_file(piece: Piece, path: Path) -> str:
    """Write a hull into a file and return its name; "" for a box."""
    if isinstance(piece, Box):
        return ""
    hullfile.write(piece, path)
    return str(path)


def _half(piece: Piece) -> list[float]:
    return piece.half.tolist() if isinstance(piece, Box) else [1.0, 1.0, 1.0]


def _middle(piece: Piece) -> Array:
    return piece.centre if isinstance(piece, Box) else np.zeros(3)


def _turn(piece: Piece) -> tuple[float, float, float, float]:
    return (1.0, 0.0, 0.0, 0.0) if isinstance(piece, Hull) else quaternion(piece.turn)


def _xyzw(turn: tuple[float, float, float, float]) -> list[float]:
    w, x, y, z = turn
    return [x, y, z, w]


def _tuple(point: Array) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
