"""The card of a judged take, and its report on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
MOST = 3  # things to work on, or measures told where nothing is marked
FAIR = 60.0  # of 100: a measure that went right
HEARD = 0.75  # of a take


@dataclass(frozen=True)
class Shown:
    """How a card is shown.

    `heard`: a place can be listened to; `bare`: without numbers; `onward`: there is a step to
    go on to; `at`: the thing to work on whose place is drawn; `against`: several takes of a
    teacher's, in words.
    """

    heard: bool = False
    bare: bool = False
    onward: bool = False
    at: int = 0
    against: str = ""


def card(report: Report, how: Shown) -> SummaryCard:
    """Return the card of a judged take: at most three things to work on, one that went right."""
    assessment, bare = report.assessment, how.bare
    withheld, found = None, causes(report)
    if assessment.score is None:
        whole = [s for f, s in report.advice if f.where.kind == "whole"]
        withheld = " ".join(whole) or assessment.withheld
    picture = _picture(report, how.at)
    return SummaryCard(
        title=f"{report.title} · {report.take}",
        score=assessment.score,
        withheld=withheld,
        passed=assessment.passed,
        findings=tuple(_plainly(f, s) if bare else s for f, s in found),
        right=None if bare else _right(report),
        picture=_unnumbered(picture) if bare else picture,
        told=() if bare else tuple(_told(report)),
        heard=tuple(k for k, (f, _s) in enumerate(found) if how.heard and _placed(f)),
        bare=bare,
        onward=how.onward,
        remarks=tuple(filter(None, (how.against, *_remarks(report)))),
    )


def causes(report: Report) -> list[tuple[Finding, str]]:
    """Return what is to be worked on, the costliest first, most of it at one place."""
    scored = report.assessment.score is not None
    found = [(f, s) for f, s in report.advice if _placed(f) or (scored and f.cost > 0)]
    return found[:MOST]


def _remarks(report: Report) -> list[str]:
    """Return what is said beside a score and costs nothing, as that no timing was graded."""
    if report.assessment.score is None:
        return []
    return [s for f, s in report.advice if not _placed(f) and f.cost <= 0]


def _placed(finding: Finding) -> bool:
    return finding.where.kind != "whole"


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


def _picture(report: Report, at: int) -> Page | None:
    if isinstance(report, TakeReport):
        return report.drawings[0] if report.drawings else None
    return _row(report, at) if report.assessment.score is not None else None


def _unnumbered(page: Page | None) -> Page | None:
    """Return a picture without its figures."""
    if page is None:
        return None
    kept = (s for s in page.shapes if not (isinstance(s, Text) and any(map(str.isdigit, s.glyphs))))
    return replace(page, shapes=tuple(kept))


def _row(report: VoiceReport, at: int) -> Page | None:
    """Return the row of the pitch curve with the place of one thing to work on."""
    said = judged(report.assessment.items)
    rows = curve.pages(report.notes, said, report.sung, report.limits, curve.WIDE)
    for finding in [f for f, _sentence in causes(report)[at:] if _placed(f)][:1]:
        note = f"note:{span(finding)[0]}"
        for row in rows:
            if note in {getattr(shape, "tap", None) for shape in row.shapes}:
                return row
    return rows[0] if rows else None
