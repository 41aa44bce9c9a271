"""One take as the ears go through it: from the tape to frames and places, and what is played."""

from dataclasses import replace

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import files, heard
from audio.accompany import Accompanist
from audio.ears_messages import Begin, News
from audio.follow import Follower, Place
from audio.heard import Heard
from audio.live import Analyser
from audio.ring import BLOCK, RATE, Cue, Ring, Tape

AHEAD = 8  # blocks laid down before they are due: 43 ms, so that a busy machine plays on


class ListenedTake:
    """Listens to what is new on `tape`, whose first `latency` seconds are before the take."""

    def __init__(self, begin: Begin, tape: Tape, latency: float) -> None:
        start = begin.start
        self.cue = Cue(begin.take, Ring(2 * AHEAD))
        self._tape, self._latency = tape, latency
        self._at = round(latency * RATE)
        self._thin = soxr.ResampleStream(RATE, files.RATE, 1, dtype="float32")
        self._analyser = Analyser(start.speakers)
        self._follower = Follower(start.part) if start.part else None
        self._partner = None
        if start.part and start.lines:
            beats = np.array(start.beats, np.float64)
            self._partner = Accompanist(start.part, start.lines, beats, start.seed)
        self._laid = 0
        self._heard: list[Heard] = []
        self._places: list[Place] = []
        self._play(0)

    @property
    def behind(self) -> bool:
        """Whether there is more on the tape than was listened to."""
        return self._blocks * BLOCK > self._at

    @property
    def _blocks(self) -> int:
        """How many blocks of this take are on the tape; another may still be on it."""
        return self._tape.blocks if self._tape.take == self.cue.take else 0

    def hear(self) -> bool:
        """Listen to what is new and lay down what is played next; false where nothing is new."""
        blocks = self._blocks
        self._play(blocks)
        new = self._tape.read(self._at, blocks * BLOCK)
        if not len(new):
            return False
        self._at += len(new)
        frames = self._analyser.push(self._thin.resample_chunk(new))
        self._heard.append(frames)
        if self._follower:
            self._places += self._follower.hear(frames)
        if self._partner:
            for place in self._places[-len(frames) :] if len(frames) else []:
                self._partner.place(place)
        return True

    def _play(self, now: int) -> None:
        """Lay down the blocks that come AHEAD of block `now`; too late ones are left out."""
        while self._partner and self._laid < now + AHEAD:
            self.cue.ring.put(self._laid, self._partner.render(BLOCK))
            self._laid += 1

    def told(self, news: News, offset: float) -> News:
        """Return `news` with what was found since the last; `offset` to the monotonic clock."""
        found, places = heard.join(self._heard), tuple(self._places)
        self._heard, self._places = [], []
        began = float("nan")
        if self._blocks:
            began = self._tape.time(0) + offset + self._latency
        seconds = max(self._at / RATE - self._latency, 0.0)
        return replace(news, heard=found, places=places, seconds=seconds, began=began)
