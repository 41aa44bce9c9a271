"""Where a take may be made: a room full of talk, a flute from the loudspeaker.

For tests and benches only; nothing of it sounds in a lesson. Samples at 16 kHz and a generator
go in, as many samples come out, aligned with what went in: the direct sound is not delayed.
"""

from collections.abc import Sequence

import numpy as np
from scipy.signal import fftconvolve, lfilter

from audio.contour import Array
from audio.files import RATE, Samples

RT60 = 0.6  # seconds until the room is 60 dB down
TALKERS = 8
BABBLE_DB = -10.0  # talk against the voice
LEAK_DB = -10.0  # flute against the voice
VOLUME, DISTANCE = 60.0, 0.5  # m³ of a classroom; metres from mouth to microphone
FIRST_ECHO = 0.003  # seconds after the direct sound
LOUD_DB = -30.0  # a block this far under the loudest one is a pause
HEADROOM = 0.9  # of full scale
LIPS = 0.5  # zero of the radiation at the lips against a sawtooth's slope
FLUTE = (1.0, 0.8, 0.7, 0.5, 0.35, 0.25, 0.15, 0.1)  # partials: the 笛's membrane is bright
BREATH_DB = -26.0  # air at the edge against the flute's tone


def room(samples: Samples, rng: np.random.Generator) -> Samples:
    """Return samples (n,) as heard in a room of RT60 0.6 s with eight talkers at 10 dB SNR.

    The singer stands DISTANCE from the microphone: direct sound over reverberation follows
    from the critical distance 0.057 √(V/RT60) (Kuttruff, Room Acoustics); the talkers
    stand far off, so of them only the reverberation is heard.
    """
    critical = 0.057 * np.sqrt(VOLUME / RT60)
    voice = samples + DISTANCE / critical * fftconvolve(samples, _tail(rng))[: len(samples)]
    return _mixed(voice, babble(len(samples), rng), BABBLE_DB)


def leak(
    samples: Samples, notes: Sequence[tuple[float, float, float]], rng: np.random.Generator
) -> Samples:
    """Return samples (n,) with a flute that doubles `notes` an octave up, 10 dB below the voice.

    `notes` are (onset s, duration s, MIDI) of the tune as sung. The flute is a stand-in:
    partials of a blown tone with vibrato, air and a soft attack, no recording of a 曲笛. It
    keeps to the notes, as an accompaniment does, and not to the singer's turns; it comes from
    a loudspeaker off the microphone, half of it by way of the room.
    """
    flute = np.zeros(len(samples))
    for onset, duration, pitch in notes:
        a = round(onset * RATE)
        tone = _blown(pitch + 12, round(duration * RATE), rng)[: max(len(flute) - a, 0)]
        flute[a : a + len(tone)] += tone
    flute += fftconvolve(flute, _tail(rng))[: len(flute)]
    return _mixed(np.asarray(samples, np.float64), flute, LEAK_DB)


def babble(n: int, rng: np.random.Generator) -> Array:
    """Return n samples of TALKERS speaking at once far off in the room.

    They speak no language: syllables of a random vowel, some behind a hiss, on a spoken
    melody, in breath groups with pauses.
    """
    return np.asarray(
        np.sum([fftconvolve(_talker(n, rng), _tail(rng))[:n] for _ in range(TALKERS)], axis=0)
    )


def _tail(rng: np.random.Generator) -> Array:
    """Return the reverberation of the room, of unit energy: noise that decays by RT60."""
    t = np.arange(int(1.2 * RT60 * RATE)) / RATE
    tail = rng.standard_normal(len(t)) * 10 ** (-3 * t / RT60)
    tail[t < FIRST_ECHO] = 0
    return np.asarray(tail / np.sqrt(np.sum(tail**2)))


def _mixed(voice: Array, other: Array, db: float) -> Samples:
    """Return voice plus `other`, which is `db` against it while both sound."""
    gain = np.sqrt(_power(voice) * 10 ** (db / 10) / max(_power(other), 1e-12))
    both = voice + gain * other
    both *= min(1.0, HEADROOM / max(np.abs(both).max(initial=0.0), 1e-9))
    return np.asarray(both, np.float32)


