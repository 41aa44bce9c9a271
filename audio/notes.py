"""The notes of a recording: where a voice rests on a pitch, and for how long."""

from dataclasses import dataclass

import numpy as np

from audio.align import Aligned, Melody
from audio.contour import FPS, Array, Contour, contour
from audio.reading import centre, read
from content.stream import Stream

STEP = 0.2  # semitones between levels tried
CHANGE = 12.0  # semitone-frames a new note must gain: a whole tone held 60 ms, a half 120 ms
FAR = 2.0  # semitones: a slip further off costs no more
GAP = 5  # unvoiced frames that part two notes
SHORTEST = 0.08  # seconds
STRONG = 1.0  # nats of rise that part two notes of one pitch


@dataclass(frozen=True)
class HeardNote:
    """One note as heard: seconds, seconds, MIDI number (not rounded)."""

    onset: float
    duration: float
    pitch: float


def notes(f0: Stream, onsets: Stream) -> tuple[HeardNote, ...]:
    """Return the notes of an f0 stream (hertz) in order; none where no voice is heard."""
    heard = contour(f0)
    struck = np.round(onsets.times[onsets.values >= STRONG] * FPS).astype(int)
    found = []
    for a, b in _runs(heard.voiced):
        levels = _levels(heard.semitones[a:b])
        cuts = np.flatnonzero(np.diff(levels)) + 1
        inner = struck[(struck > a + 8) & (struck < b - 8)] - a
        found += _cut(heard.semitones[a:b], a, np.union1d(cuts, _free(inner, cuts)))
    return _as_sung(heard, onsets, found) if found else ()


def _as_sung(heard: Contour, onsets: Stream, found: list[HeardNote]) -> tuple[HeardNote, ...]:
    """Read the notes just as those of a take are read, so that a recording agrees with itself."""
    starts, lengths, pitches = np.array([(n.onset, n.duration, n.pitch) for n in found]).T
    slots = Aligned(starts, starts + lengths, 0.0, 0.0)
    sung = read(heard, onsets, slots, Melody(starts, lengths, pitches))
    on = ~np.isnan(sung.onset) & (starts + lengths - sung.onset >= SHORTEST / 2)
    kept = np.flatnonzero(on & (np.diff(sung.onset, prepend=-1.0) > 0))
    return tuple(
        HeardNote(
            float(sung.onset[i]),
            float(starts[i] + lengths[i] - sung.onset[i]),
            float(sung.pitch[i]),
        )
        for i in kept
    )


def _runs(voiced: np.ndarray) -> list[tuple[int, int]]:
    """Return first and past-last frame of each stretch without a gap of GAP frames."""
    on = np.flatnonzero(voiced)
    if not len(on):
        return []
    breaks = np.flatnonzero(np.diff(on) >= GAP)
    starts, ends = np.append(on[0], on[breaks + 1]), np.append(on[breaks], on[-1]) + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _levels(x: Array) -> Array:
    """Return the level (n,) each frame rests on: piecewise constant, changes at a price."""
    x = np.interp(np.arange(len(x)), np.flatnonzero(~np.isnan(x)), x[~np.isnan(x)])
    grid = np.arange(x.min() - STEP, x.max() + 2 * STEP, STEP)
    cost = np.minimum(np.abs(x[:, None] - grid[None, :]), FAR)
    came = np.empty(cost.shape, np.int64)
    value, own = cost[0], np.arange(len(grid))
    for t in range(1, len(x)):
        best = int(np.argmin(value))
        jump = value[best] + CHANGE < value
        came[t] = np.where(jump, best, own)
        value = np.where(jump, value[best] + CHANGE, value) + cost[t]
    state = int(np.argmin(value))
    out = np.empty(len(x))
    for t in range(len(x) - 1, -1, -1):
        out[t] = grid[state]
        state = int(came[t, state]) if t else state
    return out


def _free(struck: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """Return the onsets that no change of pitch explains."""
    if not len(cuts):
        return struck
    return np.asarray(struck[np.abs(struck[:, None] - cuts[None, :]).min(axis=1) > 12])


def _cut(x: Array, start: int, cuts: np.ndarray) -> list[HeardNote]:
    found = []
    for part in np.split(np.arange(len(x)), cuts):
        if len(part) < SHORTEST * FPS:
            continue
        middle = centre(x[part][~np.isnan(x[part])])
        found.append(HeardNote((start + int(part[0])) / FPS, len(part) / FPS, middle))
    return found
