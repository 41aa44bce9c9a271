"""The key in which a written tune lies in a singer's range."""

import math

import numpy as np

from audio.contour import Array


def key_for(pitches: Array, low: float, high: float) -> int:
    """Return by how many semitones to move MIDI `pitches` so that they lie in a voice's range.

    The nearest key that fits `low` to `high`; where none does, the one that is as much too high
    as too low.
    """
    up, down = low - float(np.min(pitches)), high - float(np.max(pitches))
    least, most = math.ceil(up), math.floor(down)
    return round((up + down) / 2) if least > most else min(max(0, least), most)
