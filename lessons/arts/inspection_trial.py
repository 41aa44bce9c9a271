"""Trials of inspected timber, beside the same with twice the amount or with half of it.

Only what stands under twice as much, or falls under half as much, has a factor of two in hand,
and can be graded.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lessons.arts.raising_site import PEG
from lessons.arts.raising_table import Table
from lessons.arts.raising_trials import Kind, Outcome
from lessons.arts.raising_trials import Trial as Running
from lessons.arts.raising_view import TrialView
from lessons.scorers.inspection import Trial
from physics.engine import RATE
from physics.timber.raised import Raised, right

STANDS_S = 0.5  # watched, to see whether work with mistakes in it stands at all
STANDS_M = 0.02  # more than the play of all joints adds up to


def lay_out(raised: Raised) -> Table:
    """Put work into a world of its own as it stands, pegged; it stands frozen until it is tried.

    Raises EngineMissing where there is no physics engine, Refusal where a part cannot be.
    """
    table = Table(replace(raised.design, start=raised.poses))
    for part in sorted(raised.pegged):
        for bearer in raised.bearers(part):
            table.peg(part, bearer, PEG.strength, np.array(raised.poses[part].at))
    table.freeze(frozenset(table.parts))
    return table


def stands(raised: Raised) -> bool:
    """Whether work stands by itself."""
    table = lay_out(raised)
    table.wake_all()
    for _step in range(int(STANDS_S * RATE)):
        table.step()
    moved = [np.subtract(table.pose(p).at, pose.at) for p, pose in raised.poses.items()]
    table.world.close()
    return max(float(np.linalg.norm(m)) for m in moved) < STANDS_M


class _Twin:
    """The same trial in a world of its own that is not shown, until it is over or something
    falls."""

    def __init__(self, raised: Raised, kind: Kind, amount: float) -> None:
        self._table = lay_out(raised)
        self._trial = Running(self._table, raised.design, raised.stands, kind, amount)
        self._fell = False

    @property
    def over(self) -> bool:
        """Whether it is known how it ends."""
        return self._fell or self._trial.over

    @property
    def share(self) -> float:
        """How much of its time has gone, 0 to 1."""
        return 1.0 if self.over else self._trial.share

    @property
    def stands(self) -> bool:
        """Whether nothing fell."""
        return not self._fell

    def step(self) -> None:
        """Go on by one substep of the session."""
        if not self.over:
            self._table.step(self._trial.push)
            self._fell = self._trial.fallen

    def close(self) -> None:
        """Let its world go."""
        self._table.world.close()


class Experiment:
    """One trial that is shown on a table, and its twins that are not: one with twice the amount,
    once something falls one with half of it instead, and where a peg is missing one with all
    pegs in. `asked`: kind and amount."""

    def __init__(self, raised: Raised, table: Table, kind: Kind, amount: float) -> None:
        self.asked = kind, amount
        self._raised, self._table = raised, table
        self._shown = Running(table, raised.design, raised.stands, kind, amount)
        self._fell = False
        self._other = _Twin(raised, kind, amount * 2)
        self._whole: _Twin | None = None
        if any(f.kind == "peg" for f in raised.truth):
            whole = replace(raised, pegged=right(raised.plan).pegged)
            self._whole = _Twin(whole, kind, amount)
        self.outcome = Outcome(kind, amount, 0.0, 0.0, ())

    def step(self, said: Mapping[tuple[str, float], bool]) -> Trial | None:
        """Go on by one substep of the session; return what came of it once all is known."""
        if not self._shown.over:
            self._table.step(self._shown.push)
            self._shown.look()
            if self._shown.fallen and not self._fell:
                self._turn_to_half()
        for twin in self._twins:
            twin.step()
        known = self._shown.over and all(twin.over for twin in self._twins)
        return self._end(said) if known else None

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1; it goes back where a fall asks for one more twin."""
        return min(self._shown.share, *(twin.share for twin in self._twins))

    @property
    def view(self) -> TrialView:
        """What is to be seen of the trial that is shown."""
        return self._shown.view

    def close(self) -> None:
        """Let the worlds of the twins go."""
        for twin in self._twins:
            twin.close()

    @property
    def _twins(self) -> tuple[_Twin, ...]:
        return (self._other, self._whole) if self._whole else (self._other,)

    def _turn_to_half(self) -> None:
        """What falls has a factor of two in hand if it falls under half as much."""
        kind, amount = self.asked
        self._fell = True
        self._other.close()
        self._other = _Twin(self._raised, kind, amount / 2)

    def _end(self, said: Mapping[tuple[str, float], bool]) -> Trial:
        self.outcome = self._shown.end()
        stands = self.outcome.stands
        return Trial(
            *self.asked,
            said=said.get(self.asked),
            stands=stands,
            marginal=not self._other.stands == stands == (not self._fell),
            idle=self._whole is not None and self._whole.stands == stands,
        )
