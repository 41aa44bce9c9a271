"""Palms carry timber: at the bench and in the yard a part goes where the hand goes.

A hand that closes near a part, or while it points at one, takes it; the part goes as far as the
hand goes, turns about the upright as the hand turns, and is tipped by a quarter where the wrist
tips far (back again tips nothing: it only makes ready). Opened, the hand sets the part down. One
hand holds at a time; while it does, the other does nothing. What comes of it are the inputs of
the desktop (`hand.grip`, `hand.move` …), so that a log knows nothing of a headset.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from headset.moment import SIDES, Side
from lessons.arts.raising_view import Shape, View
from physics.pose import Array, Pose, rotation_vector
from physics.timber.design import Design
from sim.desktop import STEP, Hands
from sim.scenes.rays import face_normal
from sim.vr.near import Met, Near
from sim.vr.palm import Palm

NEAR_M = 0.08  # from the palm to a surface that it takes hold of
RISES_M = 1.2  # that a hand rises easily; in higher work a part held from afar rises more
MOVED_M = 0.0002  # and
TURNED_RAD = 0.004  # what is less is no movement
TIPS, READY = math.radians(60), math.radians(30)  # the wrist tips a part; it may tip again
LAGS_M, LEASH_M = 0.03, 0.06  # a part that is held up so far; so far ahead it is led then
REFUSED_S = 0.3  # a part that is not in the hand by then does not come


class Bench(Protocol):
    """Parts that lie somewhere, and a hand."""

    @property
    def design(self) -> Design:
        """What is built; in it, the room of the hand."""
        ...

    @property
    def shapes(self) -> Sequence[Shape]:
        """The parts there are."""
        ...

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        ...

    def view(self) -> View:
        """Return how it is now."""
        ...

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        ...


@dataclass
class Hold:
    """A part in a hand. `palm` is where the hand was and `point` where the grab point was when
    the hold began (world, m); `before` is the palm's attitude at the frame before, `level` the one
    that counts as not tipped; `turned` what was not told yet, rad; `rise` m upward for each of the
    hand's. `came`: it is in the hand; `waits`, s, for that."""

    side: Side
    part: str
    palm: Array
    point: Array
    before: Array
    level: Array
    rise: float
    turned: float = 0.0
    tipped: bool = False
    came: bool = False
    waits: float = 0.0
    told: tuple[float, ...] = ()


