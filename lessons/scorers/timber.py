"""Judges what was raised of timber: from what was measured to an Assessment. A pure function.

A part is judged in the frame of the part that bears it, the lowest in the frame of the line
on the ground. Only goals of a step whose basis is confirmed or derived may cost anything.
"""

import math
from collections.abc import Iterator

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Goal, Lesson, Need, Step
from lessons.timber_work import Placing, Work
from physics.tools.blows import rhythm

NEEDS: tuple[Need, ...] = ("physics",)
VERSION = 3
UPSIDE_DOWN_DEG = 90.0
CROSSWISE_DEG = 45.0
WRONG_WAY = 15.0  # points for a part that cannot serve as it lies
MISSING = 20.0
ROW = 4  # taps; of fewer no rhythm is told
UNTRIED = 1.0  # points for a fitted part that was raised without a dry fit
LATE_ORDER = 3.0  # points for a part that was once laid before what bears it

_PLACED = Goal(measure="placed_count", tolerance=0.0)
_MARKED = Goal(measure="marked_count", tolerance=0.0)
_BORNE = Goal(measure="borne_count", tolerance=0.0)
_TRIED = Goal(measure="tried_count", tolerance=0.0)
_OWN = Goal(measure="own_count", tolerance=0.0)


def faults(step: Step, placing: Placing) -> tuple[Finding, ...]:
    """Return what is wrong with one part of a step, the costliest first; nothing = seated."""
    if not placing.near:
        found = [_finding(placing.name, "missing", _PLACED, 0.0, MISSING)]
    elif not placing.belongs:
        found = [_finding(placing.name, "swapped", _MARKED, 0.0, WRONG_WAY)]
    elif placing.bearer != "seated":
        cause = "order" if placing.bearer == "absent" else "bearer"
        found = [_finding(placing.name, cause, _BORNE, 0.0, WRONG_WAY)]
    elif placing.tilt_deg > UPSIDE_DOWN_DEG:
        found = [_wrong_way(placing, "upside_down", "tilt_deg", placing.tilt_deg, step)]
    elif abs(placing.yaw_deg) > CROSSWISE_DEG:
        found = [_wrong_way(placing, "crosswise", "yaw_deg", placing.yaw_deg, step)]
    else:
        found = [f for f in _measured(step, placing) if abs(f.value) > f.tolerance]
    found.sort(key=lambda f: -f.cost)
    gradable = step.basis.status.gradable
    return tuple(found if gradable else [f.model_copy(update={"cost": 0.0}) for f in found])


def assess(lesson: Lesson, lesson_hash: str, work: Work) -> Assessment:
    """Judge the whole work."""
    found = {p: f for s in lesson.steps for p, f in _of_step(s, work)}
    still = {f.where.id for fs in found.values() for f in fs if f.cause == "timber.order"}
    early = tuple(p for p in dict.fromkeys(work.early) if p not in still)
    past = tuple(_finding(p, "order_past", _BORNE, 0.0, LATE_ORDER) for p in early)
    share = 100.0 / len(found)
    shown = [s for s in lesson.steps if s.id in work.shown]
    own = tuple(_finding(s.parts[0], "shown", _OWN, 0.0, share * len(s.parts)) for s in shown)
    loose = tuple(f for step in lesson.steps for f in _loose(step, work))
    untried = tuple(_untried(p, bool(found[p])) for p in work.untried)
    past += tuple(f for f in untried if f.cost)
    hung = (f for f in untried if not f.cost)
    now = (*own, *hung, *(f for findings in found.values() for f in findings), *loose)
    lost = sum(min(share, sum(f.cost for f in findings)) for findings in found.values())
    lost += sum(f.cost for f in loose)
    score = max(0.0, 100.0 - lost - sum(f.cost for f in (*own, *past)))
    return Assessment(
        lesson=lesson.id,
        lesson_hash=lesson_hash,
        references=(),
        scorer="timber",
        scorer_version=VERSION,
        engine=work.engine,
        score=round(score, 1),
        passed=not any(f.cost for f in now) and score >= lesson.pass_mark,
        coverage=sum(p.near for p in work.placings.values()) / len(found),
        measures=_measures(lesson, work),
        items=tuple(_item(work.placings[p], f) | _fit(p, work) for p, f in found.items()),
        findings=now + past,
    )


def _of_step(step: Step, work: Work) -> list[tuple[str, tuple[Finding, ...]]]:
    return [(p, faults(step, work.placings[p])) for p in step.parts]


def _loose(step: Step, work: Work) -> Iterator[Finding]:
    """Find the joints of a step with more room than was drawn, beyond what it allows."""
    goal = next((g for g in step.goals if g.measure == "fit_mm"), None)
    for joint in work.joints:
        more = joint.room_mm - joint.drawn_mm
        if goal is not None and joint.part in step.parts and more > goal.tolerance:
            cost = _cost(more, goal.tolerance) if step.basis.status.gradable else 0.0
            yield _finding(joint.part, "loose", goal, more, cost)


def _untried(part: str, hangs: bool) -> Finding:
    """Tell of a part raised without a dry fit; where it hangs, what it lies at costs already."""
    return _finding(part, "untried", _TRIED, 0.0, 0.0 if hangs else UNTRIED)


_DIRECTION = {"missing": "missing", "yaw": "turned", "crosswise": "turned", "upside_down": "turned"}


