"""How strokes sound under an uneven hand, for tests and benches; it never sounds in a lesson.

The instruments are those of the accompaniment (audio/instruments.py), whose onsets and pitches
are exactly known; loud and soft strokes are three hands on one instrument, so that a string
rings on into the next stroke.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import tone
from audio.files import RATE, Samples
from audio.instruments import Instrument, perform
from audio.tone import Tone

OPEN: Mapping[Instrument, tuple[int, ...]] = {"三弦": (50, 57, 62), "琵琶": (45, 50, 52, 57)}
STEPS = (0, 2, 4, 5, 7, 9, 12)  # semitones above an open string
LENGTHS = (0.15, 0.3, 0.3, 0.6)  # seconds between strokes
LOUDNESS = (1.0, 0.5, 0.25)  # down to 12 dB under the loudest stroke
PEAK = 0.5  # of full scale
HISS = 1e-4  # of full scale: no microphone is silent


def drill(instrument: Instrument, strokes: int, rng: np.random.Generator) -> list[Tone]:
    """Return strokes of random length and pitch on 三弦 or 琵琶; they are nobody's music."""
    tones, at = [], 0.5
    for _ in range(strokes):
        length = float(rng.choice(LENGTHS))
        pitch = int(rng.choice(OPEN[instrument]) + rng.choice(STEPS))
        tones.append(Tone(at, length, pitch))
        at += length
    return tones


def play(instrument: Instrument, tones: Sequence[Tone], rng: np.random.Generator) -> Samples:
    """Play `tones` (by onset, seconds) at 16 kHz, each as loud as `rng` will have it."""
    hands = rng.integers(len(LOUDNESS), size=len(tones))
    sounds = [
        gain * perform(instrument, [t for t, h in zip(tones, hands, strict=True) if h == i], i)
        for i, gain in enumerate(LOUDNESS)
    ]
    sound = np.zeros(max(len(s) for s in sounds))
    for part in sounds:
        sound[: len(part)] += part
    heard = soxr.resample(sound, tone.RATE, RATE)
    heard = PEAK * heard / np.abs(heard).max() + HISS * rng.standard_normal(len(heard))
    return np.asarray(heard, np.float32)
