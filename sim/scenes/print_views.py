"""Where the eye is in the print shop: at the block, at the sheet on its stack, over all of it."""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sim.stage import Stage, Vec3

FOV_DEG = 34.0
_EASE_S = 0.12
_NEAREST = 0.22  # of the distance at which a view begins

View = Literal["block", "sheet", "shop", "print"]
VIEWS: tuple[View, ...] = ("block", "sheet", "shop")  # "print" is shown at the end
SHOWN = 0.16  # m above the table, where a finished print is shown


@dataclass(frozen=True)
class Outlook:
    """Degrees to the right and above, metres away, and what is looked at."""

    right: float
    above: float
    far: float
    focus: Vec3


def outlooks(side: float) -> dict[View, Outlook]:
    """Return where each view begins, for a block of `side` metres at the origin."""
    half = side / 2
    return {
        "block": Outlook(0.0, 65.0, 2.75 * side, (half - 0.20 * side, half + 0.03, 0.02)),
        "sheet": Outlook(0.0, 72.0, 2.5 * side, (-half - 0.24 * side, half, 0.02)),
        "print": Outlook(0.0, 89.0, 1.9 * side, (half + 0.42 * side, half, SHOWN)),
        "shop": Outlook(7.0, 27.0, 6.0 * side, (0.04, half + 0.08, 0.15)),
    }


class EyePlace:
    """The eye, on its way to where a view wants it; `zoom` and `turn` change that view."""

    def __init__(self, stage: Stage, side: float) -> None:
        self._stage = stage
        self._at = outlooks(side)
        self._begin = dict(self._at)
        self.view: View = "block"
        self._now: Outlook | None = None

    def go(self, view: View) -> None:
        """Look from another place; asked for again, as it began."""
        if view == self.view:
            self._at[view] = self._begin[view]
        self.view = view

    def turn(self, right: float, up: float) -> None:
        """Turn about what is looked at, by degrees; never under the table."""
        at = self._at[self.view]
        turned = min(max(at.right + right, -60.0), 60.0), min(max(at.above + up, 12.0), 89.0)
        self._at[self.view] = replace(at, right=turned[0], above=turned[1])

    def zoom(self, factor: float, at: Vec3 | None) -> None:
        """Go nearer (below 1) to a place, or back; the place stays under the pointer."""
        old, begin = self._at[self.view], self._begin[self.view]
        far = min(max(old.far * factor, _NEAREST * begin.far), 1.6 * begin.far)
        share = 1 - far / old.far
        focus = begin.focus if at is None else at
        towards = focus if share > 0 else begin.focus
        moved = tuple(a + (b - a) * abs(share) for a, b in zip(old.focus, towards, strict=True))
        self._at[self.view] = replace(old, far=far, focus=(moved[0], moved[1], moved[2]))

    def frame(self, elapsed: float | None) -> None:
        """Go on towards the view; without `elapsed` be there."""
        goal = self._at[self.view]
        share = 1.0 if elapsed is None or self._now is None else 1 - math.exp(-elapsed / _EASE_S)
        self._now = goal if self._now is None else _between(self._now, goal, share)
        turn, rise = math.radians(self._now.right), math.radians(self._now.above)
        level, focus = math.cos(rise) * self._now.far, self._now.focus
        eye = (
            focus[0] + level * math.sin(turn),
            focus[1] - level * math.cos(turn),
            focus[2] + math.sin(rise) * self._now.far,
        )
        self._stage.look(eye, focus, FOV_DEG)


def _between(one: Outlook, other: Outlook, share: float) -> Outlook:
    a = np.array([one.right, one.above, one.far, *one.focus])
    b = np.array([other.right, other.above, other.far, *other.focus])
    right, above, far, x, y, z = (float(v) for v in a + (b - a) * share)
    return Outlook(right, above, far, (x, y, z))
