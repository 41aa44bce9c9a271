"""An accompaniment that goes with the singer: it predicts, waits in 散板, and never echoes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio import instruments, mixer
from audio.conduct import Conductor, Motion
from audio.contour import Array
from audio.files import Samples
from audio.follow import Place
from audio.instruments import Instrument
from audio.melody import Part
from audio.stretch import HOP, Stretcher
from audio.tone import RATE, Player, Sound, Tone

TICK = HOP  # samples (10 ms) between two looks at the singer
ECHO = 0.12  # seconds: a note that should have sounded so long ago is left out
ECHO_FREE = 0.5  # the same where the singer leads: there is no beat to miss
WORTH = 0.4  # seconds that must remain of a held note for it to be entered late
FADE = 0.15  # seconds in which the sound comes 63 % nearer to silence, or back


@dataclass(frozen=True)
class Strand:
    """One line of the accompaniment: `tones` by onset, on the reference's clock."""

    instrument: Instrument
    tones: tuple[Tone, ...]


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
        self._gain = 1.0

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
        fade = 1 - np.exp(-np.arange(1, TICK + 1) / (FADE * RATE))
        gain = self._gain + (float(not motion.silent) - self._gain) * fade
        self._gain = float(gain[-1])
        return mixer.limited(gain * sound)


class _Stand:
    """One player and the notes before him."""

    def __init__(self, strand: Strand, seed: int):
        self._player: Player = instruments.player(strand.instrument, seed)
        self._tones = strand.tones
        self._onsets = np.array([t.onset for t in strand.tones])
        self._now: Tone | None = None

    def play(self, motion: Motion) -> Sound:
        """Return the samples of one tick."""
        self._leave(motion)
        at, parts = 0, []
        for tone in self._due(motion):
            when = _when(tone.onset, motion)
            parts.append(self._player.sound(when - at))
            self._player.strike(tone)
            self._now, at = tone, when
        parts.append(self._player.sound(TICK - at))
        return np.concatenate(parts)

    def _leave(self, motion: Motion) -> None:
        tone = self._now
        if tone and (motion.silent or not tone.onset <= motion.start < tone.end):
            self._player.release()
            self._now = None

    def _due(self, motion: Motion) -> list[Tone]:
        if motion.silent:
            return []
        first, last = np.searchsorted(self._onsets, [motion.start, motion.end])
        due = list(self._tones[first:last])
        if motion.late > (ECHO_FREE if motion.waits else ECHO):
            due = [t for t in due if self._worth(t, motion)]
        inside = self._tones[first - 1] if first else None
        if motion.leapt and inside and self._worth(inside, motion):
            due.insert(0, inside)
        return due

    def _worth(self, tone: Tone, motion: Motion) -> bool:
        """Return whether enough of a held note is left to enter it late."""
        left = (tone.end - motion.start) * motion.ratio - max(motion.late, 0.0)
        return self._player.sustains and left >= WORTH


class _Reader:
    """A recording read at the pace of the singer, at its own pitch."""

    def __init__(self, stem: Stem):
        self._stretcher = Stretcher(stem.samples)

    def play(self, motion: Motion) -> Sound:
        """Return the samples of one tick."""
        return self._stretcher.step(motion.start * RATE)


def _when(onset: float, motion: Motion) -> int:
    """Return the sample of the tick in which a tone begins."""
    if motion.end <= motion.start:
        return 0
    share = (onset - motion.start) / (motion.end - motion.start)
    return int(np.clip(share * TICK, 0, TICK - 1))
