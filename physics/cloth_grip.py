"""Where a sleeve is held: the wrist as it was seen, made a wrist that a cloth can follow."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Frame = tuple[Array, Array]  # place (3,) m, rotation (3, 3)

FASTEST = 10.0  # m/s: what is farther away than this is a jump of the tracking
PATIENCE = 0.1  # s that a jump is waited out
GLIDE = 5.0  # m/s at which the cuff goes after a wrist that has jumped
TURNS = 25.0  # rad/s that a cuff turns at most


@dataclass
class Grip:
    """Where the cuff is. NaN or a jump: it stays for a moment, then it goes there."""

    at: Array
    turn: Array
    waited: float = 0.0

    def follow(self, wrist: Frame, dt: float) -> None:
        """Go on to where the wrist is seen after `dt` s."""
        place, turn = wrist
        if not np.isfinite(place).all():
            return
        way = place - self.at
        far = float(np.linalg.norm(way))
        jumped = far > FASTEST * dt
        self.waited = self.waited + dt if jumped else 0.0
        if jumped and self.waited <= PATIENCE:
            return
        self.at = self.at + way * min(1.0, GLIDE * dt / far) if jumped else place.copy()
        if np.isfinite(turn).all():
            self.turn = turned(self.turn, turn, most=TURNS * dt)


def turned(start: Array, end: Array, part: float = 1.0, most: float = np.inf) -> Array:
    """Return the rotation `part` (0..1) of the way from one to another, `most` radians off."""
    between = end @ start.T
    angle = float(np.arccos(np.clip((np.trace(between) - 1) / 2, -1.0, 1.0)))
    if angle < 1e-9:
        return end
    axis = _axis(between)
    go = min(angle * part, most)
    cross = np.cross(np.eye(3), axis)
    step = np.eye(3) + np.sin(go) * cross + (1 - np.cos(go)) * (cross @ cross)
    return np.asarray(step @ start)


def _axis(rotation: Array) -> Array:
    """Return the unit axis of a rotation that turns by something."""
    twice = rotation - rotation.T
    axis = np.array([twice[2, 1], twice[0, 2], twice[1, 0]])
    size = float(np.linalg.norm(axis))
    if size > 1e-6:
        return axis / size
    both = (rotation + np.eye(3)) / 2  # a half turn: the outer product of the axis with itself
    column = both[:, int(np.argmax(np.diag(both)))]
    return np.asarray(column / np.linalg.norm(column))
