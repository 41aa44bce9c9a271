"""The colour of a voice, and how far two stretches of speech differ in it or in pitch.

Mel cepstra (Davis & Mermelstein 1980) without the first coefficient, which is loudness. A
difference is told as an effect size (Cohen 1988): in spreads of the voice itself, less what
two stretches of the same voice would differ by, 19 times in 20, because their words differ.
"""

import numpy as np

from audio.contour import Array
from audio.files import RATE, Samples
from content.stream import Stream

FPS = 50
WINDOW = 512  # samples: 32 ms
BANDS, COEFFICIENTS = 24, 12
LOW, HIGH = 100.0, 7000.0  # hertz
FLOOR = 1e-6  # of full scale
LARGE = 0.8  # effect sizes from here on are plain to hear (Cohen 1988)


def timbre(samples: Samples) -> Stream:
    """Return (n, 12) mel cepstra of samples at 16 kHz, 50 a second."""
    hop = RATE // FPS
    padded = np.pad(samples, (WINDOW // 2, WINDOW // 2))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW), axis=1))
    cepstra = np.log(power @ _mel().T + FLOOR) @ _cosines().T
    return Stream(np.arange(len(cepstra)) / FPS, cepstra, np.ones(len(cepstra)))


def effect(a: Array, b: Array, samples_a: int, samples_b: int) -> float:
    """Return how far (n, k) values `a` differ from (m, k) `b`, in spreads of the values.

    `samples_…` say how many independent ones each has: syllables, for frames of one syllable
    are nearly one. NaN where either has fewer than two.
    """
    if min(len(a), len(b), samples_a, samples_b) < 2:
        return float("nan")
    spread = (a.var(axis=0) + b.var(axis=0)) / 2
    apart = (a.mean(axis=0) - b.mean(axis=0)) ** 2 / np.maximum(spread, 1e-12)
    by_chance = (1 / samples_a + 1 / samples_b) * (1 + 2 * np.sqrt(2 / a.shape[1]))
    return float(np.sqrt(max(apart.mean() - by_chance, 0.0)))


def _mel() -> Array:
    """Return (BANDS, bins) triangles evenly spaced on the mel scale, each of unit sum."""
    low, high = (2595 * float(np.log10(1 + f / 700)) for f in (LOW, HIGH))
    mel = np.linspace(low, high, BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    up = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    down = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    triangles = np.clip(np.minimum(up, down), 0, None)
    return np.asarray(triangles / triangles.sum(axis=1, keepdims=True))


def _cosines() -> Array:
    """Return (COEFFICIENTS, BANDS) of the cosine transform, without the constant one."""
    k, band = np.arange(1, COEFFICIENTS + 1)[:, None], np.arange(BANDS)[None, :]
    return np.asarray(np.sqrt(2 / BANDS) * np.cos(np.pi * k * (band + 0.5) / BANDS))
