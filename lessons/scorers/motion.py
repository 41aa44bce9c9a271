"""Judges a movement against its reference: shape, timing, flow and holds apart.

Which bone is blamed, and how surely, is said by `motion.grade`; here it becomes an Assessment.
What the camera did not see is named and never marked; the head is shown and never judged.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Need, Seen, Step
from lessons.measured import measure, number, whole
from motion.grade import COVERED, grade
from motion.graded import Direction, Fault, Graded, Held
from motion.reference import MotionReference
from motion.skeleton import SIDES
from motion.timing import lags

NEEDS: tuple[Need, ...] = ("camera",)
VERSION = 1
SEEN = 0.5  # share of the time in which a bone must be seen to be spoken of
MATTERS = 0.25  # of the busiest bone's weight: less is not worth a word where it was not seen
SHORT = 0.7  # of the master's hold: who leaves sooner is told
SWAY = 0.04  # metres: who sways more is told
ENDS = 0.5  # s: what is off from so near the beginning to so near the end is off all the time
HOLD_COST = 10.0  # points of 100 that all holds together can cost
_FINGERS = ("thumb", "index", "middle", "ring", "little")
# What of a body a lesson names, as bones of the skeleton.
BONES: Mapping[Seen, tuple[str, ...]] = {
    "hands": ("hand", *_FINGERS),
    "legs": ("thigh", "shank"),
    "feet": ("foot",),
}
_TOLD: Mapping[Direction, str] = {"early": "early", "late": "late"}


def assessment(
    of: tuple[str, str, str],
    reference: MotionReference | None,
    graded: Graded | None,
    step: Step | None = None,
    on_beat: bool = False,
) -> Assessment:
    """Return the Assessment of a take.

    `of`: the lesson's id, its hash, and the reference's id. Without a reference or a grade the
    step waits for a master. `step`: what of a body it needs to be seen at all.
    """
    lesson, lesson_hash, name = of
    if reference is None or graded is None:
        waits = whole("motion.master", "coverage", 0.0, "share", 0.0)
        return Assessment(
            lesson=lesson, lesson_hash=lesson_hash, references=(), scorer="motion",
            scorer_version=VERSION, withheld="master", coverage=0.0, findings=(waits,),
        )  # fmt: skip
    hidden = unseen(step, graded)
    withheld = _why(graded, hidden)
    why = whole(f"motion.{withheld}", "coverage", _share(graded), "share", COVERED)
    wrong = (why,) if withheld else _wrong(reference, graded, on_beat)
    return Assessment(
        lesson=lesson,
        lesson_hash=lesson_hash,
        references=(name,),
        scorer="motion",
        scorer_version=VERSION,
        score=None if withheld else number(graded.score or 0.0, 1),
        withheld=withheld,
        coverage=_share(graded),
        measures=_measures(reference, graded, withheld),
        items=tuple(_items(reference, graded)),
        findings=(*wrong, *_hidden(reference, graded)),
    )


def _why(graded: Graded, hidden: Seen | None) -> str | None:
    """Return why there is no mark; what the step needs to see says more than how much was seen."""
    if hidden and graded.withheld in (None, "half_seen"):
        return f"unseen_{hidden}"
    return graded.withheld


def unseen(step: Step | None, graded: Graded) -> Seen | None:
    """Return what a step needs to see of a body and the camera did not; None where all was."""
    for part in step.sees if step else ():
        shares = [graded.bones.get(f"{s}_{bone}", 0.0) for s in SIDES for bone in BONES[part]]
        if min(shares) < SEEN:
            return part
    return None


def hidden_bones(reference: MotionReference, graded: Graded) -> tuple[str, ...]:
    """Return the bones that matter here and were not seen long enough to be spoken of."""
    model = reference.model
    least = MATTERS * float(model.weights.max())
    weights = zip(model.bones, model.weights, strict=True)
    return tuple(
        bone for bone, weight in weights if weight >= least and graded.bones.get(bone, 0.0) < SEEN
    )


def _share(graded: Graded) -> float:
    return float(np.clip(np.nan_to_num(graded.coverage), 0.0, 1.0))


def _wrong(reference: MotionReference, graded: Graded, on_beat: bool) -> tuple[Finding, ...]:
    """Return what was not right, the costliest first."""
    found = [_blamed(fault, reference) for fault in graded.faults]
    moving = (fault for fault in graded.late if not _stands(reference, fault))
    found += [_timed(fault, graded, on_beat) for fault in moving]
    own = grade(reference, reference.ghost).held if graded.held else ()
    for hold in graded.held:
        found += _held(hold, _asked(own, graded, hold), HOLD_COST / len(graded.held))
    return tuple(sorted(found, key=lambda f: -f.cost))


def _hidden(reference: MotionReference, graded: Graded) -> Iterator[Finding]:
    """Yield what was not seen and is not judged."""
    for bone in hidden_bones(reference, graded):
        yield _finding("motion.unseen", bone, None, ("coverage", "share"), graded.bones[bone], SEEN)


def _blamed(fault: Fault, reference: MotionReference) -> Finding:
    times = reference.model.times
    always = fault.start - times[0] < ENDS and times[-1] - fault.end < ENDS
    found = _finding(
        f"motion.{fault.direction}{'.throughout' if always else ''}", fault.bone,
        (fault.start, fault.end), ("shape_deg", "deg"), fault.degrees, fault.tolerance,
    )  # fmt: skip
    return found.model_copy(update={"confidence": _sure(fault), "cost": round(fault.cost, 3)})


def _stands(reference: MotionReference, fault: Fault) -> bool:
    """Whether the reference stands still for most of a stretch: nobody comes late there."""
    ends = ((max(a, fault.start), min(b, fault.end)) for a, b in reference.model.holds)
    return 2 * sum(max(0.0, b - a) for a, b in ends) > fault.end - fault.start


def _timed(fault: Fault, graded: Graded, on_beat: bool) -> Finding:
    """Return a finding of one stretch that came early or late: by how much, from the path."""
    off = lags(graded.path[:, 0], graded.path[:, 1], on_beat)
    inside = (graded.path[:, 0] >= fault.start) & (graded.path[:, 0] <= fault.end)
    ms = 1000 * float(np.mean(np.abs(off[inside]))) if inside.any() else graded.timing_ms
    found = _finding(
        f"motion.{fault.direction}", "", (fault.start, fault.end), ("timing_ms", "ms"), ms, 300.0
    )
    update = {
        "confidence": _sure(fault),
        "cost": round(fault.cost, 3),
        "direction": _TOLD.get(fault.direction, "off"),
    }
    return found.model_copy(update=update)


def _asked(own: Sequence[Held], graded: Graded, hold: Held) -> Held:
    """Return how the reference itself, graded as a take, holds what a take held."""
    middle = (hold.start + hold.end) / 2
    at = float(graded.path[int(np.argmin(np.abs(graded.path[:, 1] - middle))), 0])
    return min(own, key=lambda h: abs((h.start + h.end) / 2 - at))


def _held(hold: Held, own: Held, most: float) -> list[Finding]:
    """Return the word about one hold that was left early or not still; none about a good one."""
    if hold.score is None:
        return []
    cost, span, wanted = most * (1 - hold.score / 100), (own.start, own.end), own.end - own.start
    stood = max(hold.seconds, hold.end - hold.start)  # a trembling camera sees no stillness
    if stood < SHORT * wanted:
        found = _finding("motion.short", "hold", span, ("hold", "s"), stood, wanted)
        return [found.model_copy(update={"cost": round(max(cost, most / 2), 3)})]
    if hold.sway > own.sway + SWAY:
        found = _finding("motion.unsteady", "hold", span, ("hold", "m"), hold.sway, SWAY)
        return [found.model_copy(update={"cost": round(cost, 3)})]
    return []


def _sure(fault: Fault) -> float:
    return float(np.clip(np.nan_to_num(fault.confidence), 0.0, 1.0))


def _finding(
    cause: str,
    place: str,
    span: tuple[float, float] | None,
    of: tuple[str, str],
    value: float,
    tolerance: float,
) -> Finding:
    name, unit = of
    return Finding(
        cause=cause, where=Where(kind="span", id=place or "time", span=span), measure=name,
        value=round(float(np.nan_to_num(value)), 3), unit=unit,
        tolerance=round(float(np.nan_to_num(tolerance)), 3), direction="off", confidence=1.0,
        cost=0.0,
    )  # fmt: skip


def _measures(
    reference: MotionReference, graded: Graded, withheld: str | None
) -> tuple[Measure, ...]:
    frames = len(reference.model.times)
    seconds = [hold.seconds for hold in graded.held]
    values: Sequence[tuple[str, str, float, str, int]] = (
        ("shape_deg", "shape", graded.shape_deg, "deg", frames),
        ("timing_ms", "timing", graded.timing_ms, "ms", frames),
        ("flow", "flow", graded.flow, "share", frames),
        ("hold", "hold", float(np.mean(seconds)) if seconds else float("nan"), "s", len(seconds)),
    )
    marked = (
        measure(name, value, unit, n, withheld, _mark(graded, key))
        for name, key, value, unit, n in values
    )
    return (*marked, measure("coverage", _share(graded), "share", frames, withheld))


def _mark(graded: Graded, name: str) -> float:
    score = graded.scores.get(name)
    return float("nan") if score is None else score / 100


def _items(reference: MotionReference, graded: Graded) -> Iterator[Item]:
    model = reference.model
    for bone, weight in zip(model.bones, model.weights, strict=True):
        yield {
            "bone": bone,
            "seen": number(graded.bones.get(bone, 0.0), 3),
            "weight": number(float(weight), 3),
        }
