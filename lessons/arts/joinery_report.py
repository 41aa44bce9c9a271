"""From a joint that was cut to what its report is made of."""

from collections.abc import Iterator, Mapping

from content.assessment import Measure
from content.lesson import Goal, Lesson
from content.library import Library
from content.model import Basis, Status
from content.pack import Pack
from content.texts import _, lang
from lessons import advice
from lessons.arts.joinery import Joinery
from lessons.arts.joinery_drawing import cut_open
from lessons.report.model import MeasureLine, Picture, SessionReport, StepLine
from lessons.scorers.joinery import Made


def session_report(
    library: Library, bench: Joinery, intro: str, pictures: tuple[Picture, ...] = ()
) -> SessionReport:
    """Return the report of the joint as it is now."""
    lesson, assessment = bench.lesson, bench.assess()
    pack = library.pack(lesson.id).pack
    return SessionReport(
        title=lesson.title.read(lang()),
        intro=intro,
        editions=(lesson.edition.read(lang()),),
        assessment=assessment,
        advice=advice.worst(assessment),
        pictures=pictures,
        steps=tuple(_steps(bench, pack)),
        measures=tuple(_line(lesson, measure) for measure in assessment.measures),
        drawings=(cut_open(bench.state),),
        rights=pack.assets,
        take_home=lesson.id,
    )


def right(made: Made) -> str | None:
    """Say what went right, with its reason; None where the shoulder is open."""
    if made.trial is None or made.trial.long * 1000 - made.depth_mm > 0.2:
        return None
    sentence = _("The shoulder is closed: the tenon sits {mm:.1f} mm deep in its mortise.")
    return sentence.format(mm=made.depth_mm)


def _steps(bench: Joinery, pack: Pack) -> Iterator[StepLine]:
    done = bench.done
    for s in bench.lesson.steps:
        yield StepLine(s.title.read(lang()), s.say.read(lang()), s.id in done, _told(s.basis, pack))


def _told(basis: Basis, pack: Pack) -> Basis:
    """Return a basis whose source is called by its title, where the pack knows it."""
    source = pack.sources.get(basis.source)
    return basis.model_copy(update={"source": source.title.read(lang())}) if source else basis


# The goal that a measure is held against.
_GOALS: Mapping[str, str] = {"depth_mm": "deep_mm"}


def _line(lesson: Lesson, measure: Measure) -> MeasureLine:
    name = _GOALS.get(measure.name, measure.name)
    goal = next((g for s in lesson.steps for g in s.goals if g.measure == name), None)
    return MeasureLine(
        name=_names()[measure.name],
        value=_in_words(measure),
        tolerance=_allowed(goal) if goal and measure.name == goal.measure else "",
        ok=_holds(measure, goal),
        status=Status.UNRESOLVED if goal else Status.DERIVED,
        source=_source(goal),
    )


def _source(goal: Goal | None) -> str:
    if goal:
        return _("the tolerance is this program's own until a master gives his")
    return _("measured on the work; no mark is given for it")


def _allowed(goal: Goal) -> str:
    return f"± {goal.tolerance:g}{_unit(goal.measure.rpartition('_')[2])}"


def _holds(measure: Measure, goal: Goal | None) -> bool | None:
    if measure.value is None or goal is None or measure.name != goal.measure:
        return None
    if measure.name == "fit_mm" and measure.value < 0:
        return None  # thicker than its mortise: whether it can be driven stands among the steps
    return abs(measure.value) <= goal.tolerance


def _in_words(measure: Measure) -> str:
    value = measure.value
    if value is None:
        return "—"
    if measure.unit == "count":
        return f"{value:.0f}"
    if measure.unit == "share":
        return f"± {100 * value:.0f} %"
    if measure.unit == "mm3":
        return _("{cm3:.1f} cm³").format(cm3=value / 1000)
    return f"{round(value, 2) + 0.0:g}{_unit(measure.unit)}".replace("-", "−")


def _unit(unit: str) -> str:
    return {"deg": "°", "mm": _(" mm"), "s": _(" s")}.get(unit, unit)


def _names() -> dict[str, str]:
    return {
        "mark_mm": _("lines: farthest from where they were asked"),
        "line_mm": _("cut faces: farthest from their line (+ outside it)"),
        "over_mm": _("saw: farthest past its line"),
        "square_deg": _("cut faces: most out of square"),
        "depth_mm": _("mortise: depth"),
        "fit_mm": _("play of the tenon (− tighter)"),
        "gap_mm": _("shoulder: how far open"),
        "removed_mm3": _("wood taken away"),
        "strikes": _("strokes and blows"),
        "rhythm": _("rhythm: how uneven the strokes were"),
        "undone": _("steps taken back"),
        "seconds": _("time"),
    }
