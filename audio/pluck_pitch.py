"""The pitch of each pluck, where other strings ring on and a room answers.

What sounded before the pluck is taken off the spectrum after it; the rest is the new string.
The pitch tracker is believed where the new string's partials bear it out, for it is the finer;
else the pitch whose partials rose most is taken (harmonic sum, after Hermes 1988).
"""

import numpy as np

from audio.contour import Array, midi
from audio.files import RATE, Samples
from content.stream import Stream

SETTLED, RUNG, CLEAR = 0.04, 0.25, 0.01  # seconds: the tracker is read between these
AFTER, BEFORE = 0.02, 0.01  # seconds from the pluck to the spectra beside it
SHORTEST, LONGEST = 0.06, 0.20  # seconds of a spectrum
SIZE = 8192  # samples of the transform
GRID = np.arange(40.0, 90.0, 0.1)  # MIDI numbers: below the lowest string to the highest fret
NEAR = 4  # steps of the grid within which the tracker's pitch is looked for
PARTIALS = np.arange(1, 11)
WEIGHTS = 0.85 ** (PARTIALS - 1)
BETWEEN = 0.5  # what sounds between two partials speaks against a pitch
BORNE_OUT = 0.7  # of the best sum: from here on the tracker is believed
AGAIN = 0.4  # of the sum without what was before: with less the same string sounds again


def pitched(samples: Samples, struck: Stream, f0: Stream) -> Stream:
    """Return plucks (times in seconds) with their pitch: values = MIDI numbers, NaN unknown.

    `samples` at 16 kHz, `f0` in hertz of the same.
    """
    until = np.append(struck.times, np.inf)[1:]
    values = [
        _pitch(samples, f0, float(t), float(end))
        for t, end in zip(struck.times, until, strict=True)
    ]
    return Stream(struck.times, np.array(values, np.float64), struck.confidence)


def _pitch(samples: Samples, f0: Stream, at: float, until: float) -> float:
    tracked = _tracked(f0, at + SETTLED, min(at + RUNG, until - CLEAR))
    before, after = _spectra(samples, at, until)
    rise, whole = _sums(np.maximum(after - before, 0)), _sums(after)
    best = float(rise.max())
    if np.isnan(tracked):
        return float(GRID[rise.argmax()]) if best > 0 else tracked
    if best < AGAIN * float(whole.max()):
        return tracked
    i = round((tracked - float(GRID[0])) / 0.1)
    borne = float(rise[max(i - NEAR, 0) : max(i + NEAR + 1, 0)].max(initial=0))
    return tracked if borne >= BORNE_OUT * best else float(GRID[rise.argmax()])


def _tracked(f0: Stream, start: float, end: float) -> float:
    a, b = np.searchsorted(f0.times, (start, end))
    heard = f0.values[a:b][f0.seen[a:b]]
    return float(np.median(midi(heard))) if len(heard) else float("nan")


def _spectra(samples: Samples, at: float, until: float) -> tuple[Array, Array]:
    """Return magnitudes (SIZE // 2 + 1,) before and after a pluck, of equal length."""
    n = int(np.clip(until - at - AFTER, SHORTEST, LONGEST) * RATE)
    end, start = int((at - BEFORE) * RATE), int((at + AFTER) * RATE)
    beside = np.stack([_cut(samples, end - n, n), _cut(samples, start, n)])
    spectra = np.abs(np.fft.rfft(beside * np.hanning(n), SIZE, axis=1))
    return spectra[0], spectra[1]


def _cut(samples: Samples, start: int, n: int) -> Array:
    """Return (n,) samples from `start` on; beyond either end is silence."""
    part = samples[max(start, 0) : max(start + n, 0)]
    out = np.zeros(n)
    first = max(-start, 0)
    out[first : first + len(part)] = part
    return out


def _sums(spectrum: Array) -> Array:
    """Return (GRID,) how much stands at each pitch's partials, less what stands between them."""
    level = np.sqrt(spectrum)
    partial, between = (
        np.interp(bins.ravel(), np.arange(len(level)), level, right=0).reshape(bins.shape)
        for bins in _BINS
    )
    return np.asarray((partial - BETWEEN * between) @ WEIGHTS)


_HERTZ = 440 * 2 ** ((GRID[:, None] - 69) / 12)
_BINS = tuple(_HERTZ * (PARTIALS - shift)[None, :] * SIZE / RATE for shift in (0.0, 0.5))
