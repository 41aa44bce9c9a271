"""`shuimo grade motion`: a movement beside a master's; `reference motion`, `rate motion`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from content.errors import Refusal
from content.texts import _
from lessons import console
from lessons.motion_tables import Pair

if TYPE_CHECKING:  # judging is slow to load; other commands go without
    from content.assessment import Assessment
    from lessons.motion_files import Opened
    from lessons.report.model import TakeReport
    from motion.graded import Graded

    Judged = tuple[Graded, Assessment]

Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]


def grade(
    reference: Annotated[
        list[Path] | None,
        typer.Option(help=_("a master's take (.npz, .bvh, .take, video) or his .ref")),
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(help=_("further takes of the same master"))
    ] = None,
    take: Annotated[Path | None, typer.Option(help=_("the take to be judged"))] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(help=_("judge many: a CSV of reference (several apart by ;) and take")),
    ] = None,
    html: Annotated[Path | None, typer.Option(help=_("write the report here"))] = None,
    json: Json = False,
) -> None:
    """Judge one take, or each row of a table; nothing of them is kept."""
    references = (*(reference or ()), *(more or ()))
    if pairs is not None:
        if references or take or html:
            raise Refusal(_("--pairs names the references and the takes: leave the others out."))
        return _many(pairs)
    if not references or take is None:
        raise Refusal(_("Name --reference and --take, or a table with --pairs."))
    from lessons.motion_files import Opened

    pair = Pair(references, take)
    with console.progress() as tell:
        opened = Opened(lambda part: tell(part, _("looking …")))
        judged = _judged(opened, pair)
    if html is not None:
        _write(html, _report(opened, pair, judged))
    if json:
        return console.emit(_object(pair, *judged))
    _say(_report(opened, pair, judged))
    if html is not None:
        console.out.print(_("The report is in {file}").format(file=html), soft_wrap=True)


def _judged(opened: "Opened", pair: Pair) -> "Judged":
    """Return what was found. Raises Refusal where a file of the pair cannot be judged by."""
    from lessons.motion_view import assessed
    from motion.grade import grade as compared

    if pair.take is None or not pair.references:
        raise Refusal(_("The row names no reference or no take."))
    reference, about = opened.reference(pair.references)
    graded = compared(reference, opened.take(pair.take))
    return graded, assessed(about.id, reference, graded)


def _report(opened: "Opened", pair: Pair, judged: "Judged") -> "TakeReport":
    from lessons.motion_report import compared
    from motion.reference_file import ENDING

    assert pair.take is not None  # it was judged
    against, (graded, assessment) = opened.reference(pair.references), judged
    title = against[1].title or against[1].id
    report = compared(title, pair.take.name, assessment, against, (opened.take(pair.take), graded))
    if pair.references[0].suffix.lower() == ENDING:
        return report
    sentence = _("Held against {files}; plain files do not say whose. The head is not scored.")
    return replace(report, intro=sentence.format(files=title))


def _object(pair: Pair, graded: "Graded", assessment: "Assessment") -> dict[str, Any]:
    from lessons.motion_view import view

    return {**_files(pair), **view(graded, assessment)}


def _files(pair: Pair) -> dict[str, Any]:
    take = None if pair.take is None else str(pair.take)
    return {"reference": [str(path) for path in pair.references], "take": take}


def _many(table: Path) -> None:
    from lessons import motion_tables
    from lessons.motion_files import Opened

    rows = motion_tables.pairs(table)
    with console.progress() as tell:
        opened = Opened(lambda _part: None)
        found = []
        for done, pair in enumerate(rows, start=1):
            found.append(_row(opened, pair))
            tell(done / len(rows), _("{done} of {all}").format(done=done, all=len(rows)))
    console.emit(found)


def _row(opened: "Opened", pair: Pair) -> dict[str, Any]:
    from lessons.motion_view import unreadable

    try:
        return _object(pair, *_judged(opened, pair))
    except Refusal as refusal:
        return {**_files(pair), **unreadable(str(refusal))}


def _write(html: Path, report: "TakeReport") -> None:
    from lessons.report.html import save, take_page

    save(take_page(report), html)


def _say(report: "TakeReport") -> None:
    from lessons.grade_command import headline

    console.out.print(f"{report.title}  {report.take}", style="bold")
    console.out.print(report.intro, soft_wrap=True)
    console.out.print(headline(report.assessment), soft_wrap=True)
    for line in report.lines:
        text = _("{name}: {value}").format(name=line.name, value=line.value)
        console.out.print(f"  {text}  {line.mark}", soft_wrap=True)
    for finding, sentence in report.advice:
        if finding.where.kind != "whole":  # else the headline has said it
            console.out.print(f"  → {sentence}", soft_wrap=True)
