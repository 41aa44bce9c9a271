"""Loudness of a take, and the curves of a note that are shown beside the master's, not graded.

橄榄腔 is the swell of a long note's loudness; the tone of a character is in the pitch of its
first moments. Both are curves to look at: no mark rests on them.
"""

from dataclasses import dataclass

import numpy as np

from audio.contour import FPS, Array, Contour
from audio.files import RATE, Samples
from content.stream import Stream

WINDOW = 0.03  # seconds; two periods of the lowest voice
QUIETEST = -90.0  # dBFS
PLACES = 50  # of a swell
TONE = 0.5  # seconds in which the tone of a character shows


@dataclass(frozen=True)
class Curve:
    """`at` (n,) and `values` (n,), NaN where nothing was heard."""

    at: Array
    values: Array


def loudness(samples: Samples) -> Stream:
    """Return the loudness of samples at 16 kHz in dBFS, FPS a second."""
    hop, half = RATE // FPS, int(WINDOW * RATE / 2)
    power = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    centre = np.arange(len(samples) // hop + 1) * hop
    a, b = np.maximum(centre - half, 0), np.minimum(centre + half, len(samples))
    mean = (power[b] - power[a]) / np.maximum(b - a, 1)
    decibels = 10 * np.log10(np.maximum(mean, 10 ** (QUIETEST / 10)))
    return Stream(centre / RATE, decibels, np.ones(len(centre)))


def swell(loudness: Stream, onset: float, end: float) -> Curve:
    """Return the loudness of one note in dB under its loudest, over its length (0..1).

    Two recordings differ in level, so only the shape is kept.
    """
    at = np.linspace(0, 1, PLACES)
    if np.isnan(onset) or end - onset < 2 * WINDOW:
        return Curve(at, np.full(PLACES, np.nan))
    values = np.interp(onset + at * (end - onset), loudness.times, loudness.values)
    return Curve(at, values - values.max())


def tone(heard: Contour, onset: float, pitch: float) -> Curve:
    """Return the pitch of a character's first TONE seconds, in semitones above `pitch` (MIDI),
    over seconds from its onset.
    """
    at = np.arange(int(TONE * FPS)) / FPS
    if np.isnan(onset):
        return Curve(at, np.full(len(at), np.nan))
    first = round(onset * FPS)
    part = heard.semitones[first : first + len(at)] - pitch
    return Curve(at, np.concatenate([part, np.full(len(at) - len(part), np.nan)]))
