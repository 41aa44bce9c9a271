"""Stand-ins for 三弦 and 琵琶: plucked strings by this program, no master's instrument.

Karplus and Strong's string (1983) with the tuning of Jaffe and Smith (1983, "Extensions of
the Karplus-Strong Plucked-String Algorithm"): a delay line whose loop loses its treble, and
an all-pass that makes the loop exactly one period long at the fundamental. The body is a few
resonances; the 三弦's skin rattles where the string is loud. The numbers are this program's
own choice, looked at in spectra; none was measured on an instrument or judged by a player.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from audio.tone import RATE, Sound, Tone, hertz

LONGEST = 1024  # samples of a period
RANGE = (50.0, 4000.0)  # hertz of a string; what lies outside sounds in the next octave inside
DAMPED = 0.12  # seconds in which a string falls silent (-60 dB) under the finger
CUT = 192  # samples in which what rang is faded where the string is plucked again
ROLL = 0.085  # seconds between the strokes of 轮指
HIGHEST = 9000.0  # hertz; over it a stroke would only hiss
STILL = 1e-30  # what moves less stands still: numbers near zero cost four times as much
_EASE = 72  # samples (1.5 ms) over which a stroke comes up
_SIZE, _PERIOD, _KEEP, _DULL, _PASS, _AT, _LAST, _IN, _OUT, _AGE = range(10)
_STATE = 10


@dataclass(frozen=True)
class Make:
    """How one instrument is built.

    `strings` ring at once; `ring` seconds to -60 dB at 上 of the small key (D4); `dull` 0..0.5
    treble lost in each turn of the loop; `at` where it is plucked, as a share of the string;
    `tilt` how much weaker each overtone is let go; `body` (modes, 3): hertz, seconds to -60 dB,
    weight; `rattle` how hard the skin is driven; `level` of full scale.
    """

    strings: int
    ring: float
    dull: float
    at: float
    tilt: float
    body: tuple[tuple[float, float, float], ...]
    rattle: float
    level: float


SANXIAN = Make(
    3, 1.3, 0.30, 0.16, 1.0,
    ((290.0, 0.10, 0.9), (640.0, 0.07, 0.7), (1350.0, 0.05, 0.4)), 2.5, 0.40,
)  # fmt: skip
PIPA = Make(
    4, 2.4, 0.12, 0.11, 0.8,
    ((450.0, 0.12, 0.35), (980.0, 0.08, 0.3), (2700.0, 0.05, 0.25)), 0.0, 0.50,
)  # fmt: skip


@njit("void(float64[:], float64[:], float64[:])", cache=True)
def _turn(line, state, out):  # type: ignore[no-untyped-def]
    """Add the next samples of one string to `out` (n,)."""
    size, at = int(state[_SIZE]), int(state[_AT])
    for i in range(len(out) if size > 0 else 0):
        x = line[at]
        v = state[_KEEP] * ((1 - state[_DULL]) * x + state[_DULL] * state[_LAST])
        y = state[_PASS] * (v - state[_OUT]) + state[_IN]
        y = y if abs(y) > STILL else 0.0
        state[_LAST], state[_IN], state[_OUT] = x, v, y
        line[at] = y
        at = at + 1 if at + 1 < size else 0
        state[_AGE] = min(state[_AGE] + 1, _EASE)
        ease = 0.5 - 0.5 * np.cos(np.pi * state[_AGE] / _EASE)
        out[i] += ease * x
    state[_AT] = at


@njit("void(float64[:,:], float64[:,:], float64, float64[:])", cache=True)
def _resonate(body, modes, rattle, out):  # type: ignore[no-untyped-def]
    """Lead the strings' sound `out` (n,) through the body, in place."""
    for i in range(len(out)):
        x = out[i]
        y = 0.5 * x
        for k in range(len(modes)):
            z = modes[k, 0] * body[k, 0] + modes[k, 1] * body[k, 1] + modes[k, 2] * x
            body[k, 1], body[k, 0] = body[k, 0], z if abs(z) > STILL else 0.0
            y += z
        if rattle > 0:
            y += 0.25 * np.tanh(rattle * max(y, 0.0)) * y
        out[i] = y


