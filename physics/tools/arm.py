"""An arm that strikes: from where a device says the tool is to the blows that it gives.

The tool follows the device no faster than an arm's energy allows, strikes once, and has to be
drawn back before it strikes again. What is no number, or comes too late to be one movement,
is passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from physics.pose import Array
from physics.tools.blows import Blow, struck
from physics.tools.striking import StrikingTool, swing
from physics.tools.sweep import Hit, Target, sweep

DRAWN_BACK = 0.03  # m from the struck face; less is a tremble of the hand, not a new blow
GAP = 0.25  # s; seen this much later, a tool is somewhere new and has not swung there


@dataclass(frozen=True)
class Seen:
    """Where a device has the middle of the face (3,) m at a time, and where it looks (3,)."""

    seconds: float
    face: Array
    facing: Array

    @property
    def sound(self) -> bool:
        """Whether every number is finite."""
        return bool(np.isfinite([self.seconds, *self.face, *self.facing]).all())


@dataclass(frozen=True)
class Arm:
    """A tool on its way: where its face was last, and what it struck and has not left yet."""

    tool: StrikingTool
    last: Seen | None = None
    on: Hit | None = None

    def move(
        self, seen: Seen, targets: Sequence[Target], mass: Callable[[Hit], float]
    ) -> tuple["Arm", Blow | None]:
        """Follow the device to what it sees now; `mass` tells the kg that a hit part sets
        against the blow."""
        if not seen.sound:
            return replace(self, last=None), None
        if self.last is None or not 0 < seen.seconds - self.last.seconds <= GAP:
            return replace(self, last=seen), None
        elapsed = seen.seconds - self.last.seconds
        velocity = swing(self.tool, (seen.face - self.last.face) / elapsed)
        there = replace(seen, face=self.last.face + velocity * elapsed)
        if self.on is not None:
            back = float((there.face - self.on.point) @ self.on.normal)
            return Arm(self.tool, there, None if back > DRAWN_BACK else self.on), None
        hit = sweep(self.last.face, there.face, seen.facing, self.tool.radius, targets)
        if hit is None:
            return Arm(self.tool, there), None
        when = self.last.seconds + hit.share * elapsed
        return Arm(self.tool, there, hit), struck(self.tool, hit, velocity, mass(hit), when)
