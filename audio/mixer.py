"""Sounds put together: how loud they are, made equally loud, joined and faded."""

from collections.abc import Sequence

import numpy as np

from audio.files import Samples
from audio.tone import RATE, Sound

TARGET = -23.0  # dB of full scale: what speech and singing are levelled to
QUIET = 20.0  # dB under the loudest blocks: what is quieter is rest, not playing
BLOCK = RATE // 20  # samples (50 ms) over which loudness is read
FADE = round(0.005 * RATE)  # samples at each cut
KNEE = 0.8  # of full scale: louder sound is bent, never clipped
MOST = 30.0  # dB that a faint take is raised at most


def loudness(samples: Samples) -> float:
    """Return the level in dB of full scale of samples at RATE, rests left out; -inf if silent."""
    n = -(-max(len(samples), 1) // BLOCK) * BLOCK
    blocks = np.pad(samples.astype(np.float64), (0, n - len(samples))).reshape(-1, BLOCK)
    power = np.square(blocks).mean(axis=1)
    played = power[power > np.percentile(power, 95) * 10 ** (-QUIET / 10)]
    return float(10 * np.log10(played.mean())) if len(played) else -np.inf


def levelled(samples: Samples) -> Samples:
    """Return samples as loud as TARGET, sharp peaks bent; what is silent stays silent."""
    level = loudness(samples)
    gain = 0.0 if np.isneginf(level) else 10 ** (min(TARGET - level, MOST) / 20)
    return limited(np.asarray(gain * samples, np.float64)).astype(np.float32)


def faded(samples: Samples) -> Samples:
    """Return samples that rise from nothing and fall to it within FADE, so no cut clicks."""
    size = min(FADE, len(samples) // 2)
    ramp = (np.arange(size) + 0.5) / max(size, 1)
    gain = np.ones(len(samples))
    gain[:size], gain[len(samples) - size :] = ramp, ramp[::-1]
    return (gain * samples).astype(np.float32)


def mixed(sounds: Sequence[Samples]) -> Samples:
    """Return the sum of sounds that begin together, as long as the longest."""
    out = np.zeros(max((len(s) for s in sounds), default=0))
    for sound in sounds:
        out[: len(sound)] += sound
    return limited(out).astype(np.float32)


def limited(sound: Sound) -> Sound:
    """Return the sound unchanged up to KNEE, above it bent so that it stays under full scale."""
    over = np.maximum(np.abs(sound) - KNEE, 0.0)
    bent = np.minimum(np.abs(sound), KNEE) + (1 - KNEE) * np.tanh(over / (1 - KNEE))
    return np.asarray(np.sign(sound) * bent)
