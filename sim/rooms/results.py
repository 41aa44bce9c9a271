"""The card of a judged take, and its report on paper."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.assessment import Finding
from content.texts import _
from lessons.advice_plain import plain
from lessons.report import curve
from lessons.report.html import take_page, voice_page
from lessons.report.model import TakeReport, VoiceReport
from lessons.report.notes import judged
from lessons.report.shapes import Page, Text
from sim.rooms.reading import write_report
from sim.views.summary_card import SummaryCard

Report = VoiceReport | TakeReport
MOST = 3  # measures told where nothing is marked


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


def write(lesson_id: str, report: Report) -> Path:
    """Write the report into the user's folder and open it. Raises Refusal where it cannot."""
    page = voice_page(report) if isinstance(report, VoiceReport) else take_page(report)
    return write_report(lesson_id, page)


def _plainly(finding: Finding, sentence: str) -> str:
    return plain(finding) if any(c.isdigit() for c in sentence) else sentence


def _told(report: Report) -> Sequence[str]:
    """Return what was measured where nothing is marked: there it is all there is to say."""
    if not isinstance(report, TakeReport) or report.assessment.score is not None:
        return ()
    lines = report.lines[1 : 1 + MOST]  # the first says how much was heard
    return [_("{name}: {value}").format(name=line.name, value=line.value) for line in lines]


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
