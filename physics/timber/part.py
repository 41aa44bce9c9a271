"""A worked piece of timber, ready to be shown, moved and struck."""

from dataclasses import dataclass
from typing import Literal

from physics.shape import Body
from physics.timber.solids import Solid

Wood = Literal["fir", "camphor", "stone"]  # tells parts apart in the picture, not species


@dataclass(frozen=True)
class Part:
    """One part in its authored frame, metres.

    `name` is its own among all parts of a design; parts of one `kind` are cut alike and serve
    for one another. `height`: from the frame's origin to its highest point.
    """

    name: str
    kind: str
    solid: Solid
    body: Body
    height: float
    wood: Wood = "fir"
