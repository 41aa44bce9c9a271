"""Plucked strings: when each is struck.

The nail excites all partials at once; a string that sounds only loses them. So the rise of
the bands above the notes tells a pluck (spectral flux, after Bello et al., A Tutorial on Onset
Detection in Music Signals, 2005). Of what comes later only the room's usual level and the next
15 ms are used.
"""

import numpy as np

from audio.contour import Array
from audio.files import RATE, Samples
from content.stream import Stream

HOP = 80  # samples: 5 ms
FPS = RATE / HOP
WINDOW = 400  # samples: 25 ms, shorter than the time between two touches of a 轮
LOW, HIGH, BANDS = 900.0, 7000.0, 24  # hertz; above the notes, below the edge
FLOOR = 2e-3  # of the loudest band: quieter than -54 dB is nothing
TALK = 0.5  # of a band's usual magnitude: what rises less than this is the room's talk
LAG = 2  # frames over which a rise is taken
LOOK = 3  # frames on each side within which a pluck is the highest
APART = 10  # frames between two plucks: the quickest 轮 has about 16 a second
PAST = 120  # frames before a rise that say what is usual here
RISE, UNUSUAL = 0.2, 6.0  # nats; times the usual spread above the usual rise
DELAY = 0.010  # seconds by which the rise comes after the touch


def plucks(samples: Samples) -> Stream:
    """Return the plucks of samples at 16 kHz: times in seconds, values = strength (nats)."""
    flux = _flux(samples)
    peaks = _peaks(flux)
    times = np.maximum(peaks / FPS - DELAY, 0)
    return Stream(times, flux[peaks], np.clip(flux[peaks] / (3 * RISE), 0, 1))


def _flux(samples: Samples) -> Array:
    """Return (frames,) how much the bands rise; frame k hears what lies before k/FPS."""
    bands = _bands(samples)
    bands = np.log(bands + FLOOR + TALK * np.median(bands, axis=0))
    rise = np.zeros(len(bands))
    rise[LAG:] = np.maximum(bands[LAG:] - bands[:-LAG], 0).mean(axis=1)
    return rise


def _bands(samples: Samples) -> Array:
    """Return (frames, BANDS) magnitudes relative to the loudest."""
    padded = np.pad(samples, (WINDOW, 0))  # a recording that is cut off ends in no pluck
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW), axis=1))
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    edges = np.geomspace(LOW, HIGH, BANDS + 1)
    within = [(hertz >= a) & (hertz < b) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    bands = np.stack([power[:, w].mean(axis=1) for w in within if w.any()], axis=1)
    return np.asarray(bands / max(float(bands.max(initial=0)), 1e-12))


def _peaks(flux: Array) -> np.ndarray:
    """Return frames that are the highest around and rise far more than is usual before them."""
    padded = np.pad(flux, LOOK, constant_values=-1.0)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * LOOK + 1).max(axis=1)
    found: list[int] = []
    for i in np.flatnonzero((flux >= around) & (flux >= RISE)):
        if found and i - found[-1] < APART:
            continue
        past = flux[max(0, i - PAST) : i]
        usual = np.median(past) if len(past) else 0.0
        spread = np.median(np.abs(past - usual)) if len(past) else 0.0
        if flux[i] > usual + UNUSUAL * spread:
            found.append(int(i))
    return np.array(found, np.int64)
