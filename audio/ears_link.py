"""The wire to one listening process; that it died or hangs is said like everything else."""

import contextlib
import multiprocessing
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from audio.ears_messages import Message, Mic, News
from content import texts
from content.texts import _

WAKING = 90.0  # seconds a process may take to come up
SILENT = 8.0  # seconds without a sign of life after which it hangs

SWITCH = 0.0005  # seconds after which the audio callback gets the interpreter


class Link:
    """Starts the process without waiting for it, and `after` (an older one) has ended."""

    def __init__(self, tape: str, mic: Mic, after: "Link | None") -> None:
        spawn = multiprocessing.get_context("spawn")
        self._wire, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=_work, args=(theirs, tape, mic, texts.lang()), daemon=True
        )
        self._theirs, self._after = theirs, after
        self._outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
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

    def send(self, message: Message) -> None:
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
                self._put(self._wire.recv())
        except (EOFError, OSError):
            self._fail(_("The listening process ended unexpectedly. What you sang is safe."))
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
        patience = WAKING if self.last is None else SILENT
        if not self.broken and time.monotonic() - self._said > patience:
            self._fail(_("The listening process does not answer. What you sang is safe."))

    def _fail(self, sentence: str) -> None:
        if not self.broken:
            take = self.last.take if self.last else 0
            self._put(News(take, "trouble", trouble=sentence))

    def _put(self, news: News) -> None:
        with self._changed:
            if self._new and self._new[-1].state == news.state == "ready":
                self._new.pop()  # between takes nobody may ask for hours
            self._said, self.last = time.monotonic(), news
            self._new.append(news)
            self._changed.notify_all()


def _work(wire: Connection, tape: str, mic: Mic, lang: str) -> None:
    from audio.ears_worker import work  # slow to load; the window does not need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends this one
    sys.setswitchinterval(SWITCH)
    texts.use(lang)
    work(wire, tape, mic)
