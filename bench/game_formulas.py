"""Scores of singing games by their published formulas, for comparison only; 0 to 10000.

Both hold the pitch at each moment against the note that a fixed clock asks for, whatever its
octave; neither knows of ornaments, keys or tempos (research/audio.md §2).
"""

from collections.abc import Sequence

import numpy as np

from audio.contour import Array, contour
from audio.graded import ReferenceNote
from content.stream import Stream

# UltraStar Deluxe: a beat counts where the rounded pitch lies within these semitones.
ULTRASTAR = {"easy": 2, "medium": 1, "hard": 0}
NOTE_POINTS, LINE_POINTS = 9000, 1000
# Performous: semitones off at which a moment still counts whole, and no more at all.
PERFORMOUS = {"normal": (0.5, 1.5), "hard": (0.5, 1.0), "perfect": (0.2151, 0.5)}


def ultrastar(
    notes: Sequence[ReferenceNote], f0: Stream, start: float, level: str, line: int = 6
) -> float:
    """Return the points of UltraStar Deluxe; the notes' clock begins at `start` s, a line of
    the text has `line` notes. Notes give 9000 points, whole lines 1000 more.
    """
    hits = [
        np.abs(_folded(np.round(sung) - np.round(note.pitch))) <= ULTRASTAR[level]
        for note, sung in zip(notes, _moments(notes, f0, start), strict=True)
    ]
    lines = [np.concatenate(hits[i : i + line]).mean() for i in range(0, len(hits), line)]
    return float(NOTE_POINTS * np.concatenate(hits).mean() + LINE_POINTS * np.mean(lines))


def performous(notes: Sequence[ReferenceNote], f0: Stream, start: float, level: str) -> float:
    """Return the points of Performous: clamp((zero - error) / (zero - full)) at each moment."""
    full, zero = PERFORMOUS[level]
    credits = [
        np.clip((zero - np.abs(_folded(sung - note.pitch))) / (zero - full), 0, 1)
        for note, sung in zip(notes, _moments(notes, f0, start), strict=True)
    ]
    return float(10_000 * np.nan_to_num(np.concatenate(credits)).mean())


def _moments(notes: Sequence[ReferenceNote], f0: Stream, start: float) -> list[Array]:
    """Return what was sung while each note was asked for: MIDI numbers, NaN silent."""
    heard = contour(f0).semitones
    padded = np.concatenate([heard, np.full(len(heard) + 100_000, np.nan)])
    spans = [(start + n.onset, start + n.onset + n.duration) for n in notes]
    return [padded[round(a * 100) : max(round(b * 100), round(a * 100) + 1)] for a, b in spans]


def _folded(semitones: Array) -> Array:
    """Return distances with whole octaves taken out, -6 to 6."""
    return np.asarray((semitones + 6) % 12 - 6)
