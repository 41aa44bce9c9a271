"""A process of content.link that is a thread of this one, and so costs no start."""

import os
import threading
from multiprocessing.connection import Connection
from types import SimpleNamespace

import pytest

from content import link


class Wire:
    """A wire that can be cut, as when a process is killed."""

    def __init__(self, wire: Connection) -> None:
        self._wire, self.cut = wire, False

    def __getattr__(self, name):
        if self.cut:
            raise EOFError
        return getattr(self._wire, name)


class Thread:
    """What `multiprocessing.Process` does for a link."""

    def __init__(self, target, args, daemon):
        theirs, self.work, self.given, _lang = args
        self.pid, self.theirs = None, Connection(os.dup(theirs.fileno()))
        self.wire = Wire(self.theirs)
        self.thread = threading.Thread(target=self.run, daemon=daemon)

    def run(self):
        with self.theirs:
            self.work(self.wire, *self.given)

    def start(self):
        self.pid = -1
        self.thread.start()

    def kill(self):
        self.wire.cut = True

    def join(self):
        self.thread.join()


def use_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every link that is made from now on work in this process."""
    pipe = link.multiprocessing.get_context("spawn").Pipe
    here = SimpleNamespace(Pipe=pipe, Process=Thread)
    monkeypatch.setattr(link.multiprocessing, "get_context", lambda _way: here)
