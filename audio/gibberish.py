"""Lines spoken without words, for tests and benches; it never sounds in a lesson.

The test voice (audio/synth.py) says syllables of random vowels on a spoken melody, so that
lines, pauses, pitch and the size of the speaker are exactly known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio.files import RATE, Samples
from audio.synth import SungNote, Vowel, sing

VOWELS: tuple[Vowel, ...] = ("a", "i", "o", "u")
CONSONANT = 0.04  # seconds
BEFORE = 0.6  # seconds of silence before the first line and after the last
HISS = 2e-4  # of full scale: the room


@dataclass(frozen=True)
class Spoken:
    """One line to speak: so many syllables, so fast, and the seconds of silence after it.

    `pitch` is its middle as a MIDI number; `size` 1 is the test voice, 1.2 a head a fifth
    smaller, whose formants lie a fifth higher; `loud` 1 is the loudest; `fades` lets the last
    two syllables sink by so many dB.
    """

    syllables: int
    pause: float = 0.6
    rate: float = 4.0
    pitch: float = 55.0
    size: float = 1.0
    loud: float = 1.0
    fades: float = 0.0


def speak(lines: Sequence[Spoken], rng: np.random.Generator) -> tuple[Samples, list[float]]:
    """Return the samples at 16 kHz, and the second at which each line begins."""
    parts, starts, at = [np.zeros(int(BEFORE * RATE))], [], BEFORE
    for line in lines:
        voice = _line(line, rng)
        parts += [voice, np.zeros(int(line.pause * RATE))]
        starts.append(at)
        at += (len(parts[-2]) + len(parts[-1])) / RATE
    sound = np.concatenate([*parts, np.zeros(int(BEFORE * RATE))])
    sound += HISS * rng.standard_normal(len(sound))
    return sound.astype(np.float32), starts


def _line(line: Spoken, rng: np.random.Generator) -> np.ndarray:
    """Return one line from its first sound to its last."""
    notes, at = [], CONSONANT
    swing = rng.normal(0, 1.2, line.syllables) + np.linspace(2, -2, line.syllables)
    melody = line.pitch - 12 * np.log2(line.size) + swing - swing.mean()
    for i in range(line.syllables):
        length = line.size / line.rate * float(rng.uniform(0.85, 1.15))
        vowel = VOWELS[int(rng.integers(len(VOWELS)))]
        notes.append(SungNote(at, length - CONSONANT, melody[i], CONSONANT, vowel=vowel))
        at += length
    sung = sing(notes, rng, tail=0.0).samples.astype(np.float64)
    voice = np.asarray(soxr.resample(sung, RATE * line.size, RATE))
    voice *= 0.3 * line.loud / np.abs(voice).max()
    sinking = np.clip(
        (np.arange(len(voice)) / len(voice) * line.syllables - line.syllables + 2), 0, 1
    )
    return np.asarray(voice * 10 ** (-line.fades * sinking / 20))
