"""The instruments that accompany, each a stand-in timbre of this program.

No master's instrument sounds here and none is imitated by measurement; a recorded one takes
its place as a stem (audio/accompany.py). There is no voice among them.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from audio import instrument_drum as drum
from audio.tone import RATE, Player, Sound, Tone

Instrument = Literal["曲笛", "三弦", "琵琶", "板", "单皮鼓"]
RING = 1.0  # seconds that follow the last note
_DRUMS = {"板": drum.CLAPPER, "单皮鼓": drum.SKIN}


def player(instrument: Instrument, seed: int) -> Player:
    """Return somebody with `instrument` in hand; the same seed and calls sound the same."""
    if instrument in _DRUMS:
        return drum.Drum(_DRUMS[instrument], seed)
    # numba takes most of a second to come; only who plays pays
    from audio import instrument_flute, instrument_string

    if instrument == "曲笛":
        return instrument_flute.Flute(seed)
    makes = {"三弦": instrument_string.SANXIAN, "琵琶": instrument_string.PIPA}
    return instrument_string.Strings(makes[instrument], seed)


def perform(instrument: Instrument, tones: Sequence[Tone], seed: int) -> Sound:
    """Return `tones` (by onset, seconds) played as written, at RATE, from 0 s on."""
    hand = player(instrument, seed)
    acts = [(round(t.end * RATE), 0, t) for t in tones]
    acts += [(round(t.onset * RATE), 1, t) for t in tones]
    at, parts, sounding = 0, [], None
    for when, begins, tone in sorted(acts, key=lambda act: act[:2]):
        parts.append(hand.sound(when - at))
        at = when
        if begins:
            hand.strike(tone)
            sounding = tone
        elif tone is sounding:  # else the next note was begun before this one ended
            hand.release()
    return np.concatenate([*parts, hand.sound(round(RING * RATE))])
