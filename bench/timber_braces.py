"""Bare columns with temporary braces and without: shaken, and pushed by a hand.

Each column stands alone in a world of its own on its drum; nothing here is asked for.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.row import Row
from bench.timber_pavilion import FRICTION, HERTZ, PACE, pavilion
from physics.engine import DOWN, shaken
from physics.pose import Array, Pose
from physics.timber.pavilion_braces import TIE
from physics.world import World

COLUMN, DRUM = "langzhu_sw", "gudeng_sw"
SETTLE_S, SHAKE_S, PUSH_S, CALM_S = 0.5, 5.0, 0.5, 1.5
HAND_N = 200.0
HAND_M = 1.4  # above the ground
SHAKES = (0.1, 0.2, 0.35)
# From the corner: outward between both sides, inward, along one side outward and inward, across.
WAYS = {"outward": 225.0, "inward": 45.0, "along, outward": 180.0, "along, inward": 0.0,
        "across": 135.0}  # fmt: skip
STANDS_DEG = 20.0  # a column that leans more lies


@dataclass(frozen=True)
class Fate:
    """What became of a column: the worst lean and the one that was left (degrees), the pins
    that broke, and its pose to the bit."""

    worst_deg: float
    left_deg: float
    broken: int
    bits: bytes

    @property
    def stands(self) -> bool:
        """Whether it stands in the end."""
        return self.left_deg < STANDS_DEG


class Column:
    """A column that stands true on its drum, with so many braces tied to it."""

    def __init__(self, braces: int) -> None:
        design = pavilion()
        parts = {p.name: p for p in design.parts}
        self.world = World()
        self.world.pace(*PACE)
        self.world.add(design.floor, Pose(), static=True, friction=FRICTION)
        for name in (DRUM, COLUMN):
            true = design.place(name).pose
            handle = self.world.add(parts[name].body, true, friction=FRICTION)
        self.column = handle
        self.true = self.world.pose(handle)
        self.braces: list[int] = []
        self.pins: list[int] = []
        for name, spot in zip(design.bracing.parts, design.bracing.spots[COLUMN], strict=False):
            if len(self.braces) < braces:
                self.braces.append(self.world.add(parts[name].body, spot, friction=FRICTION))
                at = spot.out(np.array(design.bracing.head))
                self.pins.append(self.world.fix(self.braces[-1], handle, TIE.strength, at))
        self.broken, self.worst = 0, 0.0

    def lean(self) -> float:
        """Return how far the column leans, in degrees."""
        now = self.world.pose(self.column).matrix
        return math.degrees(math.acos(min(1.0, float(self.true.matrix[:, 2] @ now[:, 2]))))

    def push(self, newtons: Array) -> None:
        """Push the column during the next step at the height of a hand."""
        foot = self.world.pose(self.column)
        self.world.force(self.column, newtons, foot.out(np.array([0, 0, HAND_M - foot.at[2]])))

    def go(self, seconds: float, act: Callable[[float], None] | None = None) -> None:
        """Go on, acting before every step."""
        for step in range(int(seconds * self.world.rate)):
            if act:
                act(step / self.world.rate)
            self.world.step()
            self.broken += len(self.world.broken())
            self.worst = max(self.worst, self.lean())

    def fate(self) -> Fate:
        """Let it come to rest and say what became of it."""
        self.world.gravity(DOWN)
        self.go(CALM_S)
        pose, left = self.world.pose(self.column), self.lean()
        self.world.close()
        bits = np.array([*pose.at, *pose.turn]).tobytes()
        return Fate(self.worst, left, self.broken, bits)


def shake(braces: int, share: float, seconds: float = SHAKE_S) -> Fate:
    """Shake a column with so many braces by a share of g."""
    it = Column(braces)
    it.go(SETTLE_S)
    it.go(seconds, lambda t: it.world.gravity(shaken(t, share, HERTZ)))
    return it.fate()


def pushed(braces: int, degrees: float, newtons: float = HAND_N) -> Fate:
    """Push a column with so many braces, `degrees` from east, for half a second."""
    it, way = Column(braces), math.radians(degrees)
    along = newtons * np.array([math.cos(way), math.sin(way), 0.0])
    it.go(SETTLE_S)
    it.go(PUSH_S, lambda _t: it.push(along))
    return it.fate()


def run() -> list[Row]:
    """Return leans and broken pins of each trial, and whether bits agree."""
    rows: list[Row] = []
    for braces in range(4):
        for share in SHAKES:
            rows += _told(f"column, {braces} braces, {share:g} g", shake(braces, share))
        for name, degrees in WAYS.items():
            fate = pushed(braces, degrees)
            rows += _told(f"column, {braces} braces, {HAND_N:g} N {name}", fate)
    same = shake(2, 0.35).bits == shake(2, 0.35).bits
    rows.append(Row("same inputs twice", float(same), "same bits", 2, goal="same", held=same))
    return rows


def _told(what: str, fate: Fate) -> list[Row]:
    return [
        Row(f"{what}: lean, worst", fate.worst_deg, "deg", 1),
        Row(f"{what}: lean, left", fate.left_deg, "deg", 1),
        Row(f"{what}: pins broken", fate.broken, "count", 1),
    ]
