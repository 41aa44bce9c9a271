"""The one live aid of a movement: the part of the body that is farthest off now, and its way.

It stays until that part is mended, so that nobody is pointed hither and thither.
"""

import numpy as np

from motion.cues import Cue, cues, differences
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.skeleton import JOINTS

SPAN = 0.8  # seconds that are looked at: passing through a pose is no fault
ENOUGH = 0.5  # seconds of them that must be there
REST = 0.8  # seconds of quiet after something was mended
EVERY = 0.2  # seconds between two looks


class LiveAid:
    """Says at most one thing at a time about a take beside its `reference`."""

    def __init__(self, reference: MotionReference) -> None:
        self._reference = reference
        self._seen: list[tuple[float, float, Array]] = []
        self._looked = self._quiet = 0.0
        self.cue: Cue | None = None

    def put(self, seconds: float, place: float, pose: Array) -> Cue | None:
        """Take the pose (J, 3) seen at `seconds`, the learner at `place` (s of the reference)."""
        if self._seen and seconds <= self._seen[-1][0]:
            return self.cue
        self._seen.append((seconds, place, pose))
        self._seen = [look for look in self._seen if look[0] > seconds - SPAN]
        if seconds - self._looked >= EVERY and seconds - self._seen[0][0] >= ENOUGH:
            self._looked = seconds
            self._choose(seconds)
        return self.cue

    def _choose(self, seconds: float) -> None:
        times, places, poses = zip(*self._seen, strict=True)
        positions = np.stack(poses)
        sure = (~np.isnan(positions).any(axis=2)).astype(float)
        seen = Motion(np.array(times), JOINTS, positions, sure)
        found = cues(differences(self._reference, seen, np.array(places)))
        same = [cue for cue in found if self.cue is not None and cue.bone == self.cue.bone]
        if same:
            self.cue = same[0]
        elif self.cue is not None:
            self.cue, self._quiet = None, seconds + REST
        elif found and seconds >= self._quiet:
            self.cue = found[0]
