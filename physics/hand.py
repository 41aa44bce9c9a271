"""A hand: a spring and damper of bounded strength that holds a part at a grab point."""

import math
from dataclasses import dataclass

import numpy as np

from physics.engine import GRAVITY, Engine
from physics.pose import Array, from_rotation_vector, rotation_vector
from physics.shape import Body

MOST_FORCE = 500.0  # newtons; inferred, a strong man's pull
MOST_TORQUE = 40.0  # newton metres; inferred, both wrists
STIFFNESS = 30.0  # rad/s, natural frequency of the held part; critically damped
# The wrist keeps a part level firmly, but lets a joint turn it about the upright.
WRIST = np.array([90.0, 90.0, 30.0])  # rad/s about x, y and z of the world
EAGERNESS = 7.0  # 1/s, how the target closes in on where it is sent
QUICKEST = 6.0  # m/s2, how fast the target may change its speed
TURNING = 2.5  # rad/s at most
LEASH = 0.15  # metres; a part that lags further behind slips from the hand


@dataclass(frozen=True)
class Reach:
    """How fast the target may go: `across` and `down`/up in m/s."""

    across: float
    up: float


class Hand:
    """Holds one body of a world. `target` (3,) m is where the grab point should be now."""

    def __init__(self, world: Engine, handle: int, body: Body, point: Array) -> None:
        self._world, self._handle, self._body = world, handle, body
        pose = world.pose(handle)
        self._arm = body.centre - point  # from the grab point to the centre of mass
        self.point = point
        self.target = pose.out(point)
        self.turn = pose.matrix
        self._speed = np.zeros(3)
        self._spin = np.zeros(3)
        self.press = 0.0

    def advance(self, to: Array, turn: Array, reach: Reach) -> bool:
        """Pull for one step towards a point (3,) and attitude (3, 3); False = it slipped.

        Sets `press`: newtons that the hand leaves to the support; above the weight it pushes.
        """
        self._lead(to, turn, reach)
        pose = self._world.pose(self._handle)
        velocity, spin = self._world.velocity(self._handle)
        lag = self.target + self.turn @ self._arm - pose.out(self._body.centre)
        mass, stiff = self._body.mass, STIFFNESS**2
        pull = mass * (stiff * lag + 2 * STIFFNESS * (self._speed - velocity))
        lift = _bounded(pull + np.array([0.0, 0.0, mass * GRAVITY]), MOST_FORCE)
        self.press = mass * GRAVITY - float(lift[2])
        self._world.force(self._handle, lift)
        matrix = pose.matrix
        off = rotation_vector(self.turn @ matrix.T)
        urge = WRIST**2 * off + 2 * WRIST * (self._spin - spin)
        inertia = matrix @ self._body.inertia @ matrix.T
        self._world.torque(self._handle, _bounded(inertia @ urge, MOST_TORQUE))
        return math.dist(lag, (0.0, 0.0, 0.0)) <= LEASH

    def _lead(self, to: Array, turn: Array, reach: Reach) -> None:
        """Move the target itself, smoothly and no faster than `reach`."""
        wish = EAGERNESS * (to - self.target)
        wish[:2] = _bounded(wish[:2], reach.across)
        wish[2] = min(max(wish[2], -reach.up), reach.up)
        self._speed = self._speed + _bounded(wish - self._speed, QUICKEST / self._world.rate)
        self.target = self.target + self._speed / self._world.rate
        self._spin = _bounded(EAGERNESS * rotation_vector(turn @ self.turn.T), TURNING)
        self.turn = from_rotation_vector(self._spin / self._world.rate) @ self.turn


def _bounded(vector: Array, most: float) -> Array:
    length = math.sqrt(float(vector @ vector))
    return vector if length <= most else np.asarray(vector * (most / length))
