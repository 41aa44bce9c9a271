"""A worked piece of timber, ready to be shown, moved and struck."""

from dataclasses import dataclass
from typing import Literal

from physics.pose import Pose
from physics.shape import Body
from physics.timber.solids import Solid

Wood = Literal["fir", "camphor", "stone"]  # tells parts apart in the picture, not species


@dataclass(frozen=True)
class Part:
    """One part in its authored frame, metres.

    `name` is its own among all parts of a design; parts of one `kind` are cut alike and serve
    for one another. `height`: from the frame's origin to its highest point. `drawing`: where
    the axes it was drawn in lie in the authored frame: the same, or turned by a hair where
    joints on one side turn the axes of its inertia, which the engine wants as the body's own.
    """

    name: str
    kind: str
    solid: Solid
    body: Body
    height: float
    wood: Wood = "fir"
    drawing: Pose = Pose()

    def standing(self, place: Pose) -> Pose:
        """Return the part's pose where its drawing shall stand at `place`."""
        return place.then(self.drawing.back())
