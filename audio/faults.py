"""How a learner may sing a score: faults and freedoms put into a list of sung notes.

For tests: each function returns a new list and says nothing of judging.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from audio.synth import SungNote, Turn

CONSONANT = 0.07  # seconds of closure and noise before a new syllable
TURNS: tuple[Turn | None, ...] = (None, None, "擞", "豁")
START = 0.5  # seconds of silence before the first note


def plain(
    onsets: Sequence[float],
    durations: Sequence[float],
    pitches: Sequence[float],
    syllables: Collection[int],
) -> list[SungNote]:
    """Return bare notes (seconds, seconds, MIDI); a consonant stands before each of `syllables`."""
    notes = [
        SungNote(START + o, d, p, CONSONANT if i in syllables else 0.0, index=i)
        for i, (o, d, p) in enumerate(zip(onsets, durations, pitches, strict=True))
    ]
    return fitted(notes)


def fitted(notes: Sequence[SungNote]) -> list[SungNote]:
    """Cut each note where the next one, with its consonant, begins."""
    out = list(notes)
    for i, (note, after) in enumerate(zip(notes, notes[1:], strict=False)):
        room = after.onset - after.consonant - note.onset
        if note.duration > room:
            out[i] = replace(note, duration=max(room, 0.03))
    return out


def flat(notes: Sequence[SungNote], which: Collection[int], cents: float) -> list[SungNote]:
    """Sing the notes of index `which` lower by `cents`."""
    return [replace(n, pitch=n.pitch - cents / 100) if n.index in which else n for n in notes]


def late(notes: Sequence[SungNote], which: Collection[int], seconds: float) -> list[SungNote]:
    """Begin the notes of index `which` later by `seconds`; the next one is on time.

    The note before is held the longer, or the gap before a consonant grows.
    """
    ends = [n.onset + n.duration for n in notes]
    moved = [
        replace(n, onset=n.onset + seconds, duration=max(e - n.onset - seconds, 0.03))
        if n.index in which
        else n
        for n, e in zip(notes, ends, strict=True)
    ]
    return [
        replace(n, duration=n.duration + seconds)
        if after.index in which and not after.consonant and n.index not in which
        else n
        for n, after in zip(moved, [*moved[1:], moved[-1]], strict=True)
    ]


def left_out(notes: Sequence[SungNote], which: Collection[int]) -> list[SungNote]:
    """Leave the notes of index `which` out; their time stays silent."""
    return [n for n in notes if n.index not in which]


def transposed(notes: Sequence[SungNote], semitones: float) -> list[SungNote]:
    """Sing everything higher by `semitones`."""
    return [replace(n, pitch=n.pitch + semitones) for n in notes]


def stretched(notes: Sequence[SungNote], ratio: float) -> list[SungNote]:
    """Sing everything slower by `ratio`; consonants keep their length."""
    start = notes[0].onset
    out = [
        replace(n, onset=start + (n.onset - start) * ratio, duration=n.duration * ratio)
        for n in notes
    ]
    return fitted(out)


def rubato(
    notes: Sequence[SungNote], rng: np.random.Generator, depth: float, period: float
) -> list[SungNote]:
    """Let the tempo swing by `depth` (0.2: a fifth) with about `period` seconds a swing."""
    end = notes[-1].onset + notes[-1].duration
    t = np.arange(0, end + 1, 0.01)
    swing = sum(
        np.sin(2 * np.pi * t / (period * s) + rng.uniform(0, 2 * np.pi)) for s in (0.7, 1.0, 1.6)
    )
    warp = np.cumsum(1 + depth * np.asarray(swing) / 1.7) * 0.01
    starts = np.interp([n.onset for n in notes], t, warp)
    ends = np.interp([n.onset + n.duration for n in notes], t, warp)
    return fitted(
        [
            replace(n, onset=float(a), duration=float(b - a))
            for n, a, b in zip(notes, starts, ends, strict=True)
        ]
    )


def breathed(notes: Sequence[SungNote], which: Collection[int], seconds: float) -> list[SungNote]:
    """Stop for breath before the notes of index `which`; everything after is `seconds` later."""
    shift, out = 0.0, []
    for note in notes:
        shift += seconds if note.index in which else 0.0
        out.append(replace(note, onset=note.onset + shift))
    return out


def adorned(notes: Sequence[SungNote], rng: np.random.Generator) -> list[SungNote]:
    """Sing as a Kunqu singer would: vibrato on held notes, 擞 and 豁 on some long ones."""
    out = []
    for note in notes:
        vibrato = (float(rng.uniform(0.2, 0.7)), float(rng.uniform(5.0, 6.5)))
        turn = TURNS[int(rng.integers(4))] if note.duration > 0.9 else None
        glide = float(rng.uniform(0.05, 0.16))
        held = note.duration > 0.5
        out.append(replace(note, glide=glide, turn=turn, vibrato=vibrato if held else note.vibrato))
    return out


def embroidered(notes: Sequence[SungNote], which: Collection[int], step: float) -> list[SungNote]:
    """Put an added note, `step` semitones away, into the last third of the notes `which`."""
    out = []
    for note in notes:
        if note.index not in which:
            out.append(note)
            continue
        cut = note.duration * 2 / 3
        out.append(replace(note, duration=cut))
        out.append(SungNote(note.onset + cut, note.duration - cut, note.pitch + step, glide=0.06))
    return out
