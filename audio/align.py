"""Where each note of a reference was sung: free of key and of tempo.

A semi-Markov model solved by Viterbi. A note owns the time from its onset to the next
note's onset; what it gains there is how well the pitch fits, and nothing is lost where it
does not (an ornament, an added note, a breath), nor won by lasting longer. The time between
two onsets is compared, by its logarithm, with the reference at the tempo; the price of a
wrong length is capped, so a pause costs no more than a hesitation. Notes may be skipped, at a
price. A first search at a tenth of the rate tries the likeliest keys over the whole take; a
second one at full rate looks within a second of the first, at the tempo heard there.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from audio.contour import FPS, Array, Contour
from content.stream import Stream

Ints = npt.NDArray[np.int64]
SPREAD = 0.35  # of log length: singers lengthen and shorten single notes by a third
CAP = 4.0  # nats: the most a wrong length costs
SKIP = 3.0  # nats for leaving a note out
GAIN = 12.0  # nats for each second of the reference whose pitch fits perfectly
ENTRY = 2.0  # nats for beginning where a sound begins
BREATH = 0.25  # seconds: what of a silence is longer need not count as time
GAP = 4  # unvoiced frames before a voice that sets in
KEYS = np.arange(-26.0, 26.01, 0.05)  # semitones searched
TEMPOS = (0.5, 2.0)  # slowest and fastest looked for, times the reference
CANDIDATES = 5  # keys tried in full
COARSE = 10  # frames put together in the first search


@dataclass(frozen=True)
class Melody:
    """Reference notes: onsets and lengths (n,) in seconds, pitches (n,) as MIDI numbers."""

    onsets: Array
    lengths: Array
    pitches: Array

    @property
    def grid(self) -> Array:
        """(n + 1,) onsets and the end of the last note, from 0."""
        ends = np.append(self.onsets, self.onsets[-1] + self.lengths[-1])
        return np.asarray(ends - self.onsets[0])


@dataclass(frozen=True)
class Aligned:
    """Onset and end in seconds of each note (NaN: skipped), key in semitones, gain in nats."""

    starts: Array
    ends: Array
    key: float
    gain: float

    @property
    def on(self) -> npt.NDArray[np.bool_]:
        """(n,) true where the note was not skipped."""
        return ~np.isnan(self.starts)


def align(contour: Contour, begins: Stream, melody: Melody) -> Aligned:
    """Return where each note was sung. `begins` are the onsets heard (values = strength)."""
    scene = _Scene(contour, entries(contour, begins), FPS)
    every = COARSE if len(contour.semitones) > 60 * FPS else COARSE // 2
    first = _coarse(scene.thinned(every), melody)
    return _fine(scene, melody, first) if first.on.sum() > 1 else first


def entries(contour: Contour, begins: Stream) -> Array:
    """Return (frames,) what a note gains by beginning there (nats): where the voice sets in
    after a gap, or where the sound begins anew.
    """
    n = len(contour.semitones)
    gain = np.zeros(n + 1)
    on = np.flatnonzero(contour.voiced)
    gain[on[np.diff(on, prepend=-GAP - 1) > GAP]] = 1.0
    at = np.clip(np.round(begins.times * FPS).astype(int), 0, n)
    np.maximum.at(gain, at, np.clip(begins.values, 0, 1))
    near = np.pad(gain[:n], 2)
    return ENTRY * np.asarray(np.lib.stride_tricks.sliding_window_view(near, 5).max(axis=1))


def keys(contour: Contour, melody: Melody) -> list[float]:
    """Return candidate keys in semitones, likeliest first, by comparing pitch histograms."""
    edges = np.arange(20.0, 110.0, 0.05)
    counts = np.histogram(contour.semitones[contour.voiced], edges)[0].astype(float)
    counts = np.convolve(counts, _normal(np.arange(-40, 41) * 0.05, 0.25), "same")
    middle = edges[:-1] + 0.025
    weights = np.sqrt(melody.lengths)  # one long note must not decide the key
    fit = [weights @ np.interp(melody.pitches + k, middle, counts) for k in KEYS]
    found: list[float] = []
    for i in np.argsort(-np.array(fit), kind="stable"):
        if len(found) < CANDIDATES and all(abs(KEYS[i] - k) > 0.7 for k in found):
            found.append(float(KEYS[i]))
    return found


def likelihood(contour: Contour, pitch: float, key: float) -> Array:
    """Return (frames,) how well each frame fits a note, 0 (not at all) to about 1.

    Log ratio of a note (within tune, or out of tune by up to two semitones) to any pitch of
    a three-octave voice, weighted by the tracker's confidence.
    """
    off = np.nan_to_num(contour.semitones - key, nan=-1e3) - pitch
    near = 0.65 * _normal(off, 0.3) + 0.27 * _normal(off, 1.0) + 0.05 * _normal(off, 2.0)
    ratio = np.log(np.maximum(near, 1e-9) * 36.0) / np.log(36.0)
    return np.asarray(np.clip(ratio, 0, 1) * contour.weight)


def _normal(x: npt.NDArray[np.floating], sigma: float) -> Array:
    return np.asarray(np.exp(-0.5 * (x / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi)))


@dataclass(frozen=True)
class _Scene:
    """What was heard at `rate` frames a second: pitch, and the gain of beginning at a frame."""

    contour: Contour
    entry: Array
    rate: float

    @cached_property
    def clock(self) -> Array:
        """(2, frames + 1) frames counted without what of a silence is longer than a breath, and
        the logarithm of each number of frames.
        """
        frames = np.arange(len(self.entry))
        last = np.maximum.accumulate(np.where(self.contour.voiced, frames, -1))
        counted = frames - last <= BREATH * self.rate
        number = np.arange(len(self.entry) + 1)
        return np.array([np.append(0, np.cumsum(counted)), np.log(np.maximum(number, 1))])

    def thinned(self, every: int) -> "_Scene":
        """Return blocks of `every` frames as one, each by its median."""
        n = len(self.entry) // every * every
        pitch = self.contour.semitones[:n].reshape(-1, every)
        weight = self.contour.weight[:n].reshape(-1, every).mean(axis=1)
        entry = self.entry[:n].reshape(-1, every).max(axis=1)
        out = np.full(len(pitch), np.nan)
        some = (~np.isnan(pitch)).any(axis=1)
        out[some] = np.nanmedian(pitch[some], axis=1)
        return _Scene(Contour(out, weight), entry, self.rate / every)


def _coarse(scene: _Scene, melody: Melody) -> Aligned:
    """Search the whole take in the likeliest keys, then at other tempos in the best."""
    where = np.flatnonzero(scene.contour.voiced)
    if not len(where):  # what little was voiced is gone with the thinning
        return Aligned(np.full(len(melody.pitches), np.nan), np.full(len(melody.pitches), np.nan),
                       0.0, 0.0)  # fmt: skip
    whole = (where[-1] - where[0] + 1) / scene.rate / melody.grid[-1]
    guess = float(np.clip(whole, *TEMPOS))
    tries = [_search(scene, melody, guess, k) for k in keys(scene.contour, melody)]
    best = max(tries, key=lambda a: a.gain)
    for tempo in (1.0, _tempo(best, melody, guess)):
        best = max(best, _search(scene, melody, tempo, best.key), key=lambda a: a.gain)
    return best


def _search(
    scene: _Scene,
    melody: Melody,
    tempo: float | Array,
    key: float,
    window: Ints | None = None,
) -> Aligned:
    """Return the best path of the melody in `key` through what was heard.

    `tempo` (or (n,) one for each note) is take seconds over reference seconds; `window` (2, n)
    the first and last frame in which each note may begin.
    """
    from audio.viterbi import solve  # numba takes most of a second to come; only graders pay

    spans = np.diff(melody.grid)
    lengths = np.append(0.0, np.cumsum(spans * tempo)) * scene.rate
    most = np.append(GAIN * spans, 0.0)
    n, frames = len(spans), len(scene.entry)
    total = np.zeros((n, frames + 1))
    for i, pace in enumerate(np.broadcast_to(tempo, n)):  # row by row: whole takes are long
        fit = likelihood(scene.contour, melody.pitches[i], key) * GAIN / scene.rate / pace
        np.cumsum(fit, out=total[i, 1:])
    if window is None:
        window = np.repeat([[0], [frames - 1]], n, axis=1)
    prices, expected = np.array([SPREAD, CAP, SKIP]), np.array([lengths, most])
    starts, ends, gain = solve(total, scene.entry, scene.clock, expected, window, prices)
    at = [np.where(starts >= 0, x / scene.rate, np.nan) for x in (starts, ends)]
    return Aligned(at[0], at[1], key, gain)


def _tempo(found: Aligned, melody: Melody, otherwise: float) -> float:
    if found.on.sum() < 3:
        return otherwise
    ratios = np.diff(found.starts[found.on]) / np.diff(melody.onsets[found.on])
    return float(np.clip(np.median(ratios), *TEMPOS))


def _fine(scene: _Scene, melody: Melody, first: Aligned) -> Aligned:
    """Search at full rate within a second of `first`, at its local tempo."""
    expected = _through(melody.grid, melody.grid[:-1][first.on], first.starts[first.on])
    centre = np.round(expected[:-1] * FPS).astype(np.int64)
    window = np.clip([centre - FPS, centre + FPS], 0, len(scene.entry) - 1)
    return _search(scene, melody, _evened(melody.grid, expected), first.key, window)


def _through(grid: Array, known: Array, at: Array) -> Array:
    """Return the times of `grid` on the line through (`known`, `at`), drawn on at both ends."""
    slope = (at[-1] - at[0]) / (known[-1] - known[0])
    inside = np.interp(grid, known, at)
    before, after = np.minimum(grid - known[0], 0), np.maximum(grid - known[-1], 0)
    return np.asarray(inside + slope * (before + after))


def _evened(grid: Array, expected: Array) -> Array:
    """Return (n,) the tempo at each note, evened over nine."""
    steps, spans = np.diff(expected), np.diff(grid)
    pad = np.ones(min(9, len(steps) | 1))
    local = np.convolve(steps, pad, "same") / np.convolve(spans, pad, "same")
    return np.asarray(np.clip(local[: len(steps)], 0.3, 3.0))
