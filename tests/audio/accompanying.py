"""A singer of whom only the places are told, and what is played to him."""

import numpy as np

from audio.accompany import Accompanist, Strand
from audio.align import Melody
from audio.melody import Part
from audio.place import Place
from audio.tone import RATE, Tone

AHEAD = 0.150  # seconds between decision and sound


LAG = 0.120  # seconds until a frame is a place


HOP = 0.016


NONE = np.empty(0)


def part(lengths, free=False, starts=(0,)):
    lengths = np.array(lengths, float)
    pitches = 62.0 + np.arange(len(lengths)) * 2 % 11
    melody = Melody(np.cumsum(lengths) - lengths, lengths, pitches)
    return Part(melody, np.full(len(lengths), free), np.array(starts))


def strand(p, instrument="板"):
    m = p.melody
    rows = zip(m.onsets, m.lengths, m.pitches, strict=True)
    return Strand(instrument, tuple(Tone(float(o), float(n), float(k)) for o, n, k in rows))


def places(p, sung, end, rng=None):
    """What the follower tells of a singer who begins note i at `sung[i]` (rising)."""
    onsets, out, ratio, before = p.melody.onsets, [], 1.0, -1
    told = np.array(sung) + (rng.normal(0, 0.012, len(sung)) if rng is not None else 0.0)
    for time in np.arange(0, end, HOP):
        note = int(np.searchsorted(told, time, "right")) - 1
        if note != before and note >= 2:
            back = max(0, note - 4)
            ratio = float((told[note] - told[back]) / (onsets[note] - onsets[back]))
        before = note
        if note < 0:
            out.append(Place(time, -1, 0.9, False, 1.0, float(onsets[0]), 0.0))
            continue
        following = onsets[min(note + 1, len(onsets) - 1)]
        at = min(onsets[note] + (time - told[note]) / ratio, max(following, onsets[note]))
        out.append(Place(time, note, 0.9, False, ratio, float(at), 0.0))
    return out


def played(hand, told, end, block=480):
    """The sound of an accompanist who hears of each place LAG late and is rendered AHEAD."""
    sounds, made, k = [], 0, 0
    while made < end * RATE:
        while k < len(told) and told[k].time + LAG <= made / RATE - AHEAD:
            hand.place(told[k])
            k += 1
        sounds.append(hand.render(block))
        made += block
    return np.concatenate(sounds)


def level(sound, start, end):
    return float(np.sqrt(np.mean(sound[round(start * RATE) : round(end * RATE)] ** 2)))


def warped(p, first, last, start=0.6):
    """Onsets of a singer whose pace goes from `first` to `last` times the reference's."""
    u = np.linspace(0, 1, 2000)
    clock = u * p.melody.grid[-1]
    passed = np.cumsum(first + (last - first) * u) * clock[1]
    return start + np.interp(p.melody.onsets, clock, passed)


def make(p, *instruments, beats=NONE, seed=0):
    return Accompanist(p, [strand(p, i) for i in instruments], beats, seed)


def lengths(seed, n=24):
    return np.random.default_rng(seed).choice([0.4, 0.5, 0.7, 1.0, 1.4], n)
