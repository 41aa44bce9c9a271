"""The ground under the parts: how much of it each covers, and where there is room for another."""

from collections.abc import Iterable

import numpy as np

from physics.pose import Array, Pose
from physics.shape import Box

APART_M = 0.01  # a part is laid this far from the others
Reach = tuple[Array, Array]  # the lowest and the highest corner of a part in its frame, metres


def footprint(reach: Reach, pose: Pose) -> Reach:
    """Return the corners (2,) of the ground that a part so turned covers, from its origin."""
    corners = Box.between(tuple(reach[0]), tuple(reach[1])).points
    level = (corners @ pose.matrix.T)[:, :2]
    return level.min(axis=0), level.max(axis=0)


def free_place(
    reach: Reach,
    own: Pose,
    spare: tuple[tuple[float, float], ...],
    lying: Iterable[tuple[Reach, Pose]],
) -> Pose | None:
    """Return where a part can be laid clear of all that lies there: at its own pose, else at the
    first free spare place (x, y); None where none is free."""
    spots = np.array([own.at[:2], *spare])
    low, high = footprint(reach, own)
    clear = np.ones(len(spots), bool)
    for other, pose in lying:
        under, over = footprint(other, pose)
        off = spots - np.array(pose.at[:2])
        aside = (off + high + APART_M < under) | (off + low - APART_M > over)
        clear &= aside.any(axis=1)
    if not clear.any():
        return None
    x, y = spots[int(np.argmax(clear))].tolist()
    return Pose((x, y, own.at[2]), own.turn)
