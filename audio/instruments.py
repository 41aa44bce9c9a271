"""The instruments that accompany, each a stand-in timbre of this program.

No master's instrument sounds here and none is imitated by measurement; a recorded one takes
its place as a stem (audio/accompany.py). There is no voice among them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np

from audio.instrument_drum import CLAPPER, HARD_SKIN, SOFT_SKIN, Drum
from audio.instrument_flute import Flute
from audio.instrument_string import PIPA, SANXIAN, Strings
from audio.tone import RATE, Player, Sound, Tone

Instrument = Literal["曲笛", "三弦", "琵琶", "板", "单皮鼓", "点鼓"]
RING = 1.0  # seconds that follow the last note
_MAKES: Mapping[Instrument, Callable[[int], Player]] = {
    "曲笛": Flute,
    "三弦": lambda seed: Strings(SANXIAN, seed),
    "琵琶": lambda seed: Strings(PIPA, seed),
    "板": lambda seed: Drum(CLAPPER, seed),
    "单皮鼓": lambda seed: Drum(HARD_SKIN, seed),
    "点鼓": lambda seed: Drum(SOFT_SKIN, seed),
}


def player(instrument: Instrument, seed: int) -> Player:
    """Return somebody with `instrument` in hand; the same seed and calls sound the same."""
    return _MAKES[instrument](seed)


def perform(instrument: Instrument, tones: Sequence[Tone], seed: int) -> Sound:
    """Return `tones` (by onset, seconds) played as written, at RATE, from 0 s on."""
    hand = player(instrument, seed)
    acts = [(round(t.end * RATE), 0, t) for t in tones]
    acts += [(round(t.onset * RATE), 1, t) for t in tones]
    at, parts = 0, []
    for when, begins, tone in sorted(acts, key=lambda act: act[:2]):
        parts.append(hand.sound(when - at))
        at = when
        if begins:
            hand.strike(tone)
        else:
            hand.release()
    return np.concatenate([*parts, hand.sound(round(RING * RATE))])
