"""Pitch from samples: the only file that knows swift-f0."""

from functools import cache

import numpy as np
from swift_f0 import SwiftF0

from audio.files import RATE, Samples
from content.stream import Stream

HOP = 256  # samples between frames of the network
FMIN, FMAX = 60.0, 2000.0  # hertz; 净 at his lowest to 旦 an octave above her highest
VOICED = 0.5  # confidence from which swift-f0 itself calls a frame voiced


@cache
def _detector() -> SwiftF0:
    # one thread that sleeps between calls: the renderer needs the other cores
    return SwiftF0(threads=1, spin=False)


def track(samples: Samples) -> Stream:
    """Return f0 in hertz (NaN unvoiced) with confidence, every 8 ms, of samples at 16 kHz.

    Two passes half a hop apart: onsets are read to 10 ms, the network steps by 16.
    """
    parts = [_pass(samples, shift) for shift in (0, HOP // 2)]
    times, hertz, confidence = (np.concatenate(rows) for rows in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")
    return Stream(times[order], hertz[order], confidence[order])


def _pass(samples: Samples, shift: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = _detector().detect(samples[shift:], RATE, fmin=FMIN, fmax=FMAX)
    hertz = np.where(found.confidence >= VOICED, found.pitch_hz, np.nan)
    return found.timestamps + shift / RATE, hertz, np.asarray(found.confidence, np.float64)
