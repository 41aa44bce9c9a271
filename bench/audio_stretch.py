"""A recorded line slowed down and moved in key, beside librosa: its pitch, strokes and cost."""

from collections.abc import Callable

import librosa
import numpy as np

from audio.files import Samples
from audio.instruments import perform
from audio.stretch import stretched, transposed
from audio.tone import RATE, Tone, hertz
from bench.row import Row, cpu_seconds

PITCHES = (57, 62, 66, 69, 74, 78)  # MIDI
STRIKE, APART = 0.3, 1.0  # seconds: the first pluck, and between two
SLOWER, KEY = 1.25, 4.0  # 80 % of the tempo; semitones
MOST = 3.0  # cents
FINE = 1 << 21  # points of a spectrum: a fiftieth of a hertz
Change = Callable[[Samples], Samples]


def run() -> list[Row]:
    """Cents from the pitch that should sound, ms by which a stroke is smeared, CPU time."""
    flute, pipa = _flute(), _pipa()
    own, there = _smeared(slow(pipa)), _smeared(slow_there(pipa))
    cost, cost_there = _cost(slow, pipa), _cost(slow_there, pipa)
    return [
        _pitch("at 80 % of the tempo", flute, (slow, slow_there), SLOWER, 0.0),
        _pitch("4 semitones higher", flute, (high, high_there), 1.0, KEY),
        Row("plucks at 80 % of the tempo: rise of a stroke, median", own, "ms", len(PITCHES),
            "< librosa", "librosa phase vocoder", there, own < there),
        Row("slowing down, CPU time a second of sound", cost, "ms", len(PITCHES), None,
            "librosa phase vocoder", cost_there),
    ]  # fmt: skip


def slow(x: Samples) -> Samples:
    """Return x at 80 % of its tempo."""
    return stretched(x, SLOWER)


def slow_there(x: Samples) -> Samples:
    """Return the same of librosa."""
    return np.asarray(librosa.effects.time_stretch(x, rate=1 / SLOWER), np.float32)


def high(x: Samples) -> Samples:
    """Return x higher by KEY."""
    return transposed(x, KEY)


def high_there(x: Samples) -> Samples:
    """Return the same of librosa."""
    return np.asarray(librosa.effects.pitch_shift(x, sr=RATE, n_steps=KEY), np.float32)


def _cost(change: Change, sound: Samples) -> float:
    """Return ms of CPU time a second of what comes out."""
    return 1000 * cpu_seconds(lambda: change(sound)) / (len(sound) * SLOWER / RATE)


def _flute() -> list[Samples]:
    """Return a held note of each pitch."""
    return [perform("曲笛", [Tone(0.0, 1.5, p)], 0).astype(np.float32) for p in PITCHES]


def _pipa() -> Samples:
    tones = [Tone(STRIKE + APART * i, 0.5, p) for i, p in enumerate(PITCHES)]
    return perform("琵琶", tones, 0).astype(np.float32)


def _pitch(
    name: str, notes: list[Samples], changes: tuple[Change, Change], slower: float, key: float
) -> Row:
    own, there = (
        float(
            np.median([
                abs(_cents(change(x), hertz(p + key), slower))
                for x, p in zip(notes, PITCHES, strict=True)
            ])
        )
        for change in changes
    )  # fmt: skip
    return Row(
        f"a flute {name}: pitch beside that asked, median", own, "cents", len(notes),
        f"≤ {MOST:.0f}", "librosa phase vocoder", there, own <= MOST,
    )  # fmt: skip


def _cents(sound: Samples, asked: float, slower: float) -> float:
    """Return how far the strongest partial near `asked` hertz lies from it."""
    held = sound[round(0.2 * slower * RATE) : round(0.7 * slower * RATE)]
    power = np.abs(np.fft.rfft(held * np.blackman(len(held)), FINE))
    bins = np.maximum(np.arange(len(power)), 1) * RATE / FINE
    near = np.abs(12 * np.log2(bins / asked)) < 1
    return float(1200 * np.log2(bins[near][np.argmax(power[near])] / asked))


def _smeared(sound: Samples) -> float:
    """Return the median ms from where a pluck is first heard (-30 dB) to half its height."""
    rises = []
    for i in range(len(PITCHES)):
        at = (STRIKE + APART * i) * SLOWER
        around = np.abs(sound[round((at - 0.12) * RATE) :][: round(0.18 * RATE)])
        height = around.reshape(-1, RATE // 1000).max(axis=1)
        rises.append(np.argmax(height > height.max() / 2) - np.argmax(height > height.max() / 32))
    return float(np.median(rises))
