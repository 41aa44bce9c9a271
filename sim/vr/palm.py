"""A learner's hand as a room meets it: where it is in the scene, and what it does."""

from dataclasses import dataclass, replace
from typing import Literal

from headset.moment import Side
from physics.pose import Pose

Kind = Literal["none", "controller", "fingers"]


@dataclass(frozen=True)
class Palm:
    """One hand. Poses in metres of the scene; `aim` points along its y axis. None: not there.

    `aim` is also None where the hand points at the board, which lies before the work. `pull` is
    how far the trigger is pulled, 0..1. `step`: the stick was pushed aside, 1 to the right, -1 to
    the left. `anew`: the hand was lost or is followed otherwise; what it holds is gripped anew.
    """

    side: Side
    pose: Pose | None = None
    aim: Pose | None = None
    squeeze: bool = False
    trigger: bool = False
    pull: float = 0.0
    kind: Kind = "none"
    step: int = 0
    anew: bool = False

    def within(self, rig: Pose) -> "Palm":
        """Return the palm as it is in a scene in which the play space stands at `rig`."""
        return replace(
            self,
            pose=None if self.pose is None else rig.then(self.pose),
            aim=None if self.aim is None else rig.then(self.aim),
        )
