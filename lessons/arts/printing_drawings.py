"""Drawings of a judged sheet for its report: register block by block, and where ink fails."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from content.assessment import Assessment
from content.lesson import Lesson
from lessons.advice_printing import block_name
from lessons.arts.printing_work import Work
from lessons.report import print_maps, print_register
from lessons.report.print_register import Lying
from lessons.report.shapes import Page
from physics.woodblock.paper import Paper
from physics.woodblock.printed import FULL, INK, moved
from physics.woodblock.register import shift

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]


def register(assessment: Assessment, lesson: Lesson, work: Work) -> tuple[Page, ...]:
    """Draw how the blocks lie beside the first; nothing where fewer than two were printed."""
    goals = {goal.measure: goal.tolerance for step in lesson.steps for goal in step.goals}
    inks = {plate.name: plate.pigment for plate in work.plates}
    found = []
    for item in assessment.items:
        name = str(item.get("block"))
        if name in inks and name != work.plates[0].name:
            dx, dy, turn = (_number(item.get(n)) for n in ("dx_mm", "dy_mm", "turn_deg"))
            ok = _holds(goals, math.hypot(dx, dy), turn)
            found.append(Lying(block_name(name), inks[name], dx, dy, turn, ok))
    return (print_register.page(found),) if found else ()


def coverage(masses: Mapping[str, Field], work: Work) -> Page:
    """Draw where the ink of each block, g/m2 (n, n), covers what was drawn, where it lies: what
    is beside its place is told by the register, not called bare."""
    drawn = {plate.name: plate.mask for plate in work.plates}
    return print_maps.page({
        block_name(name): print_maps.covered(mass > INK, lying(mass, drawn[name], work.grid.cell))
        for name, mass in masses.items()
    })  # fmt: skip


def lying(mass: Field, drawn: Mask, cell: float) -> Mask:
    """Return the drawing (n, n) where a layer lies; where that cannot be told, as it is."""
    at = shift(np.minimum(mass, FULL), drawn, cell)
    return moved(drawn, at, cell * 1000) if at.told else drawn


def masses(sheet: Paper) -> dict[str, Field]:
    """Return the ink on a sheet by block."""
    return {
        name: np.asarray(sum(v.mass for v in sheet.layers if v.block == name), np.float32)
        for name in dict.fromkeys(layer.block for layer in sheet.layers)
    }


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _holds(goals: Mapping[str, float], mm: float, deg: float) -> bool | None:
    asked = [(value, goals[name]) for name, value in (("register_mm", mm), ("turn_deg", abs(deg)))
             if name in goals and math.isfinite(value)]  # fmt: skip
    return all(value <= most for value, most in asked) if asked else None
