"""The card of a judged take, and its report on paper."""

from pathlib import Path

from content.texts import _
from lessons.report import curve
from lessons.report.html import take_page, voice_page
from lessons.report.model import TakeReport, VoiceReport
from lessons.report.notes import judged
from lessons.report.shapes import Page
from sim.rooms.reading import write_report
from sim.views.summary_card import SummaryCard

Report = VoiceReport | TakeReport


def card(report: Report) -> SummaryCard:
    """Return the card of a judged take: at most three things to work on, one that went right."""
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
        findings=tuple(s for f, s in report.advice if f.where.kind != "whole"),
        right=_right(report),
        picture=_picture(report),
    )


def write(lesson_id: str, report: Report) -> Path:
    """Write the report into the user's folder and open it. Raises Refusal where it cannot."""
    page = voice_page(report) if isinstance(report, VoiceReport) else take_page(report)
    return write_report(lesson_id, page)


def _right(report: Report) -> str | None:
    """Return what went right, if something was measured that did."""
    if isinstance(report, TakeReport):
        line = report.lines[0] if report.lines else None
        return _("{name}: {value}").format(name=line.name, value=line.value) if line else None
    coverage = report.assessment.coverage
    if coverage < 0.75:
        return None
    return _("{percent:.0f} % of the notes were heard.").format(percent=100 * coverage)


def _picture(report: Report) -> Page | None:
    if isinstance(report, TakeReport):
        return report.drawings[0] if report.drawings else None
    return _worst_row(report) if report.assessment.score is not None else None


def _worst_row(report: VoiceReport) -> Page | None:
    """Return the row of the pitch curve with the costliest note."""
    said = judged(report.assessment.items)
    rows = curve.pages(report.notes, said, report.sung, report.limits, curve.WIDE)
    notes = [f.where.id.split()[0].split("-")[0] for f, _s in report.advice]
    for row in rows:
        taps = {getattr(shape, "tap", None) for shape in row.shapes}
        if notes and f"note:{notes[0]}" in taps:
            return row
    return rows[0] if rows else None
