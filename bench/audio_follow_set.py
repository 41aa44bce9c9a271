"""The takes that the follower is measured on: phrases of 24 notes, sung and heard live.

The follower was tuned on phrases of 步步嬌. Those of 醉扶歸, with seeds of their own, were held
out: no constant was ever chosen by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from audio import conditions, synth
from audio.align import Melody
from audio.contour import Array
from audio.files import Samples
from audio.follow_takes import again, freed
from audio.graded import ReferenceNote
from audio.heard import Heard
from audio.live import Analyser
from audio.melody import Ints, Part
from bench.audio_grading import BEAT, as_sung
from content.library import SHIPPED, open_library
from content.model import Status
from lessons.voice_notes import SHANG

PHRASES, NOTES, APART, SUNG_AT_ONCE = 6, 24, 21, 8
SPREAD = 0.5  # of log length in 散板
Notes = list[synth.SungNote]
Change = Callable[[Notes, np.random.Generator], Notes]


@dataclass(frozen=True)
class Aria:
    """A lesson whose score is sung, and the seed of its first phrase."""

    lesson: str
    seed: int


TUNED = Aria("kunqu/bubujiao", 0)
HELD_OUT = Aria("kunqu/zuifugui", 50)


@dataclass(frozen=True)
class Take:
    """A part, what was sung of it and what was heard of that."""

    part: Part
    sung: Notes
    heard: Heard

    @property
    def onsets(self) -> Array:
        """(sung,) when each sung note began."""
        return np.array([n.onset for n in self.sung])

    @property
    def truth(self) -> Ints:
        """(frames,) the note that was being sung, -1 before the first."""
        index = np.array([-1] + [-1 if n.index is None else n.index for n in self.sung])
        return np.asarray(index[np.searchsorted(self.onsets, self.heard.times, side="right")])

    @property
    def during(self) -> npt.NDArray[np.bool_]:
        """(frames,) from the first onset to the end of the last note."""
        end = self.sung[-1].onset + self.sung[-1].duration
        return np.asarray((self.heard.times >= self.onsets[0]) & (self.heard.times < end))


def takes(aria: Aria, change: Change, free: bool = False, room: bool = False) -> list[Take]:
    """Return each phrase of an aria as `change` has it sung and as the ears heard it."""
    metred = melody(aria)
    return [
        _take(metred[APART * k : APART * k + NOTES], change, np.random.default_rng(seed),
              free, room)
        for k, seed in enumerate(range(aria.seed, aria.seed + PHRASES))
    ]  # fmt: skip


def melody(aria: Aria) -> list[ReferenceNote]:
    """Return all of an aria that has a metre, in seconds."""
    library = open_library((SHIPPED,))
    link = library.lesson(aria.lesson).score
    assert link is not None
    score = library.score(link)
    notes = [n for n in score.notes if n.onset >= score.free_until]
    return [
        ReferenceNote(
            (n.onset - notes[0].onset) * BEAT, n.duration * BEAT, SHANG + n.semitones,
            Status.CONFIRMED,
        )
        for n in notes
    ]  # fmt: skip


def part(notes: list[ReferenceNote], free: bool = False) -> Part:
    """Return notes as a part whose phrases are SUNG_AT_ONCE notes long."""
    line = Melody(*np.array([(n.onset, n.duration, n.pitch) for n in notes]).T)
    return Part(line, np.full(len(notes), free), np.arange(0, len(notes), SUNG_AT_ONCE))


def plain(notes: Notes, _rng: np.random.Generator) -> Notes:
    """Sing as written."""
    return notes


freely = partial(freed, spread=SPREAD)


def begun_again(notes: Notes, rng: np.random.Generator) -> Notes:
    """Break off anywhere, wait up to a second and a half, and begin a phrase before it again."""
    stop = int(rng.integers(4, NOTES - 2))
    start = SUNG_AT_ONCE * int(rng.integers(0, (stop - 2) // SUNG_AT_ONCE + 1))
    return again(notes, stop, start, float(rng.uniform(0.4, 1.5)))


def freely_begun_again(notes: Notes, rng: np.random.Generator) -> Notes:
    """Break off and begin again in 散板."""
    return begun_again(freely(notes, rng), rng)


def _take(
    written: list[ReferenceNote], change: Change, rng: np.random.Generator, free: bool, room: bool
) -> Take:
    at = written[0].onset
    phrase = [ReferenceNote(n.onset - at, n.duration, n.pitch, n.timing) for n in written]
    sung = change(as_sung(phrase, rng), rng)
    samples: Samples = synth.sing(sung, rng).samples
    samples = conditions.room(samples, rng) if room else samples
    return Take(part(phrase, free), sung, Analyser(speakers=False).push(samples))
