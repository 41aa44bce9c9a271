"""Judges the work of the print shop: blocks, drafts and the best sheet. A pure function.

Every tolerance is this program's own until a printer of Taohuawu gives his. A layer that
cannot be told is withheld, never called wrong.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Goal, Lesson, Need
from physics.woodblock.printed import Printed

NEEDS: tuple[Need, ...] = ()
VERSION = 1
UNDONE = 12.0  # points for a step that was not done
DOUBLED = 15.0  # points for a layer that shows twice
MOST = 15.0  # points for one thing at one block, at most


@dataclass(frozen=True)
class Carved:
    """A block against its drawing; NaN where nothing of it was to be cut.

    `line_mm`: 95 % of the edges lie nearer; `cut_through_mm` of line that is gone; `high_pct` of
    the ground that stands too high; `torn_mm2` of line that tore out.
    """

    line_mm: float
    mean_mm: float
    cut_through_mm: float
    high_pct: float
    torn_mm2: float


@dataclass(frozen=True)
class SheetMade:
    """One sheet: its layers by block, and dE2000 against the reference proof, NaN without one."""

    layers: Mapping[str, Printed]
    delta_e: float = math.nan


@dataclass(frozen=True)
class Made:
    """What was made. `sheet`: the sheet that is judged, None without one; `wasted`: other sheets
    that were printed on; `drafts`: how far each draft was pasted off, mm and degrees."""

    done: frozenset[str]
    sheet: SheetMade | None = None
    wasted: int = 0
    carved: Mapping[str, Carved] = field(default_factory=dict)
    drafts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    undone: int = 0
    seconds: float = 0.0
    engine: str | None = None


def assess(lesson: Lesson, lesson_hash: str, made: Made) -> Assessment:
    """Judge the whole work."""
    goals = {goal.measure: goal for step in lesson.steps for goal in step.goals}
    found = (
        *_missing(lesson, made), *_shown(lesson, made), *_drafts(made, goals),
        *_carved(made, goals), *_sheet(made, goals),
    )  # fmt: skip
    if not any(s.basis.status.gradable for s in lesson.steps):
        found = tuple(f.model_copy(update={"cost": 0.0}) for f in found)
    score = max(0.0, 100.0 - sum(f.cost for f in found))
    return Assessment(
        lesson=lesson.id,
        lesson_hash=lesson_hash,
        references=(),
        scorer="printing",
        scorer_version=VERSION,
        engine=made.engine,
        score=round(score, 1),
        passed=not any(f.cost for f in found) and score >= lesson.pass_mark,
        coverage=len([s for s in lesson.steps if s.id in made.done]) / len(lesson.steps),
        measures=tuple(_measures(made)),
        items=tuple(_items(made)),
        findings=tuple(sorted(found, key=lambda f: -f.cost)),
    )


_NO_GOAL = Goal(measure="count", tolerance=0.0)


def _missing(lesson: Lesson, made: Made) -> Iterator[Finding]:
    for step in lesson.steps:
        if step.id not in made.done:
            yield _finding(step.id, "missing", _NO_GOAL, 0.0, UNDONE, "missing")


def _shown(lesson: Lesson, made: Made) -> Iterator[Finding]:
    for step in lesson.steps:
        if step.id in made.shown:
            yield _finding(step.id, "shown", _NO_GOAL, 0.0, 100.0 / len(lesson.steps), "off")


def _drafts(made: Made, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    for block, (mm, deg) in made.drafts.items():
        yield from _beyond(block, "draft", goals.get("draft_mm"), mm, "off")
        yield from _beyond(block, "draft_turn", goals.get("draft_deg"), deg, "turned")


def _carved(made: Made, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    for block, carved in made.carved.items():
        yield from _beyond(block, "line", goals.get("line_mm"), carved.line_mm, "off")
        yield from _beyond(block, "cut_through", goals.get("cut_mm"), carved.cut_through_mm, "low")
        yield from _beyond(block, "high_ground", goals.get("high_pct"), carved.high_pct, "high")
        yield from _beyond(block, "torn", goals.get("torn_mm2"), carved.torn_mm2, "low")


def _sheet(made: Made, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    if made.sheet is None:
        return
    for block, layer in made.sheet.layers.items():
        yield from _layer(block, layer, goals)
    yield from _beyond("sheet", "colour", goals.get("delta_e"), made.sheet.delta_e, "off")
    yield from _beyond("sheet", "waste", goals.get("waste"), made.wasted, "high")


def _layer(block: str, layer: Printed, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    """Name what is wrong with one layer, each cause once: a doubled layer is not swollen too."""
    at = layer.shift
    yield from _beyond(block, "register", goals.get("register_mm"), at.mm, "off")
    yield from _beyond(block, "turn", goals.get("turn_deg"), at.turn, "turned")
    doubled = layer.ghost > 0 and "ghost_mm" in goals
    if doubled:
        yield _finding(block, "doubled", goals["ghost_mm"], layer.ghost, DOUBLED, "off")
    else:
        yield from _beyond(block, "drowned", goals.get("bleed_mm"), layer.bleed, "high")
    dry = tuple(_beyond(block, "dry", goals.get("broken_pct"), layer.broken * 100, "low"))
    yield from dry
    yield from _beyond(block, "bare", goals.get("bare_pct"), layer.missing * 100, "missing")
    if not dry:
        yield from _beyond(
            block, "uneven", goals.get("uneven_pct"), (1 - layer.evenness) * 100, "off"
        )
    yield from _beyond(block, "dirty", goals.get("dirty_pct"), layer.dirty * 100, "high")


def _beyond(
    name: str, cause: str, goal: Goal | None, value: float, direction: str
) -> Iterator[Finding]:
    """Yield a finding where a value that was asked for and measured is beyond its tolerance."""
    if goal is None or not math.isfinite(value) or abs(value) <= goal.tolerance:
        return
    cost = min(MOST, 4.0 * abs(value) / goal.tolerance) if goal.tolerance else MOST
    yield _finding(name, cause, goal, value, cost, direction)


def _finding(
    name: str, cause: str, goal: Goal, value: float, cost: float, direction: str
) -> Finding:
    return Finding.model_validate({
        "cause": f"printing.{cause}",
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
    layers = list(made.sheet.layers.values()) if made.sheet else []
    yield _worst("register_mm", [v.shift.mm for v in layers])
    yield _worst("turn_deg", [v.shift.turn for v in layers])
    yield _worst("bleed_mm", [v.bleed for v in layers])
    yield _worst("swelling_mm", [v.swelling for v in layers])
    yield _worst("ghost_mm", [v.ghost for v in layers])
    yield _worst("broken_pct", [v.broken * 100 for v in layers])
    yield _worst("bare_pct", [v.missing * 100 for v in layers])
    yield _worst("uneven_pct", [(1 - v.evenness) * 100 for v in layers])
    yield _worst("dirty_pct", [v.dirty * 100 for v in layers])
    yield _worst("delta_e", [made.sheet.delta_e] if made.sheet else [])
    yield _worst("line_mm", [c.line_mm for c in made.carved.values()])
    yield _worst("high_pct", [c.high_pct for c in made.carved.values()])
    yield Measure(name="waste", value=made.wasted, unit="count", n=1)
    yield Measure(name="undone", value=made.undone, unit="count", n=1)
    yield Measure(name="seconds", value=round(made.seconds, 1), unit="s", n=1)


def _worst(name: str, values: list[float]) -> Measure:
    """The value farthest from nothing, with its sign; withheld where none could be told."""
    told = [v for v in values if math.isfinite(v)]
    worst = max(told, key=lambda v: abs(v), default=0.0)
    value = round(worst, 3) + 0.0 if told else None
    withheld = "unmeasured" if values and not told else None
    unit = name.rpartition("_")[2]
    return Measure(name=name, value=value, unit=unit, n=len(told), withheld=withheld)


def _items(made: Made) -> Iterator[Item]:
    for block, layer in (made.sheet.layers if made.sheet else {}).items():
        at = layer.shift
        numbers = {
            "dx_mm": at.dx, "dy_mm": at.dy, "turn_deg": at.turn, "grown_permille": at.grown,
            "coverage": layer.coverage, "bare": layer.missing, "broken": layer.broken,
            "strength_gsm": layer.strength, "evenness": layer.evenness,
            "swelling_mm": layer.swelling, "bleed_mm": layer.bleed, "dirty": layer.dirty,
            "ghost_mm": layer.ghost,
        }  # fmt: skip
        told = {k: round(v, 3) + 0.0 if math.isfinite(v) else None for k, v in numbers.items()}
        yield {"block": block, **told}
