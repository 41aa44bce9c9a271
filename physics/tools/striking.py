"""Tools that strike: what they weigh, how an arm swings them, what one blow gives.

Which of the two Xiangshan carpenters drive joints with is unresolved; both are here. A blow is
told by its impulse in N s: the peak force that an engine reports depends on its step.
"""

import math
from dataclasses import dataclass

import numpy as np

from content.model import Basis, Status, Text
from physics.engine import Engine
from physics.pose import Array, Pose
from physics.shape import Body

TAP_SPEED = 0.35  # m/s; inferred: shifts a loose 升 by about a centimetre, a 坐斗 by a millimetre
MOST_JOULES = 30.0  # inferred; a hard blow of one arm


@dataclass(frozen=True)
class StrikingTool:
    """`mass` kg; `radius` m of its round face; `restitution` of a blow on timber."""

    name: Text
    mass: float
    radius: float
    restitution: float
    basis: Basis


_INFERRED = Basis.of(Status.INFERRED, "engineering figure")
AXE_POLL = StrikingTool(Text(zh_CN="斧背", en="poll of the axe"), 1.2, 0.02, 0.3, _INFERRED)
HAMMER = StrikingTool(Text(zh_CN="榔头", en="hammer"), 0.8, 0.03, 0.3, _INFERRED)


def swing(tool: StrikingTool, velocity: Array) -> Array:
    """Bound a tool's velocity (3,) m/s to the energy that an arm has; NaN becomes rest."""
    speed = float(np.linalg.norm(velocity))
    if not math.isfinite(speed):
        return np.zeros(3)
    most = math.sqrt(2 * MOST_JOULES / tool.mass)
    return np.asarray(velocity * min(1.0, most / speed)) if speed > 0 else np.zeros(3)


def effective_mass(body: Body, pose: Pose, at: Array, direction: Array) -> float:
    """Kilograms a loose body sets against a blow at a world point (3,) along a unit (3,).

    Less than its mass where the blow goes beside its centre: it spins away.
    """
    arm = np.cross(at - pose.out(body.centre), direction)
    turned = pose.matrix.T @ arm
    return 1 / (1 / body.mass + float(turned @ np.linalg.solve(body.inertia, turned)))


def impulse(tool: StrikingTool, speed: float, mass: float) -> float:
    """Return the N s that a tool gives to `mass` kg, met square on at `speed` m/s.

    Momentum is kept: (1 + e) M m / (M + m) v; a part that cannot move has mass inf. Raises
    ValueError where the mass is not above 0 or the speed no number.
    """
    if not (mass > 0 and math.isfinite(speed)):
        raise ValueError(f"a blow at {speed} m/s on {mass} kg")
    shared = 1 / (1 / tool.mass + 1 / mass)
    return (1 + tool.restitution) * shared * max(speed, 0.0)


def tap(
    world: Engine, handle: int, body: Body, at: Array, direction: Array, tool: StrikingTool
) -> float:
    """Tap a body once at a world point (3,), along `direction` (3,) of any length but zero.

    Returns the impulse in N s. A tap splits nothing that hangs by more than 2 cm2 of grain
    (`physics.timber.splitting`; its test holds this). Raises ValueError where the direction has
    no length.
    """
    length = float(np.linalg.norm(direction))
    if not 0 < length < np.inf:
        raise ValueError(f"a tap needs a direction, got {direction.tolist()}")
    along = direction / length
    given = impulse(tool, TAP_SPEED, effective_mass(body, world.pose(handle), at, along))
    world.impulse(handle, along * given, at)
    return given