def _power(x: Array) -> float:
    """Return the mean power of the 20 ms blocks that are not pauses: those make noise seem low."""
    block = RATE // 50
    power = np.square(x[: len(x) // block * block].reshape(-1, block)).mean(axis=1)
    loud = power > power.max(initial=0.0) * 10 ** (LOUD_DB / 10)
    return float(power[loud].mean()) if loud.any() else 0.0


def _talker(n: int, rng: np.random.Generator) -> Array:
    """Return n samples of one voice that speaks without words; its power while speaking is 1."""
    voice, middle = np.zeros(n), float(rng.choice([115.0, 205.0]) * 2 ** rng.uniform(-0.25, 0.25))
    at, left, last = int(rng.uniform(0, 0.5) * RATE), int(rng.integers(5, 14)), 0.0
    while at < n:
        length = int(rng.uniform(0.12, 0.3) * RATE)
        here = float(np.clip(0.6 * last + rng.normal(0, 2.0), -6, 7))  # semitones of melody
        sound = _syllable(middle * 2 ** (np.linspace(last, here, length) / 12), rng)
        sound = sound[: n - at]
        voice[at : at + len(sound)] += sound
        at, last, left = at + length, here, left - 1
        if left == 0:
            at += int(rng.uniform(0.2, 0.5) * RATE)
            left, last = int(rng.integers(5, 14)), 4.0
    return np.asarray(voice / np.sqrt(max(_power(voice), 1e-12)))


def _syllable(f0: Array, rng: np.random.Generator) -> Array:
    """Return a vowel on f0 (n,) hertz, often behind a consonant of hiss."""
    n = len(f0)
    saw = 2 * (np.cumsum(f0) / RATE % 1.0) - 1.0
    source = np.append(0.0, saw[1:] - LIPS * saw[:-1])
    formants = (rng.uniform(300, 800), rng.uniform(900, 2200), rng.uniform(2400, 3000), 3600.0)
    vowel = np.asarray(source)
    for hertz in formants:
        radius = np.exp(-np.pi * (60 + 0.04 * hertz) / RATE)
        poles = [1.0, -2 * radius * np.cos(2 * np.pi * hertz / RATE), radius**2]
        vowel = lfilter([sum(poles)], poles, vowel)
    vowel *= np.hanning(n) ** 0.5
    hiss = np.diff(rng.standard_normal(n // 3 + 1)) * np.hanning(n // 3)
    vowel[: n // 3] *= np.linspace(0, 1, n // 3)
    vowel[: n // 3] += rng.choice([0.0, 0.2, 0.5]) * np.sqrt(np.mean(vowel**2)) * hiss
    return np.asarray(vowel * rng.uniform(0.6, 1.2))


def _blown(pitch: float, n: int, rng: np.random.Generator) -> Array:
    """Return n samples of a flute tone at a MIDI pitch, with vibrato, air and soft ends."""
    t = np.arange(n) / RATE
    swing = np.clip(t / 0.4, 0, 1) * np.sin(2 * np.pi * rng.uniform(4.5, 5.5) * t)
    hertz = 440 * 2 ** ((pitch - 69 + 0.15 * swing) / 12)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE + rng.uniform(0, 2 * np.pi)
    partials = [
        a * np.sin(k * phase) for k, a in enumerate(FLUTE, 1) if k * hertz.max(initial=0) < RATE / 2
    ]
    air = lfilter([1, 0, -1], [1, -1.2, 0.8], rng.standard_normal(n))
    air *= 10 ** (BREATH_DB / 20) / np.sqrt(np.mean(air**2) + 1e-12)
    ends = np.clip(np.minimum(t / 0.05, (n / RATE - t) / 0.05), 0, 1)
    return np.asarray((np.sum(partials, axis=0) * (1 + 0.2 * swing) + air) * ends)
