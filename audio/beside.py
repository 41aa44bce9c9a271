"""A note held against the master's own contour of it, where a turn or a glide fills it.

Of such a note no single pitch can be told; but where the learner sings the same shape, how far
one lies above the other can.
"""

import numpy as np

from audio.contour import Array
from audio.slots import Slot

MOVING = 0.15  # semitones of median deviation: a note that moves less has a pitch of its own
ALIKE = 0.7  # of its own movement is left at most where the master's shape explains a note
FEWEST = 5  # frames to compare


def beside(slot: Slot, curve: Array) -> float:
    """Return by how much (semitones) the sung note lies elsewhere than its centre says; NaN
    where its shape is not the master's, or where it rests on a pitch.

    `curve` (m,) semitones above the centre that was read of the master's note, NaN unvoiced.
    """
    rise = slot.sounding.rise
    if len(rise) < FEWEST or len(curve) < FEWEST:
        return float("nan")
    places = np.linspace(0, len(curve) - 1, len(rise)).round().astype(int)
    apart = rise - curve[places]
    if (~np.isnan(apart)).sum() < FEWEST:
        return float("nan")
    own, left = _deviation(rise), _deviation(apart)
    return float(np.nanmedian(apart)) if own > MOVING and left < ALIKE * own else float("nan")


def _deviation(x: Array) -> float:
    return float(np.nanmedian(np.abs(x - np.nanmedian(x))))
