"""What was sung where a note was found: its pitch and its onset."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from audio.align import GAP, Aligned, Melody
from audio.contour import FPS, Array, Contour, smooth
from content.stream import Stream

NEAR = 1.5  # semitones around a note's pitch that can still be this note, out of tune
LEVEL = 0.8  # semitones around its rest that a note has arrived at
SCOOP = 3.0  # semitones below or above from which a singer slides into a note
BACK, ON = 0.05, 0.1  # seconds a sound may begin before, after its pitch crosses over
CLEAR = 1.0  # nats of rise that no vibrato or turn makes
DOUBT = 0.08  # seconds before its time from which a note is read again
RESTING = 0.25  # seconds in which a note comes to rest
FOREIGN, CAPTURED = 6.0, 0.3  # semitones away, seconds long: a talker's syllable
QUIETER = 4.0  # decibels under the note: a consonant, or the room
LEAST = 0.25  # of a note's length has to be heard near its pitch


@dataclass(frozen=True)
class Read:
    """Per note (NaN: missing), before key and tempo are removed.

    `onset`, `end` in seconds, `pitch` as a MIDI number and the `doubt` in it in semitones,
    `confidence` 0..1 of the tracker, `silence` seconds without a voice before the onset.
    """

    onset: Array
    end: Array
    pitch: Array
    doubt: Array
    confidence: Array
    silence: Array


def read(
    heard: Contour, onsets: Stream, found: Aligned, melody: Melody, loudness: Stream | None = None
) -> Read:
    """Measure every note inside the slot that the alignment gave it.

    `loudness` (decibels) tells a voice that was there before its pitch was heard.
    """
    loud = on_grid(loudness, len(heard.semitones))
    pitches, lengths = melody.pitches, melody.lengths
    n = len(pitches)
    onset, end, pitch, doubt, sure, silence = (np.full(n, np.nan) for _ in range(6))
    on = np.flatnonzero(~np.isnan(found.starts))
    ratio = _ratio(found, lengths)
    for i in on:
        slot = slice(round(found.starts[i] * FPS), round(found.ends[i] * FPS))
        own = _uncaptured(heard.semitones, slot, found.key + pitches[i], loud)
        near = _near(own, slot, found.key + pitches[i])
        span = min(lengths[i] * ratio, (slot.stop - slot.start) / FPS)
        if len(near) < max(4, LEAST * span * FPS):
            continue
        pitch[i], sure[i] = centre(own[near]), float(heard.weight[near].mean())
        doubt[i] = _doubt(own[near])
        before = pitch[on[on < i]]
        last = before[~np.isnan(before)][-1] if np.any(~np.isnan(before)) else np.nan
        onset[i] = _onset(own, onsets, slot, near[0], pitch[i], last)
        end[i] = (near[-1] + 1) / FPS
        silence[i] = _silence(heard, round(onset[i] * FPS))
    return Read(onset, end, pitch, doubt, sure, silence)


def again(heard: Contour, onsets: Stream, sung: Read, expected: Array) -> Read:
    """Read the early notes once more, with the onsets (n,) that the tempo lets expect.

    A turn or an added note may come to a note's pitch before the note itself: of two
    beginnings in it the one nearer to the expected counts.
    """
    voiced = heard.voiced
    setting_in = np.flatnonzero(voiced[GAP:] & ~_any_before(voiced, GAP)) + GAP
    clear = onsets.times[onsets.values >= CLEAR]
    begins = np.union1d(setting_in / FPS, clear)
    onset = sung.onset.copy()
    for i in np.flatnonzero(expected - onset > DOUBT):
        mine = begins[(begins > onset[i]) & (begins < sung.end[i])]
        if len(mine):
            near = float(mine[np.argmin(np.abs(mine - expected[i]))])
            onset[i] = min(onset[i], near, key=lambda t: abs(t - expected[i]))
    return replace(sung, onset=onset)


def _any_before(voiced: npt.NDArray[np.bool_], n: int) -> npt.NDArray[np.bool_]:
    """Return, from frame `n` on, whether a voice was heard in the `n` frames before."""
    count = np.cumsum(np.append(0, voiced))
    return np.asarray(count[n:-1] - count[:-1][: len(voiced) - n] > 0)


def _silence(heard: Contour, at: int) -> float:
    """Return the seconds without a voice before frame `at`; 0 at the very beginning."""
    voiced = np.flatnonzero(heard.voiced[: max(at - 1, 0)])
    return (at - 1 - int(voiced[-1])) / FPS if len(voiced) else 0.0


def _ratio(found: Aligned, lengths: Array) -> float:
    spans = found.ends - found.starts
    return float(np.nanmedian(spans / lengths))


def _uncaptured(x: Array, slot: slice, pitch: float, loud: Array) -> Array:
    """Return the pitch with what another voice took from this note given back to it.

    In a room full of talk the tracker follows a talker for a syllable. Where the note sounds
    before and after that it sounded all the while; and where something as loud as the note
    comes right before it, of a far pitch, it had begun. A silence stays one.
    """
    off = np.abs(x - pitch)
    level = off < LEVEL
    steady = level & (np.roll(level, 1) | np.roll(level, -1))
    within = slot.start + np.flatnonzero(steady[slot])
    if not len(within):
        return x
    filled, foreign = x.copy(), off > FOREIGN
    for a, b in zip(within, within[1:], strict=False):
        if 1 < b - a <= CAPTURED * FPS and foreign[a:b].any():
            filled[a + 1 : b] = pitch
    least = np.median(loud[within[:50]]) - QUIETER
    begin, stop = int(within[0]), max(0, int(within[0] - CAPTURED * FPS))
    while begin > stop and not off[begin - 1] <= FOREIGN and loud[begin - 1] > least:
        begin -= 1
    if foreign[begin : within[0]].any():
        filled[begin : within[0]] = pitch
    return filled


def on_grid(loudness: Stream | None, n: int) -> Array:
    """Return (n,) decibels at FPS, NaN where nobody measured."""
    if loudness is None or not len(loudness.times):
        return np.full(n, np.nan)
    return np.asarray(np.interp(np.arange(n) / FPS, loudness.times, loudness.values))


def _near(x: Array, slot: slice, pitch: float) -> np.ndarray:
    """Return the frames of the slot whose pitch can be this note."""
    off = np.abs(smooth(x[slot], 0.15) - pitch)
    return np.asarray(slot.start + np.flatnonzero(np.nan_to_num(off, nan=9.0) < NEAR))


def centre(x: Array) -> float:
    """Return the pitch a note rests on: vibrato evened out, glides at its ends left out."""
    core = _core(x)
    middle = float(np.median(core))
    for _ in range(3):
        middle = float(np.median(core[np.abs(core - middle) < 0.8]))
    return middle


def _core(x: Array) -> Array:
    a, b = int(0.1 * len(x)), max(int(0.95 * len(x)), int(0.1 * len(x)) + 1)
    return smooth(x, 0.1)[a:b]


def _doubt(x: Array) -> float:
    """Return how far (semitones) the centre of a note may be misread that never comes to rest.

    Half of what the middle half of it spans; the longer it lasts the less that matters.
    """
    low, high = np.percentile(_core(x), [25, 75])
    return float(high - low) / 2 * min(1.0, RESTING * FPS / len(x))


def _onset(x: Array, onsets: Stream, slot: slice, first: int, pitch: float, last: float) -> float:
    """Return the second at which a note begins, from the frame it was first heard at.

    Where the voice sets in: that frame. Where it comes over from the pitch before (`last`):
    the middle of the way, or a sound that begins anew close by, which is the better witness.
    Where the same pitch is sung on without a break that is the only one.
    """
    level = np.abs(x[first : first + 30] - pitch) < LEVEL
    top = first + int(np.argmax(level)) if level.any() else first
    same = bool(abs(last - pitch) < 0.5)
    begin, stop = top, max(0, top - 25)
    while begin > stop and _leads(x[begin - 1], pitch, np.nan if same else last):
        begin -= 1
    if begin == 0 or np.isnan(x[begin - 1]):
        return begin / FPS
    if same and begin == stop:
        return _struck(onsets, slot.start / FPS, (0.15, 0.15), 0.0)
    return _struck(onsets, begin / FPS, (BACK, ON), CLEAR)


def _leads(x: float, pitch: float, last: float) -> bool:
    """Whether a frame at `x` before the note already belongs to it, as a scoop or a glide."""
    if np.isnan(last):
        return bool(abs(x - pitch) < SCOOP)
    return bool(abs(x - pitch) < min(abs(x - last), max(SCOOP, abs(last - pitch) / 2)))


def _struck(onsets: Stream, at: float, reach: tuple[float, float], least: float) -> float:
    """Return the nearest onset of that strength within reach, `at` where there is none."""
    past = onsets.times - at
    near = (past >= -reach[0]) & (past <= reach[1]) & (onsets.values >= least)
    return float(at + past[near][np.argmin(np.abs(past[near]))]) if near.any() else at
