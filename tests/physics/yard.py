"""A post that is driven into a block from above."""

import math

import numpy as np

from physics.pose import Pose
from physics.shape import Box
from physics.timber import solids
from physics.timber.coupling import Coupling, Member
from physics.timber.fit import Drive, Fit
from physics.world import World

DOWN = np.array([0, 0, -1.0])
TIGHT = Fit(0.3, 0.04, 0.12, 0.1)
GAP = 0.0005
JOULES = 2.3


def made(pieces, density):
    return solids.body(solids.joined(map(solids.convex, pieces)), pieces, density)


POST = made(
    (
        Box.between((-0.05, -0.1, 0.1), (0.05, 0.1, 0.6)),
        Box.between((-0.02, -0.06, 0), (0.02, 0.06, 0.1)),
    ),
    480,
)
X, Y = 0.02 + GAP, 0.06 + GAP
BLOCK = made(
    (
        Box.between((-0.15, -0.15, -0.2), (0.15, 0.15, -0.1)),
        Box.between((-0.15, -0.15, -0.1), (0.15, -Y, 0)),
        Box.between((-0.15, Y, -0.1), (0.15, 0.15, 0)),
        Box.between((-0.15, -Y, -0.1), (-X, Y, 0)),
        Box.between((X, -Y, -0.1), (0.15, Y, 0)),
    ),
    400,
)


class Yard:
    def __init__(self, rate=240, stands="fixed", fit=TIGHT, above=0.0, world=World):
        self.world = world()
        self.world.pace(rate, 50)
        low = Box.between((-2, -2, -0.5), (2, 2, -0.2))
        self.world.add(made((low,), 1), Pose(), static=True, friction=0.8)
        room = self.world.add(BLOCK, Pose(), static=stands == "fixed", friction=0.6)
        self.room = Member(room, BLOCK, stands)
        self.post = Member(self.world.add(POST, Pose((0, 0, above)), friction=0), POST)
        self.joint = Coupling(self.world, self.post, self.room, DOWN, Drive(fit, -above))

    def run(self, seconds, push=(0, 0, 0)):
        push = np.array(push, float)
        for _ in range(round(seconds * self.world.rate)):
            self.world.force(self.post.handle, push)
            self.joint.advance(push)
            self.world.step()

    def strike(self, count, joules=JOULES):
        impulse = math.sqrt(2 * joules * POST.mass)
        for _ in range(count):
            self.joint.blow(DOWN * impulse, self.world.pose(self.post.handle).out(POST.centre))
            self.run(0.25)

    @property
    def sunk(self):
        return -self.world.pose(self.post.handle).at[2]
