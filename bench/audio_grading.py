"""What grading a minute of singing costs, beside librosa.pyin; how true it is: audio_judge."""

from collections.abc import Sequence
from itertools import pairwise

import librosa
import numpy as np

from audio import faults, onset, pitch, synth
from audio.files import RATE
from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from bench.row import Row, cpu_seconds
from content.library import SHIPPED, open_library
from content.model import Status
from content.score import Score
from lessons.voice_notes import SHANG

PHRASES, NOTES = 6, 18  # phrases of the 1746 aria, notes in each
BEAT = 60.0 / 72  # seconds: twice the pace of the stage, so that notes are short
Sung = list[synth.SungNote]


def run() -> list[Row]:
    """Single-thread CPU seconds a minute of singing."""
    return [_cost(aria_phrases())]


def aria_phrases() -> list[list[ReferenceNote]]:
    """Return PHRASES phrases of the 1746 aria, NOTES notes each, in seconds."""
    library = open_library((SHIPPED,))
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    score = library.score(link)
    first = sum(n.onset < score.free_until for n in score.notes)
    return [_phrase(score, first + NOTES * k) for k in range(PHRASES)]


def _phrase(score: Score, first: int) -> list[ReferenceNote]:
    """Return NOTES notes of the score from the `first` on, all timing graded."""
    notes = score.notes[first : first + NOTES]
    return [
        ReferenceNote(
            (n.onset - notes[0].onset) * BEAT, n.duration * BEAT, SHANG + n.semitones,
            Status.CONFIRMED,
        )
        for n in notes
    ]  # fmt: skip


def as_sung(phrase: Sequence[ReferenceNote], rng: np.random.Generator) -> Sung:
    """Return the phrase as the test voice sings it: a word every other note, and all repeats."""
    repeats = {i + 1 for i, (a, b) in enumerate(pairwise(phrase)) if a.pitch == b.pitch}
    words = set(range(0, len(phrase), 2)) | repeats
    plain = faults.plain(
        [n.onset for n in phrase], [n.duration for n in phrase], [n.pitch for n in phrase], words
    )
    return faults.adorned(plain, rng)


def _cost(phrases: Sequence[list[ReferenceNote]]) -> Row:
    whole, shift = [], 0.0
    for phrase in phrases:
        whole += [ReferenceNote(n.onset + shift, n.duration, n.pitch, n.timing) for n in phrase]
        shift = whole[-1].onset + whole[-1].duration
    rng = np.random.default_rng(0)
    samples = synth.sing(as_sung(whole, rng), rng).samples
    minutes = len(samples) / RATE / 60

    def ours() -> Grade:
        return grade(whole, pitch.track(samples), onset.onsets(samples))

    def peer() -> object:
        return librosa.pyin(samples, fmin=60, fmax=1500, sr=RATE, frame_length=1024, hop_length=256)

    ours()  # load the network, compile the inner loop
    own, pyin = cpu_seconds(ours) / minutes, cpu_seconds(peer) / minutes
    return Row(
        "grading, CPU seconds per minute of singing", own, "s/min", len(whole), "< librosa.pyin",
        "librosa.pyin (pitch alone)", pyin, own < pyin,
    )  # fmt: skip
