"""A stand-in for the 曲笛: harmonics and breath by this program, no master's instrument.

What is imitated: a soft attack with a breath before the tone, overtones that come up with
the loudness (the membrane's brightness), one breath over a slur with a glide of the pitch,
and a slight vibrato that comes late. The numbers are this program's own choice, looked at in
spectra; none was measured on a flute or judged by a player.
"""

import numpy as np
from numba import njit

from audio.tone import RATE, Sound, Tone

HARMONICS = np.array([1.0, 0.55, 0.5, 0.3, 0.2, 0.14, 0.09, 0.06, 0.04, 0.025])
LEVEL = 0.10  # of full scale for each unit of the harmonics
ATTACK, RELEASE = 0.018, 0.030  # seconds, each of two smoothings in a row
GLIDE = 0.022  # seconds to come 63 % nearer to the next pitch of a slur
VIBRATO = (0.08, 4.8)  # semitones to each side, hertz
SETTLED = (0.6, 0.8)  # seconds before the vibrato begins, and until it is full
BREATH = (0.010, 0.05)  # of a held tone; more of the attack
STOP, STOPPING = 0.012, 0.0025  # seconds the tongue stops the breath, and each smoothing of it
_GATE, _LEVEL1, _LEVEL, _PITCH, _TARGET, _AGE, _PHASE, _LOW, _BAND = range(9)


@njit("float64(float64, float64, float64[:], float64)", cache=True)
def _overtones(phase, f0, harmonics, bright):  # type: ignore[no-untyped-def]
    """Return the sum of the harmonics at `phase`; each higher one weighs `bright` less."""
    turn, before, at, weight, total = 2 * np.cos(phase), 0.0, np.sin(phase), 1.0, 0.0
    for k in range(len(harmonics)):
        if (k + 1) * f0 > 0.42 * RATE:
            break
        total += weight * harmonics[k] * at
        before, at = at, turn * at - before
        weight *= bright
    return total


@njit("void(float64[:], float64[:], float64[:], float64[:])", cache=True)
def _blow(state, noise, harmonics, out):  # type: ignore[no-untyped-def]
    """Fill `out` (n,) from the state; `noise` (n,) is the breath, `harmonics` their weights."""
    glide = 1 - np.exp(-1 / (GLIDE * RATE))
    for i in range(len(out)):
        stopped = state[_AGE] < 0
        slow = STOPPING if stopped else ATTACK if state[_GATE] > 0 else RELEASE
        near = 1 - np.exp(-1 / (slow * RATE))
        state[_LEVEL1] += near * ((0.0 if stopped else state[_GATE]) - state[_LEVEL1])
        state[_LEVEL] += near * (state[_LEVEL1] - state[_LEVEL])
        if not stopped:
            state[_PITCH] += glide * (state[_TARGET] - state[_PITCH])
        state[_AGE] += 1 / RATE
        if stopped and state[_AGE] >= 0:
            state[_PITCH] = state[_TARGET]  # while nothing sounds
        late = min(max((state[_AGE] - SETTLED[0]) / SETTLED[1], 0.0), 1.0)
        swing = late * np.sin(2 * np.pi * VIBRATO[1] * state[_AGE])
        f0 = 440.0 * 2 ** ((state[_PITCH] + VIBRATO[0] * swing - 69) / 12)
        state[_PHASE] = (state[_PHASE] + 2 * np.pi * f0 / RATE) % (2 * np.pi)
        tone = _overtones(state[_PHASE], f0, harmonics, 0.55 + 0.45 * state[_LEVEL])
        air = BREATH[0] * state[_LEVEL] + BREATH[1] * max(state[_LEVEL1] - state[_LEVEL], 0.0)
        tune = 2 * np.sin(np.pi * min(f0 / RATE, 0.15))
        state[_LOW] += tune * state[_BAND]
        state[_BAND] += tune * (air * noise[i] - state[_LOW] - 0.3 * state[_BAND])
        loud = state[_LEVEL] * (1 + 0.06 * swing)
        out[i] = LEVEL * (loud * tone + 4 * state[_BAND] + 0.5 * air * noise[i])


class Flute:
    """A flute player: the same seed and the same calls give the same samples."""

    sustains = True

    def __init__(self, seed: int):
        self._rng = np.random.default_rng(seed)
        self._state = np.zeros(9)

    def strike(self, tone: Tone) -> None:
        """Begin `tone`: with a new attack, or on the same breath where it is slurred."""
        state = self._state
        state[_TARGET] = tone.pitch
        if not (tone.slur and state[_LEVEL] > 0.05):
            state[_AGE] = -STOP
        state[_GATE] = 1.0

    def release(self) -> None:
        """End the breath."""
        self._state[_GATE] = 0.0

    def sound(self, n: int) -> Sound:
        """Return the next n samples at RATE."""
        out = np.zeros(n)
        noise = self._rng.standard_normal(n)
        _blow(self._state, noise, HARMONICS, out)
        return out
