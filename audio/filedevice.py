"""A recording in the place of the microphone, with the same interface and any delay."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import files
from audio.device import DeviceFacts
from audio.ring import BLOCK, RATE, Deck

STEP = 3  # blocks at once: 16 ms, a hop of the live pitch


@dataclass(frozen=True)
class FileMic:
    """A recording to be heard: `delay` seconds late, as a device hears late.

    `paced`: at the pace of a clock; else as fast as it is asked for.
    """

    path: Path
    delay: float = 0.0
    paced: bool = True


class FileDevice:
    """Plays a recording into the deck from the start of each take; nothing is heard of what is
    played. Raises RecordingError where the file cannot be heard.
    """

    offset = 0.0  # its blocks are stamped with the monotonic clock

    def __init__(self, deck: Deck, mic: FileMic) -> None:
        sound = soxr.resample(files.read(mic.path).samples, files.RATE, RATE)
        late = round(mic.delay * RATE)
        blocks = -(-(late + len(sound)) // BLOCK)
        self._sound = np.zeros((blocks, BLOCK), np.float32)
        self._sound.reshape(-1)[late : late + len(sound)] = sound
        self._deck, self._paced = deck, mic.paced
        self._played = np.zeros(BLOCK, np.float32)
        self._cue, self._at, self._began = deck.cue, 0, 0.0
        self.facts = DeviceFacts(str(mic.path), "", "file", late / RATE, True)

    @property
    def ended(self) -> bool:
        """Whether the recording has been heard to its end."""
        return self._cue is not None and self._at >= len(self._sound)

    def pump(self, until: float) -> None:
        """Let at most STEP blocks pass: those that are due."""
        if self._deck.cue is not self._cue:
            self._cue, self._at, self._began = self._deck.cue, 0, time.monotonic()
        if self._cue is None:
            return
        for _ in range(min(STEP, self._due(until) - self._at)):
            stamp = self._began + self._at * BLOCK / RATE
            self._deck.exchange(self._sound[self._at], self._played, stamp)
            self._at += 1

    def _due(self, until: float) -> int:
        """Return how many blocks of the take should have passed by now."""
        if self._paced:  # a block is there when its last sample has sounded
            due = int((time.monotonic() - self._began) * RATE / BLOCK + 1e-6)
        else:
            due = int(np.ceil((until + self.facts.latency) * RATE / BLOCK - 1e-6))
        return min(len(self._sound), due)

    def close(self) -> None:
        """Nothing to let go of."""
