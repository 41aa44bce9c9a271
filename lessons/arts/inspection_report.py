"""From a search for mistakes to what its card and its report say."""

from collections.abc import Collection, Iterator

from content.assessment import Assessment, Measure
from content.library import Library
from content.model import Status
from content.texts import _, lang
from lessons import advice
from lessons.advice_inspection import kind_name, sized
from lessons.arts import outline
from lessons.arts.inspection import Inspection
from lessons.arts.workpiece import Workpiece
from lessons.report.bracket import PartBox, elevation
from lessons.report.model import MeasureLine, Picture, SessionReport, StepLine
from lessons.report.shapes import Page
from lessons.scorers.inspection import Hidden
from lessons.timber_names import part_name


def session_report(
    library: Library,
    bench: Inspection,
    piece: Workpiece,
    intro: str,
    pictures: tuple[Picture, ...] = (),
) -> SessionReport:
    """Return the report of a search that is over."""
    lesson, assessment = bench.lesson, bench.assess()
    pack = library.pack(lesson.id).pack
    return SessionReport(
        title=lesson.title.read(lang()),
        intro=intro,
        editions=(lesson.edition.read(lang()),),
        assessment=assessment,
        advice=advice.worst(assessment),
        pictures=pictures,
        steps=tuple(StepLine(s.title.read(lang()), s.say.read(lang()), None) for s in lesson.steps),
        measures=(*_truth(bench, assessment), *map(_measure, assessment.measures)),
        drawings=(drawing(bench, piece, assessment),),
        rights=pack.assets,
        take_home=lesson.id,
    )


def truth(bench: Inspection, told: Collection[str] = ()) -> tuple[str, ...]:
    """Tell every mistake in a sentence: which part, what, and whether it was found.

    `told`: the parts of which that was said already.
    """
    found = {str(i["part"]): i["found"] for i in bench.assess().items}
    yes, no = _("{part}: {what}. Found."), _("{part}: {what}. Not found.")
    return tuple(
        _capital((yes if found[h.part] else no).format(part=part_name(h.part), what=_what(h)))
        for h in bench.search().hidden
        if h.part not in told
    )


def remarks(assessment: Assessment) -> tuple[str, ...]:
    """Return what costs nothing but is worth knowing, each thing once."""
    said = (advice.sentence(f) for f in assessment.findings if not f.cost)
    return tuple(dict.fromkeys(said))


def drawing(bench: Inspection, piece: Workpiece, assessment: Assessment) -> Page:
    """Draw the work from the front, what was wrong in it marked."""
    wrong = {str(i["part"]) for i in assessment.items if i["truth"]}
    crowded = bench.design.setting == "yard"  # too many parts to write every name
    boxes = [
        PartBox(
            "" if crowded and s.name not in wrong else piece.names[s.name].read(lang()),
            outline.front(s.vertices, bench.pose(s.name)),
            s.name not in wrong,
        )
        for s in bench.shapes
        if s.name in bench.parts
    ]
    return elevation(sorted(boxes, key=lambda b: b.ok is False), None)  # what is wrong lies on top


def _what(hidden: Hidden) -> str:
    return sized(kind_name(hidden.kind), hidden.amount, hidden.unit)


def _truth(bench: Inspection, assessment: Assessment) -> Iterator[MeasureLine]:
    found = {str(i["part"]): bool(i["found"]) for i in assessment.items}
    for hidden in bench.search().hidden:
        yes = found[hidden.part]
        yield MeasureLine(
            name=_capital(part_name(hidden.part)),
            value=_what(hidden),
            tolerance=_("rightly found") if yes else _("not found"),
            ok=yes,
            status=Status.DERIVED,
            source=_("hidden there by the program, exactly so"),
        )


def _measure(measure: Measure) -> MeasureLine:
    less = measure.name == "false_alarms"
    count = round(measure.value or 0)
    return MeasureLine(
        name=_names()[measure.name],
        value=_("{count} of {all}").format(count=count, all=measure.n),
        tolerance="",
        ok=None if not measure.n else (count == 0 if less else count == measure.n),
        status=Status.DERIVED,
        source=_("counted"),
    )


def _names() -> dict[str, str]:
    return {
        "found_count": _("mistakes found"),
        "kinds_right": _("found, and rightly named"),
        "false_alarms": _("sound parts that were marked"),
        "foretold_right": _("trials rightly foretold"),
        "inspected_parts": _("parts that a tool was held to"),
    }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
