"""Where in the room a body is that one camera sees, so that walking is not lost.

A pose knows only itself, about its own hips. How large it stands in the picture, and where, says
how far away it is. The camera's lens is not known: a common one is assumed, so across and up are
true, while the way to and from the camera is longer or shorter than it was, by up to a third.
A tilted camera tilts the floor. The path is for feet and figures; bones do not depend on it.
"""

import numpy as np

from motion.landmarks import SEEN, Person, room
from motion.motion import Array

LENS = 1.27  # focal length in picture heights: 43° from top to bottom, as most webcams have
FEWEST = 6  # landmarks that must be seen
ASTRAY = 0.2  # of the trunk in the picture: root mean square beyond which the fit tells nothing
NEAREST, FARTHEST = 0.4, 15.0  # m from the camera
CALM = 0.25  # s: the time over which the path is evened out


def distance(person: Person, aspect: float) -> Array:
    """Return (3,) m from the camera to the middle of the hips, in the room's axes.

    `aspect`: widths of the picture in its heights. NaN where too little was seen to tell.
    """
    seen = person.seen >= SEEN
    if seen.sum() < FEWEST:
        return np.full(3, np.nan)
    slope = (person.image[seen] - np.array([aspect / 2, 0.5])) / LENS
    body, n = person.world[seen], int(seen.sum())
    # x + tx = u (z + tz) and the same of y, for every landmark: a pinhole, linear in t
    sides = np.zeros((n, 2, 3))
    sides[:, 0, 0] = sides[:, 1, 1] = 1.0
    sides[:, :, 2] = -slope
    rights = slope * body[:, 2:] - body[:, :2]
    weights = np.sqrt(person.seen[seen])[:, None]
    left, right = (sides * weights[:, :, None]).reshape(-1, 3), (rights * weights).ravel()
    away, *_rest = np.linalg.lstsq(left, right, rcond=None)
    depth = body[:, 2:] + away[2]
    if not NEAREST < away[2] < FARTHEST or depth.min() <= 0:
        return np.full(3, np.nan)
    off = LENS * ((body[:, :2] + away[:2]) / depth - slope)
    if np.sqrt(np.mean(np.sum(off**2, axis=1))) > ASTRAY * person.trunk:
        return np.full(3, np.nan)
    return room(away)


class Path:
    """A body's path from where it was first seen, evened out; one take's."""

    def __init__(self) -> None:
        self._first: Array | None = None
        self._now, self._time = np.zeros(3), 0.0

    def put(self, time: float, place: Array) -> Array:
        """Return (3,) m from the first place, at `time` s; the last one while nothing tells it."""
        if np.isnan(place).any():
            return self._now
        if self._first is None:
            self._first = place
        else:
            share = 1.0 - np.exp(-(time - self._time) / CALM)
            self._now = self._now + share * (place - self._first - self._now)
        self._time = time
        return self._now
