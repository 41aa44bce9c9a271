"""What was found in a movement, as JSON; what could not be measured is null."""

from typing import Any

from content.assessment import Assessment, Finding
from lessons import advice
from lessons.measured import number
from lessons.scorers import motion as scorer
from motion.graded import Graded, Held
from motion.reference import MotionReference
from motion.skeleton import BONES

KEYS = (
    "score", "withheld", "reason", "distance", "shape_deg", "timing_ms", "flow", "coverage",
    "scores", "bones", "stands_out", "holds", "findings",
)  # fmt: skip


def assessed(name: str, reference: MotionReference, graded: Graded) -> Assessment:
    """Return what was found, as of no lesson. `name`: what the reference is called."""
    return scorer.assessment(("", "", name), reference, graded)


def view(graded: Graded, assessment: Assessment) -> dict[str, Any]:
    """Return the JSON of one pair of `shuimo grade motion`."""
    why = [advice.sentence(f) for f in assessment.findings if f.where.kind == "whole"]
    return {
        "score": _rounded(assessment.score, 2),
        "withheld": assessment.withheld,
        "reason": " ".join(why) or None,
        "distance": _rounded(graded.distance, 4),
        "shape_deg": _rounded(graded.shape_deg, 3),
        "timing_ms": _rounded(graded.timing_ms, 1),
        "flow": _rounded(graded.flow, 4),
        "coverage": _rounded(assessment.coverage, 4),
        "scores": {name: _rounded(score, 2) for name, score in graded.scores.items()},
        "bones": {bone: _rounded(share, 3) for bone, share in graded.bones.items()},
        "stands_out": {bone: _rounded(by, 3) for bone, by in graded.standing_out.items()},
        "holds": [_hold(hold) for hold in graded.held],
        "findings": [_finding(f) for f in assessment.findings if f.where.kind != "whole"],
    }


def unreadable(reason: str) -> dict[str, Any]:
    """Return the JSON of a pair that could not be opened: why, and nothing made up."""
    nothing = {"withheld": "unreadable", "reason": reason, "coverage": 0.0, "findings": []}
    return {**dict.fromkeys(KEYS), **nothing}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else number(value, digits)


def _finding(finding: Finding) -> dict[str, Any]:
    where, span = finding.where, finding.where.span
    return {
        "bone": where.id if where.id in BONES else None,
        "where": where.id,
        "phase": f"{span[0]:.1f}–{span[1]:.1f} s" if span else None,
        "start": number(span[0], 3) if span else None,
        "end": number(span[1], 3) if span else None,
        "degrees": finding.value if finding.unit == "deg" else None,
        "value": finding.value,
        "unit": finding.unit,
        "tolerance": finding.tolerance,
        "direction": finding.cause.split(".")[1],
        "remedy": advice.sentence(finding),
        "confidence": finding.confidence,
        "cost": finding.cost,
    }


def _hold(hold: Held) -> dict[str, float | None]:
    names = ("start", "end", "seconds", "sway", "degrees", "score")
    return {name: _rounded(getattr(hold, name), 3) for name in names}
