"""From what was carved and printed to what its report is made of."""

from collections.abc import Iterator

from content.assessment import Assessment, Measure
from content.lesson import Goal, Lesson
from content.library import Library
from content.model import Basis, Status
from content.pack import Pack
from content.texts import _, lang
from lessons import advice
from lessons.arts import printing_drawings as drawings
from lessons.arts.printing import Printing
from lessons.arts.printing_made import judged
from lessons.arts.printing_search import PrintSearch
from lessons.report.model import MeasureLine, Picture, SessionReport, StepLine
from lessons.report.shapes import Page


def session_report(
    library: Library,
    shop: Printing | PrintSearch,
    assessment: Assessment,
    intro: str,
    pictures: tuple[Picture, ...] = (),
) -> SessionReport:
    """Return the report of the work as it was judged."""
    lesson = shop.lesson
    pack = library.pack(lesson.id).pack
    return SessionReport(
        title=lesson.title.read(lang()),
        intro=intro,
        editions=(lesson.edition.read(lang()),),
        assessment=assessment,
        advice=advice.worst(assessment),
        pictures=pictures,
        steps=tuple(_steps(shop, pack)),
        measures=measure_lines(lesson, assessment),
        drawings=_drawings(shop, assessment) if isinstance(shop, Printing) else (),
        rights=pack.assets,
    )


def measure_lines(lesson: Lesson, assessment: Assessment) -> tuple[MeasureLine, ...]:
    """Return in words what was measured, each beside what is allowed."""
    return tuple(_line(lesson, m) for m in assessment.measures if m.n or m.withheld)


def _drawings(shop: Printing, assessment: Assessment) -> tuple[Page, ...]:
    """Return the drawings of the sheet that was judged."""
    best = judged(shop.shop, assessment)
    if best is None:
        return ()
    masses = drawings.masses(shop.shop.sheets[best])
    lie = drawings.register(assessment, shop.lesson, shop.work)
    return (*lie, drawings.coverage(masses, shop.work))


def right(assessment: Assessment) -> str | None:
    """Say what went right, with its reason; None where no sheet was printed, or that is wrong."""
    if {f.measure for f in assessment.findings} & {"register_mm", "uneven_pct", "broken_pct"}:
        return None
    found = {m.name: m.value for m in assessment.measures}
    even, off = found.get("uneven_pct"), found.get("register_mm")
    if even is None or off is None:
        return None
    sentence = _(
        "The farthest block lies {mm:.1f} mm from its place; the ink varies by {pct:.0f} %."
    )
    return sentence.format(mm=abs(off), pct=even)


def _steps(shop: Printing | PrintSearch, pack: Pack) -> Iterator[StepLine]:
    done = shop.done
    for s in shop.lesson.steps:
        yield StepLine(s.title.read(lang()), s.say.read(lang()), s.id in done, _told(s.basis, pack))


def _told(basis: Basis, pack: Pack) -> Basis:
    """Return a basis whose source is called by its title, where the pack knows it."""
    source = pack.sources.get(basis.source)
    return basis.model_copy(update={"source": source.title.read(lang())}) if source else basis


def _line(lesson: Lesson, measure: Measure) -> MeasureLine:
    goal = next((g for s in lesson.steps for g in s.goals if g.measure == measure.name), None)
    return MeasureLine(
        name=_names()[measure.name],
        value=_in_words(measure),
        tolerance=_allowed(goal) if goal else "",
        ok=_holds(measure, goal),
        status=Status.UNRESOLVED if goal else Status.DERIVED,
        source=_source(goal),
    )


def _source(goal: Goal | None) -> str:
    if goal:
        return _("the tolerance is this program's own until a master gives his")
    return _("measured on the work; no mark is given for it")


def _allowed(goal: Goal) -> str:
    return f"≤ {goal.tolerance:g}{_unit(goal.measure.rpartition('_')[2])}"


def _holds(measure: Measure, goal: Goal | None) -> bool | None:
    if measure.value is None or goal is None:
        return None
    return abs(measure.value) <= goal.tolerance


def _in_words(measure: Measure) -> str:
    if measure.value is None:
        return _("not told by a photograph") if measure.withheld == "photograph" else "—"
    if measure.unit == "count":
        return f"{measure.value:.0f}"
    return f"{round(measure.value, 2) + 0.0:g}{_unit(measure.unit)}".replace("-", "−")


def _unit(unit: str) -> str:
    units = {"deg": "°", "mm": _(" mm"), "mm2": _(" mm²"), "s": _(" s"), "pct": " %"}
    return units.get(unit, "")


def _names() -> dict[str, str]:
    return {
        "draft_mm": _("draft: farthest from its crosses"),
        "draft_deg": _("draft: most turned"),
        "line_mm": _("carved lines: 95 % lie nearer to the drawn edge"),
        "cut_mm": _("line that was cut through"),
        "high_pct": _("ground left too high"),
        "torn_mm2": _("line lost to chips"),
        "register_mm": _("register: the block farthest from its place"),
        "turn_deg": _("register: the block most turned"),
        "bleed_mm": _("ink beyond its edge: how far 95 % of it reach"),
        "swelling_mm": _("edges: how far outside (−: inside) the drawn ones"),
        "ghost_mm": _("second image: how far beside the first"),
        "broken_pct": _("broken colour"),
        "bare_pct": _("bare patches"),
        "uneven_pct": _("unevenness of the ink"),
        "dirty_pct": _("ink printed off the ground"),
        "delta_e": _("colour beside the reference proof (ΔE2000)"),
        "waste": _("sheets used for trials"),
        "found": _("faults found, with block and remedy"),
        "wrong": _("wrong answers"),
        "undone": _("steps taken back"),
        "seconds": _("time"),
    }
