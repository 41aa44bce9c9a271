"""From raised timber to what its report is made of."""

from collections.abc import Iterator

from content.assessment import Assessment, Measure
from content.lesson import Goal, Lesson
from content.library import Library
from content.model import Basis, Status
from content.pack import Pack
from content.texts import _, lang
from lessons import advice
from lessons.arts import outline
from lessons.arts.raising import Raising
from lessons.arts.workpiece import Aim, Workpiece
from lessons.report.bracket import Height, PartBox, elevation
from lessons.report.model import MeasureLine, Picture, SessionReport, StepLine
from lessons.report.shapes import Page


def session_report(
    library: Library,
    bench: Raising,
    piece: Workpiece,
    intro: str,
    pictures: tuple[Picture, ...] = (),
) -> SessionReport:
    """Return the report of the work as it stands on the bench."""
    lesson, assessment = bench.lesson, bench.assess()
    pack = library.pack(lesson.id).pack
    return SessionReport(
        title=lesson.title.read(lang()),
        intro=intro,
        editions=(lesson.edition.read(lang()),),
        assessment=assessment,
        advice=advice.worst(assessment),
        pictures=pictures,
        steps=tuple(_steps(lesson, bench, pack)),
        measures=tuple(_measures(lesson, piece, assessment)),
        drawings=(drawing(bench, piece, assessment),),
        rights=pack.assets,
        take_home=lesson.id,
    )


def _steps(lesson: Lesson, bench: Raising, pack: Pack) -> list[StepLine]:
    seated = bench.seated
    return [
        StepLine(
            s.title.read(lang()), s.say.read(lang()), set(s.parts) <= seated, _told(s.basis, pack)
        )
        for s in lesson.steps
    ]


def _told(basis: Basis, pack: Pack) -> Basis:
    """Return a basis whose source is called by its title, where the pack knows it."""
    source = pack.sources.get(basis.source)
    title = source.title.read(lang()) if source else basis.source
    return basis.model_copy(update={"source": title})


def drawing(bench: Raising, piece: Workpiece, assessment: Assessment) -> Page:
    """Draw the work from the front as it stands."""
    aim = height(bench.lesson, piece, assessment)
    return elevation(_boxes(bench, piece, assessment), aim)


def _boxes(bench: Raising, piece: Workpiece, assessment: Assessment) -> list[PartBox]:
    items = {str(i["part"]): i for i in assessment.items}
    boxes = []
    for shape in bench.shapes:
        item = items.get(shape.name)
        if item is None:
            continue  # a prop has no place of its own
        placed = item["place"] is not None
        boxes.append(
            PartBox(
                piece.names[shape.name].read(lang()),
                outline.front(shape.vertices, bench.pose(shape.name)) if placed else (),
                bool(item["seated"]) if placed else None,
                *(_number(item[k]) for k in ("gap_mm", "tilt_deg", "offset_mm")),
            )
        )
    return [b for b in boxes if b.outline]


def height(lesson: Lesson, piece: Workpiece, assessment: Assessment) -> Height | None:
    """Return how high the topmost beds came to lie, beside what the rules say; None: not asked."""
    if piece.aim is None:
        return None
    goal = _goal(lesson, "bed_height_mm")
    return Height(
        measured_mm=_value(assessment, "bed_height_mm"),
        goal_mm=piece.aim.mm,
        tolerance_mm=goal.tolerance if goal else 1.0,
        goal_words=_("{cun:g} 寸 (cùn)").format(cun=piece.aim.cun),
    )


def _measures(lesson: Lesson, piece: Workpiece, assessment: Assessment) -> Iterator[MeasureLine]:
    for measure in assessment.measures:
        goal = _goal(lesson, measure.name)
        aim = piece.aim if measure.name == "bed_height_mm" else None
        target = aim.mm if aim else 0.0
        noted = measure.name in _NOTED
        status = aim.status if aim else Status.DERIVED if noted else Status.UNRESOLVED
        yield MeasureLine(
            name=_names()[measure.name],
            value=_in_words(measure),
            tolerance=_tolerance(measure, goal, target),
            ok=None if noted else _holds(measure, goal, target),
            status=status,
            source=_source(aim, noted),
        )


_NOTED = ("taps", "rhythm", "seconds")  # told, never marked


def _source(aim: Aim | None, noted: bool) -> str:
    if noted:
        return _("measured on the work; no mark is given for it")
    if aim is None:
        return _("the tolerance is this program's own until a master gives his")
    if aim.status is Status.CONFIRMED:
        return _("the figure stands in 營造法原; the tolerance is this program's own")
    return _("the figure follows from those in 營造法原; the tolerance is this program's own")


def _in_words(measure: Measure) -> str:
    if measure.value is None:
        return "—"
    if measure.unit == "count":
        return f"{measure.value:.0f}"
    if measure.unit == "share":
        return f"± {100 * measure.value:.0f} %"
    return f"{round(measure.value, 1) + 0.0:.1f}{_unit(measure.unit)}"  # never −0.0


def _tolerance(measure: Measure, goal: Goal | None, target: float) -> str:
    if goal is None:
        return ""
    aim = f"{target:g} " if target else ""
    return f"{aim}± {goal.tolerance:g}{_unit(measure.unit)}"


def _holds(measure: Measure, goal: Goal | None, target: float) -> bool | None:
    if measure.value is None:
        return None
    return abs(measure.value - target) <= (goal.tolerance if goal else 0.0)


def _names() -> dict[str, str]:
    return {
        "bed_height_mm": _("height to the bed of the 升 (上升腰底)"),
        "gap_mm": _("largest gap"),
        "tilt_deg": _("largest lean"),
        "yaw_deg": _("largest turn"),
        "offset_mm": _("farthest from its place"),
        "fit_mm": _("most room in a joint beyond its drawing"),
        "order_faults": _("parts laid too early"),
        "taps": _("taps with mallet or axe"),
        "rhythm": _("rhythm: how uneven the taps were"),
        "seconds": _("time"),
    }


def _unit(unit: str) -> str:
    return {"deg": "°", "mm": _(" mm"), "s": _(" s")}.get(unit, unit)


def _goal(lesson: Lesson, measure: str) -> Goal | None:
    return next((g for s in lesson.steps for g in s.goals if g.measure == measure), None)


def _value(assessment: Assessment, name: str) -> float | None:
    return next((m.value for m in assessment.measures if m.name == name), None)


def _number(value: float | int | bool | str | None) -> float | None:
    return None if value is None else float(value)
