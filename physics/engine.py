"""What any rigid-body engine must do here, and nothing that only one of them can.

Everything that crosses is in the bodies' authored frames and in the world's axes. There are
no rays: engines are wrong at hulls, so things are picked by the picture's own geometry.
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from physics.pose import Array, Pose
from physics.shape import Body

RATE = 240  # steps a second, unless a world is told another pace
ITERATIONS = 50  # of the contact solver in a step; with fewer a bracket set creeps
GRAVITY = 9.81  # m/s2
DOWN = np.array([0.0, 0.0, -GRAVITY])
ACROSS = 0.3  # a shake goes along y too, with this share of its strength along x


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


class Engine(Protocol):
    """Rigid bodies under gravity in fixed steps; the same calls give the same bits again.

    `engine` is its name and version, for records; `rate` the steps a second. A number that is
    not finite is refused with ValueError, and nothing has changed then.
    """

    engine: str

    @property
    def rate(self) -> int:
        """Steps a second."""
        ...

    def pace(self, rate: int, iterations: int) -> None:
        """Go on with so many steps a second and so many solver iterations in each."""
        ...

    def gravity(self, along: Array) -> None:
        """Let everything be pulled by (3,) m/s2 from now on."""
        ...

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle; friction of a pair is the product."""
        ...

    def remove(self, handle: int) -> None:
        """Take a body out of the world, and the pegs that held it."""
        ...

    def pose(self, handle: int) -> Pose:
        """Return the pose of the body's authored frame."""
        ...

    def set_pose(self, handle: int, pose: Pose) -> None:
        """Put a body somewhere, at rest."""
        ...

    def velocity(self, handle: int) -> tuple[Array, Array]:
        """Return the velocity (3,) m/s of the centre of mass and the spin (3,) rad/s."""
        ...

    def set_velocity(self, handle: int, linear: Array, spin: Array) -> None:
        """Give the centre of mass a velocity (3,) m/s and the body a spin (3,) rad/s.

        What is static or frozen stays where it is.
        """
        ...

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        """Push during the next step, at a world point (3,) or at the centre of mass."""
        ...

    def torque(self, handle: int, newton_metres: Array) -> None:
        """Twist about the world's axes during the next step."""
        ...

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        """Strike once: the whole impulse (3,) acts within the next step, at any pace."""
        ...

    def contacts(self, first: int) -> list[Contact]:
        """Return where a body touches anything, after the last step."""
        ...

    def fix(self, first: int, second: int | None, newtons: float, at: Array) -> int:
        """Peg two bodies together as they stand (None: to the world); return the peg.

        The peg is brittle: it lets go for good once the force at the world point `at` (3,) is
        larger than `newtons`. A moment alone does not break it.
        """
        ...

    def unfix(self, peg: int) -> None:
        """Draw a peg; one that has let go already is passed over."""
        ...

    def broken(self) -> tuple[int, ...]:
        """Return the pegs that let go in the last step."""
        ...

    def freeze(self, handle: int) -> None:
        """Let a body stand like a rock where it is: it bears, but nothing moves it."""
        ...

    def wake(self, handle: int) -> None:
        """Let a frozen body move again, from rest and with its own mass and inertia."""
        ...

    def step(self) -> None:
        """Go on by 1/rate seconds."""
        ...

    def close(self) -> None:
        """Let the engine go; closing twice is harmless, using it afterwards is not."""
        ...


def shaken(seconds: float, share: float, hertz: float) -> Array:
    """Return gravity (3,) m/s2 as felt on ground shaking with `share` of g, for `Engine.gravity`.

    Exact for ground that moves as one (d'Alembert). Weaker along y by ACROSS.
    """
    push = share * GRAVITY * math.sin(2 * math.pi * hertz * seconds)
    return np.array([push, ACROSS * push, -GRAVITY])


def swayed(seconds: float, share: float, hertz: float) -> Array:
    """Return how far (2,) m the ground that is felt as `shaken` lies from its mean place.

    Its second derivative is the opposite of the push of `shaken`.
    """
    return shaken(seconds, share, hertz)[:2] / (2 * math.pi * hertz) ** 2


def finite(what: str, *values: Array | tuple[float, ...] | float) -> None:
    """Raise ValueError, naming `what`, where any of the values is not a finite number."""
    for value in values:
        if not np.isfinite(value).all():
            raise ValueError(f"{what} must be finite, got {value}")
