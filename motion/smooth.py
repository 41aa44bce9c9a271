"""Taking the tremble out of tracked joints without making them late: the One-Euro filter.

G. Casiez, N. Roussel and D. Vogel, 1€ Filter: A Simple Speed-based Low-pass Filter for Noisy
Input in Interactive Systems, CHI 2012. A joint at rest is smoothed strongly, a fast one hardly.
"""

import numpy as np
import numpy.typing as npt

from motion.motion import Array

REST = 0.7  # Hz: the cutoff of a joint that stands still
PER_SPEED = 7.0  # Hz more for each metre a second
OF_SPEED = 1.0  # Hz: the cutoff of the speed itself
GAP = 0.25  # s unseen: who comes back after that begins anew


class OneEuro:
    """Smooths one frame after the other; each joint by its own speed, all its axes alike.

    What is not seen stays unseen: no place is made up for it.
    """

    def __init__(self, joints: int) -> None:
        self._times = np.full(joints, -np.inf)  # when each joint was last seen
        self._places = np.zeros((joints, 3))
        self._speeds = np.zeros((joints, 3))

    def put(self, time: float, positions: Array) -> Array:
        """Return (J, 3) m, smoothed; NaN where `positions` are. `time` (s) has to rise."""
        seen = np.asarray(~np.isnan(positions).any(axis=1))
        since: Array = time - self._times
        new = seen & (since > GAP)
        self._places[new], self._speeds[new] = positions[new], 0.0
        old = np.flatnonzero(seen & ~new)
        self._move(old, since[old][:, None], positions[old])
        self._times[seen] = time
        return np.where(seen[:, None], self._places, np.nan)

    def _move(self, old: npt.NDArray[np.intp], since: Array, positions: Array) -> None:
        before = self._places[old]
        speeds = _towards(self._speeds[old], (positions - before) / since, since, OF_SPEED)
        cutoff = REST + PER_SPEED * np.linalg.norm(speeds, axis=1, keepdims=True)
        self._speeds[old] = speeds
        self._places[old] = _towards(before, positions, since, cutoff)


def _towards(old: Array, new: Array, since: Array, cutoff: Array | float) -> Array:
    """Low-pass `new` at `cutoff` (Hz), `since` s after `old`."""
    turn = 2 * np.pi * np.asarray(cutoff) * since
    return np.asarray(old + (new - old) * turn / (turn + 1.0))
