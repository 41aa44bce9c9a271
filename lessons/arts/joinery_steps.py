"""Where the work stands: the joint, the trial, how far it is driven, which steps are done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from physics.timber import cutting, cutting_drive, cutting_fit, cutting_measures
from physics.timber.cutting import Work
from physics.timber.cutting_acts import Act
from physics.timber.cutting_drive import Driven
from physics.timber.cutting_fit import Trial
from physics.timber.cutting_plan import asked
from physics.tools.striking import AXE_POLL, HAMMER, StrikingTool

# Which of the two a Xiangshan carpenter drives a joint with is unresolved: both are here.
STRIKERS: Mapping[str, StrikingTool] = {"mallet": HAMMER, "axe": AXE_POLL}
HOME_M = 2e-4  # nearer than this the shoulder is closed
_REACH = 5e-4  # m short of a line that still counts as sawn to it
GOOD = ("sliding", "driving")


@dataclass(frozen=True)
class State:
    """Everything that an undo brings back. `depth`: how far the tenon is in, m; `split`: the
    post has opened along its grain."""

    work: Work
    trial: Trial | None = None
    tried: bool = False
    depth: float = 0.0
    split: bool = False

    @property
    def home(self) -> bool:
        """Whether the shoulder is closed."""
        return self.trial is not None and self.trial.long - self.depth < HOME_M

    def after(self, act: Act) -> tuple["State", float]:
        """Return the state after a cut or a mark, and mm3 taken away: the joint is apart again.

        Raises ValueError for an act that cannot be done.
        """
        work, removed = cutting.act(self.work, act)
        cut = removed > 0
        trial = cutting_fit.trial(work) if self.tried and cut else self.trial
        return replace(self, work=work, trial=trial, depth=0.0), removed

    def held_together(self) -> "State":
        """Return the state after a trial by hand. Raises ValueError where there is no joint."""
        trial = cutting_fit.trial(self.work)
        if trial is None:
            raise ValueError("there is no tenon or no mortise yet")
        slides = trial.verdict in ("sliding", "loose")
        return replace(
            self, trial=trial, tried=True, depth=trial.deepest if slides else trial.enters
        )

    def struck(self, tool: str, force: int) -> tuple["State", Driven]:
        """Return the state after one blow of a tool of STRIKERS, in percent of a whole one.

        Raises ValueError without a trial or such a tool, or for a force that is none.
        """
        if self.trial is None or not self.tried or tool not in STRIKERS:
            raise ValueError("the joint was not tried yet, or nothing to strike with is in hand")
        driven = cutting_drive.strike(
            self.work, self.trial, self.depth, STRIKERS[tool], force, self.split
        )
        return replace(self, depth=driven.depth, split=driven.split), driven


def done(state: State) -> frozenset[str]:
    """Return the steps that are done."""
    return frozenset(name for name, is_done in _DONE.items() if is_done(state))


def _marked(state: State) -> bool:
    return all(line.name in state.work.marks for line in asked(state.work.plan))


def _ripped(state: State) -> bool:
    deep = {-1: state.work.plan.tenon, 1: state.work.plan.tenon}
    for cut in state.work.cuts:
        if cut.kind == "rip":
            deep[cut.side] = min(deep[cut.side], cut.kerf.front[0])
    bare = state.work.fallen
    return all(u <= _REACH or side in bare for side, u in deep.items())


def _crossed(state: State) -> bool:
    return len(state.work.fallen) == 2


def _chopped(state: State) -> bool:
    """The mortise is open over the whole of its lines, and as deep as the tenon is long."""
    return cutting_measures.mortise_left(state.work) <= 0.01


def _fits(state: State) -> bool:
    return state.tried and state.trial is not None and state.trial.verdict in GOOD


_DONE: Mapping[str, Callable[[State], bool]] = {
    "mark": _marked,
    "cheeks": _ripped,
    "shoulders": _crossed,
    "mortise": _chopped,
    "try": lambda state: state.tried,
    "pare": _fits,
    "drive": lambda state: state.home,
}
STEPS = tuple(_DONE)
