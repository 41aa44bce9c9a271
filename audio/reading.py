"""What was sung where a note was found: its pitch and its onset."""

from dataclasses import dataclass

import numpy as np

from audio.align import Aligned
from audio.contour import FPS, Array, Contour, smooth
from content.stream import Stream

NEAR = 1.5  # semitones around a note's pitch that can still be this note, out of tune
LEAST = 0.25  # of a note's length has to be heard near its pitch


@dataclass(frozen=True)
class Read:
    """Per note, before key and tempo are removed: seconds, seconds, semitones, confidence."""

    onset: Array
    end: Array
    pitch: Array
    confidence: Array
    key: float


def read(heard: Contour, onsets: Stream, found: Aligned, pitches: Array, lengths: Array) -> Read:
    """Measure every note inside the slot that the alignment gave it."""
    n = len(pitches)
    onset, end, pitch, sure = (np.full(n, np.nan) for _ in range(4))
    on = np.flatnonzero(~np.isnan(found.starts))
    ratio = _ratio(found, lengths)
    for i in on:
        slot = slice(int(found.starts[i] * FPS), int(found.ends[i] * FPS))
        near = _near(heard, slot, found.key + pitches[i])
        span = min(lengths[i] * ratio, (slot.stop - slot.start) / FPS)
        if len(near) < max(4, LEAST * span * FPS):
            continue
        pitch[i], sure[i] = centre(heard.semitones[near]), float(heard.weight[near].mean())
        before = pitch[on[on < i]]
        last = before[~np.isnan(before)][-1] if np.any(~np.isnan(before)) else np.nan
        onset[i] = _onset(heard, onsets, slot, near[0], pitch[i], last)
        end[i] = (near[-1] + 1) / FPS
    return Read(onset, end, pitch, sure, found.key)


def _ratio(found: Aligned, lengths: Array) -> float:
    spans = found.ends - found.starts
    return float(np.nanmedian(spans / lengths))


def _near(heard: Contour, slot: slice, pitch: float) -> np.ndarray:
    """Return the frames of the slot whose pitch can be this note."""
    off = np.abs(smooth(heard.semitones[slot], 0.15) - pitch)
    return np.asarray(slot.start + np.flatnonzero(np.nan_to_num(off, nan=9.0) < NEAR))


def centre(x: Array) -> float:
    """Return the pitch a note rests on: vibrato evened out, glides at its ends left out."""
    a, b = int(0.2 * len(x)), max(int(0.85 * len(x)), int(0.2 * len(x)) + 1)
    core = smooth(x, 0.18)[a:b]
    middle = float(np.median(core))
    for _ in range(3):
        middle = float(np.median(core[np.abs(core - middle) < 0.8]))
    return middle


def _onset(
    heard: Contour, onsets: Stream, slot: slice, first: int, pitch: float, last: float
) -> float:
    """Return the second at which a note begins.

    Where the voice sets in: that frame. Where it comes over from another pitch: the middle
    of the way. Where the same pitch is sung again without a break: the nearest onset.
    """
    x = heard.semitones
    level = np.abs(x[first : first + 30] - pitch) < 0.8
    k = first + int(np.argmax(level)) if level.any() else first
    same = abs(last - pitch) < 0.5
    j, stop = k, max(0, k - 25)
    while j > stop and not np.isnan(x[j - 1]):
        if not same and abs(x[j - 1] - last) < abs(x[j - 1] - pitch):
            break
        j -= 1
    if same and j == stop:
        return _struck(onsets, slot.start / FPS)
    return j / FPS


def _struck(onsets: Stream, at: float) -> float:
    near = np.abs(onsets.times - at) < 0.15
    if not near.any():
        return at
    return float(onsets.times[near][np.argmax(onsets.values[near])])
