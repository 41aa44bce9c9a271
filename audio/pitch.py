"""Pitch from samples: the only file that knows swift-f0."""

from functools import cache

import numpy as np
from swift_f0 import SwiftF0

from audio.contour import Array
from audio.files import RATE, Samples
from content.stream import Stream

HOP = 256  # samples between frames of the network
FMIN, FMAX = 60.0, 2000.0  # hertz; 净 at his lowest to 旦 an octave above her highest
VOICED = 0.5  # of the confidence the tracker has where it is surest in this take


@cache
def _detector() -> SwiftF0:
    # one thread that sleeps between calls: the renderer needs the other cores
    return SwiftF0(threads=1, spin=False)


def track(samples: Samples) -> Stream:
    """Return f0 in hertz (NaN unvoiced) with confidence, every 8 ms, of samples at 16 kHz.

    Two passes half a hop apart: onsets are read to 10 ms, the network steps by 16. A voice of
    few overtones (a hum, a falsetto, a pure tone) never gets full confidence, so a frame counts
    as voiced by half of the take's own best, which is swift-f0's own 0.5 for an open voice.
    """
    parts = [_pass(samples, shift) for shift in (0, HOP // 2)]
    times, hertz, confidence = (np.concatenate(rows) for rows in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")
    times, hertz, confidence = times[order], hertz[order], confidence[order]
    surest = float(np.percentile(confidence, 98))
    return Stream(times, np.where(confidence >= _least(surest), hertz, np.nan), confidence)


def _least(surest: float) -> float:
    """Return the confidence of a voiced frame; noise alone is never sure enough to be one."""
    return float(np.clip(VOICED * surest, 0.35, 0.5))


def _pass(samples: Samples, shift: int) -> tuple[Array, Array, Array]:
    found = _detector().detect(samples[shift:], RATE, fmin=FMIN, fmax=FMAX)
    confidence = np.asarray(found.confidence, np.float64)
    return found.timestamps + shift / RATE, found.pitch_hz, confidence
