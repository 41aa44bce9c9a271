"""What is to be raised: loose parts, where each belongs, where they lie before.

Everything stands in the design's frame: x along the front, y away from the learner, z up, the
origin on the ground (or bench top) in the middle; metres.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from physics.pose import Array, Pose, about
from physics.shape import Body
from physics.timber.part import Part

Point = tuple[float, float, float]
FAR_M = 1.0  # farther than this out of the hand's room a part is lost
Setting = Literal["bench", "yard"]  # on the workbench, or on the ground outside


@dataclass(frozen=True)
class Place:
    """One place: the pose of its part when everything stands true.

    `takes`: the parts that may stand here. `bearers`: the places whose parts bear or hold this
    one, all of which must be seated first. `entry`: unit vector of the last way home, `travel`
    its length. `ways`: in how many attitudes about its upright the part serves (2: also turned
    half round; 0: round, any). `bed`: height of the part's own bed over its origin, where what
    comes next depends on it.
    """

    name: str
    pose: Pose
    takes: tuple[str, ...]
    bearers: tuple[str, ...] = ()
    entry: Point = (0.0, 0.0, -1.0)
    travel: float = 0.0
    ways: int = 1
    bed: float | None = None

    @property
    def bed_target(self) -> float | None:
        """Height of the bed over the ground when everything stands true, in metres."""
        return None if self.bed is None else self.pose.at[2] + self.bed


@dataclass(frozen=True)
class Room:
    """How large the work is: the hand reaches from `low` to `high` and carries at `carry`.

    A part nearer than `near` to a place was meant for it; the guiding hand helps within
    `assist` metres and `assist_rad`. `fallen`: an origin lower than this lies off the work.
    `quick`: how fast the hand goes, 1 = at the bench.
    """

    low: Point
    high: Point
    carry: float
    near: float
    assist: float
    assist_rad: float
    fallen: float
    quick: float = 1.0

    def lost(self, at: Point) -> bool:
        """Whether a part at this point lies where nobody can reach it, or nowhere (NaN)."""
        reach = zip(self.low[:2], at[:2], self.high[:2], strict=True)
        within = all(low - FAR_M < here < high + FAR_M for low, here, high in reach)
        return not (within and at[2] > self.fallen)


@dataclass(frozen=True)
class Delivered:
    """A part that comes with a tenon too thick: `thicker` m across more than drawn, at the end
    that goes into `bearer`. `cut` makes the part with that tenon so many metres too thick."""

    part: str
    bearer: str
    thicker: float
    cut: Callable[[float], Part]


@dataclass(frozen=True)
class Bracing:
    """Temporary braces, all alike. `spots`: by place of what they steady, where a brace leans on
    it as it stands true; it is tied at `head`, by a `pin` from end to end (m, in its own frame)."""

    parts: tuple[str, ...] = ()
    head: Point = (0.0, 0.0, 0.0)
    pin: tuple[Point, Point] = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    spots: Mapping[str, tuple[Pose, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Design:
    """Everything of one work-piece. `places`: the bearing ones come first; each bears the name
    of the part that it is usually shown with. `spare`: where a part that fell is laid again.
    `props`: parts without a place, which may be pulled away from under a load. `fitted`: places
    whose parts were cut for their own mates and are tried with them before they are raised;
    `delivered`: which of these come otherwise than they are drawn in `parts`."""

    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    start: Mapping[str, Pose]
    floor: Body
    room: Room
    spare: tuple[tuple[float, float], ...] = ()
    setting: Setting = "bench"
    props: frozenset[str] = frozenset()
    bracing: Bracing = Bracing()
    fitted: frozenset[str] = frozenset()
    delivered: tuple[Delivered, ...] = ()

    @property
    def ends_itself(self) -> bool:
        """Whether the work is over with the last part; in the yard it can still be tried."""
        return self.setting == "bench"

    @property
    def temporary(self) -> frozenset[str]:
        """The parts that are no part of the work: props and braces."""
        return self.props.union(self.bracing.parts)

    def place(self, name: str) -> Place:
        """Return a place by name. Raises KeyError for one that is not there."""
        return {p.name: p for p in self.places}[name]

    def of(self, part: str) -> tuple[Place, ...]:
        """Return the places that take a part."""
        return tuple(p for p in self.places if part in p.takes)


def fold(yaw: float, ways: int) -> float:
    """Fold a turn (radians) by the attitudes in which a part serves; 0 ways: any turn is right."""
    return math.remainder(yaw, 2 * math.pi / ways) if ways else 0.0


def nearest_turn(turn: Array, goal: Pose, ways: int) -> Array:
    """Return the attitude (3, 3) of the goal, in any way that serves, that is closest to `turn`."""
    matrix = goal.matrix
    if not ways:
        across = matrix.T @ turn
        return np.asarray(matrix @ about(2, math.atan2(across[1, 0] - across[0, 1],
                                                       across[0, 0] + across[1, 1])))  # fmt: skip
    turned = (matrix @ about(2, 2 * math.pi * k / ways) for k in range(ways))
    return np.asarray(max(turned, key=lambda m: float(np.sum(m * turn))))
