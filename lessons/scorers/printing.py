"""Judges the work of the print shop: blocks, drafts and the best sheet. A pure function.

Every tolerance is this program's own until a printer of Taohuawu gives his. A layer that
cannot be told is withheld, never called wrong. A finding's `where.span` is its place: mm from
the left and from the lower edge of the printed sheet.
"""

import math
from collections.abc import Iterator, Mapping

from content.assessment import Assessment, Finding, Where
from content.lesson import Goal, Lesson, Need
from lessons.arts.printing_found import Made, Place, Places
from lessons.arts.printing_measures import items, measures
from physics.woodblock.printed import Printed
from physics.woodblock.register import Shift

NEEDS: tuple[Need, ...] = ()
VERSION = 1
UNDONE = 12.0  # points for a step that was not done
DOUBLED = 15.0  # points for a layer that shows twice
MOST = 15.0  # points for one thing at one block, at most
SPECKLED = 0.05  # share of white specks from which colour is uneven because it is dry
SWOLLEN_MM = 0.04  # a drowned layer's edges lie outside everywhere; less is dirt beside a line


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
        measures=tuple(measures(made)),
        items=tuple(items(made)),
        findings=tuple(sorted(found, key=lambda f: -f.cost)),
    )


_NO_GOAL = Goal(measure="count", tolerance=0.0)
_NOWHERE: Places = {}


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
        for cause, measure, value, direction in (
            ("line", "line_mm", carved.line_mm, "off"),
            ("cut_through", "cut_mm", carved.cut_through_mm, "low"),
            ("high_ground", "high_pct", carved.high_pct, "high"),
            ("torn", "torn_mm2", carved.torn_mm2, "low"),
        ):
            at = carved.places.get(cause)
            yield from _beyond(block, cause, goals.get(measure), value, direction, at)


def _sheet(made: Made, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    sheet = made.sheet
    if sheet is None:
        return
    for block in sheet.absent:
        yield _finding(block, "absent", _NO_GOAL, 0.0, UNDONE, "missing")
    for block, layer in sheet.layers.items():
        wrong = tuple(_layer(block, layer, goals, sheet.places.get(block, _NOWHERE)))
        if block in sheet.register:
            yield from _register(block, sheet.register[block], goals)
        yield from wrong
        if not wrong:  # what is drowned or dry has another colour anyhow: each cause once
            value, lighter = sheet.colours.get(block, (math.nan, math.nan))
            way = "low" if lighter > 0 else "high"
            yield from _beyond(block, "colour", goals.get("delta_e"), value, way)
    yield from _beyond("sheet", "waste", goals.get("waste"), made.wasted, "high")


def _register(block: str, at: Shift, goals: Mapping[str, Goal]) -> Iterator[Finding]:
    """Name the shift by its larger part, with its sign: right and up are above 0."""
    goal = goals.get("register_mm")
    if goal is not None and math.isfinite(at.mm) and at.mm > goal.tolerance:
        cause, part = ("across", at.dx) if abs(at.dx) >= abs(at.dy) else ("along", at.dy)
        yield _finding(block, f"register_{cause}", goal, part, _cost(at.mm, goal), "off")
    yield from _beyond(block, "turn", goals.get("turn_deg"), at.turn, "turned")


def _layer(
    block: str, layer: Printed, goals: Mapping[str, Goal], places: Places
) -> Iterator[Finding]:
    """Name what is wrong with one layer, each cause once: a doubled layer is not swollen too."""

    def beyond(cause: str, measure: str, value: float, direction: str) -> tuple[Finding, ...]:
        at = places.get(cause)
        return tuple(_beyond(block, cause, goals.get(measure), value, direction, at))

    wrong: tuple[Finding, ...] = ()
    if layer.ghost > 0 and "ghost_mm" in goals:
        wrong = (_finding(block, "doubled", goals["ghost_mm"], layer.ghost, DOUBLED, "off"),)
    elif not layer.swelling < SWOLLEN_MM:
        wrong = beyond("drowned", "bleed_mm", layer.bleed, "high")
    wrong += beyond("dry", "broken_pct", layer.broken * 100, "low") or beyond(
        "bare", "bare_pct", layer.missing * 100, "missing"
    )
    if not wrong and layer.broken <= SPECKLED:
        wrong = beyond("uneven", "uneven_pct", (1 - layer.evenness) * 100, "off")
    yield from wrong
    yield from beyond("dirty", "dirty_pct", layer.dirty * 100, "high")


def _beyond(
    name: str,
    cause: str,
    goal: Goal | None,
    value: float,
    direction: str,
    place: Place | None = None,
) -> Iterator[Finding]:
    """Yield a finding where a value that was asked for and measured is beyond its tolerance."""
    if goal is None or not math.isfinite(value) or abs(value) <= goal.tolerance:
        return
    yield _finding(name, cause, goal, value, _cost(value, goal), direction, place)


def _cost(value: float, goal: Goal) -> float:
    return min(MOST, 4.0 * abs(value) / goal.tolerance) if goal.tolerance else MOST


def _finding(  # noqa: PLR0913 - a finding has so many sides
    name: str,
    cause: str,
    goal: Goal,
    value: float,
    cost: float,
    direction: str,
    place: Place | None = None,
) -> Finding:
    at = None if place is None else (round(place[0], 1), round(place[1], 1))
    return Finding.model_validate({
        "cause": f"printing.{cause}",
        "where": Where(kind="part", id=name, span=at),
        "measure": goal.measure,
        "value": round(value, 3),
        "unit": goal.measure.rpartition("_")[2],
        "tolerance": goal.tolerance,
        "direction": direction,
        "confidence": 1.0,
        "cost": round(cost, 2),
    })  # fmt: skip
