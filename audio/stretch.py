"""Slower or faster at the same pitch, higher or lower at the same pace.

Waveform similarity overlap-add (Verhelst and Roelands, ICASSP 1993): grains are taken where
they best go on from the grain before, so a voice or string keeps its periods and no overtone
is smeared, as a phase vocoder would.
"""

import numpy as np
import soxr  # type: ignore[import-untyped]
from numba import njit

from audio.files import Samples
from audio.tone import RATE, Sound

HOP = 480  # samples between grains, half a grain
REACH = 480  # samples to each side in which the best joint is sought: a period of 100 Hz
COARSE = 6  # samples between the joints that are tried first
_PAD = 3 * (HOP + REACH)
_RISE = 0.5 - 0.5 * np.cos(np.pi * (np.arange(HOP) + 0.5) / HOP)


@njit("float64(float64[:], int64, int64, int64)", cache=True)
def _likeness(sound, a, b, every):  # type: ignore[no-untyped-def]
    """Return the correlation -1..1 of HOP samples from `a` and from `b` on."""
    both, one, other = 0.0, 1e-12, 1e-12
    for i in range(0, HOP, every):
        both += sound[a + i] * sound[b + i]
        one += sound[a + i] ** 2
        other += sound[b + i] ** 2
    return both / np.sqrt(one * other)


@njit("int64(float64[:], int64, int64)", cache=True)
def _joint(sound, goes_on, wanted):  # type: ignore[no-untyped-def]
    """Return where near `wanted` the sound is most like that which `goes_on`."""
    best, found = _likeness(sound, goes_on, wanted, 2), wanted
    for at in range(wanted - REACH, wanted + REACH + 1, COARSE):
        value = _likeness(sound, goes_on, at, 2)
        if value > best:
            best, found = value, at
    middle, best = found, _likeness(sound, goes_on, found, 1)
    for at in range(middle - COARSE, middle + COARSE + 1):
        value = _likeness(sound, goes_on, at, 1)
        if value > best:
            best, found = value, at
    return found


class Stretcher:
    """Reads samples (n,) at RATE at any pace, at their own pitch; silent outside of them."""

    def __init__(self, samples: Samples):
        self._sound = np.pad(samples.astype(np.float64), _PAD)
        self._grain = _PAD - HOP  # where the grain that fades out was taken

    def step(self, position: float) -> Sound:
        """Return the next HOP samples, which are those about sample `position`."""
        last = len(self._sound) - 2 * HOP - REACH - COARSE
        wanted = int(np.clip(round(position) + _PAD, REACH + COARSE, last))
        goes_on = self._grain + HOP
        fading = self._sound[goes_on : goes_on + HOP]
        self._grain = wanted if wanted == goes_on else _joint(self._sound, goes_on, wanted)
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
    out = stretched(np.asarray(moved, np.float32), len(samples) / len(moved))
    return np.pad(out, (0, max(0, len(samples) - len(out))))[: len(samples)]
