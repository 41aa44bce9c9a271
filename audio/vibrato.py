"""Vibrato of a held note: how fast and how wide. A pure core."""

from dataclasses import dataclass

import numpy as np

from audio.contour import FPS, Array, smooth

SLOWEST, FASTEST = 3.5, 9.0  # hertz
SHORTEST = 0.5  # seconds of a note in which vibrato can be told from a turn
SETTLED = 0.3  # seconds after its beginning in which a note settles
LEAST = 12.0  # cents to each side; less is unevenness
PURE = 0.5  # share of the swing's power that one rate must hold
READ = 0.9  # of its true extent is read: the tracker evens out (research/audio.md §2: 0.88-0.92)
TREND = 0.4  # seconds over which the pitch beneath the vibrato is even


@dataclass(frozen=True)
class Vibrato:
    """`rate` in hertz, `extent` in cents to each side; NaN where there is none."""

    rate: float
    extent: float


NONE = Vibrato(float("nan"), float("nan"))


def vibrato(rise: Array) -> Vibrato:
    """Read the vibrato of one note: semitones (n,) at FPS from its onset, NaN unvoiced."""
    core = _core(rise)
    if len(core) < SHORTEST * FPS:
        return NONE
    swing = core - smooth(core, TREND)
    window = np.hanning(len(swing))
    size = 4096
    power = np.abs(np.fft.rfft(swing * window, size)) ** 2
    hertz = np.fft.rfftfreq(size, 1 / FPS)
    within = (hertz >= SLOWEST) & (hertz <= FASTEST)
    peak = int(np.argmax(np.where(within, power, 0)))
    extent = 200 * float(np.sqrt(power[peak])) / float(window.sum())
    near = np.abs(hertz - hertz[peak]) <= 2 * FPS / len(swing)
    pure = float(power[near].sum() / max(power[hertz > 1.0].sum(), 1e-12))
    if extent < LEAST or pure < PURE:
        return NONE
    rate = float(hertz[peak])
    return Vibrato(rate, extent / READ / _kept(rate))


def _core(rise: Array) -> Array:
    """Return the longest stretch without a break, settled, without the glide at its end."""
    voiced = np.flatnonzero(~np.isnan(rise))
    if not len(voiced):
        return rise[:0]
    runs = np.split(voiced, np.flatnonzero(np.diff(voiced) > 1) + 1)
    longest = max(runs, key=len)
    first = max(int(longest[0]), int(SETTLED * FPS))
    return rise[first : int(longest[-1]) + 1 - int(0.08 * FPS)]


def _kept(rate: float) -> float:
    """Return what taking the trend out leaves of a swing at `rate` (a running mean's gain)."""
    return 1 - float(np.sinc(rate * TREND))
