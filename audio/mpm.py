"""A second opinion on pitch: autocorrelation, which a flute an octave above does not pull away."""

from dataclasses import dataclass

import numpy as np

from audio.contour import Array
from audio.files import RATE, Samples

WINDOW = 640  # samples: 40 ms holds three periods of the lowest voice
LOWEST, HIGHEST = 75.0, 1200.0  # hertz: three periods to a window; 旦 at her highest
KEY_MAXIMUM = 0.9  # of the highest peak: the first one that reaches it is the period
_LAGS = slice(int(RATE / HIGHEST), int(RATE / LOWEST) + 1)


@dataclass(frozen=True)
class Periods:
    """Per frame (n,): `hertz` (NaN where nothing repeats), `clarity` 0..1, `power` (mean square).

    Clarity is the height of the chosen peak: 1 for sound that repeats exactly.
    """

    hertz: Array
    clarity: Array
    power: Array


def periods(samples: Samples, times: Array) -> Periods:
    """Return the period of samples at 16 kHz in the WINDOW centred on each of times (n,) seconds.

    McLeod & Wyvill, "A smarter way to find pitch" (2005): the normalised square difference,
    and of its peaks the first that is nearly the highest.
    """
    if not len(times):
        return Periods(np.empty(0), np.empty(0), np.empty(0))
    padded = np.pad(samples, WINDOW // 2)
    starts = np.clip(np.round(times * RATE).astype(int), 0, len(padded) - WINDOW)
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)
    parts = [of_frames(windows[starts[k : k + 512]]) for k in range(0, len(starts), 512)]
    return Periods(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in ("hertz", "clarity", "power"))
    )


def of_frames(frames: Samples) -> Periods:
    """Return the periods of frames (n, WINDOW)."""
    x = np.asarray(frames, np.float64)
    x = x - x.mean(axis=1, keepdims=True)
    likeness = _nsdf(x)
    inside = likeness[:, _LAGS.start - 1 : _LAGS.stop + 1]
    rises = (inside[:, 1:-1] > inside[:, :-2]) & (inside[:, 1:-1] >= inside[:, 2:])
    # the peak at lag 0 is no period: what counts comes after the first dip below zero
    rises &= np.cumsum(likeness[:, : _LAGS.stop] < 0, axis=1)[:, _LAGS] > 0
    heights = np.where(rises, inside[:, 1:-1], 0.0)
    best = heights.max(axis=1, keepdims=True)
    first = np.argmax(rises & (heights >= KEY_MAXIMUM * best), axis=1) + 1
    hertz, clarity = _refined(inside, first)
    heard = best[:, 0] > 0
    power = np.square(x).mean(axis=1)
    return Periods(np.where(heard, hertz, np.nan), np.where(heard, clarity, 0.0), power)


def _nsdf(x: Array) -> Array:
    """Return 2 Σ x(t) x(t+lag) / Σ (x(t)² + x(t+lag)²) for every lag, (n, WINDOW)."""
    spectrum = np.fft.rfft(x, 2 * WINDOW, axis=1)
    auto = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1)[:, :WINDOW]
    power = np.pad(np.cumsum(x * x, axis=1), ((0, 0), (1, 0)))
    lags = np.arange(WINDOW)
    both = power[:, WINDOW - lags] + power[:, -1:] - power[:, lags]
    return np.asarray(2 * auto / np.maximum(both, 1e-12))


def _refined(inside: Array, first: Array) -> tuple[Array, Array]:
    """Return hertz and height of each peak, by a parabola through it and its neighbours."""
    rows = np.arange(len(inside))
    left, top, right = (inside[rows, first + k] for k in (-1, 0, 1))
    bend = np.minimum(left - 2 * top + right, -1e-9)
    off = np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
    hertz = RATE / (_LAGS.start - 1 + first + off)
    return hertz, np.clip(top - 0.25 * (left - right) * off, 0.0, 1.0)
