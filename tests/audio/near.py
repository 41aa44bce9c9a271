"""Ears in this process, and what they play."""

import os
import threading
from multiprocessing.connection import Connection

import numpy as np

from audio import ears_worker, ring
from audio.align import Melody
from audio.melody import metred
from audio.ring import RATE

TUNE = (np.arange(RATE) / RATE - 0.5).astype(np.float32)


class Wire:
    """A wire that can be cut, as when a process is killed."""

    def __init__(self, wire: Connection) -> None:
        self._wire, self.cut = wire, False

    def __getattr__(self, name):
        if self.cut:
            raise EOFError
        return getattr(self._wire, name)


class Thread:
    """A process that is a thread of this one, and so costs no start."""

    def __init__(self, target, args, daemon):
        self.pid, self.theirs = None, Connection(os.dup(args[0].fileno()))
        self.wire = Wire(self.theirs)
        self.thread = threading.Thread(target=self.work, args=args[1:3], daemon=daemon)

    def work(self, tape, mic):
        with self.theirs:
            ears_worker.work(self.wire, tape, mic)

    def start(self):
        self.pid = -1
        self.thread.start()

    def kill(self):
        self.wire.cut = True

    def join(self):
        self.thread.join()


def part_of(phrase):
    notes = phrase.notes
    columns = [(n.onset, n.duration, n.pitch) for n in notes]
    return metred(Melody(*(np.array(c, float) for c in zip(*columns, strict=True))))


def played(monkeypatch, listening, start, seconds):
    """What goes out to the loudspeaker in a take."""
    out, get = [], ring.Ring.get

    def spy(self, place, into):
        get(self, place, into)
        out.append(into.copy())

    monkeypatch.setattr(ring.Ring, "get", spy)
    listening.start(start)
    listening.wait_until(seconds)
    listening.stop()
    return np.concatenate(out)
