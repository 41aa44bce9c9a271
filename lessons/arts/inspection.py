"""Finding the fault: raised timber stands with hidden mistakes; look, say, try, be told.

A Practice like the raising: takes inputs, goes on by one substep, says what happened. What is
hidden follows from the seed, which is an input; nothing moves but in a trial, and after it
everything is put back as it stood.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from content.assessment import Assessment
from content.event import Event
from content.lesson import Lesson, Step
from lessons.arts.inspection_trial import Experiment, lay_out, stands
from lessons.arts.inspection_truth import told
from lessons.arts.raising_inputs import known
from lessons.arts.raising_trials import Tenths, amount
from lessons.arts.raising_view import View
from lessons.scorers import inspection as scorer
from lessons.scorers.inspection import Search, Trial
from physics.engine import RATE
from physics.pose import Pose
from physics.timber import faults, gauges
from physics.timber.design import Design
from physics.timber.gauges import TOOLS
from physics.timber.raised import KINDS, right

DRAWS = 5  # so often other mistakes are drawn where the work would not stand with them
LARGEST_SEED = 2**31
SHOWN = 3 * RATE  # substeps that the end of a trial is left to be looked at


class Inspection:
    """One search for the mistakes in a design.

    Raises EngineMissing where there is no physics engine.
    """

    def __init__(self, lesson: Lesson, design: Design, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.design = design
        self._hash = lesson_hash
        self._raised = right(design)
        self._table = lay_out(self._raised)
        self.shapes = self._table.shapes  # others once the mistakes are hidden
        self.seeded = False
        self._experiment: Experiment | None = None
        self._tenths = Tenths()
        self._put_back: int | None = None
        self._asked_to_end = False
        self.over = False
        self._said: dict[tuple[str, float], bool] = {}
        self.marks: dict[str, str] = {}
        self.trials: list[Trial] = []
        self.readings: dict[tuple[str, str], dict[str, Any]] = {}  # by part and tool
        self._events: list[Event] = []
        self._tick = 0
        self._acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "faults.seed": self._seed,
            "inspect": self._inspect,
            "predict": self._predict,
            "predict_outcome": self._foretell,
            "trial.begin": self._try,
            "lesson.finish": lambda _: setattr(self, "_asked_to_end", True),
        }

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        """Take the inputs due at `tick`, go on by one substep, return what happened."""
        self._tick, self._events = tick, []
        for event in inputs:
            if event.name in self._acts and not self.over:
                self._acts[event.name](event.value)
        self._go_on()
        if self._asked_to_end and not self.trying and not self.over:
            self.over = True
            self._restore()
            self._say("lesson.done", by="learner")
        return self._events

    def assess(self) -> Assessment:
        """Judge the search as it is now. Never changes it."""
        return scorer.assess(self.lesson, self._hash, self.search())

    def search(self) -> Search:
        """Return what was hidden and what was found. Not for the learner before the end."""
        return Search(
            hidden=told(self._raised),
            marks=dict(self.marks),
            parts=self.parts,
            inspected=frozenset(part for part, _tool in self.readings),
            trials=tuple(self.trials),
            engine=self.engine,
        )

    def close(self) -> None:
        """Let the physics engine go."""
        if self._experiment:
            self._experiment.close()
        self._table.world.close()

    @property
    def engine(self) -> str:
        """Name and version of what simulates."""
        return self._table.world.engine

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts that stand, the bearing ones first."""
        return tuple(self._raised.stands.values())

    @property
    def trying(self) -> bool:
        """Whether a trial is running."""
        return self._experiment is not None

    @property
    def step(self) -> Step | None:
        """The first step that is not done: look at every part, mark, foretell and try, end."""
        done = (
            bool(self.marks or self.trials) or len(self.readings) >= len(self.parts),
            bool(self.marks or self.trials),
            bool(self.trials),
            self.over,
        )
        left = [s for s, ready in zip(self.lesson.steps, done, strict=False) if not ready]
        return left[0] if left else None

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self._table.pose(part)

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        return self._table.parts[part].height

    def view(self) -> View:
        """Return what is to be drawn now."""
        poses = {name: self.pose(name) for name in self._table.parts}
        step = self.step
        seen = self._experiment.view if self._experiment else None
        return View(poses, (), None, step.id if step else None, frozenset(self.parts), False, seen)

    def _say(self, name: str, **value: Any) -> None:
        self._events.append(Event(self._tick, name, value))

    # Inputs. What makes no sense is passed over: a log or a device must not stop a lesson.

    def _seed(self, value: Mapping[str, Any]) -> None:
        seed = value.get("seed")
        if self.seeded or not isinstance(seed, int) or not 0 <= seed < LARGEST_SEED:
            return
        rng = np.random.default_rng(seed)
        for _draw in range(DRAWS):
            self._raised = faults.hidden(self.design, rng)
            if stands(self._raised):
                break
        self.seeded = True
        self._restore()
        self._say("faults.hidden", count=len(self._raised.truth))

    def _inspect(self, value: Mapping[str, Any]) -> None:
        part, tool = known(value, self._raised.poses), value.get("tool")
        if part is None or tool not in TOOLS or self.trying:
            return
        reading = asdict(gauges.read(self._raised, tool, part))
        self.readings[part, tool] = {**reading, **self._seen(part)}
        self._say("reading.taken", **self.readings[part, tool])

    def _predict(self, value: Mapping[str, Any]) -> None:
        part, kind = known(value, self._raised.poses), value.get("kind")
        if part is None or not (kind is None or kind in KINDS):
            return
        if kind is None or self.marks.get(part) == kind:
            self.marks.pop(part, None)
        else:
            self.marks[part] = str(kind)
        self._say("finding.marked", part=part, kind=self.marks.get(part))

    def _foretell(self, value: Mapping[str, Any]) -> None:
        asked, said = amount(value.get("kind"), value.get("amount")), value.get("stands")
        tried = [(t.kind, t.amount) for t in self.trials]
        if asked and isinstance(said, bool) and asked not in tried and not self.trying:
            self._said[asked] = said
            self._say("outcome.said", kind=asked[0], amount=asked[1], stands=said)

    def _try(self, value: Mapping[str, Any]) -> None:
        asked = amount(value.get("kind"), value.get("amount"))
        if asked and self.seeded and not self.trying:
            self._restore()
            self._experiment = Experiment(self._raised, self._table, *asked)
            self._tenths = Tenths()
            self._say("trial.begun", kind=asked[0], amount=asked[1])

    # What came of it

    def _go_on(self) -> None:
        if self._experiment:
            self._go_on_trying(self._experiment)
        elif self._put_back is not None and self._tick >= self._put_back:
            self._restore()
            self._say("work.restored")

    def _go_on_trying(self, experiment: Experiment) -> None:
        """Go on with a trial; tell each tenth that is done, for many worlds take their time."""
        if trial := experiment.step(self._said):
            self.trials.append(trial)
            self._said.pop((trial.kind, trial.amount), None)  # it was said of this trial only
            self._say("trial.done", **experiment.outcome.as_event(), **_shown(trial))
            experiment.close()
            self._experiment = None
            self._put_back = self._tick + SHOWN
        elif (share := self._tenths.new(experiment.share)) is not None:
            kind, amount = experiment.asked
            self._say("trial.going", kind=kind, amount=amount, share=share)

    def _restore(self) -> None:
        """Lay everything out again as it stood."""
        self._table.world.close()
        self._table = lay_out(self._raised)
        self.shapes = self._table.shapes
        self._put_back = None

    def _seen(self, part: str) -> dict[str, Any]:
        """What the eye sees of a part: its position mark, where it stands, whether it is pegged
        (None: there is no hole for a peg)."""
        place = self._raised.place(part)
        own, kind = self.design.of(part), self._raised.part(part).kind
        several = sum(p.kind == kind for p in self.design.parts) > 1
        mark = own[0].name if len(own) == 1 and several else None
        hole = place.name in right(self.design).pegged
        return {
            "mark": mark,
            "place": place.name,
            "pegged": part in self._raised.pegged if hole else None,
        }


def _shown(trial: Trial) -> dict[str, Any]:
    return {"said": trial.said, "marginal": trial.marginal, "idle": trial.idle}
