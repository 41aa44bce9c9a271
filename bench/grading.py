"""What grading a minute of singing costs, beside librosa.pyin, and how true it reads faults."""

from collections.abc import Callable, Sequence
from functools import partial
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
LATE_SHARE, FLAT_SHARE = 0.25, 0.3
Sung = list[synth.SungNote]


def run() -> list[Row]:
    """Single-thread CPU seconds a minute of singing, and errors of injected faults."""
    phrases = aria_phrases()
    return [_cost(phrases), *_flat(phrases), *_late(phrases), *_missing(phrases)]


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


def _graded(
    phrases: Sequence[list[ReferenceNote]], share: float, change: Callable[[Sung, set[int]], Sung]
) -> list[tuple[Grade, set[int]]]:
    """Sing each phrase with a fault in a share of its notes; return grades and those notes."""
    out = []
    for seed, phrase in enumerate(phrases):
        rng = np.random.default_rng(seed)
        chosen = rng.choice(len(phrase), round(share * len(phrase)), replace=False)
        which = {int(i) for i in chosen}
        samples = synth.sing(change(as_sung(phrase, rng), which), rng).samples
        out.append((grade(phrase, pitch.track(samples), onset.onsets(samples)), which))
    return out


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


def _flat(phrases: Sequence[list[ReferenceNote]]) -> list[Row]:
    rows = []
    for cents in (30, 50, 100):
        found = _graded(phrases, FLAT_SHARE, partial(faults.flat, cents=cents))
        read = [g.notes[i].cents for g, which in found for i in which]
        rows.append(_read_back(f"{cents} cents flat", read, -cents, "cents", 5))
    return rows


def _late(phrases: Sequence[list[ReferenceNote]]) -> list[Row]:
    rows = []
    for ms in (50, 100, 200):
        found = _graded(phrases, LATE_SHARE, partial(faults.late, seconds=ms / 1000))
        read = [g.notes[i].late_ms for g, which in found for i in which]
        rows.append(_read_back(f"{ms} ms late", read, ms, "ms", 10))
    return rows


def _read_back(name: str, read: Sequence[float], true: float, unit: str, goal: float) -> Row:
    error = float(np.nanmedian(read)) - true
    return Row(
        f"read back: {name}, error of the median", error, unit, len(read), f"± {goal}",
        held=abs(error) <= goal,
    )  # fmt: skip


def _missing(phrases: Sequence[list[ReferenceNote]]) -> list[Row]:
    found = _graded(phrases, 3 / NOTES, faults.left_out)
    lost = [g.notes[i].missing for g, which in found for i in which]
    kept = [n.missing for g, which in found for i, n in enumerate(g.notes) if i not in which]
    share, false = 100 * float(np.mean(lost)), 100 * float(np.mean(kept))
    return [
        Row("notes left out that are found", share, "%", len(lost), "≥ 90", held=share >= 90),
        Row("notes sung that are called missing", false, "%", len(kept), "≤ 2", held=false <= 2),
    ]
