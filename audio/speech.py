"""Speech without words: where somebody speaks, how loud above the room, how fast, how high.

No word is recognised here. What is told is what sounds: stretches of voice and the pauses
between them, and for any stretch its level, its ending and its melody.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import Array, contour
from audio.files import RATE, Samples
from content.stream import Stream

FPS = 100  # frames a second of loudness
WINDOW = 400  # samples: 25 ms
QUIETEST = -100.0  # dB of full scale: what digital silence is called
PAUSE = 0.25  # seconds; shorter silences are stops inside words (Goldman-Eisler 1968)
CLICK = 0.12  # seconds; what is shorter is no syllable
VOICED = 0.15  # share of a stretch of speech that has a pitch; breath and noise have none
LEAST_RISE, MOST_RISE, RISE = 5.0, 15.0, 0.5  # dB, dB and share of the range above the room
ENDING = 0.2  # seconds of voice at the end of a line
DYING, ECHO = 0.6, 0.15  # seconds after a line in which it may die away; a room's answer is over
CALM, LIVELY = 10, 90  # percentiles of pitch that a melody lies between


@dataclass(frozen=True)
class Speech:
    """Where somebody speaks: `spans` (k, 2) seconds in order, `floor` of the room in dBFS."""

    spans: Array
    floor: float

    @property
    def seconds(self) -> float:
        """How long is spoken, pauses apart."""
        return float(np.diff(self.spans, axis=1).sum())


@dataclass(frozen=True)
class Sounding:
    """How a stretch sounds: NaN where it has no voice.

    `level`, `ending` dB above the room; `pitch` the median MIDI number, `reach` semitones
    between its 10th and 90th percentile.
    """

    level: float
    ending: float
    pitch: float
    reach: float


def loudness(samples: Samples) -> Stream:
    """Return the level of samples at 16 kHz in dB of full scale, 100 a second."""
    padded = np.pad(samples.astype(np.float64), (WINDOW // 2, WINDOW // 2))
    power = np.concatenate([[0.0], np.cumsum(padded**2)])
    starts = np.arange(0, len(samples) + 1, RATE // FPS)
    mean = np.maximum(power[starts + WINDOW] - power[starts], 0) / WINDOW
    level = 10 * np.log10(mean + 10 ** (QUIETEST / 10))
    return Stream(starts / RATE, level, np.ones(len(starts)))


def speech(level: Stream, f0: Stream) -> Speech:
    """Return where somebody speaks, from loudness (dBFS) and f0 (hertz)."""
    if not len(level.times):
        return Speech(np.empty((0, 2)), QUIETEST)
    floor, top = (float(np.percentile(level.values, p)) for p in (5, 95))
    over = level.values > floor + np.clip(RISE * (top - floor), LEAST_RISE, MOST_RISE)
    spans = _joined(_stretches(over, level.times))
    voiced = contour(f0)
    kept = [(a, b) for a, b in spans if b - a >= CLICK and _voiced(voiced.voiced, a, b)]
    return Speech(np.array(kept).reshape(-1, 2), floor)


def sounding(level: Stream, f0: Stream, floor: float, start: float, end: float) -> Sounding:
    """Return how the stretch from `start` to `end` (seconds) sounds; `floor` in dBFS."""
    heard = contour(f0)
    inside = heard.voiced & (heard.times >= start) & (heard.times < end)
    if not inside.any():
        nan = float("nan")
        return Sounding(nan, nan, nan, nan)
    loud = np.interp(heard.times, level.times, level.values) - floor
    pitch = heard.semitones[inside]
    low, high = np.percentile(pitch, (CALM, LIVELY))
    dying = heard.voiced & (heard.times >= end) & (heard.times < end + DYING)
    last = loud[inside | dying if dying.sum() > ECHO * FPS else inside][-int(ENDING * FPS) :]
    return Sounding(
        level=float(np.median(loud[inside])),
        ending=float(np.median(last)),
        pitch=float(np.median(pitch)),
        reach=float(high - low),
    )


def _stretches(on: npt.NDArray[np.bool_], times: Array) -> list[tuple[float, float]]:
    """Return (start, end) of each run of frames that are on."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(np.int8)))
    at = np.append(times, times[-1] + 1 / FPS)
    return [(float(at[a]), float(at[b])) for a, b in edges.reshape(-1, 2)]


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Put together what only a stop inside a word parts."""
    out: list[tuple[float, float]] = []
    for a, b in spans:
        if out and a - out[-1][1] < PAUSE:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _voiced(voiced: npt.NDArray[np.bool_], start: float, end: float) -> bool:
    part = voiced[int(start * FPS) : int(end * FPS)]
    return bool(len(part) and part.mean() >= VOICED)
