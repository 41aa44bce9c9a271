"""A test voice with an exactly known f0. It is for tests and never sounds in a lesson.

A source-filter voice: harmonics of the known f0, weighted by a glottal slope and by the
formants of a vowel, with consonant gaps, glides, vibrato and six turns (擞 豁 罕 叠 掇 断).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
RATE = 16_000
CONTROL = 1000  # control points a second for pitch and loudness
VOWELS = {  # formants and their bandwidths in hertz; values of the textbooks for a grown voice
    "a": ((700.0, 110.0), (1150.0, 120.0), (2600.0, 170.0), (3400.0, 250.0)),
    "i": ((300.0, 60.0), (2200.0, 120.0), (2900.0, 170.0), (3500.0, 250.0)),
    "o": ((480.0, 80.0), (850.0, 90.0), (2500.0, 170.0), (3400.0, 250.0)),
    "u": ((330.0, 70.0), (800.0, 90.0), (2300.0, 170.0), (3300.0, 250.0)),
}
MOUTH = 0.06  # seconds from one vowel to the next
SCOOPED = 0.12  # seconds a scoop takes
Turn = Literal["擞", "豁", "罕", "叠", "掇", "断"]
Vowel = Literal["a", "i", "o", "u"]


@dataclass(frozen=True)
class SungNote:
    """One note to sing: `onset`, `duration` in seconds, `pitch` as a MIDI number.

    `consonant` is the length in seconds of the noise before the vowel (0 = legato from the
    last note); `vibrato` is (semitones to each side, hertz); `glide` the seconds a leap takes;
    `scoop` the semitones under its pitch that it is sung up from; `air` the noise of breath
    in the voice (1: as strong as the tone).
    """

    onset: float
    duration: float
    pitch: float
    consonant: float = 0.0
    vibrato: tuple[float, float] = (0.0, 6.0)
    glide: float = 0.08
    turn: Turn | None = None
    index: int | None = None  # the reference note it stands for; None: added
    scoop: float = 0.0
    vowel: Vowel = "a"
    air: float = 0.0


@dataclass(frozen=True)
class Sung:
    """What was sung: `samples` at RATE; `times`, `hertz` (CONTROL a second, NaN unvoiced)."""

    samples: npt.NDArray[np.float32]
    times: Array
    hertz: Array


def sing(notes: Sequence[SungNote], rng: np.random.Generator, tail: float = 0.4) -> Sung:
    """Sing `notes` (in order of onset); the same generator state gives the same samples."""
    end = max(n.onset + n.duration for n in notes) + tail
    pitch, loud = _controls(notes, int(end * CONTROL))
    times = np.arange(len(pitch)) / CONTROL
    hertz = 440.0 * 2 ** ((pitch - 69) / 12)
    voice = _harmonics(hertz, loud, _vowels(notes, times))
    voice += _air(notes, loud, voice, rng)
    voice += _consonants(notes, len(voice), rng)
    voice += 1e-4 * rng.standard_normal(len(voice))
    voice *= 0.5 / np.abs(voice).max()
    return Sung(voice.astype(np.float32), times, np.where(loud > 0.02, hertz, np.nan))


def _controls(notes: Sequence[SungNote], n: int) -> tuple[Array, Array]:
    """Return pitch (MIDI) and loudness (0..1), n control points each."""
    pitch, loud = np.full(n, float(notes[0].pitch)), np.zeros(n)
    for note in notes:
        a, b = _span(note, n)
        pitch[a:] = note.pitch
        pitch[a:b] += _bend(note, b - a)
        loud[a:b] = _swell(b - a, CONTROL) * _strokes(note, b - a)
    _join(notes, pitch, loud)
    return pitch, loud


def _span(note: SungNote, n: int) -> tuple[int, int]:
    return round(note.onset * CONTROL), min(n, round((note.onset + note.duration) * CONTROL))


def _bend(note: SungNote, n: int) -> Array:
    """Return vibrato and turn of a note of n control points, in semitones."""
    t = np.arange(n) / CONTROL
    extent, rate = note.vibrato
    grown = np.clip((t - 0.15) / 0.3, 0, 1)  # vibrato sets in after the note has settled
    bend = extent * grown * np.sin(2 * np.pi * rate * t)
    u = t / max(note.duration, 1e-9)
    if note.turn == "擞":  # main, upper, main (草案《昆曲工尺谱记谱符号》 §5)
        bend = 2.0 * np.exp(-(((u - 0.5) / 0.10) ** 2))
    if note.turn == "豁":  # a hook up of one or two steps before the note is left
        bend = 2.0 * np.exp(-(((u - 0.82) / 0.08) ** 2))
    if note.turn == "罕":  # a dip below, and back
        bend = -2.0 * np.exp(-(((u - 0.35) / 0.10) ** 2))
    return bend - note.scoop * (0.5 + 0.5 * np.cos(np.pi * np.clip(t / SCOOPED, 0, 1)))


def _strokes(note: SungNote, n: int) -> Array:
    """Return what a turn makes of a note's loudness, n control points of 0..1."""
    u = np.arange(n) / max(n, 1)
    if note.turn == "叠":  # struck three times on one breath
        dips = [np.exp(-((((u - at) * note.duration) / 0.03) ** 2)) for at in (1 / 3, 2 / 3)]
        return np.asarray(1 - 0.75 * np.sum(dips, axis=0))
    if note.turn == "掇":  # sung for a half, silent for a quarter, taken up lightly
        return np.interp(u, [0.47, 0.5, 0.75, 0.78], [1.0, 0.0, 0.0, 0.5])
    if note.turn == "断":  # cut short right after its onset
        return np.interp(u, [0.27, 0.3], [1.0, 0.0])
    return np.ones(n)


