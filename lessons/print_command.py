"""`shuimo print`: a print to take home. `shuimo grade print`: a real sheet, by its photograph."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.assessment import Assessment
from content.errors import Refusal
from content.texts import _, lang
from lessons import console, registry
from lessons.timber_command import write_whole

if TYPE_CHECKING:
    from lessons.print_photo import Photographed
    from lessons.report.model import SessionReport
    from physics.woodblock.paper import Paper

Out = Annotated[Path, typer.Argument(help=_("the file to write, .png or .pdf"))]
Force = Annotated[bool, typer.Option("--force", help=_("write over a file"))]
Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        help=_("Prints to take home: PNG at 300 dpi, PDF at true size."), no_args_is_help=True
    )
    app.command("proof", help=_("Write the reference proof of a design and of its blocks."))(proof)
    app.command("sheet", help=_("Write the sheet that was printed in a kept session."))(sheet)
    return app


def proof(
    name: Annotated[str, typer.Argument(help=_("a lesson in printing, or a design's pack"))],
    out: Out,
    force: Force = False,
    json: Json = False,
) -> None:
    """Print the design without a fault, by the same physics, and write it."""
    from lessons import print_out
    from lessons.arts.printing_ideal import proof as ideal
    from lessons.print_work import printable

    _ask(out, force)
    of = printable(registry.library(), name)
    with console.working(_("printing the reference proof")):
        paper = ideal(of.work)
        told = print_out.Told(of.design.title, of.design.label, print_out.PROOF)
        _give(paper, of.lesson.id, told, out, json)


def sheet(
    take: Annotated[Path, typer.Argument(help=_("a session of the print shop that was kept"))],
    out: Out,
    force: Force = False,
    json: Json = False,
) -> None:
    """Do a kept session again and write its best sheet."""
    from lessons import print_out, print_take
    from lessons.print_work import printable

    _ask(out, force)
    with console.working(_("printing the sheet again")):
        lesson, paper = print_take.printed(registry.library(), take)
        design = printable(registry.library(), lesson).design
        told = print_out.Told(design.title, design.label, print_out.OWN)
        _give(paper, lesson, told, out, json)


def grade(
    design: Annotated[str, typer.Option(help=_("a lesson in printing, or a design's pack"))],
    photo: Annotated[Path, typer.Option(help=_("a photograph of the whole sheet: jpg or png"))],
    json: Json = False,
    html: Annotated[Path | None, typer.Option(help=_("write the report here"))] = None,
) -> None:
    """Judge a real sheet by its photograph; nothing of it is kept."""
    from lessons import print_photo

    with console.working(_("measuring the sheet")):
        found = print_photo.judged(registry.library(), design, photo)
    if html is not None:
        from lessons.report.html import save, session_page

        save(session_page(_report(found, photo)), html)
    if json:
        console.emit(found.assessment.model_dump(mode="json"))
    else:
        _say(found)
        if html is not None:
            console.out.print(_("The report is in {file}").format(file=html), soft_wrap=True)


def _ask(out: Path, force: bool) -> None:
    if out.suffix.lower() not in (".png", ".pdf"):
        sentence = _("{file}: its ending says no form; end it in .png or .pdf")
        raise Refusal(sentence.format(file=out))
    if out.exists() and not force:
        sentence = _("{file} is there already; add --force to write over it")
        raise Refusal(sentence.format(file=out))


def _give(paper: "Paper", lesson: str, told: object, out: Path, json: bool) -> None:
    from lessons import print_out
    from lessons.print_work import printable

    assert isinstance(told, print_out.Told)
    of = printable(registry.library(), lesson, paper.grid.cells)
    pixels = print_out.looks(paper)
    if out.suffix.lower() == ".png":
        write_whole({out: print_out.png(pixels, of.design.side_mm, told)})
    else:
        write_whole({out: print_out.pdf(pixels, of, paper, told)})
    if json:
        return console.emit([{"file": str(out), "side_mm": of.design.side_mm}])
    text = _("Written: {file} ({unit})").format(file=out, unit=_("full size; print at 100 %"))
    console.out.print(text, soft_wrap=True)


def _say(found: "Photographed") -> None:
    from lessons import advice, print_photo
    from lessons.arts.printing_report import measure_lines
    from lessons.grade_command import headline

    assessment: Assessment = found.assessment
    console.out.print(found.of.design.title.read(lang()), style="bold")
    console.out.print(headline(assessment), soft_wrap=True)
    for line in measure_lines(found.of.lesson, print_photo.of_sheet(assessment)):
        text = _("{name}: {value}").format(name=line.name, value=line.value)
        console.out.print(f"  {text}  {line.tolerance}", soft_wrap=True)
    for _finding, sentence in advice.worst(assessment):
        console.out.print(f"  → {sentence}", soft_wrap=True)


def _report(found: "Photographed", file: Path) -> "SessionReport":
    from lessons import advice
    from lessons.arts import printing_drawings as drawings
    from lessons.arts.printing_report import measure_lines
    from lessons.print_photo import flat_jpeg, of_sheet
    from lessons.report.model import Picture, SessionReport

    of, assessment = found.of, found.assessment
    intro = _(
        "A real sheet, from a photograph ({mm:.1f} pixels to a millimetre), flattened by its "
        "register crosses. Colours are measured beside the key; strength, evenness and a second "
        "image are not told from a photograph."
    )
    return SessionReport(
        title=f"{of.design.title.read(lang())} · {file.name}",
        intro=intro.format(mm=found.flat.per_mm),
        editions=(of.design.label.read(lang()),),
        assessment=assessment,
        advice=advice.worst(assessment),
        pictures=(Picture(flat_jpeg(found.flat), _("The sheet, flattened")),),
        measures=measure_lines(of.lesson, of_sheet(assessment)),
        drawings=(
            *drawings.register(assessment, of.lesson, of.work),
            drawings.coverage(found.masses, of.work),
        ),
    )
