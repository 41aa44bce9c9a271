"""Slower or faster at the same pitch, higher or lower at the same pace.

Waveform similarity overlap-add (Verhelst and Roelands, ICASSP 1993): grains are taken where
they best go on from the grain before, so a voice or string keeps its periods and no overtone
is smeared, as a phase vocoder would.
"""

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio.files import Samples
from audio.tone import RATE, Sound

HOP = 480  # samples between grains, half a grain
REACH = 486  # samples to each side in which the best joint is sought: a period of 99 Hz
_PAD = 3 * (HOP + REACH)
_RISE = 0.5 - 0.5 * np.cos(np.pi * (np.arange(HOP) + 0.5) / HOP)


class Stretcher:
    """Reads samples (n,) at RATE at any pace, at their own pitch; silent outside of them."""

    def __init__(self, samples: Samples):
        from audio.joint import joint  # numba takes most of a second to come

        self._joint = joint
        self._sound = np.pad(samples.astype(np.float64), _PAD)
        self._grain = _PAD - HOP  # where the grain that fades out was taken

    def step(self, position: float) -> Sound:
        """Return the next HOP samples, which are those about sample `position`."""
        last = len(self._sound) - 2 * HOP - REACH
        wanted = int(np.clip(round(position) + _PAD, REACH, last))
        goes_on = self._grain + HOP
        fading = self._sound[goes_on : goes_on + HOP]
        self._grain = wanted
        if wanted != goes_on:  # else it is the recorded pace, and simply the next grain
            self._grain = self._joint(self._sound, goes_on, wanted, REACH, HOP)
        coming = self._sound[self._grain : self._grain + HOP]
        return np.asarray(coming * _RISE + fading * (1 - _RISE))


def stretched(samples: Samples, ratio: float) -> Samples:
    """Return samples at RATE `ratio` times as long (2: half the tempo) at the same pitch."""
    reader, n = Stretcher(samples), round(len(samples) * ratio)
    steps = [reader.step(k * HOP / ratio) for k in range(-(-n // HOP))]
    return np.concatenate([np.empty(0), *steps])[:n].astype(np.float32)


def transposed(samples: Samples, semitones: float) -> Samples:
    """Return samples at RATE higher by `semitones` and as long as before.

    The whole sound moves, formants too: made for strings and flute, a few semitones for voices.
    """
    if semitones == 0 or not len(samples):
        return samples
    higher = 2 ** (semitones / 12)
    moved = soxr.resample(samples.astype(np.float32), RATE * higher, RATE)
    out = stretched(np.asarray(moved, np.float32), len(samples) / max(len(moved), 1))
    return np.pad(out, (0, max(0, len(samples) - len(out))))[: len(samples)]