def _swell(n: int, rate: int) -> Array:
    """Return the loudness of one note: quick to come, slow to fade (橄榄 in small)."""
    t = np.arange(n) / rate
    rise = np.clip(t / 0.03, 0, 1)
    fall = np.clip((n / rate - t) / 0.04, 0, 1)
    return np.minimum(rise, fall) * (0.8 + 0.2 * np.sin(np.pi * t * rate / max(n, 1)))


def _join(notes: Sequence[SungNote], pitch: Array, loud: Array) -> None:
    """Make legato what touches: a glide centred on the onset, no dip but a small one."""
    for last, note in zip(notes, notes[1:], strict=False):
        gap = note.onset - (last.onset + last.duration)
        if gap > 0.02 or note.consonant > 0:
            continue
        at, half = round(note.onset * CONTROL), round(note.glide * CONTROL / 2)
        a, b = max(0, at - half), min(len(pitch) - 1, at + half)
        s = 0.5 - 0.5 * np.cos(np.pi * np.arange(b - a) / max(b - a, 1))
        pitch[a:b] = pitch[a] * (1 - s) + pitch[b] * s
        near = slice(max(0, at - 60), min(len(loud), at + 60))
        loud[near] = np.maximum(loud[near], 0.75)


def _vowels(notes: Sequence[SungNote], times: Array) -> Array:
    """Return (4, 2, n) formants and bandwidths in hertz: the mouth moves at each onset."""
    knots = np.ravel([(note.onset - MOUTH / 2, note.onset + MOUTH / 2) for note in notes])
    mouths = np.array([VOWELS[note.vowel] for note in notes])
    before = np.concatenate([mouths[:1], mouths[:-1]])
    shapes = np.stack([before, mouths], axis=1).reshape(-1, 4, 2)
    order = np.argsort(knots, kind="stable")
    tracks = [np.interp(times, knots[order], track) for track in shapes[order].reshape(-1, 8).T]
    return np.array(tracks).reshape(4, 2, -1)


def _air(
    notes: Sequence[SungNote], loud: Array, voice: Array, rng: np.random.Generator
) -> Array | float:
    """Return the noise of breath that goes with the voice (n,) at RATE."""
    if not any(note.air for note in notes):
        return 0.0
    air = np.zeros(len(loud))
    for note in notes:
        a, b = _span(note, len(loud))
        air[a:b] = note.air * loud[a:b]
    gain = np.interp(np.arange(len(voice)) / RATE, np.arange(len(air)) / CONTROL, air)
    return np.asarray(gain * voice.std() * rng.standard_normal(len(voice)))


def _harmonics(hertz: Array, loud: Array, vowels: Array) -> Array:
    """Return the voiced sound of f0 (hertz), loudness and formants, all CONTROL a second."""
    n = len(hertz) * RATE // CONTROL
    t = np.arange(n) / RATE
    grid = np.arange(len(hertz)) / CONTROL
    f0, gain = np.interp(t, grid, hertz), np.interp(t, grid, loud)
    phase = 2 * np.pi * np.cumsum(f0) / RATE
    sound, before, harmonic, twice = np.zeros(n), np.zeros(n), np.sin(phase), 2 * np.cos(phase)
    for k in range(1, int(0.9 * RATE / 2 / hertz.min()) + 1):
        at = np.interp(
            t, grid, np.where(k * hertz < 0.45 * RATE, _formants(k * hertz, vowels) / k, 0)
        )
        sound += at * harmonic
        before, harmonic = harmonic, twice * harmonic - before  # the sine of the next multiple
    return sound * gain


def _formants(hertz: Array, vowels: Array) -> Array:
    """Return the gain of the vowels at frequencies in hertz (resonators in parallel)."""
    peaks = [b**2 / ((hertz - f) ** 2 + b**2) for f, b in vowels]
    return np.asarray(0.05 + np.sum(peaks, axis=0))


def _consonants(notes: Sequence[SungNote], n: int, rng: np.random.Generator) -> Array:
    """Return the noise before each vowel that has a consonant."""
    noise = np.zeros(n)
    for note in notes:
        a, b = round((note.onset - note.consonant) * RATE), round(note.onset * RATE)
        if note.consonant > 0 and a > 0:
            burst = np.diff(rng.standard_normal(b - a + 1))  # sharp: more treble than bass
            noise[a:b] += 0.03 * burst * np.hanning(b - a)
    return noise
