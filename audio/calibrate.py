"""How long sound takes through a pair of devices, read from chirps or from a learner's taps.

Pure: what is played is here, what was recorded meanwhile comes in, on one clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio.contour import Array
from audio.ring import RATE, Sound

CHIRPS, CLICKS = 5, 8
CHIRP = 0.05  # seconds from LOW to HIGH
LOW, HIGH = 500.0, 6000.0  # hertz: what every small loudspeaker sounds and every headset passes
APART = 0.8  # seconds between two chirps or clicks
LEAD = 0.5  # seconds before the first: sound systems fade in
LATEST = 0.6  # seconds; nothing that is played with is as late
EARLIEST = -0.2  # seconds: people tap ahead of a steady beat
ALIKE = 0.25  # correlation with the chirp; noise alone stays under 0.15
HEARD_CHIRPS, HEARD_TAPS = 4, 6  # fewer are no measurement
STEADY_CHIRPS, STEADY_TAPS = 0.005, 0.060  # seconds of spread that still are one
LOUD = 8.0  # times the median of the level, which only a clap is


@dataclass(frozen=True)
class Found:
    """Delay and its spread in seconds, from `heard` of `played`; NaN where nothing was heard.

    The spread of chirps is from the least to the most, that of taps the middle half's.
    `steady` where there were enough, near enough to each other.
    """

    latency: float
    spread: float
    heard: int
    played: int
    steady: bool


def chirp() -> Sound:
    """Return one chirp, faded in and out."""
    t = np.arange(round(CHIRP * RATE)) / RATE
    sweep = np.sin(2 * np.pi * (LOW * t + (HIGH - LOW) / (2 * CHIRP) * t**2))
    return np.asarray(0.5 * sweep * np.hanning(len(t)) ** 0.5, np.float32)


def click() -> Sound:
    """Return one click, as dry as a 板."""
    t = np.arange(round(0.03 * RATE)) / RATE
    return np.asarray(0.6 * np.sin(2 * np.pi * 1800 * t) * np.exp(-t / 0.006), np.float32)


def times(n: int) -> Array:
    """Return (n,) seconds at which chirps or clicks are played."""
    return np.asarray(LEAD + APART * np.arange(n), np.float64)


def laid_out(one: Sound, n: int) -> Sound:
    """Return `one` played `n` times, and silence long enough to hear the last come back."""
    sound = np.zeros(round((LEAD + APART * n) * RATE), np.float32)
    for at in times(n):
        first = round(at * RATE)
        sound[first : first + len(one)] = one
    return sound


def from_chirps(recorded: Sound) -> Found:
    """Return the delay of the chirps in what was recorded (n,) at RATE while they were played."""
    delays = [_chirp_delay(recorded, at) for at in times(CHIRPS)]
    delays = [d for d in delays if not np.isnan(d)]
    spread = float(np.ptp(delays)) if delays else float("nan")
    steady = len(delays) >= HEARD_CHIRPS and spread <= STEADY_CHIRPS
    return Found(_median(delays), spread, len(delays), CHIRPS, steady)


def _chirp_delay(recorded: Sound, at: float) -> float:
    """Return how late the chirp of second `at` is heard; NaN where it is not."""
    one = chirp().astype(float)
    begin = round(at * RATE)
    part = recorded[begin : begin + round(LATEST * RATE) + len(one)].astype(float)
    if len(part) < len(one):
        return float("nan")
    size = len(part)
    spectrum = np.fft.rfft(part) * np.conj(np.fft.rfft(one, size))
    likeness = np.abs(np.fft.irfft(spectrum, size)[: size - len(one) + 1])
    energy = np.append(0.0, np.cumsum(part**2))
    power = energy[len(one) :] - energy[: -len(one)]
    likeness /= np.sqrt(np.maximum(power, 1e-4 * power.max()) * np.sum(one**2)) + 1e-12
    best = int(np.argmax(likeness))
    return best / RATE if likeness[best] >= ALIKE else float("nan")


def from_taps(taps: Sequence[float]) -> Found:
    """Return the delay of taps (seconds) to the clicks."""
    delays = []
    for at in times(CLICKS):
        near = [t - at for t in taps if EARLIEST <= t - at <= LATEST]
        if near:
            delays.append(min(near, key=abs))
    spread = float(np.ptp(np.percentile(delays, [25, 75]))) if delays else float("nan")
    steady = len(delays) >= HEARD_TAPS and spread <= STEADY_TAPS
    return Found(_median(delays), spread, len(delays), CLICKS, steady)


def claps(recorded: Sound) -> list[float]:
    """Return the seconds at which somebody clapped in what was recorded (n,) at RATE."""
    block = RATE // 1000
    treble = np.diff(recorded.astype(float))  # a clap is sharp; a room hums
    level = np.abs(treble[: len(treble) // block * block]).reshape(-1, block).max(axis=1)
    least = max(LOUD * float(np.median(level)), 0.2 * float(level.max(initial=0.0)), 1e-3)
    begun: list[float] = []
    for at in np.flatnonzero(level >= least) / 1000:
        if not begun or at - begun[-1] > 0.3 * APART:
            begun.append(float(at))
    return begun


def _median(delays: Sequence[float]) -> float:
    return float(np.median(delays)) if delays else float("nan")
