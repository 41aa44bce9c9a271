"""The eyes as the lesson has them: a process beside the window that watches, and may die.

Nothing here waits but `wait_until` and `watch_file`. The take lies in this process's memory;
pictures never come here.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from content.errors import Refusal
from motion.eyes_link import watching
from motion.eyes_messages import (
    Begin,
    Camera,
    EyesNews,
    Facts,
    FileCamera,
    Frame,
    LiveCamera,
    News,
    Start,
    State,
    Stop,
    Until,
    Watched,
)
from motion.motion import Motion, join
from motion.skeleton import JOINTS
from motion.smooth import OneEuro

__all__ = ["Camera", "Eyes", "EyesNews", "FileCamera", "LiveCamera", "Start", "Watched",
           "watch_file"]  # fmt: skip

STEP = 1.0  # seconds of a file between two words of progress


class Eyes:
    """Watches through `camera`, take after take; a process that died is followed by another."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._link = watching(camera, None)
        self._take, self._until = 0, 0.0
        self._facts: Facts | None = None
        self._began, self._seen = float("nan"), 0.0
        self._frames: list[Frame] = []
        self._steady = OneEuro(len(JOINTS))

    @property
    def ready(self) -> bool:
        """Whether the process has come up and has its camera and models."""
        last = self._link.last
        return last is not None and last.state not in ("starting", "trouble")

    @property
    def facts(self) -> Facts | None:
        """Through what it watches, None before it has told so."""
        return self._facts

    @property
    def seconds(self) -> float:
        """What second of the take it is now; 0 before it begins."""
        if isinstance(self._camera, FileCamera) and not self._camera.paced:
            return self._until
        return 0.0 if np.isnan(self._began) else max(0.0, time.monotonic() - self._began)

    def start(self, start: Start) -> None:
        """Begin a take; the one before is gone if nobody stopped it."""
        if self._link.broken:
            self._link.close()
            self._link = watching(self._camera, self._link)
        self._take, self._until, self._frames = self._take + 1, 0.0, []
        self._began, self._seen = float("nan"), 0.0
        self._steady = OneEuro(len(JOINTS))
        self._link.send(Begin(self._take, start))

    def poll(self) -> EyesNews:
        """Return what was seen since the last time. Never waits."""
        every = self._link.take()
        mine = [n for n in every if n.take == self._take]
        for news in every:
            self._note(news)
        new = [self._steadied(n.frame) for n in mine if n.frame is not None]
        last = self._link.last
        return EyesNews(
            _motion(new),
            tuple(n.place for n in mine if n.place is not None),
            self._state(last),
            self._seen,
            last.trouble if last else None,
            self._frames[-1].notice if self._frames else None,
            last.fetched if last else None,
        )

    def wait_until(self, seconds: float) -> None:
        """Wait till the take was seen up to `seconds`, or is at its end, or there is trouble."""
        self._until = max(self._until, seconds)
        self._link.send(Until(self._until))
        self._link.wait(lambda: self._seen_until(seconds))

    def stop(self) -> Watched:
        """End the take and return it, whatever became of the process.

        While two people were in the picture nobody knows whose joints they are: not seen.
        """
        self._link.send(Stop())
        self.poll()
        return Watched(_motion([_alone(frame) for frame in self._frames]), self._facts)

    def close(self) -> None:
        """End the process."""
        self._link.close()
        self._link.join()

    def _note(self, news: News) -> None:
        self._facts = news.facts or self._facts
        if news.take != self._take:
            return
        if not np.isnan(news.began):
            self._began, self._seen = news.began, news.seconds
        if news.frame is not None:
            self._frames.append(news.frame)

    def _steadied(self, frame: Frame) -> Frame:
        return replace(frame, positions=self._steady.put(frame.seconds, frame.positions))

    def _state(self, last: News | None) -> State:
        if last is None or (last.take != self._take and last.state != "trouble"):
            return "starting"
        return last.state

    def _seen_until(self, seconds: float) -> bool:
        last = self._link.last
        if last is None or last.take != self._take:
            return False
        return last.state == "ended" or last.seconds > seconds - 1e-6


def watch_file(
    path: Path, hands: bool = True, tell: Callable[[float], None] = lambda share: None
) -> Motion:
    """Return what is seen in a whole video or folder; `tell` is called with the share seen.

    A process of its own looks, and may take link.SILENT seconds for a picture.
    Raises Refusal where it cannot be seen to its end.
    """
    with closing(Eyes(FileCamera(path, paced=False))) as eyes:
        eyes.start(Start(None, hands))
        until, news = 0.0, eyes.poll()
        while news.state not in ("ended", "trouble"):
            until += STEP
            eyes.wait_until(until)
            news = eyes.poll()
            if eyes.facts is not None and eyes.facts.seconds > 0:
                tell(min(1.0, news.seconds / eyes.facts.seconds))
        if news.trouble is not None:
            raise Refusal(news.trouble)
        return eyes.stop().motion


def _alone(frame: Frame) -> Frame:
    if frame.notice != "two_people":
        return frame
    nobody = np.full_like(frame.positions, np.nan)
    return replace(frame, positions=nobody, confidence=np.zeros_like(frame.confidence))


def _motion(frames: Sequence[Frame]) -> Motion:
    if not frames:
        return join(())
    return Motion(
        np.array([f.seconds for f in frames]),
        JOINTS,
        np.stack([f.positions for f in frames]),
        np.stack([f.confidence for f in frames]),
    )
