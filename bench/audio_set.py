"""The takes that pitch is measured on: one real singer, three phrases of the test voice."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio import conditions, faults, files, synth
from audio.contour import Array
from audio.files import Samples
from content.errors import Refusal
from content.texts import _

Note = tuple[float, float, float]  # onset s, duration s, MIDI
SHANGS = {"1=D": 62.0, "1=F": 65.0, "1=low D": 50.0}  # where 上 lies in each phrase
SCALE = (-5, -3, 0, 2, 4, 7, 9, 12, 14)  # semitones above 上 of the 1746 arias
NOTES = 30  # in a phrase
LENGTHS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4)  # seconds
AIR = 0.1  # of the voice: -20 dB
VOWELS: tuple[synth.Vowel, ...] = ("a", "i", "o", "u")
TURNS: tuple[synth.Turn | None, ...] = (None, "擞", "豁")


@dataclass(frozen=True)
class Sung:
    """A take with what is known of it: f0 at times (hertz, NaN unvoiced) and the notes."""

    name: str
    samples: Samples
    times: Array
    hertz: Array
    notes: tuple[Note, ...]


@cache
def takes() -> tuple[Sung, ...]:
    """Return the four takes. Raises Refusal where the evaluation data are not there."""
    return (vocadito(), *(phrase(name, shang) for name, shang in SHANGS.items()))


CONDITIONS: Mapping[str, Callable[[Sung, np.random.Generator], Samples]] = {
    "clean": lambda sung, _rng: sung.samples,
    "room": lambda sung, rng: conditions.room(sung.samples, rng),
    "leak": lambda sung, rng: conditions.leak(sung.samples, sung.notes, rng),
}


@cache
def heard(condition: str) -> tuple[Sung, ...]:
    """Return the takes as heard under one of CONDITIONS; what is known of them stays."""
    change = CONDITIONS[condition]
    return tuple(
        replace(sung, samples=change(sung, np.random.default_rng(seed)))
        for seed, sung in enumerate(takes())
    )


def right(sung: Sung, times: Array, hertz: Array) -> npt.NDArray[np.bool_]:
    """Return, for each voiced frame of what is known, whether the f0 heard lies within 50 cents.

    mir_eval's raw pitch accuracy, but stricter: a frame left unvoiced (NaN) is wrong.
    """
    known, seen = ~np.isnan(sung.hertz), ~np.isnan(hertz)
    at = sung.times[known]
    last = np.maximum.accumulate(np.where(seen, np.arange(len(hertz)), 0))
    cents = 1200 * np.interp(at, times, np.log2(hertz[last])) - 1200 * np.log2(sung.hertz[known])
    here = seen[np.clip(np.searchsorted(times, at, "right") - 1, 0, len(times) - 1)]
    return np.asarray(here & (np.abs(cents) < 50))


def eval_data() -> Path:
    """Return the folder of recordings to evaluate against. Raises Refusal where there is none."""
    folder = Path(os.environ.get("SHUIMO_EVAL_DATA", "../shared/data"))
    if not folder.is_dir():
        sentence = _("{folder}: there are no evaluation recordings; set SHUIMO_EVAL_DATA.")
        raise Refusal(sentence.format(folder=folder))
    return folder


def vocadito() -> Sung:
    """Return vocadito_1: a singer, her f0 corrected by hand, the notes of annotator A1."""
    folder = eval_data() / "audio/vocadito"
    f0 = np.loadtxt(folder / "Annotations/F0/vocadito_1_f0.csv", delimiter=",")
    rows = np.loadtxt(folder / "Annotations/Notes/vocadito_1_notesA1.csv", delimiter=",")
    notes = tuple((t, d, 69 + 12 * float(np.log2(hertz / 440))) for t, hertz, d in rows)
    samples = files.read(folder / "Audio/vocadito_1.wav").samples
    return Sung("vocadito_1", samples, f0[:, 0], np.where(f0[:, 1] > 0, f0[:, 1], np.nan), notes)


def phrase(name: str, shang: float) -> Sung:
    """Return NOTES notes around `shang` (MIDI) sung with all that makes a voice hard to follow."""
    rng = np.random.default_rng(int(shang))
    lengths = rng.choice(LENGTHS, NOTES)
    onsets = np.cumsum(lengths) - lengths
    steps = rng.choice([-2, -1, -1, 1, 1, 2], NOTES)
    degrees = [3]
    for step in steps[1:]:
        degrees.append(int(np.clip(degrees[-1] + step, 0, len(SCALE) - 1)))
    pitches = [shang + SCALE[d] for d in degrees]
    again = {i for i in range(1, NOTES) if pitches[i] == pitches[i - 1]}
    words = {0} | again | {int(i) for i in np.flatnonzero(rng.random(NOTES) < 0.45)}
    notes = [_ornate(n, rng) for n in faults.plain(list(onsets), list(lengths), pitches, words)]
    sung = synth.sing(notes, rng)
    return Sung(
        name, sung.samples, sung.times, sung.hertz,
        tuple((n.onset, n.duration, n.pitch) for n in notes),
    )  # fmt: skip


def _ornate(note: synth.SungNote, rng: np.random.Generator) -> synth.SungNote:
    """Give a note its vowel, glide, scoop after a consonant, vibrato or turn, and its air."""
    return replace(
        note,
        glide=float(rng.uniform(0.05, 0.16)),
        scoop=float(rng.uniform(1, 3)) if note.consonant and rng.random() < 0.5 else 0.0,
        vibrato=(float(rng.uniform(0.3, 1.0)), float(rng.uniform(5, 7))),
        turn=TURNS[int(rng.integers(3))] if note.duration > 0.6 else None,
        vowel=VOWELS[int(rng.integers(len(VOWELS)))],
        air=AIR,
    )
