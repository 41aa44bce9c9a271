"""Blows that were given, and how evenly."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from content.model import Text
from physics.pose import Array
from physics.tools.striking import StrikingTool, impulse
from physics.tools.sweep import Hit

REST = 2.0  # s; a longer pause belongs to no rhythm: a new row begins


@dataclass(frozen=True)
class Blow:
    """One blow: `seconds` when, `point` (3,) m and unit `direction` (3,) in the world,
    `impulse` N s."""

    seconds: float
    part: str
    point: Array
    direction: Array
    impulse: float
    tool: Text

    @property
    def push(self) -> Array:
        """(3,) N s."""
        return self.direction * self.impulse


@dataclass(frozen=True)
class Rhythm:
    """`interval` s: the usual time between two blows; `spread`: how far the intervals lie from
    it, as a share of it (0 = even). Both NaN where there are too few blows to tell."""

    blows: int
    interval: float
    spread: float


def struck(
    tool: StrikingTool, hit: Hit, velocity: Array, mass: float, seconds: float
) -> Blow | None:
    """Return the blow of a tool that meets a part of `mass` kg at a relative velocity (3,) m/s.

    It goes square to the face that was met; one that glances off or is no number is none.
    """
    speed = -float(velocity @ hit.normal)
    if not (math.isfinite(speed) and speed > 0):
        return None
    given = impulse(tool, speed, mass)
    return Blow(seconds, hit.part, hit.point, -hit.normal, given, tool.name)


def rhythm(times: Sequence[float]) -> Rhythm:
    """Measure blows or strokes by when they fell, s; rests are left out, and blows at one moment
    are one. The spread is the mean distance from the median interval."""
    gaps = np.diff(times)
    gaps = gaps[(gaps > 0) & (gaps <= REST)]
    usual = float(np.median(gaps)) if len(gaps) else math.nan
    if len(gaps) < 2:
        return Rhythm(len(times), usual, math.nan)
    return Rhythm(len(times), usual, float(np.abs(gaps - usual).mean()) / usual)
