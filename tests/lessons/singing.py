"""An aria sung by the test voice, as a file."""

import numpy as np
import soundfile as sf

from audio import faults, synth
from audio.files import RATE
from lessons.scorers import voice


def as_sung(score, notes=None, start=0, stop=None):
    """The notes of a score as the test voice sings them."""
    asked = (notes or voice.score_notes(score))[start:stop]
    words = [n.syllable for n in score.notes][start:stop]
    begins = {i for i in range(len(words)) if i == 0 or words[i] != words[i - 1]}
    first = asked[0].note.onset
    return faults.plain(
        [a.note.onset - first for a in asked],
        [a.note.duration for a in asked],
        [a.note.pitch for a in asked],
        begins,
    )


def write(folder, notes, seed=0, name="take.flac"):
    path = folder / name
    sf.write(path, synth.sing(notes, np.random.default_rng(seed)).samples, RATE)
    return path
