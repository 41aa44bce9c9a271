"""How well strokes on 三弦 and 琵琶 are heard: onset and pitch, clean and in a talking room."""

from collections.abc import Sequence

import librosa
import mir_eval  # type: ignore[import-untyped]
import numpy as np

from audio import conditions, pitch, plucked
from audio.contour import Array
from audio.files import RATE, Samples
from audio.instruments import Instrument
from audio.pluck import plucks
from audio.pluck_pitch import pitched
from audio.tone import Tone
from bench.row import Row
from content.stream import Stream

TAKES, STROKES = 4, 40
WITHIN, RIGHT = 0.05, 0.5  # seconds, semitones
GOALS = {"clean": 0.97, "room": 0.93}
INSTRUMENTS: tuple[Instrument, ...] = ("三弦", "琵琶")
Take = tuple[list[Tone], Samples]


def run() -> list[Row]:
    """Onset F beside librosa.onset.onset_detect, and the share of strokes whose pitch is right."""
    rows = []
    for condition, goal in GOALS.items():
        takes = [t for name in INSTRUMENTS for t in _takes(name, condition)]
        heard = [plucks(samples) for _tones, samples in takes]
        n = TAKES * STROKES * len(INSTRUMENTS)
        ours = _mean_f(takes, [h.times for h in heard])
        peer = _mean_f(takes, [_librosa(samples) for _tones, samples in takes])
        rows.append(
            Row(
                f"pluck onset F (± 50 ms), {condition}", ours, "F", n, f"≥ {goal}",
                "librosa.onset.onset_detect", peer, ours >= goal,
            )
        )  # fmt: skip
        right = 100 * float(np.mean([r for t, h in zip(takes, heard, strict=True)
                                     for r in _right(t, h)]))  # fmt: skip
        rows.append(
            Row(
                f"pluck pitch right (± 50 cents), {condition}", right, "%", n, "≥ 90",
                held=right >= 90,
            )
        )  # fmt: skip
    return rows


def _takes(instrument: Instrument, condition: str) -> list[Take]:
    out = []
    for seed in range(TAKES):
        rng = np.random.default_rng(seed)
        tones = plucked.drill(instrument, STROKES, rng)
        samples = plucked.play(instrument, tones, rng)
        out.append((tones, conditions.room(samples, rng) if condition == "room" else samples))
    return out


def _mean_f(takes: Sequence[Take], found: Sequence[Array]) -> float:
    scores = [
        mir_eval.onset.f_measure(np.array([t.onset for t in tones]), times, window=WITHIN)[0]
        for (tones, _samples), times in zip(takes, found, strict=True)
    ]
    return float(np.mean(scores))


def _librosa(samples: Samples) -> Array:
    found = librosa.onset.onset_detect(y=samples, sr=RATE, hop_length=128, units="time")
    return np.asarray(found, np.float64)


def _right(take: Take, struck: Stream) -> list[bool]:
    """Return for each stroke whether it was heard in its place with its pitch."""
    tones, samples = take
    heard = pitched(samples, struck, pitch.track(samples))
    pairs = dict(
        mir_eval.util.match_events(np.array([t.onset for t in tones]), heard.times, WITHIN)
    )
    return [
        i in pairs and bool(abs(heard.values[pairs[i]] - tone.pitch) < RIGHT)
        for i, tone in enumerate(tones)
    ]
