"""Where sound begins anew: sudden rises of energy, at 10 ms."""

from functools import cache

import numpy as np

from audio.contour import FPS, Array
from audio.files import RATE, Samples
from content.stream import Stream

WINDOW = 512  # samples: 32 ms holds two periods of the lowest voice
BANDS = 24  # between 100 and 7000 Hz, evenly on the mel scale
FLOOR = 1e-3  # of the loudest band: quieter than -60 dB is room
APART = 6  # frames between two onsets: nobody sings faster
AT_ONCE = 1024  # frames whose spectra are held together: a long take's would fill half a GB
RISE = 0.5  # mean rise in nats (4 dB) over the bands that is called an onset
_HANNING = np.hanning(WINDOW)


def onsets(samples: Samples) -> Stream:
    """Return the onsets of samples at 16 kHz: times in seconds, values = strength (nats)."""
    flux = strength(samples)
    peaks = _peaks(flux)
    values = flux[peaks]
    return Stream(peaks / FPS, values, np.clip(values / (2 * RISE), 0, 1))


def strength(samples: Samples) -> Array:
    """Return (frames,) how much the bands rise from 20 ms before to 20 ms after each frame."""
    heights = np.log(_bands(samples) + FLOOR)
    rise = np.zeros(len(heights))
    if len(heights) > 4:
        rise[2:-2] = np.maximum(heights[4:] - heights[:-4], 0).mean(axis=1)
    return rise


def _bands(samples: Samples) -> Array:
    """Return (frames, BANDS) magnitudes relative to the loudest; frame k is centred on k/FPS."""
    hop = RATE // FPS
    padded = np.pad(samples, (WINDOW // 2, WINDOW // 2))
    found = bands(np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::hop])
    return np.asarray(found / max(float(found.max(initial=0)), 1e-12))


def bands(frames: Samples) -> Array:
    """Return (n, BANDS) magnitudes of frames (n, WINDOW) at 16 kHz."""
    starts = range(0, max(len(frames), 1), AT_ONCE)
    return np.concatenate([_magnitudes(frames[k : k + AT_ONCE]) for k in starts])


def _magnitudes(frames: Samples) -> Array:
    return np.asarray(np.abs(np.fft.rfft(frames * _HANNING, axis=1)) @ _mel().T)


@cache
def _mel() -> Array:
    """Return (BANDS, bins) triangles evenly spaced on the mel scale."""
    mel = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 7000 / 700), BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    up = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    down = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    triangles = np.clip(np.minimum(up, down), 0, None)
    return np.asarray(triangles / np.maximum(triangles.sum(axis=1, keepdims=True), 1e-9))


def _peaks(flux: Array) -> np.ndarray:
    """Return frames that are the highest within APART and rise enough."""
    padded = np.pad(flux, APART, constant_values=-1.0)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * APART + 1)
    return np.flatnonzero((flux >= around.max(axis=1)) & (flux > RISE))
