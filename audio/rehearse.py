"""A phrase of the accompaniment as written, to be listened to or sung with in an even tempo.

Nobody is followed here: one round of a loop is made whole, and whoever plays it repeats it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio.accompany import Stem, Strand
from audio.contour import Array
from audio.files import Samples
from audio.instruments import perform
from audio.mixer import faded, mixed
from audio.stretch import stretched, transposed
from audio.tone import RATE, Tone

CLICK = 0.05  # seconds that a count is held


@dataclass(frozen=True)
class Plan:
    """Seconds `first` to `last` of the reference, `slower` times as long (2: half the tempo).

    `key` semitones higher; `count` counts of 板, `beat` seconds of the reference apart, go before.
    """

    first: float
    last: float
    slower: float = 1.0
    key: float = 0.0
    count: int = 0
    beat: float = 1.0

    @property
    def begins(self) -> float:
        """Seconds from the first count to the phrase."""
        return self.count * self.beat * self.slower

    @property
    def lasts(self) -> float:
        """Seconds of one round."""
        return self.begins + (self.last - self.first) * self.slower


def one_round(lines: Sequence[Strand | Stem], plan: Plan, seed: int) -> Samples:
    """Return one round at tone.RATE, exactly `plan.lasts` long; it may be played end to end."""
    clicks = tuple(Tone(k * plan.beat * plan.slower, CLICK, 0.0) for k in range(plan.count))
    sounds = [_played(Strand("板", clicks), seed)] if clicks else []
    for i, line in enumerate(lines):
        part = (
            _read(line, plan) if isinstance(line, Stem) else _played(_moved(line, plan), seed + i)
        )
        sounds.append(part)
    n = round(plan.lasts * RATE)
    sound = mixed(sounds)[:n]
    return faded(np.pad(sound, (0, n - len(sound))))


def key_for(pitches: Array, low: float, high: float) -> int:
    """Return by how many semitones to move MIDI `pitches` so that they lie in a voice's range.

    The nearest key that fits `low` to `high`; where none does, the one that is as much too high
    as too low.
    """
    up, down = low - float(np.min(pitches)), high - float(np.max(pitches))
    least, most = math.ceil(up), math.floor(down)
    return round((up + down) / 2) if least > most else min(max(0, least), most)


def _moved(strand: Strand, plan: Plan) -> Strand:
    """Return the tones of the phrase on the clock of the round."""
    tones = [
        replace(
            t,
            onset=plan.begins + (t.onset - plan.first) * plan.slower,
            duration=min(t.duration, plan.last - t.onset) * plan.slower,
            pitch=t.pitch + plan.key,
        )
        for t in strand.tones
        if plan.first <= t.onset < plan.last
    ]
    return replace(strand, tones=tuple(tones))


def _played(strand: Strand, seed: int) -> Samples:
    return perform(strand.instrument, strand.tones, seed).astype(np.float32)


def _read(stem: Stem, plan: Plan) -> Samples:
    """Return the recorded phrase at the tempo and in the key asked for."""
    cut = faded(stem.samples[round(plan.first * RATE) : round(plan.last * RATE)])
    at = round(plan.begins * RATE)
    return np.pad(transposed(stretched(cut, plan.slower), plan.key), (at, 0))
