"""The ears as the lesson has them: a process beside the window that listens, and may die.

Nothing here waits but `wait_until`. The take lies in this process's memory.
"""

import time
from dataclasses import replace

import numpy as np

from audio import heard
from audio.device import DeviceFacts
from audio.ears_link import listening
from audio.ears_messages import Begin, EarsNews, Mic, News, Recorded, Start, State, Stop, Until
from audio.filedevice import FileMic
from audio.ring import BLOCK, RATE, Tape


class Ears:
    """Listens through `mic`, take after take; a process that died is followed by another."""

    def __init__(self, mic: Mic) -> None:
        self._mic = mic
        self._tape = Tape()
        self._link = listening(self._tape.name, mic, None)
        self._take, self._until = 0, 0.0
        self._facts: DeviceFacts | None = None
        self._began, self._heard = float("nan"), 0.0

    @property
    def ready(self) -> bool:
        """Whether the process has come up and has its device."""
        return self._link.last is not None and not self._link.broken

    @property
    def facts(self) -> DeviceFacts | None:
        """Between what it listens, None before a device has told so."""
        return self._facts

    @property
    def seconds(self) -> float:
        """What second of the take it is now; 0 before it begins."""
        if isinstance(self._mic, FileMic) and not self._mic.paced:
            return self._until
        return 0.0 if np.isnan(self._began) else max(0.0, time.monotonic() - self._began)

    def start(self, start: Start) -> None:
        """Begin a take; the one before is gone if nobody stopped it."""
        if self._link.broken:
            self._link.close()
            self._link = listening(self._tape.name, self._mic, self._link)
        self._take, self._until = self._take + 1, 0.0
        self._began, self._heard = float("nan"), 0.0
        self._link.send(Begin(self._take, start))

    def poll(self) -> EarsNews:
        """Return what was heard since the last time. Never waits."""
        every = self._link.take()
        mine = [n for n in every if n.take == self._take]
        for news in every:
            self._note(news)
        last = self._link.last
        return EarsNews(
            heard.join([n.heard for n in mine]),
            tuple(p for n in mine for p in n.places),
            self._state(last),
            self._heard,
            last.trouble if last else None,
        )

    def wait_until(self, seconds: float) -> None:
        """Wait till the take was heard up to `seconds`, or is at its end, or there is trouble."""
        self._until = max(self._until, seconds)
        self._link.send(Until(self._until))
        self._link.wait(lambda: self._heard_until(seconds))

    def stop(self) -> Recorded:
        """End the take and return it, whatever became of the process."""
        self._link.send(Stop())
        self.poll()
        facts = self._facts
        late = round(facts.latency * RATE) if facts else 0
        sound = np.empty(0, np.float32)
        if self._take and self._tape.take == self._take:
            sound = self._tape.read(late, self._tape.blocks * BLOCK)
            facts = replace(facts, lost=self._tape.lost) if facts else None
        return Recorded(sound, RATE, facts)

    def close(self) -> None:
        """End the process and let go of the last take."""
        self._link.close()
        self._link.join()
        self._tape.close()

    def _note(self, news: News) -> None:
        self._facts = news.facts or self._facts
        if news.take == self._take and not np.isnan(news.began):
            self._began, self._heard = news.began, news.seconds

    def _state(self, last: News | None) -> State:
        if last is None or (last.take != self._take and last.state != "trouble"):
            return "starting"
        return last.state

    def _heard_until(self, seconds: float) -> bool:
        last = self._link.last
        if last is None or last.take != self._take:
            return False
        return last.state == "ended" or last.seconds > seconds - 1e-6
