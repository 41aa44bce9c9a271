"""An accompaniment that goes with the singer: it predicts, waits in 散板, and never echoes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audio import instruments, mixer
from audio.conduct import Conductor, Motion
from audio.contour import Array
from audio.files import Samples
from audio.instruments import Instrument
from audio.melody import Part
from audio.place import Place
from audio.stretch import HOP, Stretcher
from audio.tone import RATE, Player, Sound, Tone

TICK = HOP  # samples (10 ms) between two looks at the singer
ECHO = 0.12  # seconds: a note that should have sounded so long ago is left out
ECHO_FREE = 0.5  # the same where the singer leads: there is no beat to miss
WORTH = 0.4  # seconds that must remain of a held note for it to be entered late
FADE = 0.10  # seconds in which a recorded line comes 63 % nearer to silence, or back


@dataclass(frozen=True)
class Strand:
    """One line of the accompaniment: `tones` by onset, on the reference's clock."""

    instrument: Instrument
    tones: tuple[Tone, ...]

    def __post_init__(self) -> None:
        if any(not a.onset <= b.onset for a, b in pairwise(self.tones)):
            raise ValueError(f"strand of {self.instrument}: its tones are not in order of onset")


@dataclass(frozen=True)
class Stem:
    """A master's recorded line: (n,) samples at tone.RATE from second 0 of the reference on."""

    samples: Samples


class Accompanist:
    """Plays `lines` with the singer of `part`; sample k sounds at second k / RATE of the take.

    It begins alone where a strand has tones before the first note (count-in, 过门), else with
    the singer. `beats` (seconds of the reference) are where it may join besides phrases. What
    it sounds depends on the calls alone, not on the size of the blocks.
    """

    def __init__(self, part: Part, lines: Sequence[Strand | Stem], beats: Array, seed: int):
        starts = [s.tones[0].onset for s in lines if isinstance(s, Strand) and s.tones]
        begin = min([*starts, float(part.melody.onsets[0])])
        self._conductor = Conductor(part, begin, beats)
        self._lines = [
            _Reader(line) if isinstance(line, Stem) else _Stand(line, seed + i)
            for i, line in enumerate(lines)
        ]
        self._made = 0  # samples, whole ticks
        self._rest: Sound = np.empty(0)

    def place(self, place: Place) -> None:
        """Take the follower's word; it counts from the next tick on."""
        self._conductor.hear(place)

    def render(self, n: int) -> Samples:
        """Return the next n samples at RATE, mono."""
        parts, have = [self._rest], len(self._rest)
        while have < n:
            parts.append(self._tick())
            have += TICK
        sound = np.concatenate(parts)
        self._rest = sound[n:]
        return sound[:n].astype(np.float32)

    def _tick(self) -> Sound:
        motion = self._conductor.step(self._made / RATE, TICK / RATE)
        self._made += TICK
        sound = np.sum([line.play(motion) for line in self._lines], axis=0) + np.zeros(TICK)
        return mixer.limited(sound)


class _Stand:
    """One player and the notes before him."""

    def __init__(self, strand: Strand, seed: int):
        self._player: Player = instruments.player(strand.instrument, seed)
        self._notes = Notes(strand.tones)
        self._now: Tone | None = None

    def play(self, motion: Motion) -> Sound:
        """Return the samples of one tick."""
        if self._now and (motion.silent or not _lasts(self._now, motion)):
            self._player.release()
            self._now = None
        at, parts = 0, []
        for tone, when in self._notes.due(motion, self._player.sustains):
            parts.append(self._player.sound(when - at))
            self._player.strike(tone)
            self._now, at = tone, when
        parts.append(self._player.sound(TICK - at))
        return np.concatenate(parts)


class Notes:
    """The tones of a strand, and which of them begin now."""

    def __init__(self, tones: tuple[Tone, ...]):
        self._tones = tones
        self._onsets = np.array([t.onset for t in tones])

    def due(self, motion: Motion, sustains: bool) -> list[tuple[Tone, int]]:
        """Return the tones that begin in this tick, each with its sample of the tick.

        What should have sounded long ago is left out; only an instrument that sustains enters
        a note late, where the accompaniment has just joined or enough of the note is left.
        """
        if motion.silent:
            return []
        first, last = np.searchsorted(self._onsets, [motion.start, motion.end])
        found = self._tones[first:last]
        if motion.leapt and first and _lasts(self._tones[first - 1], motion):
            found = self._tones[first - 1 : last]
        most = ECHO_FREE if motion.waits else ECHO
        return [
            (tone, _when(tone.onset, motion))
            for tone in found
            if _late(tone, motion) <= most or (sustains and _left(tone, motion) >= WORTH)
        ]


class _Reader:
    """A recording read at the pace of the singer, at its own pitch."""

    def __init__(self, stem: Stem):
        self._stretcher = Stretcher(stem.samples)
        self._gain = 0.0

    def play(self, motion: Motion) -> Sound:
        """Return the samples of one tick."""
        fade = 1 - np.exp(-np.arange(1, TICK + 1) / (FADE * RATE))
        gain = self._gain + (float(not motion.silent) - self._gain) * fade
        self._gain = float(gain[-1])
        return gain * self._stretcher.step(motion.start * RATE)


def _lasts(tone: Tone, motion: Motion) -> bool:
    return tone.onset <= motion.start < tone.end


def _late(tone: Tone, motion: Motion) -> float:
    """Return the seconds since `tone` began for the singer."""
    return max(motion.late, 0.0) + (motion.start - tone.onset) * motion.ratio


def _left(tone: Tone, motion: Motion) -> float:
    """Return the seconds until `tone` ends for the singer."""
    return (tone.end - motion.start) * motion.ratio - max(motion.late, 0.0)


def _when(onset: float, motion: Motion) -> int:
    """Return the sample of the tick in which a tone begins."""
    if motion.end <= motion.start:
        return 0
    share = (onset - motion.start) / (motion.end - motion.start)
    return int(np.clip(share * TICK, 0, TICK - 1))
