"""Where a led tool touches the block in the world of bodies: table, block, and the tool in a hand.

The hand is a spring of bounded strength. What it presses with, and whether it presses at all,
is what the world's contacts say; where a tool comes down fast is swept, as an engine that looks
once a step lets it through. The thin edge of a blade is no body: the world tells where the foot
of the tool stands and what it bears, and the fields sweep the edge's section along the whole way
from one contact to the next (`block_kernels.py`), so that no haste leaps over wood.
"""

import math

import numpy as np

from physics.engine import Engine
from physics.hand import EAGERNESS, STIFFNESS, Hand, Reach
from physics.pose import Pose
from physics.shape import Body, Box, Hull
from physics.tools.sweep import Target, sweep
from physics.woodblock.touch import MOST_NEWTONS, QUICKEST, Contact

# Of table, block and tool; the sizes are presets, status unresolved.
BLOCK_M = 0.022  # how thick the block is
TABLE_M = 0.03
MASS = 2.0  # kg of the tool with the hand and forearm that go with it; inferred
FOOT = 0.002  # m, half of what touches; it widens upwards, so that it glides over an edge
FLARE = 0.008
FRICTION = 0.05  # of a tool on wet wood or waxed paper
WAIT = 0.002  # m below the face that a hand follows a tool under which there is nothing
ABOVE = 0.0002  # m over the face at which a tool that comes down is set into the world
FAR = 0.05  # m from which it comes
UPRIGHT = 0.7  # a contact whose normal rises less is with a side
DIGITS = 6, 2  # places after the point in which metres and newtons are told
_LEVEL = np.eye(3)


class WorldTouch:
    """A `Touch` in a world. Owns the engine it is given."""

    def __init__(self, engine: Engine, side: float) -> None:
        self.engine, self._world = engine.engine, engine
        table = _slab((-1.0, -1.0, -BLOCK_M - TABLE_M), (1 + side, 1 + side, -BLOCK_M))
        wood = _slab((0.0, 0.0, -BLOCK_M), (side, side, 0.0))
        engine.add(table, Pose(), static=True)
        self._block = engine.add(wood, Pose(), static=True, friction=1.0)
        self._face = Target.of("block", wood.pieces, Pose())
        self._tool = _tool()
        self._handle = engine.add(self._tool, Pose((0.0, 0.0, 1.0)), friction=FRICTION)
        self._hand: Hand | None = None
        self._at = self._was = (0.0, 0.0)  # where the hand leads, and did a step ago
        self._bears = False

    def lead(self, x: float, y: float, push: float, seconds: float) -> Contact:
        """Lead the tool towards (x, y) with `push` newtons for a time; return where it is."""
        if not all(map(math.isfinite, (x, y, push))):
            x, y, push = *self._at, 0.0
        push = min(max(push, 0.0), MOST_NEWTONS)
        if self._hand is None:
            self._come_down(x, y)
        newtons = 0.0
        for _step in range(max(1, round(seconds * self._world.rate))):
            self._follow(x, y, 1 / self._world.rate)
            newtons = self._press(push)
        x, y, _z = self._world.pose(self._handle).at
        return Contact(round(x, DIGITS[0]), round(y, DIGITS[0]), round(newtons, DIGITS[1]))

    def lift(self) -> None:
        """Take the tool off: it may come down anywhere."""
        self._hand = None

    def close(self) -> None:
        """Let the engine go."""
        self._world.close()

    def _come_down(self, x: float, y: float) -> None:
        """Put the tool where its way down meets the block, or beside it."""
        high, low = np.array([x, y, FAR]), np.array([x, y, -WAIT])
        hit = sweep(high, low, np.array([0.0, 0.0, -1.0]), 0.0, [self._face])
        z = ABOVE if hit is not None else -WAIT + ABOVE
        self._at, self._was, self._bears = (x, y), (x, y), hit is not None
        self._world.set_pose(self._handle, Pose((x, y, z)))
        self._hand = Hand(self._world, self._handle, self._tool, np.zeros(3))

    def _follow(self, x: float, y: float, seconds: float) -> None:
        far, reach = math.dist(self._at, (x, y)), QUICKEST * seconds
        share = min(1.0, reach / far) if far > 0 else 1.0
        here = self._at
        self._at = here[0] + (x - here[0]) * share, here[1] + (y - here[1]) * share

    def _press(self, push: float) -> float:
        """Go on by one step of the world; return the newtons with which the face is pressed."""
        assert self._hand is not None
        deep = push / (MASS * STIFFNESS**2)
        down = -deep if self._bears else -min(deep, WAIT)
        was = np.array([*self._was, down])
        self._hand.target = was
        # The hand knows how fast it is led, so that it does not draw the tool far behind it.
        goes = np.array([*self._at, down]) - was
        to = was + goes * (self._world.rate / EAGERNESS)
        self._hand.advance(to, _LEVEL, Reach(QUICKEST, QUICKEST))
        self._was = self._at
        self._world.step()
        found = [
            c.newtons * float(c.normal[2]) for c in self._world.contacts(self._handle)
            if c.second == self._block and c.normal[2] > UPRIGHT
        ]  # fmt: skip
        self._bears = bool(found)
        return max(0.0, sum(found))


def _slab(low: tuple[float, float, float], high: tuple[float, float, float]) -> Body:
    return Body((Box.between(low, high),), 1.0, np.zeros(3), np.eye(3))


def _tool() -> Body:
    """The tool: a foot that widens upwards, its tip at the origin."""
    rings = ((FOOT, 0.0), (FOOT + FLARE, FLARE), (FOOT + FLARE, 4 * FLARE))
    points = [[a * r, b * r, z] for r, z in rings for a in (-1, 1) for b in (-1, 1)]
    across = MASS * (FOOT + FLARE) ** 2
    centre = np.array([0.0, 0.0, 2 * FLARE])
    return Body((Hull(np.array(points)),), MASS, centre, np.diag([across, across, across]))
