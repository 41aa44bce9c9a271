"""The wire to one process of our own; that it died or hangs is said like everything else."""

import contextlib
import multiprocessing
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, Protocol, TypeVar

from content import texts

WAKING = 90.0  # seconds a process may take to come up, or to go on doing so
SILENT = 8.0  # seconds without a sign of life after which it hangs


class _News(Protocol):
    """What a process says; after "trouble" it says no more."""

    @property
    def state(self) -> str: ...


News = TypeVar("News", bound=_News)
Work = Callable[..., None]  # of the process' end of the wire and what else it is given


@dataclass(frozen=True)
class Loss(Generic[News]):
    """What stands for a process of which nothing more comes: the sentence for either case, and
    the news of trouble that such a sentence makes after what was said last.
    """

    died: str
    silent: str
    news: Callable[[News | None, str], News]


class Link(Generic[News]):
    """Starts the process without waiting for it, and `after` (an older one) has ended.

    The process runs `work(wire, *given)`, in this one's language.
    """

    def __init__(
        self, work: Work, given: tuple[Any, ...], loss: Loss[News], after: "Link[News] | None"
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._wire, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=_enter, args=(theirs, work, given, texts.lang()), daemon=True
        )
        self._theirs, self._after, self._loss = theirs, after, loss
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._new: list[News] = []
        self._changed = threading.Condition()
        self._said, self._closed = time.monotonic(), False
        self.last: News | None = None
        # What is said to a process that is still coming up, or hangs, must not hold up a frame.
        self._threads = [
            threading.Thread(target=each, daemon=True) for each in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int | None:
        """The number of the process, once it is there."""
        return self._process.pid

    @property
    def broken(self) -> bool:
        """Whether nothing more will come of this process."""
        return self.last is not None and self.last.state == "trouble"

    def send(self, message: object) -> None:
        """Say something to the process, some time."""
        self._outbox.put(message)

    def take(self) -> list[News]:
        """Return what it said since the last time. Never waits."""
        self._see_whether_it_hangs()
        with self._changed:
            new, self._new = self._new, []
        return new

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for `until` to be true of what it said last, or for trouble."""
        with self._changed:
            while not until() and not self.broken:
                self._changed.wait(SILENT / 4)
                self._see_whether_it_hangs()

    def close(self) -> None:
        """End the process at once."""
        self._closed = True
        self._outbox.put(None)
        if self._process.pid is not None:
            self._process.kill()

    def join(self) -> None:
        """Wait until the process has ended."""
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        if self._after is not None:
            self._after.join()
            self._after = None  # and with it its wire is let go
        try:
            if self._closed:
                return
            self._process.start()
            self._theirs.close()
            while not self._closed:
                news = self._wire.recv()
                if self.broken:  # it was given up: what it says now comes too late
                    return
                self._put(news)
        except (EOFError, OSError):
            self._fail(self._loss.died)
        finally:
            self._outbox.put(None)
            if self._process.pid is not None:
                self._process.kill()
                self._process.join()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            while (message := self._outbox.get()) is not None:
                self._wire.send(message)

    def _see_whether_it_hangs(self) -> None:
        waking = self.last is None or self.last.state == "starting"
        patience = WAKING if waking else SILENT
        if not self.broken and time.monotonic() - self._said > patience:
            self._fail(self._loss.silent)

    def _fail(self, sentence: str) -> None:
        if not self.broken:
            self._put(self._loss.news(self.last, sentence))

    def _put(self, news: News) -> None:
        with self._changed:
            if self._new and self._new[-1].state == news.state == "ready":
                self._new.pop()  # between takes nobody may ask for hours
            self._said, self.last = time.monotonic(), news
            self._new.append(news)
            self._changed.notify_all()


def _enter(wire: Connection, work: Work, given: tuple[Any, ...], lang: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends this one
    texts.use(lang)
    work(wire, *given)
