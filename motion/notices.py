"""What hinders the eyes, said only when it lasts."""

from collections.abc import Mapping

import numpy as np

from motion.eyes_messages import Notice
from motion.motion import Array
from motion.skeleton import JOINTS

DARK = 0.12  # mean light of a picture, of 1
LASTS = 0.7  # seconds; a figure that is lost for a blink is no notice
_TRUNK = ("head", "left_shoulder", "right_shoulder", "left_hip", "right_hip")
_KNEES = ("left_knee", "right_knee")
_AT: Mapping[str, int] = {joint: JOINTS.index(joint) for joint in (*_TRUNK, *_KNEES)}


def hindrance(confidence: Array | None, light: float, several: bool) -> Notice | None:
    """Return what hinders in one picture: `confidence` (J,) of a body, None where there is none."""
    whole = confidence is not None and _whole(confidence)
    if not whole and light < DARK:
        return "dark"
    if confidence is None:
        return "nobody"
    if several:
        return "two_people"
    return None if whole else "half_body"


def _whole(confidence: Array) -> bool:
    trunk = confidence[[_AT[joint] for joint in _TRUNK]]
    knees = confidence[[_AT[joint] for joint in _KNEES]]
    return bool(np.all(trunk > 0) and np.any(knees > 0))


class Lasting:
    """Lets a notice come and go only where it lasts; one take's."""

    def __init__(self) -> None:
        self._told: Notice | None = None
        self._new: Notice | None = None
        self._since = 0.0

    def put(self, seconds: float, found: Notice | None) -> Notice | None:
        """Return the notice that stands at `seconds`."""
        if found != self._new:
            self._new, self._since = found, seconds
        if seconds - self._since >= LASTS:
            self._told = self._new
        return self._told
