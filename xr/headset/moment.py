"""What a headset tells of one moment: head, hands, eyes. Lessons see nothing else of it.

Axes are the house's (x right, y forward, z up), metres and seconds, in the play space: its origin
lies on the floor. What is not tracked is None, or NaN within an array; never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from physics.pose import Pose

Array = npt.NDArray[np.float64]
Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
JOINTS = 26  # of XR_EXT_hand_tracking, in its order: palm, wrist, thumb … little


@dataclass(frozen=True)
class Fov:
    """The edges of what an eye sees, in radians; left and down are below 0."""

    left: float
    right: float
    up: float
    down: float


@dataclass(frozen=True)
class View:
    """From where and how wide one eye sees."""

    pose: Pose
    fov: Fov


@dataclass(frozen=True)
class HandState:
    """One hand: how it is followed, and what it does.

    `grip` lies in the palm, `aim` points along its y axis. `joints` (26, 3) m where fingers are
    seen. `squeeze` and `trigger` 0..1 (of bare fingers: grasp and pinch), `stick` -1..1 to the
    right and away.
    """

    kind: Literal["none", "controller", "fingers"] = "none"
    grip: Pose | None = None
    aim: Pose | None = None
    joints: Array | None = None
    squeeze: float = 0.0
    trigger: float = 0.0
    stick: tuple[float, float] = (0.0, 0.0)
    menu: bool = False


@dataclass(frozen=True)
class Moment:
    """One frame: `at` (s) is when it will be seen, on the runtime's clock; `period` s a frame.

    `awake`: the headset is worn and hears us, so the lesson goes on. `draws`: a picture is wanted.
    `recentred`: the play space was laid anew since the last moment.
    """

    at: float
    period: float
    head: Pose | None = None
    hands: Mapping[Side, HandState] = field(
        default_factory=lambda: {"left": HandState(), "right": HandState()}
    )
    awake: bool = False
    draws: bool = False
    recentred: bool = False
