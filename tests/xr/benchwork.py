"""A bench without a room: the real practice and loop, fed by palms as a room would feed it."""

from content.event import SUBSTEPS_PER_SECOND
from lessons import registry
from sim.desktop import Hands
from sim.loop import Loop
from sim.recorder import Recorder
from sim.vr.carry import Carry
from sim.vr.steady import Steady

LONGEST_S = 240


class Blind:
    """No picture: nothing is pointed at with a mouse."""

    def pick(self, x, y):
        return None

    inward = plane_point = pick


class Work:
    """One attempt; `frame` lets a frame pass with the hands as they are then."""

    def __init__(self, lesson, bench=None):
        self.bench = bench or registry.bench(registry.library(), lesson)[0]
        self.hands = Hands(Blind(), self.bench)
        self.recorder = Recorder()
        self.loop = Loop(self.bench, [self.hands], [self.recorder], cap=None)
        self.steady, self.carry = Steady(), Carry(self.hands, self.bench)
        self.events = []

    def frame(self, hands, elapsed):
        self.busy = self.carry.frame(self.steady.frame(hands, elapsed), elapsed)
        happened = self.loop.frame(elapsed)
        self.events += happened
        return happened

    def play(self, robot, rate=60.0, watch=lambda _work: None):
        """Let the robot work until its plan or the lesson is over."""
        while not (robot.done or any(e.name == "lesson.done" for e in self.events[-9:])):
            self.frame(robot.frame(1 / rate), 1 / rate)
            watch(self)
            assert self.loop.tick < LONGEST_S * SUBSTEPS_PER_SECOND

    def names(self, name):
        return [e for e in self.events if e.name == name]
