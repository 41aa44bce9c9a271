"""Trials of inspected timber, each beside the same with half and with twice the amount.

Only where the three end alike is there a factor of two in hand, and the end can be graded.
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


class Experiment:
    """One trial that is shown on a table, and its twins that are not: half, double, and where a
    peg is missing, all pegs in."""

    def __init__(self, raised: Raised, table: Table, kind: Kind, amount: float) -> None:
        self._asked = kind, amount
        self._twins = [lay_out(raised), lay_out(raised)]
        amounts = [amount, amount / 2, amount * 2]
        self._pegged = any(f.kind == "peg" for f in raised.truth)
        if self._pegged:
            whole = replace(raised, pegged=right(raised.plan).pegged)
            self._twins.append(lay_out(whole))
            amounts.append(amount)
        self._tables = [table, *self._twins]
        self._trials = [
            Running(t, raised.design, raised.stands, kind, a)
            for t, a in zip(self._tables, amounts, strict=True)
        ]
        self.outcome = Outcome(kind, amount, 0.0, 0.0, ())

    def step(self, said: Mapping[tuple[str, float], bool]) -> Trial | None:
        """Go on by one substep of the session; return what came of it once it is over."""
        for table, trial in zip(self._tables, self._trials, strict=True):
            table.step(trial.push)
            trial.look()
        return self._end(said) if self._trials[0].over else None

    @property
    def view(self) -> TrialView:
        """What is to be seen of the trial that is shown."""
        return self._trials[0].view

    def close(self) -> None:
        """Let the worlds of the twins go."""
        for twin in self._twins:
            twin.world.close()

    def _end(self, said: Mapping[tuple[str, float], bool]) -> Trial:
        ends = [trial.end() for trial in self._trials]
        self.outcome, half, double = ends[:3]
        return Trial(
            *self._asked,
            said=said.get(self._asked),
            stands=self.outcome.stands,
            marginal=not half.stands == self.outcome.stands == double.stands,
            idle=self._pegged and ends[3].stands == self.outcome.stands,
        )
