"""From hands as a headset tells them to hands that lose nothing when they are lost from sight.

A hand that is not seen stays where it was for `HOLD_S`, then it is nowhere; in both it does
nothing, and what it held it goes on holding. When it is seen again, or is followed otherwise
(controller or bare fingers), its grip is taken anew where the work is. A grip opens only after
the hand was seen closed since then, or was seen open for `DOUBT_S`: fingers that come into sight
around a part are told as open for some frames. How fast a hand went does not count.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from headset.moment import SIDES, HandState, Side
from physics.pose import Pose
from sim.vr.comfort import Stick
from sim.vr.palm import Palm

HOLD_S = 1.0
DOUBT_S = 1.0
CLOSES, OPENS = 0.6, 0.35  # of the way of a grip or a trigger


@dataclass(frozen=True)
class Grip:
    """Whether a hand is closed. `doubted`: how long it was seen open since it came back, s; None:
    it is trusted."""

    closed: bool = False
    doubted: float | None = None

    def lost(self) -> "Grip":
        """Return it as it is while the hand is not seen, or is followed otherwise."""
        return replace(self, doubted=0.0 if self.closed else None)

    def seen(self, value: float, elapsed: float) -> "Grip":
        """Return it after a frame in which the hand was seen closed so far (0..1)."""
        closed = pressed(value, self.closed)
        if closed or self.doubted is None:
            return Grip(closed)
        doubted = self.doubted + elapsed
        return Grip(doubted < DOUBT_S - 1e-6, doubted if doubted < DOUBT_S - 1e-6 else None)


def pressed(value: float, before: bool) -> bool:
    """Return whether something is pressed that was or was not `before`; NaN changes nothing."""
    if not math.isfinite(value):
        return before
    return value > OPENS if before else value >= CLOSES


class Steady:
    """Both hands over time, in the play space."""

    def __init__(self) -> None:
        self._hands = {side: _Hand(side) for side in SIDES}

    def frame(self, hands: Mapping[Side, HandState], elapsed: float) -> dict[Side, Palm]:
        """Take the hands `elapsed` seconds later; return them steadied."""
        return {
            side: hand.frame(hands.get(side, HandState()), elapsed)
            for side, hand in self._hands.items()
        }


class _Hand:
    def __init__(self, side: Side) -> None:
        self._palm = Palm(side)
        self._grip = Grip()
        self._stick = Stick()
        self._unseen = math.inf
        self._armed = False  # the trigger was seen open since the hand came

    def frame(self, hand: HandState, elapsed: float) -> Palm:
        if hand.kind == "none" or not finite(hand.grip):
            self._lose(elapsed)
        else:
            self._see(hand, elapsed)
        return self._palm

    def _lose(self, elapsed: float) -> None:
        self._unseen += elapsed
        self._grip, self._armed = self._grip.lost(), False
        there = self._palm.pose if self._unseen < HOLD_S else None
        self._palm = replace(
            self._palm, pose=there, aim=None, trigger=False, pull=0.0, step=0, anew=False
        )

    def _see(self, hand: HandState, elapsed: float) -> None:
        anew = self._unseen > 0 or hand.kind != self._palm.kind
        if anew:
            self._grip, self._armed = self._grip.lost(), False
        self._unseen = 0.0
        self._grip = self._grip.seen(hand.squeeze, elapsed)
        pulled = pressed(hand.trigger, self._palm.trigger)
        self._armed = self._armed or not pulled
        self._stick, step = self._stick.pushed(hand.stick[0])
        self._palm = Palm(
            self._palm.side,
            hand.grip,
            hand.aim if finite(hand.aim) else None,
            squeeze=self._grip.closed,
            trigger=pulled and self._armed,
            pull=min(max(hand.trigger, 0.0), 1.0) if math.isfinite(hand.trigger) else 0.0,
            kind=hand.kind,
            step=step,
            anew=anew,
        )


def finite(pose: Pose | None) -> bool:
    """Whether there is a pose, and all of it is a number."""
    return pose is not None and all(map(math.isfinite, (*pose.at, *pose.turn)))
