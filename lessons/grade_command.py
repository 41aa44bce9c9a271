"""`shuimo grade`: a recording against a score or a teacher's, a movement, a photographed sheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.assessment import Assessment
from content.errors import Refusal
from content.texts import _
from lessons import console, motion_command, print_command, registry

if TYPE_CHECKING:
    from lessons.asked import TextSung
    from lessons.report.model import VoiceReport


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        help=_("Judge a recording, or a photograph of a print."), no_args_is_help=True
    )
    app.command("voice", help=_("Judge singing, note by note."))(voice)
    app.command("motion", help=_("Judge a movement beside a master's takes of it."))(
        motion_command.grade
    )
    app.command("print", help=_("Judge a real sheet of the print shop by its photograph."))(
        print_command.grade
    )
    return app


def voice(
    take: Annotated[Path, typer.Option(help=_("your recording: wav, flac or mp3"))],
    lesson: Annotated[str | None, typer.Option(help=_("a lesson with a score"))] = None,
    reference: Annotated[
        list[Path] | None,
        typer.Option(help=_("your teacher's recording; several of one teacher by repeating")),
    ] = None,
    other_text: Annotated[
        bool, typer.Option("--other-text", help=_("you sing your teacher's text, not this score"))
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
    html: Annotated[Path | None, typer.Option(help=_("write the report here"))] = None,
) -> None:
    """Judge one take; nothing of it is kept."""
    if (lesson is None) == (not reference):
        raise Refusal(
            _("Name either --lesson or --reference: what shall the take be held against?")
        )
    from lessons.report.html import save, voice_page
    from lessons.scorers.voice import voice_view

    text: TextSung = "other" if other_text else "score"
    with console.working(_("listening …")):
        report = _against_lesson(lesson, take, text) if lesson else _against(reference or [], take)
    if html is not None:
        save(voice_page(report), html)
    if json:
        console.emit(voice_view(report.assessment))
    else:
        _say(report)
        if html is not None:
            console.out.print(_("The report is in {file}").format(file=html), soft_wrap=True)


def _against_lesson(lesson_id: str, take: Path, text: "TextSung") -> "VoiceReport":
    from lessons import asked, judging
    from lessons.report.model import VoiceReport

    library = registry.library()
    registry.score_link(library.lesson(lesson_id))
    report = judging.judge(asked.ask(library, lesson_id, text=text), take).report
    assert isinstance(report, VoiceReport)
    return report


def _against(references: list[Path], take: Path) -> "VoiceReport":
    from lessons import voice_report
    from lessons.scorers.voice import grade_files

    judged = grade_files(references, take)
    return voice_report.against_recordings(references, take.name, judged)


def _say(report: "VoiceReport") -> None:
    from lessons.report.voice_words import facts

    assessment = report.assessment
    console.out.print(f"{report.title}  {report.take}", style="bold")
    console.out.print(headline(assessment), soft_wrap=True)
    for line in facts(assessment, "score" if report.score else "teacher"):
        console.out.print(f"  {line}", soft_wrap=True)
    for finding, sentence in report.advice:
        if assessment.score is not None or finding.where.kind != "whole":  # else said above
            console.out.print(f"  → {sentence}", soft_wrap=True)


def headline(assessment: Assessment) -> str:
    """Return the program's score, or why there is none."""
    from lessons import advice

    if assessment.score is not None:
        return _("Score: {score:.0f} of 100").format(score=assessment.score)
    reasons = [advice.sentence(f) for f in assessment.findings if f.where.kind == "whole"]
    return _("No score: {why}").format(why=" ".join(reasons) or assessment.withheld)
