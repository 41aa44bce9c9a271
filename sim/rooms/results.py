"""The card of a judged take, and its report on paper."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.assessment import Finding, Measure
from content.texts import _
from lessons.advice_plain import plain
from lessons.asked import Asked
from lessons.report import curve
from lessons.report.html import take_page, voice_page
from lessons.report.model import TakeReport, VoiceReport
from lessons.report.notes import judged
from lessons.report.shapes import Page, Text
from sim.rooms.reading import write_report
from sim.views.summary_card import SummaryCard

Report = VoiceReport | TakeReport
MOST = 3  # measures told where nothing is marked
FAIR = 60.0  # of 100: a measure that went right
HEARD = 0.75  # of a take


def card(report: Report, heard: bool, bare: bool, onward: bool) -> SummaryCard:
    """Return the card of a judged take: at most three things to work on, one that went right.

    `heard`: each thing to work on can be listened to; `bare`: without numbers; `onward`: there
    is a step to go on to.
    """
    assessment = report.assessment
    whole = [s for f, s in report.advice if f.where.kind == "whole"]
    withheld = None
    if assessment.score is None:
        withheld = " ".join(whole) or assessment.withheld
    return SummaryCard(
        title=f"{report.title} · {report.take}",
        score=assessment.score,
        withheld=withheld,
        passed=assessment.passed,
        findings=tuple(_plainly(f, s) if bare else s for f, s in places(report)),
        right=None if bare else _right(report),
        picture=_unnumbered(_picture(report)) if bare else _picture(report),
        told=() if bare else tuple(_told(report)),
        heard=heard,
        bare=bare,
        onward=onward,
    )


def places(report: Report) -> list[tuple[Finding, str]]:
    """Return what is to be worked on at one place, the costliest first."""
    return [(f, s) for f, s in report.advice if f.where.kind != "whole"]


def span(finding: Finding) -> tuple[int, int]:
    """Return the first and last note, stroke or line that a finding is of, from 0."""
    first, _dash, last = finding.where.id.split(" ")[0].partition("-")
    return int(first), int(last or first)


def write(asked: Asked, report: Report) -> Path:
    """Write the report into the user's folder and open it. Raises Refusal where it cannot."""
    page = voice_page(report) if isinstance(report, VoiceReport) else take_page(report)
    of = asked.lesson.id if asked.step is None else f"{asked.lesson.id}-{asked.step.id}"
    return write_report(of, page)


def _plainly(finding: Finding, sentence: str) -> str:
    return plain(finding) if any(c.isdigit() for c in sentence) else sentence


def _told(report: Report) -> Sequence[str]:
    """Return what was measured where nothing is marked: there it is all there is to say."""
    if not isinstance(report, TakeReport) or report.assessment.score is not None:
        return ()
    first = 1 if _right(report) else 0  # which says how much was heard
    lines = report.lines[first : first + MOST]
    return [_("{name}: {value}").format(name=line.name, value=line.value) for line in lines]


def _right(report: Report) -> str | None:
    """Return what went right, if something was measured that did."""
    if isinstance(report, TakeReport):
        measure = next((m for m in report.assessment.measures if m.value is not None), None)
        if measure is None or not report.lines or not _fair(measure):
            return None
        line = report.lines[0]  # of that measure
        return _("{name}: {value}").format(name=line.name, value=line.value)
    coverage = report.assessment.coverage
    if coverage < HEARD:
        return None
    return _("{percent:.0f} % of the notes were heard.").format(percent=100 * coverage)


def _fair(measure: Measure) -> bool:
    heard = measure.value if measure.name == "coverage" else None
    return (measure.score or 0.0) >= FAIR or (heard or 0.0) >= HEARD


def _picture(report: Report) -> Page | None:
    if isinstance(report, TakeReport):
        return report.drawings[0] if report.drawings else None
    return _worst_row(report) if report.assessment.score is not None else None


def _unnumbered(page: Page | None) -> Page | None:
    """Return a picture without its figures."""
    if page is None:
        return None
    kept = (s for s in page.shapes if not (isinstance(s, Text) and any(map(str.isdigit, s.glyphs))))
    return replace(page, shapes=tuple(kept))


def _worst_row(report: VoiceReport) -> Page | None:
    """Return the row of the pitch curve with the costliest note."""
    said = judged(report.assessment.items)
    rows = curve.pages(report.notes, said, report.sung, report.limits, curve.WIDE)
    for finding, _sentence in places(report)[:1]:
        costliest = f"note:{span(finding)[0]}"
        for row in rows:
            if costliest in {getattr(shape, "tap", None) for shape in row.shapes}:
                return row
    return rows[0] if rows else None
