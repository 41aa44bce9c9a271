"""A few notes of a take beside the master's: how they swell, how they begin. Never graded.

橄榄腔 is the swell of a long note; the tone of a character lies in the pitch of its first half
second. Both are looked at, and the word is the master's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio.contour import contour
from audio.graded import Grade
from audio.swell import Curve, swell, tone
from content.reference import Reference
from content.take import Take
from lessons.voice_notes import VoiceNote

MOST = 3  # notes that are shown
HELD = 0.8  # seconds of the master's from which a note can swell


@dataclass(frozen=True)
class Beside:
    """One note, by its place in the reference: swell and tone, mine and the master's."""

    index: int
    swell_mine: Curve
    swell_master: Curve
    tone_mine: Curve
    tone_master: Curve


def beside(
    reference: Reference, take: Take, asked: Sequence[VoiceNote], result: Grade
) -> tuple[Beside, ...]:
    """Return the longest notes that both have sung, in order; none without a recording."""
    if not {"f0", "loudness"} <= reference.streams.keys() & take.streams.keys():
        return ()
    both = [i for i, n in enumerate(result.notes) if not n.missing]
    longest = sorted(both, key=lambda i: -asked[i].note.duration)[:MOST]
    held = sorted(i for i in longest if asked[i].note.duration >= HELD)
    return tuple(_note(reference, take, asked, result, i) for i in held)


def _note(
    reference: Reference, take: Take, asked: Sequence[VoiceNote], result: Grade, i: int
) -> Beside:
    theirs, mine = asked[i].note, result.notes[i]
    end = theirs.onset + theirs.duration
    heard, master = contour(take.streams["f0"]), contour(reference.streams["f0"])
    middle = theirs.pitch + result.key
    return Beside(
        i,
        swell(take.streams["loudness"], mine.onset, mine.end),
        swell(reference.streams["loudness"], theirs.onset, end),
        tone(heard, mine.onset, float(np.nan_to_num(middle))),
        tone(master, theirs.onset, theirs.pitch),
    )
