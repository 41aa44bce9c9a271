"""What is heard between the notes: breath drawn."""

import numpy as np

from audio import onset
from audio.contour import Array
from audio.files import RATE, Samples
from content.stream import Stream

HOP = 256  # samples between frames
LEAK = 3.0  # dB a second the floor may rise while nobody sings
QUIETEST = -80.0  # dB of full scale: what is less is no room but a file's padding
FAINT, PLAIN = 6.0, 12.0  # dB over the floor at which breath may be, is surely heard
LASTS, GAPS = 8, 2  # frames a breath lasts at least (128 ms), of which so many may waver
WEIGHT = 8.0  # dB by which the chest may outdo the air: more is the tail of a voice
SHARP = 3.0  # dB by which the air outdoes the treble: an s or sh has it the other way
_AIR = slice(7, 22)  # of onset's bands: 800 to 5500 Hz, where drawn air is heard
_CHEST, _TREBLE = slice(0, 4), slice(20, 24)  # up to 450 Hz; over 4.5 kHz
# noise of full scale in these bands, against which levels are told
_FULL = float(np.square(np.hanning(onset.WINDOW)).sum())


class Floor:
    """The level of the room, frame by frame: it drops at once and rises slowly in the pauses."""

    def __init__(self) -> None:
        self._level = np.inf

    def follow(self, level: float, voiced: bool) -> float:
        """Take in the level of a frame (dB); return the floor under it (dB, +inf: unknown)."""
        if level > QUIETEST:
            rise = 0.0 if voiced else LEAK * HOP / RATE
            self._level = min(self._level + rise, level)
        return self._level


class Breath:
    """Tells breath from voice, hiss and room, frame by frame, from the past alone."""

    def __init__(self) -> None:
        self._floor = Floor()
        self._last = [0.0] * LASTS

    def hear(self, bands: Array, voiced: bool) -> float:
        """Take in onset's bands (BANDS,) of a frame; return 0..1, how much it is drawn breath.

        Drawn breath is unvoiced, stands over the room between 0.8 and 5.5 kHz, has neither a
        voice's weight below nor a consonant's edge above, and lasts longer than one. It is
        told once it has lasted, so about a tenth of a second after it began.
        """
        air, chest, treble = (_decibels(bands[part]) for part in (_AIR, _CHEST, _TREBLE))
        over = air - self._floor.follow(air, voiced)
        airy = not voiced and chest < air + WEIGHT and treble < air - SHARP
        now = float(np.clip((over - FAINT) / (PLAIN - FAINT), 0, 1)) if airy else 0.0
        self._last = [*self._last[1:], now]
        return sorted(self._last)[GAPS]


def breaths(samples: Samples, f0: Stream) -> Stream:
    """Return 0..1 every 16 ms of samples at 16 kHz: how much each frame is drawn breath.

    `f0` says where there is voice; the same reading as live.
    """
    breath, times = Breath(), np.arange(len(samples) // HOP) * HOP / RATE
    if not len(times):
        return Stream(times, np.empty(0), np.empty(0))
    half = onset.WINDOW // 2
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, half), onset.WINDOW)[::HOP]
    voiced = _voiced(f0, times)
    found = [breath.hear(b, bool(v)) for b, v in zip(onset.bands(frames), voiced, strict=False)]
    return Stream(times, np.array(found), np.ones(len(times)))


def _voiced(f0: Stream, times: Array) -> np.ndarray:
    if not len(f0.times):
        return np.zeros(len(times), bool)
    after = np.clip(np.searchsorted(f0.times, times), 0, len(f0.times) - 1)
    return np.asarray(f0.seen[after])


def _decibels(bands: Array) -> float:
    """Return the level of bands (k,) in dB of white noise at full scale."""
    return float(10 * np.log10(np.mean(np.square(bands)) / _FULL + 1e-12))
