"""One take as the ears go through it: from the tape to frames and places, and what is played."""

from dataclasses import replace

import soxr  # type: ignore[import-untyped]

from audio import files, heard
from audio.ears_messages import Begin, News
from audio.ears_play import Playing
from audio.follow import Follower
from audio.heard import Heard
from audio.live import Analyser
from audio.place import Place
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
        self._playing = Playing(start)
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
            self._follow(self._follower.hear(frames))
        return True

    def _follow(self, places: list[Place]) -> None:
        self._places += places
        for place in places:
            self._playing.place(place)

    def _play(self, now: int) -> None:
        """Lay down the blocks that come AHEAD of block `now`; too late ones are left out."""
        while self._laid < now + AHEAD and not self._playing.silent:
            self.cue.ring.put(self._laid, self._playing.render(BLOCK))
            self._laid += 1

    def told(self, news: News, offset: float) -> News:
        """Return `news` with what was found since the last; `offset` to the monotonic clock."""
        found, places = heard.join(self._heard), tuple(self._places)
        self._heard, self._places = [], []
        began = self._tape.began + offset + self._latency if self._blocks else float("nan")
        seconds = max(self._at / RATE - self._latency, 0.0)
        return replace(news, heard=found, places=places, seconds=seconds, began=began)
