"""Judges what was raised of timber: from what was measured to an Assessment. A pure function.

A part is judged in the frame of the part that bears it, the lowest in the frame of the line
on the ground. Only goals of a step whose basis is confirmed or derived may cost anything.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Goal, Lesson, Need, Step
from physics.tools.blows import rhythm

NEEDS: tuple[Need, ...] = ("physics",)
VERSION = 2
Bearer = Literal["seated", "wrong", "absent"]
UPSIDE_DOWN_DEG = 90.0
CROSSWISE_DEG = 45.0
WRONG_WAY = 15.0  # points for a part that cannot serve as it lies
MISSING = 20.0
ROW = 4  # taps; of fewer no rhythm is told
LATE_ORDER = 3.0  # points for a part that was once laid before what bears it

_PLACED = Goal(measure="placed_count", tolerance=0.0)
_MARKED = Goal(measure="marked_count", tolerance=0.0)
_BORNE = Goal(measure="borne_count", tolerance=0.0)
_OWN = Goal(measure="own_count", tolerance=0.0)


@dataclass(frozen=True)
class Placing:
    """How one part lies: `near` its place or not; then depth, lean, turn and distance.

    `name` says which part it serves as (any 升 may take any of the three places);
    `bearer` whether the part that should bear it lies as it should, or is there at all.

    `belongs`: whether the part may stand in that place at all (parts fitted to one another bear
    position marks). `gap_mm` is signed (+ = above its bed), `yaw_deg` is folded by the ways in
    which the part serves; `bed_mm` is the height of its own bed above the ground, where that
    is asked, `bed_target_mm` what the heights of the parts add up to.
    """

    part: str
    name: str
    near: bool = True
    bearer: Bearer = "seated"
    belongs: bool = True
    gap_mm: float = 0.0
    tilt_deg: float = 0.0
    yaw_deg: float = 0.0
    offset_mm: float = 0.0
    bed_mm: float | None = None
    bed_target_mm: float | None = None

    def as_event(self) -> dict[str, float | str | None]:
        """Return the place and the deviations, rounded, for an event."""
        return {
            "place": self.name,
            "gap_mm": round(self.gap_mm, 3),
            "tilt_deg": round(self.tilt_deg, 3),
            "yaw_deg": round(self.yaw_deg, 3),
            "offset_mm": round(self.offset_mm, 3),
        }


@dataclass(frozen=True)
class Work:
    """The measured state of the work.

    `early` names parts that were laid before what bears them, `shown` the steps that the
    guide did; `seconds` is how long it took, `taps` when something was tapped (s).
    """

    placings: Mapping[str, Placing]
    early: tuple[str, ...] = ()
    engine: str | None = None
    shown: tuple[str, ...] = ()
    seconds: float = 0.0
    taps: tuple[float, ...] = ()


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
    now = (*own, *(f for findings in found.values() for f in findings))
    lost = sum(min(share, sum(f.cost for f in findings)) for findings in found.values())
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
        items=tuple(_item(work.placings[p], f) for p, f in found.items()),
        findings=now + past,
    )


def _of_step(step: Step, work: Work) -> list[tuple[str, tuple[Finding, ...]]]:
    return [(p, faults(step, work.placings[p])) for p in step.parts]


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
    took = Measure(name="seconds", value=round(work.seconds, 1), unit="s", n=1)
    return (*((_bed_height(placed),) if asked else ()), *worst, early, *_taps(work), took)


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
