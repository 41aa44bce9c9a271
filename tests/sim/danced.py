"""Takes in the room of a movement, as a test makes them."""

from lessons import moved
from tests.sim.driving import frames
from tests.sim.eyes import warm_up


class Unpainted:
    """The place is not drawn: drawing it takes longer than all the rest."""

    def __init__(self, _stage, _place):
        self.close = lambda: None

    def paint(self, _view, _others):
        """Nothing to paint."""


def count(room):
    """Let three, two, one pass."""
    frames(room, 200)


def take(window, room, motion=None):
    """Make a take until the judge has it."""
    room.press("space")
    count(room)
    window._eyes.show(motion or warm_up())
    frames(room, 4)
    room.press("space")
    frames(room, 4)


def told(window, room, motion=None):
    """Make a take and let it be judged as it is."""
    take(window, room, motion)
    _job, (tried, seen, *_more), _future = window.judge.asked[-1]
    window.judge.tell(moved.judge(tried, seen))
    frames(room, 4)


def worse():
    """The warm-up with an arm that hangs where it should rise."""
    motion = warm_up()
    for joint in ("left_elbow", "left_wrist"):
        k = motion.joints.index(joint)
        motion.positions[:, k] = motion.positions[:1, k]
    return motion
