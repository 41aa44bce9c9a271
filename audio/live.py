"""Hearing while it is sung: frames of 16 ms, each decided for good 48 ms after it sounded."""

import numpy as np

from audio import mpm, onset, pitch
from audio.breath import Breath
from audio.contour import Array
from audio.files import RATE, Samples
from audio.heard import Heard, empty, join

LAG = pitch.BACK * pitch.HOP / RATE  # seconds from the sound to its frame: 48 ms
HOP = pitch.HOP  # samples between frames: at most 16 ms more pass until one is complete
VOICED = 0.5  # confidence of a voiced frame: swift-f0's own
PURE = 0.92  # clarity that only a tone has: a hum or a falsetto, which the network doubts
FADE = 0.5 ** (HOP / RATE / 10)  # the loudest so far counts for half after 10 s
SPOKEN = 1e-3  # power of a voice near the microphone, until a louder one is heard
QUIET = 1.0  # height of a band that counts as loud where nothing was loud yet: about -35 dB
STEP = HOP // 2  # samples between readings of the bands, for onsets
APART = 8  # steps (64 ms) within which only a greater rise is an onset: vowel after consonant


class Analyser:
    """Turns samples into frames of pitch, loudness, onset and breath.

    Every frame is decided from the 160 ms that end 48 ms after it and from what came before;
    so blocks of any size give the same frames, to the bit. With `speakers` the accompaniment
    is heard beside the voice and the period may overrule the network.
    """

    def __init__(self, speakers: bool) -> None:
        self._speakers = speakers
        self._rest = np.zeros(0, np.float32)
        self._window = np.zeros(pitch.WINDOW, np.float32)
        self._hops = 0
        self._loudest = SPOKEN
        self._onsets = Onsets()
        self._breath = Breath()

    def push(self, samples: Samples) -> Heard:
        """Take in samples (n,) at 16 kHz; return the frames that they decide.

        Samples that are no numbers count as silence.
        """
        fine = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
        both = np.concatenate([self._rest, fine.astype(np.float32, copy=False)])
        whole = len(both) // HOP * HOP
        self._rest = both[whole:]
        frames = [self._hear(hop) for hop in both[:whole].reshape(-1, HOP)]
        return join([f for f in frames if len(f)])

    def _hear(self, hop: Samples) -> Heard:
        """Take in one hop (HOP,) and return the frame BACK hops before its end."""
        self._window = np.concatenate([self._window[HOP:], hop])
        self._hops += 1
        window = self._window - self._window.mean()  # a microphone's offset is no sound
        struck = self._onsets.hear(window)
        frame = self._hops - pitch.BACK
        if frame < 0:
            return empty()
        found = mpm.of_frames(_around(window, pitch.BACK * HOP, mpm.WINDOW))
        hertz, confidence = self._pitch(window, found)
        bands = onset.bands(_around(window, pitch.BACK * HOP, onset.WINDOW))[0]
        breath = self._breath.hear(bands, not np.isnan(hertz[0]))
        loudness = 10 * np.log10(found.power + 1e-12)
        rows = (frame * HOP / RATE, hertz[0], confidence[0], loudness[0], struck, breath)
        return Heard(*(np.array([value]) for value in rows))

    def _pitch(self, window: Samples, found: mpm.Periods) -> tuple[Array, Array]:
        """Return hertz (NaN unvoiced) and confidence of the frame, (1,) each."""
        hertz, confidence = (np.array([value]) for value in pitch.latest(window))
        self._loudest = max(self._loudest * FADE, float(found.power[0]), SPOKEN)
        loud = found.power > pitch.LOUD * self._loudest
        if self._speakers:
            hertz, confidence = pitch.second_opinion(hertz, confidence, found, loud)
        pure = (confidence < VOICED) & (found.clarity > PURE) & loud
        hertz = np.where(pure, found.hertz, hertz)
        confidence = np.where(pure, found.clarity, confidence)
        return np.where(confidence >= VOICED, hertz, np.nan), confidence


class Onsets:
    """Sudden rises of energy in the bands, told as soon as the next reading is no higher."""

    def __init__(self) -> None:
        self._bands = np.full((6, onset.BANDS), np.inf)  # nothing rises over what was not heard
        self._rises = [0.0, 0.0]
        self._loudest = 0.0
        self._since, self._last = 0, onset.RISE

    def hear(self, window: Samples) -> float:
        """Take in the window that ends with a new hop; return the onset in nats (0: none).

        It belongs to the frame BACK hops before the end: this one or 8 ms later.
        """
        centres = (pitch.WINDOW - HOP - STEP, pitch.WINDOW - HOP)
        half = onset.WINDOW // 2
        new = onset.bands(np.stack([window[c - half : c + half] for c in centres]))
        self._bands = np.concatenate([self._bands[2:], new])
        self._loudest = max(self._loudest * FADE, float(new.max()), QUIET)
        heights = np.log(self._bands + onset.FLOOR * self._loudest)
        rises = np.maximum(heights[4:] - heights[:2], 0).mean(axis=1)
        first, second, third, fourth = *self._rises, *map(float, rises)
        self._rises = [third, fourth]
        return max(self._peak(first, second, third), self._peak(second, third, fourth))

    def _peak(self, before: float, rise: float, after: float) -> float:
        """Return `rise` where it is a peak and no greater one came just before."""
        self._since += 1
        if self._since >= APART:
            self._last = onset.RISE
        if not (before < rise >= after and rise > self._last):
            return 0.0
        self._since, self._last = 0, rise
        return rise


def _around(window: Samples, back: int, width: int) -> Samples:
    """Return the (1, width) samples centred `back` samples before the end of the window."""
    middle = len(window) - back
    return window[None, middle - width // 2 : middle + width // 2]
