"""`shuimo reference motion`: one master's takes become what others are held against."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from content.errors import Refusal
from content.texts import _
from lessons import console
from lessons.motion_marks import marks

if TYPE_CHECKING:  # comparing is slow to load; other commands go without
    from lessons.motion_gathered import Gathered
    from motion.reference_file import About, Kind


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        help=_("Keep a master's takes as what others are held against."), no_args_is_help=True
    )
    app.command("motion", help=_("Make a movement's reference of 3 to 5 takes."))(motion)
    return app


def motion(  # noqa: PLR0913 - a command's options are its arguments
    takes: Annotated[list[Path], typer.Argument(help=_("one master's takes of one movement"))],
    out: Annotated[Path, typer.Option(help=_("the file to write, .ref"))],
    title: Annotated[str, typer.Option(help=_("what the movement is called"))] = "",
    home: Annotated[str, typer.Option(help=_("the role type (家门), as 闺门旦"))] = "",
    school: Annotated[str, typer.Option(help=_("the lineage (师承)"))] = "",
    performer: Annotated[str, typer.Option(help=_("who moves"))] = "",
    kind: Annotated[str, typer.Option(help=_("whose it is: master, teacher or own"))] = "own",
    consent: Annotated[
        str | None, typer.Option(help=_("a consent id (shuimo records consent)"))
    ] = None,
    credit: Annotated[str, typer.Option(help=_("how the master is to be named"))] = "",
    keyframe: Annotated[
        list[float] | None,
        typer.Option(help=_("a moment that matters, s of the take that is shown; may be repeated")),
    ] = None,
    hold: Annotated[
        list[str] | None,
        typer.Option(help=_("a 亮相 as 1.5-3.0, s of the take that is shown; may be repeated")),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help=_("how much a bone matters, as left_forearm=2; may be repeated")),
    ] = None,
    beats: Annotated[
        str, typer.Option(help=_("where the music's beats fall, s, apart by commas"))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("write over a file"))] = False,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
) -> None:
    """Write the reference, and say how far the takes differ from each other."""
    from lessons.motion_files import Opened
    from lessons.motion_gathered import gathered
    from motion.reference_file import About, write

    said = About(
        id=out.stem, title=title, home=home, school=school, performer=performer,
        kind=_kind(kind), consent_id=consent, credit=credit,
    )  # fmt: skip
    _ask(out, said, force)
    marked = marks(keyframe or (), hold or (), weight or (), beats)
    with console.progress() as tell:
        made = gathered(takes, marked, Opened(lambda part: tell(part, _("looking …"))))
    write(out, made.reference, said)
    console.emit({"file": str(out), **made.plain}) if json else _say(out, made)


def _ask(out: Path, said: "About", force: bool) -> None:
    from motion.reference_file import ENDING, refuse_unasked

    if out.suffix.lower() != ENDING:
        raise Refusal(_("{file}: a reference is kept as {ending}").format(file=out, ending=ENDING))
    if out.exists() and not force:
        sentence = _("{file} is there already; add --force to write over it")
        raise Refusal(sentence.format(file=out))
    refuse_unasked(out, said)


def _kind(word: str) -> "Kind":
    from motion.reference_file import Kind

    # what the program made nobody danced: such a thing is never made of takes
    known: dict[str, Kind] = {kind: kind for kind in get_args(Kind) if kind != "program"}
    if word not in known:
        sentence = _("There is no kind {word}; there are: {there}")
        raise Refusal(sentence.format(word=word, there=", ".join(known)))
    return known[word]


def _say(out: Path, made: "Gathered") -> None:
    from lessons.motion_gathered import FEW, lasts

    heads = ["", _("take"), _("seconds"), _("seen"), _("degrees from the others")]
    rows = []
    for k, (file, take) in enumerate(zip(made.files, made.reference.takes, strict=True)):
        far = ", ".join(f"{d:.1f}" for pair, d in made.apart.items() if k in pair) or "–"
        shown = _("shown") if k == 0 else ""
        rows.append((shown, file.name, f"{lasts(take):.1f}", f"{made.coverage[k]:.0%}", far))
    console.table(_("Takes"), heads, rows)
    stops = ", ".join(f"{start:.1f}–{end:.1f} s" for start, end in made.holds) or "–"
    console.out.print(_("Holds (亮相): {stops}").format(stops=stops), soft_wrap=True)
    for k, degrees in made.strange.items():
        sentence = _("{file} is {far:.0f}° from the others: is it the same movement, danced alike?")
        console.out.print(sentence.format(file=made.files[k].name, far=degrees), soft_wrap=True)
    if len(made.files) < FEW:
        sentence = _(
            "{count} of the 3 to 5 takes that are wanted: how far the master differs from himself "
            "is not known, and a fixed tolerance stands in for it."
        )
        console.out.print(sentence.format(count=len(made.files)), soft_wrap=True)
    console.out.print(_("Written: {file}").format(file=out), soft_wrap=True)
