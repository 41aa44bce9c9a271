"""What the ears follow and what is played along: made from what a step asks for.

Everything is on the reference's clock at the chosen tempo, 0 s at the phrase's first note. The
flute doubles the written tune; the clapper falls where the source marks a beat. Neither is in
the source as a part of its own: a master's recorded stems take their place.
"""

from dataclasses import dataclass, replace

import numpy as np

from audio.accompany import Strand
from audio.align import Melody
from audio.melody import Part
from audio.tone import Tone
from content.pattern import Pattern
from content.score import Score
from lessons.asked import Asked
from lessons.voice_notes import SHANG

CLICK = 0.08  # seconds
COUNTED = 4  # beats counted before a metred phrase begins
LEAD = 1.0  # seconds of stillness before the first count


@dataclass(frozen=True)
class Playing:
    """How it is played: `tempo` 0.5..1 of the written one, `key` semitones from the written."""

    tempo: float = 1.0
    key: int = 0


def part(asked: Asked, playing: Playing) -> Part | None:
    """Return the notes to follow the singer through; None where nothing written is sung."""
    score = asked.reference.score
    if score is None or asked.scorer not in ("voice", "ban"):
        return None
    beat = 60.0 / score.tempo_bpm / playing.tempo
    melody = Melody(
        np.array([n.onset * beat for n in score.notes]),
        np.array([n.duration * beat for n in score.notes]),
        np.array([SHANG + playing.key + n.semitones for n in score.notes]),
    )
    free = np.array([_is_free(score, n.onset) for n in score.notes])
    return Part(melody, free, np.zeros(1, np.int64))


def flute(asked: Asked, playing: Playing) -> tuple[Strand, ...]:
    """Return the written tune on the flute; notes of one syllable are slurred."""
    score = asked.reference.score
    if score is None:
        return ()
    beat = 60.0 / score.tempo_bpm / playing.tempo
    tones, last = [], -1
    for n in score.notes:
        pitch = SHANG + playing.key + n.semitones
        tones.append(Tone(n.onset * beat, n.duration * beat, pitch, slur=n.syllable == last))
        last = n.syllable
    return (Strand("曲笛", tuple(tones)),)


def clapper(asked: Asked, playing: Playing, count: bool) -> tuple[Strand, ...]:
    """Return a click where a beat is marked; with `count` also COUNTED ones before the first."""
    if asked.reference.pattern is not None:
        return _strokes_clapped(asked.reference.pattern, playing, count)
    score = asked.reference.score
    if score is None or not score.spans:
        return ()
    beat = 60.0 / score.tempo_bpm / playing.tempo
    marked = [s.onset * beat for s in score.spans if s.status.gradable]
    each = beat * float(np.median([s.duration for s in score.spans]))
    metred = not score.free_until and bool(marked)
    before = [marked[0] - k * each for k in range(COUNTED, 0, -1)] if count and metred else []
    return _clicks(before + marked)


def moved(line: Strand, by: float, ratio: float = 1.0, key: float = 0.0) -> Strand:
    """Return a line that begins `by` seconds later, `ratio` times as long, `key` higher."""
    tones = (
        replace(t, onset=(t.onset + by) * ratio, duration=t.duration * ratio, pitch=t.pitch + key)
        for t in line.tones
    )
    return replace(line, tones=tuple(tones))


def beats(asked: Asked, playing: Playing) -> tuple[float, ...]:
    """Return the seconds of the reference at which a lost accompaniment may join again."""
    score = asked.reference.score
    if score is None:
        return ()
    beat = 60.0 / score.tempo_bpm / playing.tempo
    return tuple(s.onset * beat for s in score.spans)


def _is_free(score: Score, onset: float) -> bool:
    unknown = score.metre is not None and score.metre.kind == "散板"
    return unknown or not score.spans or onset < score.free_until


def _strokes_clapped(pattern: Pattern, playing: Playing, count: bool) -> tuple[Strand, ...]:
    beat = 60.0 / pattern.tempo_bpm / playing.tempo
    end = max(s.onset + s.duration for s in pattern.strokes)
    before = range(-COUNTED, 0) if count else range(0)
    return _clicks([k * beat for k in (*before, *range(int(np.ceil(end))))])


def _clicks(onsets: list[float]) -> tuple[Strand, ...]:
    tones = tuple(Tone(at, CLICK, 0.0) for at in onsets)
    return (Strand("板", tones),) if tones else ()