class Carry:
    """Feeds `hands` with what the palms do. `meant`: the part a hand would take now."""

    def __init__(self, hands: Hands, bench: Bench) -> None:
        self._hands, self._bench = hands, bench
        self._hold: Hold | None = None
        self._near = Near()
        self._before: dict[Side, Palm] = {side: Palm(side) for side in SIDES}
        self._waiting: set[Side] = set()  # hands that closed while another part was set down
        self.meant: str | None = None

    @property
    def holding(self) -> bool:
        """Whether a palm holds a part."""
        return self._hold is not None

    def frame(self, palms: Mapping[Side, Palm], elapsed: float) -> bool:
        """Take the palms as they are now; return whether they are at a part."""
        self.meant = None
        if self._hold is not None:
            self._go_on(self._hold, palms[self._hold.side], elapsed)
        else:
            for side in SIDES:
                self._empty(palms[side])
        self._before = dict(palms)
        return self._hold is not None or self.meant is not None

    def rest(self) -> None:
        """Forget what is held: another hand is at work."""
        self._hold, self.meant = None, None

    def _empty(self, palm: Palm) -> None:
        """Let a hand that holds nothing take or tap what it is at."""
        before = self._before[palm.side]
        if not palm.squeeze:
            self._waiting.discard(palm.side)
        elif not before.squeeze:
            self._waiting.add(palm.side)
        if self._bench.held is not None:
            return
        closes = palm.side in self._waiting and self._hold is None
        self._waiting.discard(palm.side)
        at = self._at(palm)
        if at is None:
            return
        self.meant = self.meant or at[1]
        if closes:
            self._take(palm, at)
        elif palm.trigger and not before.trigger and not palm.squeeze:
            self._tap(at)

    def _at(self, palm: Palm) -> Met | None:
        """Return what a palm is near to, else what it points at; how far is 0 for what is near."""
        if palm.pose is None:
            return None
        shapes, poses = self._bench.shapes, self._bench.view().poses
        near = self._near.nearest(np.array(palm.pose.at), shapes, poses, NEAR_M)
        if near is not None:
            return 0.0, near[1], near[2]
        return None if palm.aim is None else self._near.aimed(palm.aim, shapes, poses)

    def _take(self, palm: Palm, at: Met) -> None:
        if palm.pose is None:
            return
        far, part, point = at
        high = self._bench.design.room.high[2]
        turn = palm.pose.matrix
        self._hold = Hold(
            palm.side, part, np.array(palm.pose.at), self._bench.pose(part).out(point), turn, turn,
            max(1.0, high / RISES_M) if far > 0 else 1.0,
        )  # fmt: skip
        x, y, z = (round(float(v), 5) for v in point)
        self._hands.grip(part, (x, y, z))
        self._send(self._hold, self._hold.point)

    def _tap(self, at: Met) -> None:
        _far, part, point = at
        shape = next(s for s in self._bench.shapes if s.name == part)
        normal = face_normal(point, shape.vertices, shape.triangles)
        along = -self._bench.pose(part).matrix @ normal
        self._hands.act("hand.tap", part=part, point=_digits(point, 5), direction=_digits(along, 4))

    def _go_on(self, hold: Hold, palm: Palm, elapsed: float) -> None:
        """Lead what is held on, or set it down."""
        hold.waits += elapsed
        held = self._bench.held == hold.part
        hold.came = hold.came or held
        if not held and (hold.came or hold.waits > REFUSED_S):
            self._hold = None  # it lies, it slipped, or it never came
        elif not palm.squeeze:
            self._hold = None
            self._hands.act("hand.down")
        elif palm.pose is not None:
            self._lead(hold, palm, palm.pose)

    def _lead(self, hold: Hold, palm: Palm, pose: Pose) -> None:
        if palm.anew:
            self._grip_anew(hold, pose)
        by = np.array(pose.at) - hold.palm
        self._send(hold, self._leashed(hold, hold.point + by * (1.0, 1.0, hold.rise)))
        self._turn(hold, pose.matrix, palm.step)
        self._tip(hold, pose.matrix)

    def _grip_anew(self, hold: Hold, pose: Pose) -> None:
        """Take the part where it was sent last, whatever the hand did unseen."""
        hold.palm, hold.point = np.array(pose.at), np.array(hold.told)
        hold.before = hold.level = pose.matrix
        hold.tipped = False

    def _leashed(self, hold: Hold, to: Array) -> Array:
        """Lead a part that is held up by others no farther than the hand bears."""
        hand = self._bench.view().hand
        if hand is None:
            return to
        here = self._bench.pose(hold.part).out(np.array(hand.point))
        way = to - here
        far = float(np.linalg.norm(way))
        if float(np.linalg.norm(np.array(hand.target) - here)) <= LAGS_M or far <= LEASH_M:
            return to
        return np.asarray(here + way * (LEASH_M / far))

    def _send(self, hold: Hold, to: Array) -> None:
        """Say where the grab point should be, if that has changed."""
        if not hold.told or math.dist(hold.told, to.tolist()) > MOVED_M:
            hold.told = tuple(_digits(to, 4))
            self._hands.act("hand.move", to=list(hold.told))

    def _turn(self, hold: Hold, turn: Array, step: int) -> None:
        """Turn the part as the hand turned about the upright, and by a push of the stick."""
        hold.turned += about_upright(turn @ hold.before.T)
        hold.before = turn
        rad = round(hold.turned, 3) if abs(hold.turned) > TURNED_RAD else 0.0
        if rad:
            hold.turned -= rad
            self._hands.act("hand.turn", axis="yaw", rad=rad)
        if step:
            self._hands.act("hand.turn", axis="yaw", rad=-step * STEP)

    def _tip(self, hold: Hold, turn: Array) -> None:
        """Tip the part by a quarter where the wrist tips far about a level line."""
        axis, angle = tilt(turn @ hold.level.T)
        if hold.tipped:
            hold.tipped = angle > READY
        elif angle > TIPS:
            hold.tipped = True
            for name, rad in quarter(self._bench.pose(hold.part).matrix, axis):
                self._hands.act("hand.turn", axis=name, rad=rad)


def about_upright(turn: Array) -> float:
    """Return by how much a small turn (3, 3) turns about the upright, rad."""
    return float(rotation_vector(turn)[2])


def tilt(turn: Array) -> tuple[Array, float]:
    """Return the level axis (3,) about which a turn (3, 3) tips the upright, and how far, rad."""
    x, y, z = (float(v) for v in turn[:, 2])
    level = math.hypot(x, y)
    if level < 1e-9:
        return np.array([1.0, 0.0, 0.0]), 0.0 if z > 0 else math.pi
    return np.array([-y / level, x / level, 0.0]), math.atan2(level, z)


def quarter(turn: Array, axis: Array) -> tuple[tuple[str, float], ...]:
    """Return the turns about a part's own axes that tip it by a quarter about a world axis (3,)."""
    along = turn.T @ axis
    own = int(np.argmax(np.abs(along)))
    rad = math.copysign(math.pi / 2, along[own])
    if own < 2:
        return ((("pitch", "roll")[own], rad),)
    return (("pitch", math.pi / 2), ("roll", rad), ("pitch", -math.pi / 2))


def _digits(point: Array, digits: int) -> list[float]:
    return [round(float(v), digits) for v in point]
