"""Plucked strings: when each is struck, and what pitch it then has.

The nail excites all partials at once; a string that sounds only loses them. So the rise of
the bands above the notes tells a pluck (spectral flux, after Bello et al., A Tutorial on Onset
Detection in Music Signals, 2005), and nothing later than LOOK frames after it is needed.
"""

import numpy as np

from audio.contour import Array, midi
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
SETTLED, RUNG, CLEAR = 0.04, 0.25, 0.01  # seconds: a pitch is read between these after a pluck


def plucks(samples: Samples) -> Stream:
    """Return the plucks of samples at 16 kHz: times in seconds, values = strength (nats)."""
    flux = _flux(samples)
    peaks = _peaks(flux)
    times = np.maximum(peaks / FPS - DELAY, 0)
    return Stream(times, flux[peaks], np.clip(flux[peaks] / (3 * RISE), 0, 1))


def pitched(struck: Stream, f0: Stream) -> Stream:
    """Return the plucks with their pitch: values = MIDI numbers, NaN where none is clear.

    `f0` in hertz; it is read from 40 ms after each pluck on, once the nail's noise is over,
    until the next pluck.
    """
    after = np.append(struck.times[1:], np.inf)
    values = [
        _pitch(f0, t + SETTLED, min(t + RUNG, end - CLEAR))
        for t, end in zip(struck.times, after, strict=True)
    ]
    return Stream(struck.times, np.array(values, np.float64), struck.confidence)


def _pitch(f0: Stream, start: float, end: float) -> float:
    a, b = np.searchsorted(f0.times, (start, end))
    heard = f0.values[a:b][f0.seen[a:b]]
    return float(np.median(midi(heard))) if len(heard) else float("nan")


def _flux(samples: Samples) -> Array:
    """Return (frames,) how much the bands rise; frame k hears what lies before k/FPS."""
    bands = _bands(samples)
    bands = np.log(bands + FLOOR + TALK * np.median(bands, axis=0))
    rise = np.zeros(len(bands))
    rise[LAG:] = np.maximum(bands[LAG:] - bands[:-LAG], 0).mean(axis=1)
    return rise


def _bands(samples: Samples) -> Array:
    """Return (frames, BANDS) magnitudes relative to the loudest."""
    padded = np.pad(samples, (WINDOW, WINDOW))
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