def _finding(part: str, cause: str, what: Goal, value: float, cost: float) -> Finding:
    direction = _DIRECTION.get(cause, "off")
    if cause in ("gap", "bed_height"):
        direction = "high" if value > 0 else "low"
    unit = what.measure.rpartition("_")[2]
    return Finding.model_validate(
        {
            "cause": f"timber.{cause}",
            "where": Where(kind="part", id=part),
            "measure": what.measure,
            "value": round(value, 3),
            "unit": unit,
            "tolerance": what.tolerance,
            "direction": direction,
            "confidence": 1.0,
            "cost": round(cost, 2),
        }
    )


def _wrong_way(placing: Placing, cause: str, measure: str, value: float, step: Step) -> Finding:
    none = Goal(measure=measure, tolerance=0.0)
    asked = next((g for g in step.goals if g.measure == measure), none)
    return _finding(placing.name, cause, asked, value, WRONG_WAY)


_CAUSE = {
    "gap_mm": "gap",
    "tilt_deg": "tilt",
    "yaw_deg": "yaw",
    "offset_mm": "offset",
    "bed_height_mm": "bed_height",
}


def _measured(step: Step, placing: Placing) -> list[Finding]:
    """Return one finding a goal, beyond its tolerance or not."""
    values: dict[str, float] = {
        "gap_mm": placing.gap_mm,
        "tilt_deg": placing.tilt_deg,
        "yaw_deg": placing.yaw_deg,
        "offset_mm": placing.offset_mm,
    }
    if placing.bed_mm is not None and placing.bed_target_mm is not None:
        values["bed_height_mm"] = placing.bed_mm - placing.bed_target_mm
    return [
        _finding(
            placing.name,
            _CAUSE[goal.measure],
            goal,
            values[goal.measure],
            _cost(values[goal.measure], goal.tolerance),
        )
        for goal in step.goals
        if goal.measure in values
    ]


def _cost(value: float, tolerance: float) -> float:
    """Four points for missing the tolerance, four more for each tolerance beyond, at most 12."""
    beyond = abs(value) / tolerance - 1 if tolerance else 2.0
    return min(12.0, 4.0 + 4.0 * max(0.0, beyond))


def _measures(lesson: Lesson, work: Work) -> tuple[Measure, ...]:
    placed = [p for p in work.placings.values() if p.near]
    worst = [
        _measure("gap_mm", "mm", [p.gap_mm for p in placed]),
        _measure("tilt_deg", "deg", [p.tilt_deg for p in placed]),
        _measure("yaw_deg", "deg", [p.yaw_deg for p in placed]),
        _measure("offset_mm", "mm", [p.offset_mm for p in placed]),
    ]
    early = Measure(name="order_faults", value=len(work.early), unit="count", n=len(work.placings))
    asked = any(g.measure == "bed_height_mm" for s in lesson.steps for g in s.goals)
    fits = [j.room_mm - j.drawn_mm for j in work.joints if not math.isnan(j.room_mm)]
    fit = (_measure("fit_mm", "mm", fits),) if work.joints else ()
    took = Measure(name="seconds", value=round(work.seconds, 1), unit="s", n=1)
    return (*((_bed_height(placed),) if asked else ()), *worst, *fit, early, *_taps(work), took)


def _taps(work: Work) -> Iterator[Measure]:
    """How often something was tapped and, where that is a row, how unevenly; no mark is given."""
    count = len(work.taps)
    yield Measure(name="taps", value=count, unit="count", n=1)
    spread = rhythm(work.taps).spread
    if count >= ROW and not math.isnan(spread):
        yield Measure(name="rhythm", value=round(spread, 3), unit="share", n=count)


def _bed_height(placed: list[Placing]) -> Measure:
    """The mean height of the beds of the topmost tier."""
    top = max((p.bed_target_mm for p in placed if p.bed_target_mm is not None), default=None)
    beds = [p.bed_mm for p in placed if p.bed_mm is not None and p.bed_target_mm == top]
    mean = round(sum(beds) / len(beds), 3) if beds else None
    return Measure(name="bed_height_mm", value=mean, unit="mm", n=len(beds))


def _measure(name: str, unit: str, values: list[float]) -> Measure:
    """The largest deviation over the parts, with its sign."""
    worst = max(values, key=abs, default=None)
    value = None if worst is None else round(worst, 3)
    return Measure(name=name, value=value, unit=unit, n=len(values))


def _fit(part: str, work: Work) -> Item:
    """The room in each joint of a fitted part that lies at its place, in mm, by its mate."""
    return {f"room_mm.{j.bearer}": round(j.room_mm, 3) for j in work.joints if j.part == part}


def _item(placing: Placing, findings: tuple[Finding, ...]) -> Item:
    lies = placing.near
    return {
        "part": placing.part,
        "place": placing.name if lies else None,
        "seated": not findings,
        "gap_mm": round(placing.gap_mm, 3) if lies else None,
        "tilt_deg": round(placing.tilt_deg, 3) if lies else None,
        "yaw_deg": round(placing.yaw_deg, 3) if lies else None,
        "offset_mm": round(placing.offset_mm, 3) if lies else None,
        "bed_mm": None if placing.bed_mm is None else round(placing.bed_mm, 3),
    }
