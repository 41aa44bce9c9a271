"""The lines of a script as somebody spoke them: where, how fast, how loud, in which voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audio.contour import Array, Contour, contour
from audio.lines import Place, places
from audio.speech import Sounding, Speech, sounding, speech
from audio.timbre import effect
from content.stream import Stream


@dataclass(frozen=True)
class SpokenLine:
    """One line as spoken; NaN where it is not known.

    `pace` syllables a second, pauses apart; `pause` seconds of silence until the next line (0:
    they run together); `pitch_change`, `voice_change` effect sizes against the line before.
    """

    place: Place
    sounding: Sounding
    pace: float
    pause: float
    pitch_change: float
    voice_change: float


@dataclass(frozen=True)
class Telling:
    """All lines as spoken; `pace` syllables a second over the lines that were heard."""

    lines: tuple[SpokenLine, ...]
    speech: Speech
    pace: float

    @property
    def coverage(self) -> float:
        """The share of lines that were heard."""
        return float(np.mean([line.place.found for line in self.lines]))


def telling(level: Stream, f0: Stream, colour: Stream, syllables: Sequence[int]) -> Telling:
    """Return the lines of `syllables` (at least one) as spoken.

    `level` in dBFS, `f0` in hertz, `colour` (n, k) cepstra.
    """
    spans = speech(level, f0)
    found = places(spans.spans, syllables)
    voice = _Voice(contour(f0), colour)
    changes = [(float("nan"),) * 2] + [
        _change(voice, pair, counts)
        for pair, counts in zip(pairwise(found), pairwise(syllables), strict=True)
    ]
    pauses = [*(_pause(a, b) for a, b in pairwise(found)), float("nan")]
    lines = tuple(
        SpokenLine(
            place,
            sounding(level, f0, spans.floor, place.start, place.end),
            count / place.voiced if place.found and place.alone else float("nan"),
            pause,
            *change,
        )
        for place, count, pause, change in zip(found, syllables, pauses, changes, strict=True)
    )
    return Telling(lines, spans, _pace(found, syllables))


@dataclass(frozen=True)
class _Voice:
    pitch: Contour
    colour: Stream

    def of(self, place: Place) -> tuple[Array, Array]:
        """Return (n, 1) semitones and (m, k) cepstra of the voiced frames of a line."""
        pitch, voiced = self.pitch, self.pitch.voiced
        here = voiced & (pitch.times >= place.start) & (pitch.times < place.end)
        times = self.colour.times
        within = (times >= place.start) & (times < place.end)
        sounds = np.interp(times, pitch.times, voiced.astype(np.float64)) > 0.5
        return pitch.semitones[here][:, None], self.colour.values[within & sounds]


def _change(
    voice: _Voice, lines: tuple[Place, Place], syllables: tuple[int, int]
) -> tuple[float, float]:
    """Return the change of pitch and of voice from one line to the next."""
    if not all(place.found and place.alone for place in lines):
        return float("nan"), float("nan")
    (pitch_a, colour_a), (pitch_b, colour_b) = (voice.of(place) for place in lines)
    return effect(pitch_a, pitch_b, *syllables), effect(colour_a, colour_b, *syllables)


def _pause(a: Place, b: Place) -> float:
    if not (a.found and b.found):
        return float("nan")
    return max(b.start - a.end, 0.0)


def _pace(found: Sequence[Place], syllables: Sequence[int]) -> float:
    """Return syllables a second; lines that run together count once, with all they hold."""
    seconds = {p: p.voiced for p in found if p.found}
    count = sum(n for p, n in zip(found, syllables, strict=True) if p.found)
    return count / sum(seconds.values()) if seconds else float("nan")
