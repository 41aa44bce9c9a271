"""What the ears follow and what is played along: made from what a step asks for.

Everything is on the reference's clock at the chosen tempo, 0 s at the phrase's first note. The
flute doubles the written tune; clapper and drum mark the beats that the source marks; the partner
of a player of strings plays his own pattern. A master's recorded stem takes the flute's place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio import files, metre, rehearse
from audio.accompany import Stem, Strand
from audio.align import Melody
from audio.contour import midi
from audio.ears_messages import Start
from audio.files import Samples
from audio.melody import Part
from audio.stretch import stretched, transposed
from audio.tone import RATE, Tone
from content.pattern import Pattern
from content.score import Score
from content.stream import Stream
from lessons.asked import Asked
from lessons.guban import guban, pulse
from lessons.voice_notes import SHANG

LEAD = 0.5  # seconds of stillness before the first count
VOICED = 50  # frames that must have been sung before a range is told from them
EDGES = (3.0, 97.0)  # percentiles of what was sung: slides and slips of the voice lie outside


@dataclass(frozen=True)
class Playing:
    """How it is played: `tempo` 0.5..1 of the written one, `key` semitones from the written."""

    tempo: float = 1.0
    key: int = 0


@dataclass(frozen=True)
class Clock:
    """Where the program leads: second 0 of the reference sounds `begins` seconds into the take.

    `onsets` (seconds of the reference) of the notes or strokes, `struck` of the beats that it
    strikes, where it strikes every one.
    """

    begins: float
    onsets: tuple[float, ...]
    struck: tuple[float, ...] = ()


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


def start(
    asked: Asked, playing: Playing, along: bool, speakers: bool
) -> tuple[Start, Clock | None]:
    """Return what the ears are told when a take begins; `along`: something is played to it.

    A singer is followed. To taps and strokes the program plays in time; then a Clock says when.
    Through speakers no strings are accompanied: what they are heard with would count as theirs.
    """
    plays = along and not asked.recordings and not (speakers and asked.scorer == "strings")
    lines = accompaniment(asked, playing) if plays else ()
    leads = bool(lines) and asked.scorer != "voice"
    if not leads:
        played = _with_stem(asked, playing, lines)
        told = Start(part(asked, playing), None, played, beats(asked, playing), speakers=speakers)
        return told, None
    begins = LEAD - first_onset(lines)
    moved_on = tuple(moved(line, begins) for line in lines)
    return Start(lines=moved_on, speakers=speakers), clock(asked, playing, begins)


def _with_stem(
    asked: Asked, playing: Playing, lines: tuple[Strand, ...]
) -> tuple[Strand | Stem, ...]:
    """Return a master's recorded accompaniment in the place of the flute, if there is one.

    It is cut to the phrase, and brought to the tempo and the key that were chosen.
    """
    score = asked.reference.score
    if asked.stem is None or not lines or score is None:
        return lines
    beat = 60.0 / score.tempo_bpm
    end = max(n.onset + n.duration for n in score.notes)
    first, last = asked.stem_from * beat, (asked.stem_from + end) * beat
    samples = files.played(asked.stem, RATE)[round(first * RATE) : round(last * RATE)]
    stem = Stem(at_pace(samples, playing))
    return (stem, *(line for line in lines if line.instrument != "曲笛"))


def at_pace(samples: Samples, playing: Playing) -> Samples:
    """Return a recording at tone.RATE in the tempo and the key that were chosen."""
    if playing.tempo != 1.0:
        samples = stretched(samples, 1 / playing.tempo)
    return transposed(samples, playing.key) if playing.key else samples


def accompaniment(asked: Asked, playing: Playing) -> tuple[Strand, ...]:
    """Return what is played to a singer, to tapping hands, or to one of two players."""
    partner = asked.partner
    lines = flute(asked, playing) if partner is None else (strings(partner, playing),)
    return (*lines, *guban(asked, playing.tempo))


def tune(asked: Asked, playing: Playing) -> tuple[Strand, ...]:
    """Return what the learner is asked for, to be listened to: a flute, or his own strings."""
    pattern = asked.reference.pattern
    return flute(asked, playing) if pattern is None else (strings(pattern, playing),)


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


def strings(pattern: Pattern, playing: Playing) -> Strand:
    """Return a pattern on its instrument; a stroke of any pitch sounds on its open string."""
    beat = 60.0 / pattern.tempo_bpm / playing.tempo
    tones = []
    for s in pattern.strokes:
        midi_number = pattern.midi(s)
        pitch = pattern.strings[0].midi if midi_number is None else midi_number
        sounds = pitch + playing.key
        tones.append(Tone(s.onset * beat, s.duration * beat, sounds, roll=s.rolled))
    return Strand(pattern.instrument, tuple(tones))


def moved(line: Strand, by: float, ratio: float = 1.0, key: float = 0.0) -> Strand:
    """Return a line that begins `by` seconds later, `ratio` times as long, `key` higher."""
    tones = (
        replace(t, onset=(t.onset + by) * ratio, duration=t.duration * ratio, pitch=t.pitch + key)
        for t in line.tones
    )
    return replace(line, tones=tuple(tones))


def first_onset(lines: Sequence[Strand]) -> float:
    """Return the second of the reference at which the first tone sounds; 0 where none does."""
    return min((t.onset for line in lines for t in line.tones), default=0.0)


def beats(asked: Asked, playing: Playing) -> tuple[float, ...]:
    """Return the seconds of the reference at which a lost accompaniment may join again."""
    score = asked.reference.score
    if score is None:
        return ()
    beat = 60.0 / score.tempo_bpm / playing.tempo
    return tuple(s.onset * beat for s in score.spans)


def clock(asked: Asked, playing: Playing, begins: float) -> Clock:
    """Return when what is written sounds, where the program leads and nobody is followed."""
    score, pattern = asked.reference.score, asked.reference.pattern
    if pattern is not None:
        beat = 60.0 / pattern.tempo_bpm / playing.tempo
        onsets = tuple(s.onset * beat for s in pattern.strokes)
        return Clock(begins, onsets, tuple(pulse(pattern, playing.tempo, before=0)))
    assert score is not None  # else there were no lines
    beat = 60.0 / score.tempo_bpm / playing.tempo
    asked_for = [b for b in metre.beats(score) if not b.free]
    every = all(b.status.gradable for b in asked_for)
    struck = tuple(b.time / playing.tempo for b in asked_for) if every else ()
    return Clock(begins, tuple(n.onset * beat for n in score.notes), struck)


def key_of_voice(asked: Asked, f0: Stream) -> int | None:
    """Return the key in which a step lies in the range that was sung; None where too little was.

    `f0` in hertz, NaN where nothing was heard.
    """
    written, sung = part(asked, Playing()), f0.values[f0.values > 0]
    if written is None or len(sung) < VOICED:
        return None
    low, high = np.percentile(midi(sung), EDGES)
    return rehearse.key_for(written.melody.pitches, float(low), float(high))


def _is_free(score: Score, onset: float) -> bool:
    unknown = score.metre is not None and score.metre.kind == "散板"
    return unknown or not score.spans or onset < score.free_until
