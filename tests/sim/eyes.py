"""Eyes that see what a test shows them, and small lessons to see it in."""

import numpy as np

from lessons import registry
from motion.eyes_messages import EyesNews, Watched
from motion.motion import Motion, join
from motion.moves import performed

LIBRARY = registry.library()
WARM_UP = "kunqu/huodong"


def warm_up(name="huxi"):
    """One movement of the warm-up as the program dances it."""
    return performed(LIBRARY.movement(WARM_UP, f"{name}.yaml"))


def frames(motion, first, last):
    """Some frames of a motion, by number."""
    return Motion(
        motion.times[first:last],
        motion.joints,
        motion.positions[first:last],
        motion.confidence[first:last],
    )


class StubEyes:
    """Sees what a test puts into `frames`; remembers what was begun."""

    def __init__(self):
        self.started, self.stops, self.waited = [], 0, []
        self.frames, self.places, self.seen = join(()), (), join(())
        self.state, self.notice, self.trouble = "ready", None, None
        self.seconds, self.fetched, self.closed = 0.0, None, 0

    def start(self, start):
        self.started.append(start)
        self.state, self.seconds = "watching", 0.0

    def show(self, motion):
        """Let these frames be seen with the next look, all of them till now with the take."""
        self.frames = self.seen = motion
        self.seconds = float(motion.times[-1])

    def poll(self):
        news = EyesNews(
            self.frames, self.places, self.state, self.seconds, self.trouble, self.notice,
            self.fetched,
        )  # fmt: skip
        self.frames, self.places = join(()), ()
        return news

    def wait_until(self, seconds):
        self.waited.append(seconds)

    def stop(self):
        self.stops += 1
        self.state = "ready"
        return Watched(self.seen)

    def close(self):
        self.closed += 1


def hidden(motion, *joints):
    """The motion without these joints."""
    positions = motion.positions.copy()
    positions[:, [motion.joints.index(joint) for joint in joints]] = np.nan
    return Motion(motion.times, motion.joints, positions, motion.confidence)
