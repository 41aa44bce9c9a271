"""How strokes sound under an uneven hand, for tests and benches; it never sounds in a lesson.

The instruments are those of the accompaniment (audio/instruments.py), whose onsets and pitches
are exactly known; loud and soft strokes are three hands on one instrument, so that a string
rings on into the next stroke.
"""

from collections.abc import Sequence

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import tone
from audio.files import RATE, Samples
from audio.instruments import Instrument, perform
from audio.tone import Tone

LOUDNESS = (1.0, 0.5, 0.25)  # down to 12 dB under the loudest stroke
PEAK = 0.5  # of full scale
HISS = 1e-4  # of full scale: no microphone is silent


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
