"""A part of the world that goes into another by the law of its fit.

The engine's own shapes keep their true clearance and no friction along the joint. While the
part moves, the law gives it its speed, and the other part the opposite push; once it has come
to rest in the mortise the friction grips: a fastening that holds up to F(s) and then slips.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from physics.engine import GRAVITY, Engine
from physics.pose import Array
from physics.shape import Body
from physics.timber.fit import Drive, Fit

APPROACH = 0.02  # m before the mouth, where the law takes over: no step leaps past its start
STILL = 0.001  # m/s; slower than this is the engine's rounding
QUIET = 2  # steps at rest before the cheeks grip
FIRMEST = 1e6  # N; what a jammed joint is held with


@dataclass(frozen=True)
class Member:
    """A body of the world.

    `stands`: "fixed" where nothing moves it (static, frozen), "backed" where the ground or a
    brace takes the push of a joint driven in, "free" where it gives way.
    """

    handle: int
    body: Body
    stands: Literal["free", "backed", "fixed"] = "free"


class Coupling:
    """`drive` tells how far `part` is in `room`, along `entry` (3,) of the room's frame.

    Raises ValueError where the entry has no direction.
    """

    def __init__(
        self, world: Engine, part: Member, room: Member, entry: Array, drive: Drive
    ) -> None:
        length = float(np.linalg.norm(entry))
        if not 0 < length < np.inf:
            raise ValueError(f"an entry needs a direction, got {entry}")
        self._world, self._part, self._room = world, part, room
        self._entry = entry / length
        self.drive = drive
        self._mouth = self._along() - drive.depth
        self._struck = 0.0  # N s of blows that the next step takes
        self._asked: float | None = None  # m/s that the law gave in the last step
        self._quiet = 0
        self._grip: int | None = None

    @property
    def depth(self) -> float:
        """How far the part is in now, m, whether or not the law moves it."""
        return self._along() - self._mouth

    @property
    def governs(self) -> bool:
        """Whether the fit has a say: it presses, and the part is at the mouth or in it."""
        return self.drive.fit.interference_mm > 0 and self.depth > -APPROACH

    def refit(self, fit: Fit) -> None:
        """Make the joint tighter (a wedge) or looser (a split)."""
        self.release()
        self.drive = replace(self.drive, fit=fit)

    def release(self) -> None:
        """Let go of the part, before it is taken in hand and put elsewhere."""
        if self._grip is not None:
            self._world.unfix(self._grip)
        self._grip, self._asked, self._quiet, self._struck = None, None, 0, 0.0

    def blow(self, newton_seconds: Array, at: Array) -> None:
        """Strike the part with an impulse (3,) at a world point (3,).

        What lies along the entry drives it by the law, the rest is the engine's. Raises
        ValueError where a number is not finite.
        """
        axis = self._axis()
        along = float(newton_seconds @ axis) if self.governs else 0.0
        self._world.impulse(self._part.handle, newton_seconds - along * axis, at)
        if along:
            struck = self._struck + along
            self.release()
            self._struck = struck

    def advance(self, push: Array | None = None) -> None:
        """Follow the law for the step that the world is about to make.

        `push` (3,) N: what else is laid on the part during this step (a hand).
        """
        if self._grip in self._world.broken():
            self.release()
        if self._grip is not None or self.drive.fit.interference_mm <= 0:
            return  # held, or nothing presses: the engine alone guides it
        axis, speed, seconds = self._axis(), self._speed(), 1 / self._world.rate
        struck = self._notice(speed)
        if not self.governs:
            self._asked = None
            return
        outer = self._weight(axis) + (0.0 if push is None else float(push @ axis))
        mass = self._mass(outer)
        known = outer * mass / self._part.body.mass  # what of it moves the one against the other
        begun = self.depth
        self.drive = self.drive.step(known, mass, seconds)
        self._asked = (self.drive.depth - begun) / seconds
        gain = mass * (self._asked - speed - struck / self._part.body.mass)
        friction = gain / seconds - known
        at = self._world.pose(self._part.handle).out(self._part.body.centre)
        self._world.force(self._part.handle, (friction + struck / seconds) * axis, at)
        self._world.force(self._room.handle, -friction * axis, at)
        self._settle()

    def _notice(self, speed: float) -> float:
        """Take in what the last step did beside the law, and blows; return those, N s."""
        surprise = speed - (0.0 if self._asked is None else self._asked)
        before = 0.0 if self._asked is None else self.drive.speed
        struck, self._struck = self._struck, 0.0
        now = replace(self.drive, depth=self.depth, speed=before + surprise)
        self.drive = now.blow(struck, self._part.body.mass)
        return struck

    def _settle(self) -> None:
        """Let the cheeks grip once the part rests in the mortise."""
        self._quiet = self._quiet + 1 if self.drive.speed == 0 and self.drive.depth > 0 else 0
        if self._quiet > QUIET:
            most = min(self.drive.fit.friction(self.drive.depth), FIRMEST)
            at = self._world.pose(self._part.handle).out(self._part.body.centre)
            self._grip = self._world.fix(self._part.handle, self._room.handle, most, at)

    def _weight(self, axis: Array) -> float:
        """Newtons by which gravity drives the one against the other; none where both fall."""
        free = self._room.stands == "free"
        return 0.0 if free else -self._part.body.mass * GRAVITY * float(axis[2])

    def _mass(self, outer: float) -> float:
        """Kilograms of the one against the other; a backed room gives way only when drawn."""
        part, room, stands = self._part.body.mass, self._room.body.mass, self._room.stands
        inward = self.drive.speed > (-STILL if outer >= 0 else STILL)
        firm = stands == "fixed" or (stands == "backed" and inward)
        return part if firm else part * room / (part + room)

    def _axis(self) -> Array:
        return np.asarray(self._world.pose(self._room.handle).matrix @ self._entry)

    def _along(self) -> float:
        """Where the part's centre is along the entry, m in the room's frame."""
        at = self._world.pose(self._part.handle).out(self._part.body.centre)
        return float(self._world.pose(self._room.handle).into(at) @ self._entry)

    def _speed(self) -> float:
        part, _ = self._world.velocity(self._part.handle)
        room, _ = self._world.velocity(self._room.handle)
        return float((part - room) @ self._axis())
