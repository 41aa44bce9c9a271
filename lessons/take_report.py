"""From a judged take that was spoken, plucked, tapped or marked to what its report is made of."""

from collections.abc import Iterator, Mapping

from content.assessment import Assessment, Finding, Measure
from content.model import Basis, Status
from content.model import Text as Title
from content.script import Line
from content.stream import Stream
from content.texts import _, lang
from lessons import advice, measure_words, scoring
from lessons.asked import Asked
from lessons.report import lines, strokes
from lessons.report import told as told_page
from lessons.report.model import TakeReport, ToldLine
from lessons.report.shapes import Page
from lessons.report.strands import Script
from lessons.scorers import speech

UNJUDGED = ("strings.unplaced",)


def report(
    asked: Asked, take: str, assessment: Assessment, streams: Mapping[str, Stream]
) -> TakeReport:
    """Return the report of one take of a step."""
    read = lang()
    title = asked.lesson.title.read(read)
    if asked.step is not None:
        title = f"{title} · {asked.step.title.read(read)}"
    return TakeReport(
        title=title,
        take=take,
        intro=_intro(asked),
        editions=(asked.reference.edition.read(read),),
        assessment=assessment,
        lines=told(assessment, asked.marked),
        advice=_advice(assessment),
        rights=asked.rights,
        drawings=(*_drawings(asked), *_told(asked, streams)),
    )


def told(assessment: Assessment, marked: bool) -> tuple[ToldLine, ...]:
    """Return what was measured, in words; `marked`: with the mark that each gave."""
    return tuple(_line(m, marked) for m in assessment.measures if m.value is not None)


def _advice(assessment: Assessment) -> tuple[tuple[Finding, str], ...]:
    """Return what to work on, and what was not judged at all, however much there is to say."""
    said = advice.worst(assessment)
    rest = (
        f
        for f in assessment.findings
        if f.cause in UNJUDGED and f not in [g for g, _sentence in said]
    )
    return (*said, *((f, advice.sentence(f)) for f in rest))


def _intro(asked: Asked) -> str:
    if asked.waits_for_master and asked.step is not None and asked.step.slot is not None:
        return asked.step.slot.read(lang())
    if not asked.marked:
        return _(
            "This step is never marked: what was heard is shown, the word is the master's. Keep "
            "the take (shuimo play --consent), and he writes it there (shuimo records remark)."
        )
    return asked.step.say.read(lang()) if asked.step else asked.lesson.aim.read(lang())


def _drawings(asked: Asked) -> list[Page]:
    found = []
    if asked.reference.pattern is not None and not asked.recordings:
        found.append(strokes.page(asked.reference.pattern))
    if asked.scorer == "speech" and asked.reference.script is not None:
        found.append(lines.page(asked.reference.script, _characters()))
    return found


def _told(asked: Asked, streams: Mapping[str, Stream]) -> Iterator[Page]:
    """Yield what was spoken as curves, the teacher's behind it where he has recorded it."""
    if asked.scorer != "speech" or not streams:
        return
    master = scoring.reference(asked).streams if asked.recordings else None
    if asked.reference.script is not None:
        spoken = asked.reference.script.lines
        his = speech.curve(master, spoken) if master else None
        yield told_page.page(spoken, speech.curve(streams, spoken), his, _characters())
    elif master:
        title = asked.step.title if asked.step else asked.lesson.title
        curves = speech.whole_curve(streams), speech.whole_curve(master)
        yield told_page.page((_unwritten(title),), *curves, _characters())


def _unwritten(title: Title) -> Line:
    """Return the line that stands over speech whose words nobody wrote: its title."""
    name = title.read(lang())
    basis = Basis.of(Status.UNRESOLVED, "project")
    return Line(speaker="…", kind="表", trad=name, simp=name, basis=basis)


def _characters() -> Script:
    return "simp" if lang().startswith("zh") else "trad"


def _line(measure: Measure, marked: bool) -> ToldLine:
    name = _names().get(measure.name, measure.name)
    shown = marked and measure.score is not None
    mark = f"{measure.score:.0f}" if shown else _("shown, not marked")
    value = measure_words.value(measure.value or 0.0, measure.unit)
    return ToldLine(name, value, mark)


def _names() -> Mapping[str, str]:
    return {
        **measure_words.names(),
        "coverage": _("how much of it was heard"),
        "marks_right": _("marked rightly"),
    }
