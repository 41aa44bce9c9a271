"""Where a tool touches the block, and how firmly, while a hand leads it.

The hand is a spring of bounded strength: what it asks for is a place and a push, what comes of
it is where the tool really goes and the normal force there.
"""

import math
from dataclasses import dataclass
from typing import Protocol

MOST_NEWTONS = 80.0  # a hand leaning on the pad; inferred
QUICKEST = 1.2  # m/s that a hand leads a tool over the work


@dataclass(frozen=True)
class Contact:
    """The tool stands at (x, y) metres of the face and presses with so many newtons, 0: not."""

    x: float
    y: float
    newtons: float


class Touch(Protocol):
    """What a led tool meets. `engine`: name and version of what tells it."""

    engine: str

    def lead(self, x: float, y: float, push: float, seconds: float) -> Contact:
        """Lead the tool towards (x, y) with `push` newtons for a time; return where it is."""
        ...

    def lift(self) -> None:
        """Take the tool off."""
        ...

    def close(self) -> None:
        """Let an engine go."""
        ...


class Plane:
    """A flat face that bears every push: what the shop runs on without an engine."""

    engine = "plane 1"

    def __init__(self, side: float) -> None:
        self._side = side
        self._at: tuple[float, float] | None = None

    def lead(self, x: float, y: float, push: float, seconds: float) -> Contact:
        """Lead the tool; beside the face it presses on nothing."""
        if not all(map(math.isfinite, (x, y, push))):
            x, y, push = (*(self._at or (0.0, 0.0)), 0.0)
        if self._at is not None:
            far, reach = math.dist(self._at, (x, y)), QUICKEST * seconds
            share = min(1.0, reach / far) if far > 0 else 1.0
            x, y = (a + (b - a) * share for a, b in zip(self._at, (x, y), strict=True))
        self._at = (x, y)
        over = 0 <= x <= self._side and 0 <= y <= self._side
        return Contact(x, y, min(max(push, 0.0), MOST_NEWTONS) if over else 0.0)

    def lift(self) -> None:
        """Take the tool off: it may come down anywhere."""
        self._at = None

    def close(self) -> None:
        """Nothing to let go."""
