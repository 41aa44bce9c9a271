"""Where each note of a reference was sung: free of key and of tempo.

A semi-Markov model solved by Viterbi. A note owns the time from its onset to the next
note's onset; what it gains there is how well the pitch fits, and nothing is lost where it
does not (an ornament, an added note, a breath). The time between two onsets is compared,
by its logarithm, with the reference at the tempo; the price of a wrong length is capped, so
a pause costs no more than a hesitation. Notes may be skipped, at a price.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import FPS, Array, Contour

Ints = npt.NDArray[np.int64]
SPREAD = 0.35  # of log duration: singers lengthen and shorten single notes by a third
CAP = 4.0  # nats: the most a wrong length costs
SKIP = 3.0  # nats for leaving a note out
GAIN = 12.0  # nats a second for a pitch that fits perfectly
KEYS = np.arange(-26.0, 26.01, 0.05)  # semitones searched


@dataclass(frozen=True)
class Path:
    """Frame of each note's onset (-1: skipped) and of its end, with the gain of the whole."""

    starts: Ints
    ends: Ints
    gain: float


def likelihood(contour: Contour, pitches: Array, key: float) -> Array:
    """Return (notes, frames) how well each frame fits each note, 0 (not at all) to about 1.

    Log ratio of a note (within tune, or out of tune by up to two semitones) to any pitch of
    a three-octave voice, weighted by the tracker's confidence.
    """
    off = np.nan_to_num(contour.semitones - key, nan=-1e3)[None, :] - pitches[:, None]
    near = 0.65 * _normal(off, 0.3) + 0.27 * _normal(off, 1.0) + 0.05 * _normal(off, 2.0)
    ratio = np.log(np.maximum(near, 1e-9) * 36.0) / np.log(36.0)
    return np.asarray(np.clip(ratio, 0, 1) * contour.weight[None, :])


def _normal(x: npt.NDArray[np.floating], sigma: float) -> Array:
    return np.asarray(np.exp(-0.5 * (x / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi)))


def keys(contour: Contour, pitches: Array, durations: Array, most: int = 5) -> list[float]:
    """Return candidate keys in semitones, likeliest first, by comparing pitch histograms."""
    heard = contour.semitones[contour.voiced]
    edges = np.arange(20.0, 110.0, 0.05)
    counts = np.histogram(heard, edges)[0].astype(float)
    bell = _normal(np.arange(-40, 41) * 0.05, 0.25)
    counts = np.convolve(counts, bell, "same")
    middle = edges[:-1] + 0.025
    weights = np.sqrt(durations)  # one long note must not decide the key
    fit = np.array([weights @ np.interp(pitches + k, middle, counts) for k in KEYS])
    found: list[float] = []
    for i in np.argsort(-fit, kind="stable"):
        if len(found) < most and all(abs(KEYS[i] - k) > 0.7 for k in found):
            found.append(float(KEYS[i]))
    return found


def path(fits: Array, expected: Array, window: Ints | None = None) -> Path:
    """Return the best path through `fits` (notes, frames) for onsets `expected` (N+1,) frames.

    `window` (2, N): the first and last frame in which each note may begin.
    """
    from audio.viterbi import solve  # numba takes most of a second to come; only graders pay

    n, frames = fits.shape
    total = np.concatenate([np.zeros((n, 1)), np.cumsum(fits, axis=1)], axis=1)
    if window is None:
        window = np.repeat([[0], [frames - 1]], n, axis=1)
    return Path(*solve(total, expected, window, np.array([SPREAD, CAP, SKIP])))


def thinned(contour: Contour, every: int) -> Contour:
    """Return every `every`-th frame, each the median of its block."""
    n = len(contour.semitones) // every * every
    pitch = contour.semitones[:n].reshape(-1, every)
    weight = contour.weight[:n].reshape(-1, every).mean(axis=1)
    out = np.full(len(pitch), np.nan)
    some = (~np.isnan(pitch)).any(axis=1)
    out[some] = np.nanmedian(pitch[some], axis=1)
    return Contour(out, weight)


@dataclass(frozen=True)
class Aligned:
    """Onset and end in seconds of each note (NaN: skipped), the key in semitones."""

    starts: Array
    ends: Array
    key: float
    gain: float


def coarse(
    contour: Contour, onsets: Array, pitches: Array, durations: Array, every: int
) -> Aligned:
    """Try the likeliest keys on a thinned contour and return the best path found."""
    thin = thinned(contour, every)
    rate = FPS / every
    where = np.flatnonzero(thin.voiced)
    reference = np.append(onsets, onsets[-1] + durations[-1]) - onsets[0]
    ratio = (where[-1] - where[0] + 1) / rate / reference[-1] if len(where) else 1.0
    best: Aligned | None = None
    for key in keys(contour, pitches, durations):
        fits = likelihood(thin, pitches, key) * GAIN / rate
        tempo = float(np.clip(ratio, 0.5, 2.0))
        for _ in range(2):
            found = path(fits, reference * tempo * rate)
            tempo = _tempo(found, onsets, tempo, rate)
            if best is None or found.gain > best.gain:
                best = Aligned(*_seconds(found, rate), key, found.gain)
    assert best is not None
    return best


def _tempo(found: Path, onsets: Array, otherwise: float, rate: float) -> float:
    on = found.starts >= 0
    if on.sum() < 3:
        return otherwise
    ratios = np.diff(found.starts[on]) / rate / np.diff(onsets[on])
    return float(np.clip(np.median(ratios), 0.4, 2.5))


def _seconds(found: Path, rate: float) -> tuple[Array, Array]:
    on = found.starts >= 0
    return np.where(on, found.starts / rate, np.nan), np.where(on, found.ends / rate, np.nan)


def fine(
    contour: Contour, onsets: Array, pitches: Array, durations: Array, first: Aligned, key: float
) -> Aligned:
    """Repeat the search at full rate, within a second of `first` and at its local tempo."""
    on = ~np.isnan(first.starts)
    known, at = onsets[on], first.starts[on]
    grid = np.append(onsets, onsets[-1] + durations[-1])
    if on.sum() < 2:
        return first
    expected = np.interp(grid, known, at)
    slope = (at[-1] - at[0]) / (known[-1] - known[0])
    expected = np.where(grid < known[0], at[0] + (grid - known[0]) * slope, expected)
    expected = np.where(grid > known[-1], at[-1] + (grid - known[-1]) * slope, expected)
    smooth_tempo = _local(grid, expected)
    frames = len(contour.semitones)
    centre = np.round(expected[:-1] * FPS).astype(np.int64)
    window = np.clip([centre - FPS, centre + FPS], 0, frames - 1)
    fits = likelihood(contour, pitches, key) * GAIN / FPS
    found = path(fits, smooth_tempo * FPS, window)
    return Aligned(*_seconds(found, FPS), key, found.gain)


def _local(grid: Array, expected: Array) -> Array:
    """Return onsets at a tempo smoothed over about eight notes, for their lengths only."""
    steps, spans = np.diff(expected), np.diff(grid)
    width = min(9, len(steps) | 1)
    pad = np.ones(width)
    local = np.convolve(steps, pad, "same") / np.convolve(spans, pad, "same")
    return np.concatenate([[0.0], np.cumsum(np.clip(local, 0.3, 3.0) * spans)])


def align(contour: Contour, onsets: Array, pitches: Array, durations: Array) -> Aligned:
    """Return where each reference note (seconds, MIDI, seconds) was sung."""
    every = 5 if len(contour.semitones) < 90 * FPS else 10
    first = coarse(contour, onsets, pitches, durations, every)
    return fine(contour, onsets, pitches, durations, first, first.key)
