"""The sound of an edge that goes through wood: noise in the time of its teeth.

Own synthesis; its figures are this program's own choice (inferred).
"""

import functools
import math
from dataclasses import dataclass

import numpy as np

from audio.tone import RATE, Sound

FULL_FORCE = 60.0  # N that sound at PEAK
PEAK = 0.2  # of full scale: softer than a blow
TOOTH = 0.004  # m from one tooth of a saw to the next
_FINE, _COARSE = 5, 41  # samples; the noise lies between


@dataclass(frozen=True)
class Rasp:
    """An edge driven with `newtons` over `path` m in `seconds`; `teeth`: a saw, no plain edge."""

    newtons: float
    path: float
    seconds: float
    teeth: bool


@functools.lru_cache(maxsize=64)
def sound(rasp: Rasp) -> Sound:
    """Return the rasp as samples at RATE; none where a figure is no number above 0."""
    figures = (rasp.newtons, rasp.path, rasp.seconds)
    if not all(math.isfinite(x) and x > 0 for x in figures):
        return np.zeros(0)
    t = np.arange(round(rasp.seconds * RATE)) / RATE
    noise = np.random.default_rng(23).standard_normal(len(t) + 2 * _COARSE)
    made = (_smooth(noise, _FINE) - _smooth(noise, _COARSE))[_COARSE:-_COARSE]
    if rasp.teeth:
        made *= 1 + 0.8 * np.sin(2 * np.pi * rasp.path / rasp.seconds / TOOTH * t)
    made *= np.sqrt(np.sin(np.pi * t / rasp.seconds))  # it starts and ends at rest
    share = min(1.0, math.sqrt(rasp.newtons / FULL_FORCE))
    return np.asarray(PEAK * share * made / max(float(np.abs(made).max(initial=0.0)), 1e-9))


def _smooth(noise: Sound, wide: int) -> Sound:
    window = np.hanning(wide + 2)
    return np.asarray(np.convolve(noise, window / window.sum(), "same"))
