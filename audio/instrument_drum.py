"""Stand-ins for 鼓板: a wooden clapper and a skin by this program, no master's instrument.

Each stroke is a few decaying modes and a short noise, made once. The numbers are this
program's own choice, looked at in spectra; none was measured on an instrument.
"""

from dataclasses import dataclass

import numpy as np

from audio.tone import RATE, Sound, Tone


@dataclass(frozen=True)
class Make:
    """Modes as (hertz, seconds to -60 dB, weight), noise as (seconds to -60 dB, weight).

    `peak` of full scale.
    """

    modes: tuple[tuple[float, float, float], ...]
    noise: tuple[float, float]
    peak: float


CLAPPER = Make(((1180.0, 0.07, 0.8), (2350.0, 0.05, 0.6), (3720.0, 0.03, 0.35)), (0.012, 0.5), 0.5)
SKIN = Make(((780.0, 0.09, 1.0), (1490.0, 0.05, 0.5), (2210.0, 0.04, 0.25)), (0.015, 0.3), 0.3)
EASE = 0.0006  # seconds over which a stroke comes up


class Drum:
    """One struck thing: every stroke sounds alike, and strokes ring into each other."""

    sustains = False

    def __init__(self, make: Make, seed: int):
        self._stroke = _stroke(make, np.random.default_rng(seed))
        self._ringing: list[int] = []  # how far each stroke has sounded, in samples

    def strike(self, tone: Tone) -> None:
        """Strike once."""
        self._ringing.append(0)

    def release(self) -> None:
        """Do nothing: a stroke ends by itself."""

    def sound(self, n: int) -> Sound:
        """Return the next n samples at RATE."""
        out = np.zeros(n)
        for at in self._ringing:
            part = self._stroke[at : at + n]
            out[: len(part)] += part
        self._ringing = [at + n for at in self._ringing if at + n < len(self._stroke)]
        return out


def _stroke(make: Make, rng: np.random.Generator) -> Sound:
    """Return one stroke, from its onset until it is silent."""
    longest = max(seconds for _, seconds, _ in make.modes)
    t = np.arange(round(1.2 * longest * RATE)) / RATE
    fades = [np.sin(2 * np.pi * f * t) * w * 10 ** (-3 * t / s) for f, s, w in make.modes]
    seconds, weight = make.noise
    hiss = np.convolve(rng.standard_normal(len(t)), np.hanning(6) / 2, "same")  # under 10 kHz
    burst = weight * hiss * 10 ** (-3 * t / seconds)
    sound = (np.sum(fades, axis=0) + burst) * np.clip(t / EASE, 0, 1)
    sound *= np.clip((t[-1] - t) / 0.01, 0, 1)
    return np.asarray(make.peak * sound / np.abs(sound).max())
