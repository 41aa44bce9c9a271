"""What the room of a singing lesson shows: questions, pages, the result."""

import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from content.lesson import Lesson
from content.pack import Pack
from content.score import Score
from content.texts import _, lang
from lessons.report import curve, gongche, jianpu
from lessons.report.model import VoiceReport
from lessons.report.notes import judged
from lessons.report.shapes import Page
from lessons.report.strands import Script
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button
from sim.views.summary_card import SummaryCard

SOUNDS = (".wav", ".flac", ".mp3", ".ogg")


def which_text(score: Score) -> ChoiceCard:
    """Ask which text the learner sings."""
    return ChoiceCard(
        _("Which text do you sing?"),
        (
            Choice("score", _("This one"), score.edition.read(lang())),
            Choice(
                "teacher",
                _("My teacher's own; I have a recording of it"),
                _("You are held against that recording alone."),
            ),
            Choice(
                "other",
                _("My teacher's own; I have no recording"),
                _("Where you differ from 1746 is shown, never called wrong; added notes are free."),
            ),
        ),
        buttons=(Button("hall", _("To the courtyard")),),
    )


def which_file(question: str, folder: Path, page: int) -> ChoiceCard:
    """Ask for one of the recordings in a folder, newest first."""
    empty = _("Put a recording (wav, flac or mp3) into {folder}, then look again.")
    return ChoiceCard(
        question,
        tuple(Choice(str(r.path), r.path.name, _size(r.size)) for r in recordings(folder)),
        empty=empty.format(folder=folder),
        buttons=(Button("look", _("Look again")), Button("back", _("Back to the page"))),
        page=page,
    )


@dataclass(frozen=True)
class Recording:
    """A file of sound in the learner's folder, its `size` in bytes."""

    path: Path
    size: int
    changed: float


def recordings(folder: Path) -> Sequence[Recording]:
    """Return the recordings in a folder, newest first; none where it is not there."""
    found = []
    for path in folder.glob("*"):
        with suppress(OSError):  # it may vanish while the folder is read
            state = path.stat()
            if path.suffix.lower() in SOUNDS and stat.S_ISREG(state.st_mode):
                found.append(Recording(path, state.st_size, state.st_mtime))
    return sorted(found, key=lambda r: r.changed, reverse=True)


def page_of(score: Score, script: Script, numbers: bool) -> Page:
    """Return the aria as gongche beside the words, or as jianpu."""
    if numbers:
        return jianpu.page(score, script)
    # Columns are read from the right; their legend would lie out of sight on the left, so its
    # first line stands below the page and all of it among the facts.
    return replace(gongche.columns(score, script), notes=())


def edition_line(lesson: Lesson, pack: Pack) -> str:
    """Return what ◆ means and whose edition is shown; an unseen licence is said at once."""
    mark = _("◆ a marked beat begins")
    edition = f"{mark} · {lesson.edition.read(lang())}"
    if all(asset.licence_seen for asset in pack.assets):
        return edition
    return _("{edition} · digital source: licence not seen (click)").format(edition=edition)


def rights_note(pack: Pack) -> str:
    """Return what is said of the rights in a pack's files, each remark once."""
    remarks = [asset.remark.read(lang()) for asset in pack.assets if asset.remark]
    return " ".join(dict.fromkeys(remarks))


def result(report: VoiceReport) -> SummaryCard:
    """Return the card of a judged take."""
    assessment = report.assessment
    return SummaryCard(
        title=f"{report.title} · {report.take}",
        score=assessment.score,
        withheld=_withheld(report),
        passed=None,
        findings=tuple(s for f, s in report.advice if f.where.kind != "whole"),
        right=_found(assessment.coverage),
        picture=_worst_row(report) if assessment.score is not None else None,
    )


def _withheld(report: VoiceReport) -> str | None:
    if report.assessment.score is not None:
        return None
    whole = [s for f, s in report.advice if f.where.kind == "whole"]
    return " ".join(whole) or report.assessment.withheld


def _found(coverage: float) -> str | None:
    if coverage < 0.75:
        return None
    return _("{percent:.0f} % of the notes were heard.").format(percent=100 * coverage)


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


def _size(n: int) -> str:
    return _("{mb:.1f} MB").format(mb=n / 1e6)
