"""What a test hears in a sound: the pitch that is strongest, the strokes of a clapper."""

import numpy as np

from audio.tone import RATE


def strongest(sound, near, within=1.0):
    """The strongest frequency `within` semitones of `near` hertz, to a tenth of a cent."""
    n = 1 << 21
    power = np.abs(np.fft.rfft(sound * np.blackman(len(sound)), n))
    bins = np.arange(len(power)) * RATE / n
    inside = np.abs(12 * np.log2(np.maximum(bins, 1) / near)) < within
    return bins[inside][np.argmax(power[inside])]


def clicks(sound):
    """Seconds at which the clapper strikes."""
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    return loud[np.diff(loud, prepend=-RATE) > 0.08 * RATE] / RATE
