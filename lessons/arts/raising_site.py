"""The site of a raising: what is pegged, what is tried, and the way back step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lessons.arts.raising_table import Table
from lessons.arts.raising_trials import Kind, Outcome, Tenths, Trial
from lessons.arts.raising_view import TrialView
from physics.pose import Pose
from physics.timber.design import Design
from physics.timber.part import Part
from physics.timber.pavilion_braces import BRACE, TIE
from physics.timber.peg import Peg

MOST_UNDO = 100
PEG = Peg(0.015)  # a round peg of 15 mm; inferred, no source of the craft


@dataclass(frozen=True)
class _Moment:
    """How things lay once: poses by part, the parts as they were cut, and what each pegged part
    was pegged to."""

    poses: Mapping[str, Pose]
    parts: Mapping[str, Part]
    pegged: Mapping[str, tuple[str, ...]]


class Standing(Protocol):
    """What is known of the work: its design, by place what stands there, what was tried."""

    tried: list[Outcome]

    @property
    def design(self) -> Design:
        """What is raised."""
        ...

    @property
    def standing(self) -> Mapping[str, str]:
        """By place, the part that rightly stands there."""
        ...

    @property
    def seated(self) -> frozenset[str]:
        """The parts that stand as they should."""
        ...


class Site:
    """Keeps pegs, the running trial and the past of one attempt."""

    def __init__(self, table: Table, verdict: Standing) -> None:
        self._table = table
        self._verdict = verdict
        self._pegs: dict[str, list[int]] = {}
        self._pegged: dict[str, tuple[str, ...]] = {}  # part -> what it is pegged to
        self._past: list[_Moment] = []
        self._trial: Trial | None = None
        self._tenths = Tenths()
        self.torn: list[str] = []  # parts whose last peg broke in the last substep

    @property
    def trying(self) -> bool:
        """Whether a trial is running."""
        return self._trial is not None

    @property
    def going(self) -> dict[str, object] | None:
        """What is to be told of the running trial: another tenth of it is done."""
        if self._trial is None:
            return None
        share = self._tenths.new(self._trial.share)
        return None if share is None else {**self._trial.asked, "share": share}

    @property
    def trial(self) -> TrialView | None:
        """What is to be seen of the running trial."""
        return self._trial.view if self._trial else None

    def step(self) -> Outcome | None:
        """Go on by one substep of the session; return what a trial showed that is over now."""
        trial = self._trial
        self._tear(self._table.step(trial.push if trial else None))
        if trial is None:
            return None
        trial.look()
        return self._over(trial) if trial.over else None

    def begin(self, kind: Kind, amount: float) -> None:
        """Begin a trial of everything that rightly stands."""
        self.remember()
        self._tenths = Tenths()
        self._trial = Trial(self._table, self._verdict.design, self._verdict.standing, kind, amount)

    @property
    def pegs(self) -> Mapping[str, tuple[str, ...]]:
        """By pegged part, what it is pegged to."""
        return dict(self._pegged)

    @property
    def pegged(self) -> tuple[str, ...]:
        """The parts into which pegs were driven."""
        return tuple(self._pegged)

    def peg(self, part: str) -> bool:
        """Peg a seated part to all that bears it; False where there is nothing to peg it to."""
        standing = self._verdict.standing
        place = next((name for name, p in standing.items() if p == part), None)
        bearers = self._verdict.design.place(place).bearers if place else ()
        if not bearers or part in self._pegged:
            return False
        self.remember()
        self._table.wake_all()
        self.drive(part, tuple(standing[b] for b in bearers))
        return True

    def free(self, part: str) -> None:
        """Draw the pegs of a part; what stood on it or by it may move from now on.

        Taking hold of a part that still lies loose leaves what stands as it stands.
        """
        self._draw(part)
        if self._table.frozen(part) or part in self._verdict.design.temporary:
            self._table.wake_all()

    def remember(self) -> None:
        """Keep how things lie now, to come back to."""
        now = _Moment(self._table.lying(None), dict(self._table.parts), dict(self._pegged))
        self._past = [*self._past[1 - MOST_UNDO :], now]

    def undo(self) -> int | None:
        """Put everything back to where it was before the last grip, peg or trial.

        Returns how many steps back are left; None where there was none.
        """
        if not self._past or self.trying:
            return None
        moment = self._past.pop()
        for part in self.pegged:
            self._draw(part)
        self._cut_back(moment.parts)
        self._table.restore(moment.poses)
        for part, bearers in moment.pegged.items():
            self.drive(part, bearers)
        return len(self._past)

    def _cut_back(self, parts: Mapping[str, Part]) -> None:
        """Give back the wood that was pared off since."""
        for name, now in tuple(self._table.parts.items()):
            if name in parts and parts[name] is not now:
                self._table.recut(parts[name])

    def forget(self, part: str) -> None:
        """Draw all pegs that hold a part, before it is taken out."""
        for pegged, bearers in tuple(self._pegged.items()):
            if part == pegged or part in bearers:
                self._draw(pegged)

    def drive(self, part: str, bearers: tuple[str, ...]) -> None:
        """Peg a part to others as they stand."""
        bracing, pose = self._verdict.design.bracing, self._table.pose(part)
        peg, at = PEG, np.array(pose.at)
        if self._table.parts[part].kind == BRACE:
            peg, at = TIE, pose.out(np.array(bracing.head))
        self._pegs[part] = [self._table.peg(part, b, peg.strength, at) for b in bearers]
        self._pegged[part] = bearers

    def _tear(self, broken: frozenset[int]) -> None:
        """Forget the pegs that broke; a part whose last one did is pegged no longer."""
        self.torn = []
        for part, pegs in tuple(self._pegs.items()) if broken else ():
            self._pegs[part] = [peg for peg in pegs if peg not in broken]
            if not self._pegs[part]:
                self._draw(part)
                self.torn.append(part)

    def _draw(self, part: str) -> None:
        self._pegged.pop(part, None)
        for peg in self._pegs.pop(part, ()):
            self._table.world.unfix(peg)

    def _over(self, trial: Trial) -> Outcome:
        outcome = trial.end()
        self._trial = None
        for part in self._table.parts:
            self._table.disturb(part)
        self._verdict.tried.append(outcome)
        return outcome
