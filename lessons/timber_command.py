"""`shuimo timber`: take timber home, as glTF, as STL, as paper templates at full size."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.errors import Refusal
from content.texts import _
from lessons import console, registry

if TYPE_CHECKING:
    from lessons.timber_pieces import Kit

_FORMS = {".glb": "gltf", ".gltf": "gltf", ".stl": "stl", ".pdf": "pdf"}
Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]
Files = Mapping[Path, bytes]
Out = Annotated[Path, typer.Argument(help=_("the file to write; for STL of all parts a folder"))]
As = Annotated[
    str | None, typer.Option("--as", help=_("gltf, stl or pdf; else the file's name says it"))
]
Force = Annotated[bool, typer.Option("--force", help=_("write over a file"))]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        help=_("Timber to take home: glTF, STL, paper templates."), no_args_is_help=True
    )
    app.command("export", help=_("Write the parts of a timber lesson."))(export)
    app.command("joint", help=_("Write one joint, cut by the northern official rule."))(joint)
    return app


def export(
    lesson: Annotated[str, typer.Argument(help=_("a timber lesson"))],
    out: Out,
    part: Annotated[str | None, typer.Option(help=_("only this part"))] = None,
    as_: As = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write all parts of a lesson, or one."""
    from lessons import timber_pieces  # slow to load

    form = _form(out, as_)
    kit = timber_pieces.read(registry.library(), lesson)
    _tell(_give(kit.only(part) if part else kit, out, form, force), form, json)


def joint(  # noqa: PLR0913 - a command's options are its arguments
    name: Annotated[str, typer.Argument(help=_("a joint, as yanweisun or 燕尾榫"))],
    out: Out,
    diameter: Annotated[float, typer.Option(help=_("side of the square column, mm"))],
    fang: Annotated[
        tuple[float, float] | None,
        typer.Option(help=_("thickness and height of the 枋, mm; else half and all of the side")),
    ] = None,
    clearance: Annotated[float, typer.Option(help=_("play on each side, mm"))] = 0.5,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write the timbers of one joint."""
    from lessons import timber_joint  # slow to load

    form = _form(out, None)
    kit = timber_joint.kit(name, diameter, fang or (diameter / 2, diameter), clearance)
    _tell(_give(kit, out, form, force), form, json)
    if not json:
        text = _("Sizes: northern official (官式); the Xiangshan ones a master has to give.")
        console.out.print(text, soft_wrap=True)


def _form(out: Path, asked: str | None) -> str:
    form = asked or _FORMS.get(out.suffix.lower())
    if form in _FORMS.values():
        return str(form)
    if asked is None:
        sentence = _("{file}: its ending says no form; end it in .glb, .stl or .pdf, or add --as")
        raise Refusal(sentence.format(file=out))
    there = ", ".join(dict.fromkeys(_FORMS.values()))
    raise Refusal(
        _("there is no form “{form}”; there are: {there}").format(form=asked, there=there)
    )


def _give(kit: "Kit", out: Path, form: str, force: bool) -> Files:
    makers: dict[str, Callable[[Kit, Path], Files]] = {"gltf": _gltf, "stl": _stl, "pdf": _pdf}
    made = makers[form](kit, out)
    for path in made:
        if path.exists() and not force:
            sentence = _("{file} is there already; add --force to write over it")
            raise Refusal(sentence.format(file=path))
    write_whole(made)
    return made


def _tell(made: Files, form: str, json: bool) -> None:
    if json:
        return console.emit([{"file": str(path), "form": form} for path in made])
    units = {
        "gltf": _("metres, y up"),
        "stl": _("millimetres"),
        "pdf": _("full size; print at 100 %"),
    }
    for path in made:
        text = _("Written: {file} ({unit})").format(file=path, unit=units[form])
        console.out.print(text, soft_wrap=True)


def _gltf(kit: "Kit", out: Path) -> Files:
    from lessons.timber_pieces import COLOURS
    from physics.timber import export_mesh

    write = export_mesh.gltf if out.suffix.lower() == ".gltf" else export_mesh.glb
    return {out: write([p.placed for p in kit.pieces], COLOURS)}


def _stl(kit: "Kit", out: Path) -> Files:
    from physics.timber import export_mesh

    if len(kit.pieces) == 1:
        return {out: export_mesh.stl(kit.pieces[0].placed)}
    if out.suffix:
        there = ", ".join(p.name for p in kit.pieces)
        sentence = _("an STL holds one part: name a folder, or one of these with --part: {there}")
        raise Refusal(sentence.format(there=there))
    return {out / f"{p.name}.stl": export_mesh.stl(p.placed) for p in kit.pieces}


def _pdf(kit: "Kit", out: Path) -> Files:
    from lessons import timber_pieces
    from lessons.report import template_book, templates_pdf

    with console.working(_("drawing the templates")):
        pages = template_book.pages(timber_pieces.book(kit))
        return {out: templates_pdf.pdf(pages, kit.title.zh_CN)}


def write_whole(files: Files) -> None:
    """Write files all or none: first beside their places, then into them. Raises Refusal."""
    beside = {path: path.with_name(path.name + ".part") for path in files}
    at = next(iter(files))
    try:
        for at, data in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            beside[at].write_bytes(data)
        for at, part in beside.items():
            part.replace(at)
    except OSError as e:
        sentence = _("{file}: cannot be written ({reason})")
        raise Refusal(sentence.format(file=at, reason=e.strerror or e)) from e
    finally:
        _clear(beside.values())


def _clear(parts: Iterable[Path]) -> None:
    with suppress(OSError):
        for part in parts:
            part.unlink(missing_ok=True)
