"""Phrases to sing, a voice that sings them with chosen faults, and the grades of what it sang."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio import ears_link, faults, files, onset, pitch, synth
from audio.ears import Ears
from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from audio.ring import Deck, Tape
from content import texts
from content.model import Status
from content.stream import Stream
from tests import in_thread

NOTES = 18
PHRASES = 6
SCALE = (-5, -3, 0, 2, 4, 7, 9, 12, 14)  # semitones above 上, as in the 1746 arias
Change = Callable[[list[synth.SungNote], np.random.Generator], list[synth.SungNote]]


@dataclass(frozen=True)
class Phrase:
    """Notes to sing, and which of them begin a syllable."""

    notes: tuple[ReferenceNote, ...]
    syllables: frozenset[int]

    def plain(self) -> list[synth.SungNote]:
        return faults.plain(
            [n.onset for n in self.notes],
            [n.duration for n in self.notes],
            [n.pitch for n in self.notes],
            self.syllables,
        )


@dataclass(frozen=True)
class Performance:
    """What was sung, what was heard of it, and its grade."""

    phrase: Phrase
    sung: tuple[synth.SungNote, ...]
    f0: Stream
    onsets: Stream
    grade: Grade


def make_phrase(seed: int) -> Phrase:
    """A melody of NOTES notes of a Kunqu kind: small steps, few leaps, a word every other note."""
    rng = np.random.default_rng(100 + seed)
    shang, at, degree = float(rng.choice([62, 65, 57])), 0.0, int(rng.integers(2, 6))
    notes, syllables = [], {0}
    for i in range(NOTES):
        length = float(rng.choice([0.35, 0.5, 0.7, 1.0, 1.4]))
        notes.append(ReferenceNote(at, length, shang + SCALE[degree], Status.CONFIRMED))
        at += length
        if i and (notes[i].pitch == notes[i - 1].pitch or rng.random() < 0.45):
            syllables.add(i)
        degree = int(np.clip(degree + rng.choice([-2, -1, -1, 0, 1, 1, 2]), 0, 8))
    return Phrase(tuple(notes), frozenset(syllables))


def chosen(seed: int, n: int) -> frozenset[int]:
    """Which `n` notes of a phrase a fault befalls."""
    return frozenset(np.random.default_rng(700 + seed).choice(NOTES, n, replace=False).tolist())


def perform(phrase: Phrase, seed: int, change: Change | None, adorned: bool) -> Performance:
    rng = np.random.default_rng(seed)
    notes = phrase.plain()
    notes = faults.adorned(notes, rng) if adorned else notes
    notes = change(notes, rng) if change else notes
    samples = synth.sing(notes, rng).samples
    f0, onsets = pitch.track(samples), onset.onsets(samples)
    return Performance(phrase, tuple(notes), f0, onsets, grade(phrase.notes, f0, onsets))


@pytest.fixture(autouse=True)
def english() -> None:
    texts.use("en")


@pytest.fixture(scope="session")
def listen() -> Callable[[Path], tuple[Stream, Stream]]:
    """Return f0 and onsets of a recording, each file read once a session."""

    @cache
    def heard(path: Path) -> tuple[Stream, Stream]:
        samples = files.read(path).samples
        return pitch.track(samples), onset.onsets(samples)

    return heard


@pytest.fixture(scope="session")
def phrases() -> tuple[Phrase, ...]:
    return tuple(make_phrase(seed) for seed in range(PHRASES))


@pytest.fixture(scope="session")
def pick() -> Callable[[int, int], frozenset[int]]:
    return chosen


@pytest.fixture(scope="session")
def sing(phrases: Sequence[Phrase]) -> Callable[..., list[Performance]]:
    """Sing phrases (`first` of them) with a change (notes, which, ...) and grade them.

    `faulty`: how many notes each fault of the change befalls.
    """

    def run(
        change: Callable[..., list[synth.SungNote]], *faulty: int, first: int = PHRASES
    ) -> list[Performance]:
        whiches = [[chosen(i, n) for n in faulty] for i in range(first)]
        return [
            perform(phrase, i, lambda notes, _rng, which=which: change(notes, *which), adorned=True)
            for i, (phrase, which) in enumerate(zip(phrases, whiches, strict=False))
        ]

    return run


@pytest.fixture(scope="session")
def as_written(phrases: Sequence[Phrase]) -> list[Performance]:
    """Every phrase sung as a Kunqu singer would, without a fault."""
    return [perform(p, i, None, adorned=True) for i, p in enumerate(phrases)]


@pytest.fixture(scope="session")
def bare(phrases: Sequence[Phrase]) -> list[Performance]:
    """Every phrase sung without any ornament."""
    return [perform(p, i, None, adorned=False) for i, p in enumerate(phrases)]


@pytest.fixture
def stream() -> Callable[..., Stream]:
    """Build the f0 stream of exact notes: (onset, end, MIDI), 100 a second."""

    def build(notes: Sequence[tuple[float, float, float]], end: float | None = None) -> Stream:
        stop = end if end is not None else max(n[1] for n in notes) + 0.3
        times = np.arange(0, stop, 0.01)
        hertz = np.full(len(times), np.nan)
        for a, b, midi in notes:
            hertz[(times >= a - 1e-9) & (times < b - 1e-9)] = 440 * 2 ** ((midi - 69) / 12)
        return Stream(times, hertz, np.where(np.isnan(hertz), 0.0, 0.95))

    return build


@pytest.fixture
def no_onsets() -> Stream:
    return Stream(np.empty(0), np.empty(0), np.empty(0))


@pytest.fixture
def near(monkeypatch):
    """Listen in this process."""
    monkeypatch.setattr(ears_link, "SWITCH", sys.getswitchinterval())
    in_thread.use_threads(monkeypatch)


@pytest.fixture
def ears():
    """Make ears that are closed in the end."""
    made: list[Ears] = []

    def make(mic):
        made.append(Ears(mic))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(scope="session")
def phrase(phrases):
    """The first nine notes of a phrase."""
    whole = phrases[0]
    return replace(whole, notes=whole.notes[:9], syllables=whole.syllables & set(range(9)))


@pytest.fixture(scope="session")
def sung(phrase, tmp_path_factory):
    """A phrase sung by the test voice, as a file."""
    path = tmp_path_factory.mktemp("sung") / "phrase.wav"
    soundfile.write(path, synth.sing(phrase.plain(), np.random.default_rng(3)).samples, synth.RATE)
    return path


@pytest.fixture
def deck():
    tape = Tape()
    yield Deck(tape)
    tape.close()
