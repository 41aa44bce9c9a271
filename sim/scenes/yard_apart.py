"""The work drawn apart: each part moved back along the way on which it came in.

Only the picture: the physics knows nothing of it.
"""

from collections.abc import Collection, Mapping

import numpy as np

from physics.pose import Pose
from physics.timber.design import Design, Place

_GAP = 0.06  # of the height of the room: the least that two parts are drawn apart


def standing(
    design: Design, poses: Mapping[str, Pose], seated: Collection[str]
) -> Mapping[str, str]:
    """Return by place the seated part that stands there, in the order of the design."""
    left = set(seated)
    found: dict[str, str] = {}
    for place in design.places:
        near = [part for part in place.takes if part in left]
        if near:
            part = min(near, key=lambda p: _away(place, poses[p]))
            if _away(place, poses[part]) < design.room.near:
                found[place.name] = part
                left.remove(part)
    return found


def apart(
    design: Design, poses: Mapping[str, Pose], seated: Collection[str], share: float
) -> dict[str, Pose]:
    """Return the poses to be shown, moved apart by a share (0..1) of the whole way."""
    shown = dict(poses)
    shifts: dict[str, np.ndarray] = {}
    for name, part in standing(design, poses, seated).items():
        place = design.place(name)
        below = [shifts[b] for b in place.bearers if b in shifts]
        shift = np.mean(below, axis=0) if below else np.zeros(3)
        if place.bearers:
            gap = max(place.travel, _GAP * design.room.high[2])
            shift = shift - np.array(place.entry) * gap
        shifts[name] = shift
        pose = poses[part]
        x, y, z = np.array(pose.at) + share * shift
        shown[part] = Pose((float(x), float(y), float(z)), pose.turn)
    return shown


def _away(place: Place, pose: Pose) -> float:
    return float(np.linalg.norm(np.subtract(place.pose.at, pose.at)))
