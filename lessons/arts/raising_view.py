"""What the picture of the work needs, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass

from physics.pose import Array, Pose
from physics.shape import Triangles
from physics.timber.part import Wood


@dataclass(frozen=True)
class Shape:
    """What a part looks like: vertices (n, 3) in its own frame, metres, and triangles (m, 3).

    `wood` tells parts apart in the picture and says nothing about species.
    """

    name: str
    vertices: Array
    triangles: Triangles
    wood: Wood = "fir"


@dataclass(frozen=True)
class HandView:
    """The hand: what it holds, the grab point in the part's frame, and where that should be."""

    part: str
    point: tuple[float, float, float]
    target: tuple[float, float, float]
    lowering: bool


@dataclass(frozen=True)
class Weight:
    """What weighs on a part in a trial: kg, on its centre of mass `point` in its frame."""

    part: str
    kg: float
    point: tuple[float, float, float]


@dataclass(frozen=True)
class TrialView:
    """A trial that is running: what weighs on the work, how far the ground has moved (x, y; m)."""

    weights: tuple[Weight, ...] = ()
    ground: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class View:
    """The work at one moment. `ghosts` are free places of the step: part (whose mesh), pose;
    `marked` bear their position mark 位号 in ink."""

    poses: Mapping[str, Pose]
    ghosts: tuple[tuple[str, Pose], ...]
    hand: HandView | None
    step: str | None
    seated: frozenset[str]
    assist: bool
    trial: TrialView | None = None
    marked: frozenset[str] = frozenset()
