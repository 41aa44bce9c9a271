"""Commands about lessons and packs: the board, the rights, the check of a teacher's work."""

from pathlib import Path
from typing import Annotated

import typer

from content import check as checking
from content import schema as schemas
from content.errors import Refusal
from content.library import BoardEntry
from content.rights import Asset
from content.shelve import shelve
from content.shipped import all_assets
from content.texts import _, lang
from lessons import (
    console,
    grade_command,
    print_command,
    registry,
    score_command,
    timber_command,
)
from lessons.calibrate_command import calibrate
from lessons.report.words import status_word

Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]


def add(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("lessons", help=_("The lesson board: what there is and what it needs."))(lessons)
    app.command("rights", help=_("Who made what is shipped, and under which licence."))(rights)
    app.command("check", help=_("List all that is wrong with a pack or lesson."))(check)
    app.command("calibrate", help=_("Measure the delay of microphone and loudspeaker."))(calibrate)
    app.add_typer(grade_command.build(), name="grade")
    app.add_typer(score_command.build(), name="score")
    app.add_typer(timber_command.build(), name="timber")
    app.add_typer(print_command.build(), name="print")


def lessons(
    add: Annotated[
        Path | None, typer.Option("--add", help=_("first take in this zipped pack"))
    ] = None,
    json: Json = False,
) -> None:
    """Print the lesson board."""
    if add is not None:
        shelve(add, registry.shelf(), registry.library(), registry.read_parts)
    library = registry.library()
    board = library.lessons(registry.needs_met())
    if json:
        console.emit([_entry(e) for e in board])
        return
    heads = [_("lesson"), _("title"), _("min"), _("level"), _("can begin")]
    rows = [
        (e.lesson.id, e.lesson.title.read(lang()), e.lesson.minutes, "●" * e.lesson.level, _can(e))
        for e in board
    ]
    console.table(_("Lesson board"), heads, rows)
    for sentence in library.unreadable:
        console.refuse(sentence)


def rights(json: Json = False) -> None:
    """Print every shipped asset with author, edition, digital source, licence and status."""
    assets = all_assets(registry.library())
    if json:
        console.emit([{"pack": p, **a.model_dump(mode="json")} for p, a in assets])
        return
    for pack, asset in assets:
        _say_rights(pack, asset)


def check(
    pack: Annotated[
        Path | None, typer.Argument(help=_("a pack's folder, a zip of one, or a lesson.yaml"))
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(help=_("print the JSON Schema of: lesson, pack, score, script or pattern")),
    ] = None,
    json: Json = False,
) -> None:
    """Print all problems at once, with file and line; exit code 1 where there are any."""
    if schema is not None:
        _print_schema(schema)
    elif pack is None:
        raise Refusal(_("Name what shall be checked: a pack's folder, a zip, or a lesson.yaml."))
    else:
        _print_problems(pack, json)


def _print_schema(name: str) -> None:
    if name not in schemas.MODELS:
        sentence = _("There is no schema {name}; there are: {there}")
        raise Refusal(sentence.format(name=name, there=", ".join(schemas.MODELS)))
    console.emit(schemas.schema(name))


def _print_problems(pack: Path, json: bool) -> None:
    problems = checking.check(pack, registry.library(), registry.read_parts)
    if json:
        console.emit([{"file": p.file, "line": p.line, "problem": p.sentence} for p in problems])
    elif problems:
        for p in problems:
            console.out.print(str(p), soft_wrap=True)
    else:
        console.out.print(_("Nothing is wrong with {pack}.").format(pack=pack))
    if problems:
        raise typer.Exit(1)


def _entry(e: BoardEntry) -> dict[str, object]:
    lesson = e.lesson.model_dump(
        mode="json", include={"id", "art", "title", "minutes", "level", "needs"}
    )
    return {**lesson, "ready": e.ready, "why_not": e.why_not}


def _can(e: BoardEntry) -> str:
    return _("yes") if e.ready else str(e.why_not)


def _say_rights(pack: str | None, a: Asset) -> None:
    seen = _("seen") if a.licence_seen else _("not seen")
    lines = (
        (_("file"), f"{pack or '–'} {a.path}"),
        (_("author"), a.author.read(lang())),
        (_("edition"), a.edition.read(lang())),
        (_("digital source"), a.digital_source),
        (_("licence"), _("{licence} ({seen})").format(licence=a.licence, seen=seen)),
        (_("status"), status_word(a.status)),
        (_("remark"), a.remark.read(lang()) if a.remark else ""),
    )
    console.out.print(a.what.read(lang()), style="bold")
    for name, text in lines:
        if text:
            console.out.print(f"  {name}: {text}", soft_wrap=True)
