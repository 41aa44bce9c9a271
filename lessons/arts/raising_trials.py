"""Trials of what stands: a load on top, a shaken ground. The physics decides, no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lessons.arts.raising_table import Table
from lessons.arts.raising_view import TrialView, Weight
from physics.engine import DOWN, GRAVITY, ITERATIONS, RATE, shaken, swayed
from physics.pose import Pose
from physics.timber.design import Design

Kind = Literal["load", "shake"]
MOST: Mapping[str, float] = {"load": 5000.0, "shake": 1.0}  # kg; share of g
PACE = (480, 100)  # steps a second and iterations; loads of tons creep with fewer
RAMP_S = 1.0
LOAD_S = 3.0
SHAKE_S = 5.0
CALM_S = 1.5  # watched after the shaking
SHAKE_HZ = 1.5
FELL_M = 0.10


@dataclass(frozen=True)
class Outcome:
    """What a trial showed: the largest lean and shift of any part, and the parts that fell.

    `amount` in kg or as a share of g; `on`: the parts that were loaded, or all that stood when
    the ground shook.
    """

    kind: Kind
    amount: float
    lean_deg: float
    shift_mm: float
    fell: tuple[str, ...]
    on: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing fell."""
        return not self.fell

    def as_event(self) -> dict[str, object]:
        """Return the outcome as the value of an event."""
        return {
            "kind": self.kind, "amount": self.amount, "lean_deg": round(self.lean_deg, 2),
            "shift_mm": round(self.shift_mm, 1), "fell": list(self.fell), "stands": self.stands,
            "on": list(self.on),
        }  # fmt: skip


class Tenths:
    """Counts the tenths of a trial as they are done, so that each is told once."""

    def __init__(self) -> None:
        self._told = 0

    def new(self, share: float) -> float | None:
        """Return the tenths that are done, as a share, where that was not told before."""
        tenths = int(10 * share)
        if tenths == self._told:
            return None
        self._told = tenths
        return tenths / 10


class Trial:
    """One trial that is running. `standing`: by place, the part that rightly stands there; these
    parts are tried."""

    def __init__(
        self, table: Table, design: Design, standing: Mapping[str, str], kind: Kind, amount: float
    ) -> None:
        self._table = table
        self._kind: Kind = kind
        self._amount = amount
        self._before = {name: table.pose(name) for name in standing.values()}
        self._top = _topmost(design, standing)
        self._seconds = 0.0
        self._lasts = LOAD_S if kind == "load" else SHAKE_S + CALM_S
        self._lean = 0.0
        table.wake_all()
        table.world.pace(*PACE)

    @property
    def asked(self) -> dict[str, object]:
        """What is tried, as it stands in an event."""
        return {"kind": self._kind, "amount": self._amount}

    @property
    def over(self) -> bool:
        """Whether it has lasted its time."""
        return self._seconds >= self._lasts

    @property
    def share(self) -> float:
        """How much of its time has gone, 0 to 1."""
        return min(1.0, self._seconds / self._lasts)

    @property
    def fallen(self) -> bool:
        """Whether something has fallen already."""
        poses = ((before, self._table.pose(p)) for p, before in self._before.items())
        return any(_fell(_shift(before, now)) for before, now in poses)

    def push(self) -> None:
        """Act for one step of the world."""
        self._seconds += 1 / self._table.world.rate
        if self._kind == "load":
            share = min(1.0, self._seconds / RAMP_S) * self._amount * GRAVITY / len(self._top)
            for part in self._top:
                self._table.push(part, np.array([0.0, 0.0, -share]))
        elif self._seconds < SHAKE_S:
            self._table.world.gravity(shaken(self._seconds, self._amount, SHAKE_HZ))
        else:
            self._table.world.gravity(DOWN)

    @property
    def view(self) -> TrialView:
        """What is to be seen of the trial just now."""
        if self._kind == "load":
            return TrialView(tuple(self._weight(part) for part in self._top))
        if self._seconds >= SHAKE_S:
            return TrialView()
        x, y = swayed(self._seconds, self._amount, SHAKE_HZ).tolist()
        return TrialView(ground=(x, y))

    def look(self) -> None:
        """Take note of how far things lean just now."""
        leans = [_lean(before, self._table.pose(p)) for p, before in self._before.items()]
        self._lean = max([self._lean, *leans])

    def end(self) -> Outcome:
        """Let go and say what came of it."""
        self._table.world.gravity(DOWN)
        self._table.world.pace(RATE, ITERATIONS)
        shifts = {p: _shift(b, self._table.pose(p)) for p, b in self._before.items()}
        fell = tuple(p for p, shift in shifts.items() if _fell(shift))
        most = max(shifts.values(), default=0.0)
        lean, on = float(np.degrees(self._lean)), tuple(self._before)
        if self._kind == "load":
            on = self._top
        return Outcome(self._kind, self._amount, lean, most * 1000, fell, on)

    def _weight(self, part: str) -> Weight:
        x, y, z = self._table.parts[part].body.centre.tolist()
        return Weight(part, self._amount / len(self._top), (x, y, z))


def amount(kind: object, value: object) -> tuple[Kind, float] | None:
    """Read what a learner asks for; None for a trial that there is not or that is too much."""
    if kind not in ("load", "shake") or not isinstance(value, int | float):
        return None
    return (kind, float(value)) if 0 < value <= MOST[kind] else None


def _topmost(design: Design, standing: Mapping[str, str]) -> tuple[str, ...]:
    """Return the standing parts that bear nothing else."""
    bearing = {b for p in design.places if p.name in standing for b in p.bearers}
    return tuple(part for place, part in standing.items() if place not in bearing)


def _lean(before: Pose, now: Pose) -> float:
    upright = float(before.matrix[:, 2] @ now.matrix[:, 2])
    return float(np.arccos(np.clip(upright, -1.0, 1.0)))


def _fell(shift: float) -> bool:
    """Whether a part that moved so far (m) fell; one that is nowhere (NaN) did."""
    return not shift <= FELL_M


def _shift(before: Pose, now: Pose) -> float:
    return float(np.linalg.norm(np.subtract(now.at, before.at)))
