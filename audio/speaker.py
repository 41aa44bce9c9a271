"""Short sounds through the loudspeaker alone, for lessons that hear nobody.

What listens has the duplex stream of the ears; a lesson of the hands needs no microphone and
must not fail for want of one. Nothing here waits: the stream opens in a thread, and where there
is no loudspeaker it stays silent.
"""

import threading
from collections import deque

import numpy as np

from audio.device import DeviceError, Loudspeaker
from audio.mixer import limited
from audio.tone import Sound

MOST = 16  # sounds at once; more than these nobody tells apart


class Mix:
    """Sounds that ring into each other. One thread adds, another takes."""

    def __init__(self) -> None:
        self._new: deque[Sound] = deque(maxlen=MOST)
        self._ringing: list[Sound] = []

    def add(self, sound: Sound) -> None:
        """Begin a sound with the next sample that is taken."""
        if len(sound):
            self._new.append(sound)

    def take(self, n: int) -> Sound:
        """Return the next n samples."""
        while self._new:
            self._ringing = [*self._ringing[1 - MOST :], self._new.popleft()]
        out = np.zeros(n)
        for sound in self._ringing:
            part = sound[:n]
            out[: len(part)] += part
        self._ringing = [sound[n:] for sound in self._ringing if len(sound) > n]
        return limited(out)


class Speaker:
    """Plays short sounds as they come, if the machine can."""

    def __init__(self) -> None:
        self._mix = Mix()
        self._out: Loudspeaker | None = None
        self._closed = threading.Event()
        self._opens = threading.Thread(target=self._open, daemon=True)
        self._opens.start()

    def play(self, sound: Sound) -> None:
        """Begin a sound now; without a loudspeaker nothing happens."""
        if self._out is not None:
            self._mix.add(sound)

    def close(self) -> None:
        """Let the loudspeaker go, now or as soon as it has come up."""
        self._closed.set()
        self._release()

    def _open(self) -> None:
        try:
            self._out = Loudspeaker(self._mix.take)
        except DeviceError:
            return  # a lesson of the hands goes on without sound
        if self._closed.is_set():
            self._release()

    def _release(self) -> None:
        out, self._out = self._out, None
        if out is not None:
            out.close()
