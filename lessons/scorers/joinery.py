"""Judges one mortise and tenon: from what was cut to an Assessment. A pure function.

The joint is judged by itself: its own faces against its own lines, its own tenon against its
own mortise. How much may be off is this program's own choice until a master gives his.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.event import SUBSTEPS_PER_SECOND
from content.lesson import Goal, Lesson, Need
from physics.timber import cutting_measures
from physics.timber.cutting import Work
from physics.timber.cutting_fit import Trial
from physics.timber.cutting_measures import Face
from physics.tools.blows import rhythm

NEEDS: tuple[Need, ...] = ()
VERSION = 2
UNDONE = 12.0  # points for a step that was not done
UNMARKED = 3.0  # points for a cut that was begun without a line
NO_FIT = 15.0  # points for a joint that cannot close
_NONE = Goal(measure="count", tolerance=0.0)


@dataclass(frozen=True)
class Made:
    """What was made. `done`: steps that are done; `strikes`: (kind, substep) of strokes and
    blows; `undone`: how often a step back was taken; `shown`: steps the guide did; `split`: the
    post has opened."""

    work: Work
    trial: Trial | None
    depth_mm: float
    done: frozenset[str]
    removed_mm3: float = 0.0
    seconds: float = 0.0
    strikes: tuple[tuple[str, int], ...] = ()
    undone: int = 0
    shown: tuple[str, ...] = ()
    engine: str | None = None
    split: bool = False


def assess(lesson: Lesson, lesson_hash: str, made: Made) -> Assessment:
    """Judge the whole work."""
    goals = {goal.measure: goal for step in lesson.steps for goal in step.goals}
    found = (*_order(made), *_missing(lesson, made), *_shown(lesson, made), *_measured(made, goals))
    gradable = {s.id for s in lesson.steps if s.basis.status.gradable}
    if not gradable:
        found = tuple(f.model_copy(update={"cost": 0.0}) for f in found)
    score = max(0.0, 100.0 - sum(f.cost for f in found))
    return Assessment(
        lesson=lesson.id,
        lesson_hash=lesson_hash,
        references=(),
        scorer="joinery",
        scorer_version=VERSION,
        engine=made.engine,
        score=round(score, 1),
        passed=not any(f.cost for f in found) and score >= lesson.pass_mark,
        coverage=len([s for s in lesson.steps if s.id in made.done]) / len(lesson.steps),
        measures=tuple(_measures(made)),
        items=tuple(_item(face) for face in cutting_measures.faces(made.work)),
        findings=tuple(sorted(found, key=lambda f: -f.cost)),
    )


def _order(made: Made) -> Iterator[Finding]:
    for name in sorted(made.work.unmarked):
        yield _finding(name, "unmarked", _NONE, 1.0, UNMARKED, "off")


def _missing(lesson: Lesson, made: Made) -> Iterator[Finding]:
    """Name the steps that were not done; what a joint that cannot close tells is not told twice."""
    stuck = made.trial is not None and made.trial.verdict in ("jam", "short", "shallow")
    for step in lesson.steps:
        if step.id not in made.done and not (stuck and step.id in ("pare", "drive")):
            yield _finding(step.id, "missing", _NONE, 0.0, UNDONE, "missing")


def _shown(lesson: Lesson, made: Made) -> Iterator[Finding]:
    share = 100.0 / len(lesson.steps)
    for step in lesson.steps:
        if step.id in made.shown:
            yield _finding(step.id, "shown", _NONE, 0.0, share, "off")


def _measured(made: Made, goals: dict[str, Goal]) -> Iterator[Finding]:
    yield from _marks(made, goals["mark_mm"])
    for face in cutting_measures.faces(made.work):
        yield from _face(face, goals)
    for name, past in cutting_measures.over_cuts(made.work).items():
        yield from _beyond(name, "over_cut", goals["over_mm"], past * 1000, "high")
    yield from _depth(made, goals["deep_mm"])
    yield from _fit(made, goals)


def _marks(made: Made, goal: Goal) -> Iterator[Finding]:
    for name, off in cutting_measures.mark_errors(made.work).items():
        yield from _beyond(name, "mark", goal, off * 1000, "off")


def _face(face: Face, goals: dict[str, Goal]) -> Iterator[Finding]:
    off = face.off * 1000
    yield from _beyond(face.name, "line", goals["line_mm"], off, "high" if off > 0 else "low")
    yield from _beyond(face.name, "square", goals["square_deg"], face.square_deg, "turned")


def _depth(made: Made, goal: Goal) -> Iterator[Finding]:
    deep = cutting_measures.mortise_depth(made.work)
    if deep is None:
        return
    plan = made.work.plan
    if deep >= plan.post_depth - 1e-4:
        yield _finding("mortise", "through", goal, deep * 1000, NO_FIT, "high")
    else:
        yield from _beyond("mortise", "deep", goal, (deep - plan.depth) * 1000, "high", least=0.0)


def _fit(made: Made, goals: dict[str, Goal]) -> Iterator[Finding]:
    trial = made.trial
    if trial is None:
        return
    goal, across = goals["fit_mm"], trial.across * 1000
    asked = made.work.plan.thick
    wide_off, thick_off = abs(trial.across + trial.thick - asked), abs(trial.thick - asked)
    at_fault = "mortise" if wide_off > thick_off else "tenon"
    if made.split:
        yield _finding("mortise", "split", goal, across, NO_FIT, "low")
    elif trial.verdict == "short":
        yield _finding("mortise", "short", goal, trial.along * 1000, NO_FIT, "low")
    elif trial.verdict == "jam":
        yield _finding(at_fault, "tight", goal, across, NO_FIT, "low")
    elif trial.verdict == "shallow":
        yield _finding("mortise", "shallow", goal, trial.room * 1000, NO_FIT, "low")
    elif across > goal.tolerance:
        yield _finding(at_fault, "loose", goal, across, _cost(across, goal.tolerance) + 8, "high")
    yield from _beyond("tenon", "aside", goals["aside_mm"], trial.aside * 1000, "off")


def _beyond(
    name: str, cause: str, goal: Goal, value: float, direction: str, least: float | None = None
) -> Iterator[Finding]:
    """Yield a finding where a value is beyond its tolerance."""
    if (value if least is not None else abs(value)) > goal.tolerance:
        yield _finding(name, cause, goal, value, _cost(value, goal.tolerance), direction)


def _cost(value: float, tolerance: float) -> float:
    """Four points for missing the tolerance, four more for each tolerance beyond, at most 12."""
    return min(12.0, 4.0 * abs(value) / tolerance)


def _finding(
    name: str, cause: str, goal: Goal, value: float, cost: float, direction: str
) -> Finding:
    return Finding.model_validate({
        "cause": f"joinery.{cause}",
        "where": Where(kind="part", id=name),
        "measure": goal.measure,
        "value": round(value, 3),
        "unit": goal.measure.rpartition("_")[2],
        "tolerance": goal.tolerance,
        "direction": direction,
        "confidence": 1.0,
        "cost": round(cost, 2),
    })  # fmt: skip


def _measures(made: Made) -> Iterator[Measure]:
    faces = cutting_measures.faces(made.work)
    marks = list(cutting_measures.mark_errors(made.work).values())
    over = list(cutting_measures.over_cuts(made.work).values())
    deep = cutting_measures.mortise_depth(made.work)
    trial = made.trial
    yield _worst("mark_mm", [m * 1000 for m in marks])
    yield _worst("line_mm", [f.off * 1000 for f in faces])
    yield _worst("over_mm", [o * 1000 for o in over])
    yield _worst("square_deg", [f.square_deg for f in faces])
    yield _worst("depth_mm", [] if deep is None else [deep * 1000])
    yield _worst("fit_mm", [] if trial is None else [trial.across * 1000])
    yield _worst("gap_mm", [] if trial is None else [trial.long * 1000 - made.depth_mm])
    yield Measure(name="removed_mm3", value=round(made.removed_mm3, 1) + 0.0, unit="mm3", n=1)
    yield Measure(name="strikes", value=len(made.strikes), unit="count", n=len(made.strikes))
    yield _rhythm(made)
    yield Measure(name="undone", value=made.undone, unit="count", n=1)
    yield Measure(name="seconds", value=round(made.seconds, 1), unit="s", n=1)


def _rhythm(made: Made) -> Measure:
    spread = rhythm([tick / SUBSTEPS_PER_SECOND for _kind, tick in made.strikes]).spread
    value = None if math.isnan(spread) else round(spread, 3)
    return Measure(name="rhythm", value=value, unit="share", n=len(made.strikes))


def _worst(name: str, values: list[float]) -> Measure:
    """The value farthest from nothing, with its sign."""
    worst = max(values, key=abs, default=None)
    value = None if worst is None else round(worst, 3) + 0.0
    return Measure(name=name, value=value, unit=name.rpartition("_")[2], n=len(values))


def _item(face: Face) -> Item:
    return {
        "face": face.name,
        "off_mm": round(face.off * 1000, 3),
        "square_deg": round(face.square_deg, 3),
    }