class Strings:
    """A plucked instrument: the same seed and the same calls give the same samples."""

    sustains = False

    def __init__(self, make: Make, seed: int):
        self._make, self._rng = make, np.random.default_rng(seed)
        self._lines = np.zeros((make.strings, LONGEST))
        self._state = np.zeros((make.strings, _STATE))
        self._body, self._modes = np.zeros((len(make.body), 2)), _resonances(make.body)
        self._tail = np.zeros(CUT)
        self._string, self._roll, self._until = -1, 0.0, -1

    def strike(self, tone: Tone) -> None:
        """Pluck the next string."""
        self._damp()
        self._string = (self._string + 1) % self._make.strings
        self._roll, self._until = tone.pitch, round(ROLL * RATE) if tone.roll else -1
        self._pluck(tone.pitch, 1.0)

    def release(self) -> None:
        """Lay the finger on the string that was plucked last."""
        self._damp()
        self._until = -1

    def sound(self, n: int) -> Sound:
        """Return the next n samples at RATE."""
        out, at = np.zeros(n), 0
        while at < n:
            size = n - at if self._until < 0 else min(n - at, self._until)
            out[at : at + size] = self._ring(size)
            at += size
            self._again(size)
        _resonate(self._body, self._modes, self._make.rattle, out)
        return self._make.level * out

    def _again(self, passed: int) -> None:
        """Pluck once more where a 轮指 is due."""
        if self._until < 0:
            return
        self._until -= passed
        if self._until == 0:
            self._until = round(ROLL * RATE * self._rng.uniform(0.94, 1.06))
            self._pluck(self._roll, float(self._rng.uniform(0.6, 0.8)))

    def _damp(self) -> None:
        if self._string >= 0:
            state = self._state[self._string]
            state[_KEEP] = min(state[_KEEP], 10 ** (-3 * state[_PERIOD] / (DAMPED * RATE)))

    def _pluck(self, pitch: float, strength: float) -> None:
        line, state = self._lines[self._string], self._state[self._string]
        rest = np.zeros(CUT)
        _turn(line, state, rest)
        self._tail += rest * np.linspace(1, 0, CUT)
        line[:], state[:] = 0.0, _tuned(_sounding(hertz(pitch)), self._make)
        size = int(state[_SIZE])
        line[:size] = strength * _excited(size, self._make, self._rng)

    def _ring(self, n: int) -> Sound:
        out = np.zeros(n)
        for line, state in zip(self._lines, self._state, strict=True):
            if state[_SIZE] > 0:
                _turn(line, state, out)
        size = min(n, CUT)
        out[:size] += self._tail[:size]
        self._tail = np.concatenate([self._tail[size:], np.zeros(size)])
        return out


def _sounding(f0: float) -> float:
    """Return `f0` (hertz) moved by octaves into RANGE."""
    octaves = np.ceil(max(np.log2(RANGE[0] / f0), 0)) - np.ceil(max(np.log2(f0 / RANGE[1]), 0))
    return float(f0 * 2.0**octaves)


def _tuned(f0: float, make: Make) -> Sound:
    """Return the state of a string whose loop is exactly one period of `f0` (hertz) long."""
    w = 2 * np.pi * f0 / RATE
    s = make.dull
    filtered = float(np.arctan2(s * np.sin(w), 1 - s + s * np.cos(w))) / w
    rest = RATE / f0 - filtered
    size = int(rest - 0.3)
    delay = rest - size  # 0.3..1.3 samples, where the all-pass is flat
    state = np.zeros(_STATE)
    state[_SIZE], state[_PERIOD], state[_DULL] = size, RATE / f0, s
    state[_KEEP] = 10 ** (-3 / (make.ring * np.sqrt(293.66 * f0)))
    state[_PASS] = np.sin((1 - delay) * w / 2) / np.sin((1 + delay) * w / 2)
    return state


def _excited(size: int, make: Make, rng: np.random.Generator) -> Sound:
    """Return one period (size,) of the string let go by the nail: no mean, peak 1.

    Overtone k of a string plucked at share b of its length is sin(pi k b) / k strong; no two
    strokes of a hand are alike, so each overtone varies by a fifth.
    """
    k = np.arange(1, size // 2)
    weight = np.sin(np.pi * k * make.at) / k**make.tilt * rng.uniform(0.8, 1.2, len(k))
    weight *= np.clip((HIGHEST * size / RATE - k) / 4, 0, 1)
    spectrum = np.zeros(size // 2 + 1, np.complex128)
    spectrum[1 : len(k) + 1] = weight
    burst = np.fft.irfft(spectrum, size)
    return np.asarray(burst / np.abs(burst).max())


def _resonances(body: tuple[tuple[float, float, float], ...]) -> Sound:
    """Return (modes, 3) feedback and weight of two-pole resonances of unit peak."""
    rows = []
    for f, seconds, weight in body:
        r, w = 10 ** (-3 / (seconds * RATE)), 2 * np.pi * f / RATE
        rows.append((2 * r * np.cos(w), -r * r, weight * (1 - r) * 2 * np.sin(w)))
    return np.array(rows)
