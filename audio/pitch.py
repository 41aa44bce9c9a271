"""Pitch from samples: the only file that knows swift-f0."""

import os
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from audio import mpm
from audio.contour import Array
from audio.files import RATE, Samples
from content.stream import Stream

if TYPE_CHECKING:
    from swift_f0 import SwiftF0

HOP = 256  # samples between frames of the network
FMIN, FMAX = 60.0, 2000.0  # hertz; 净 at his lowest to 旦 an octave above her highest
VOICED = 0.5  # of the confidence the tracker has where it is surest in this take
WINDOW = 10 * HOP  # samples the network is shown live: 160 ms; 320 cost half more, told no more
BACK = 3  # hops before the end of it where its reading is good: 48 ms
SILENT = 1e-3  # of full scale: below it the network has nothing to say
SURE, CERTAIN = 0.75, 0.85  # clarity of a period that is believed where it is likely, anywhere
DOUBLINGS = (12.0, 19.02)  # semitones above the voice at which a flute or an overtone misleads
BESIDE, AGREED, APART = 1.5, 0.7, 3.0  # semitones: from a doubling, from each other, too far
LOUD = 1e-4  # of the loudest power: quieter than -40 dB is no voice, however clear


@cache
def _detector() -> "SwiftF0":
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime tells its makers of its use
    from swift_f0 import SwiftF0

    # one thread that sleeps between calls: the renderer needs the other cores
    return SwiftF0(threads=1, spin=False)


def load() -> None:
    """Load the network now, so that the first frame of a take does not wait for it."""
    _detector()


def track(samples: Samples, speakers: bool = False) -> Stream:
    """Return f0 in hertz (NaN unvoiced) with confidence, every 8 ms, of samples at 16 kHz.

    Two passes half a hop apart: onsets are read to 10 ms, the network steps by 16. A voice of
    few overtones (a hum, a falsetto, a pure tone) never gets full confidence, so a frame counts
    as voiced by half of the take's own best, which is swift-f0's own 0.5 for an open voice.
    With `speakers` the accompaniment is heard beside the voice, and `second_opinion` decides.
    """
    if len(samples) < 2 * HOP:
        return Stream(np.empty(0), np.empty(0), np.empty(0))
    parts = [_pass(samples, shift) for shift in (0, HOP // 2)]
    times, hertz, confidence = (np.concatenate(rows) for rows in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")
    times, hertz, confidence = times[order], hertz[order], confidence[order]
    if speakers:
        found = mpm.periods(samples, times)
        loud = found.power > LOUD * found.power.max()
        hertz, confidence = second_opinion(hertz, confidence, found, loud)
    surest = float(np.percentile(confidence, 98))
    return Stream(times, np.where(confidence >= _least(surest), hertz, np.nan), confidence)


def _least(surest: float) -> float:
    """Return the confidence of a voiced frame; noise alone is never sure enough to be one."""
    return float(np.clip(VOICED * surest, 0.35, 0.5))


def _pass(samples: Samples, shift: int) -> tuple[Array, Array, Array]:
    found = _detector().detect(samples[shift:], RATE, fmin=FMIN, fmax=FMAX)
    confidence = np.asarray(found.confidence, np.float64)
    return found.timestamps + shift / RATE, found.pitch_hz, confidence


def latest(window: Samples) -> tuple[float, float]:
    """Return hertz and confidence of the frame BACK hops before the end of window (WINDOW,).

    The network alone, without a verdict on voicing; a silent frame is not asked of it.
    """
    frame = window[-BACK * HOP :][:HOP]
    if np.abs(frame).max() < SILENT:
        return np.nan, 0.0
    # `detect` would also weigh the loudness of each hop, for a quarter of the time
    asked = {"audio": window[None], "fmin": np.asarray(FMIN, np.float32)}
    asked["fmax"] = np.asarray(FMAX, np.float32)
    hertz, confidence = _detector().session.run(["pitch", "confidence"], asked)
    return float(hertz[0, -BACK]), float(confidence[0, -BACK])


def second_opinion(
    hertz: Array, confidence: Array, found: mpm.Periods, loud: np.ndarray
) -> tuple[Array, Array]:
    """Return hertz and confidence (n,) where a period may overrule the network.

    A flute an octave above the voice pulls the network up and leaves the period as it is. So
    the period counts where both agree, where the network lies an octave or a twelfth above a
    clear one, and where it lies far from a very clear one; in noise it is the weaker of the
    two. `loud` (n,) says which frames are strong enough to be voiced by it alone.
    """
    above = 12 * np.log2(hertz / found.hertz)
    near = np.abs(above) < AGREED
    for doubling in DOUBLINGS:
        near |= np.abs(above - doubling) < BESIDE
    certain = found.clarity > CERTAIN
    overruled = (near & (found.clarity > SURE)) | (certain & (np.abs(above) > APART))
    voiced = certain & loud & (overruled | np.isnan(hertz))
    return (
        np.where(overruled | voiced, found.hertz, hertz),
        np.where(voiced, np.maximum(confidence, found.clarity), confidence),
    )
