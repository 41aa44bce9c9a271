"""What a joint is: wood that stands out of one member, room for it in another, a way in."""

from dataclasses import dataclass

from physics.pose import Array
from physics.shape import Piece


@dataclass(frozen=True)
class Joint:
    """One joint in its own frame, metres.

    The origin lies in the middle of the shoulder; x points out of the entering member into the
    receiving one, y across, z up. `tenon`: convex pieces of wood beyond the shoulder. `relief`:
    what is taken away from the entering member, `mortise`: what is taken away from the
    receiving one, clearance included (a lap has both and no tenon). `entry` (3,): unit vector
    along which the entering member moves home, over `travel` m from the first touch.
    `clearance`: m between wood and wood on each side; below 0 the joint has to be driven.
    """

    kind: str
    tenon: tuple[Piece, ...]
    relief: tuple[Piece, ...]
    mortise: tuple[Piece, ...]
    entry: Array
    travel: float
    clearance: float
