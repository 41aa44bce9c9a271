"""`shuimo score`: look at a score, write it in another form, keep a teacher's own text."""

from pathlib import Path
from typing import Annotated

import typer

from content import forms, signs
from content.errors import Refusal
from content.foreign import Heading
from content.model import Text
from content.rights import Asset
from content.score import Note, Score
from content.texts import _, lang
from lessons import console, editions, registry
from lessons.asked import ask
from lessons.report.strands import Script
from lessons.report.words import status_line

_LONGEST = 255  # letters of a name that a file can have here
Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]
Key = Annotated[
    str | None, typer.Option("--key", help=_("the flute key, where the file does not say"))
]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(help=_("Scores: look, convert, take in."), no_args_is_help=True)
    app.command("show", help=_("Show a lesson's score or one from a file."))(show)
    app.command("convert", help=_("Write a score as GCN, MusicXML, MIDI or YAML."))(convert)
    app.command("import", help=_("Keep your teacher's text of a lesson on this machine."))(take_in)
    return app


def show(
    score: Annotated[str, typer.Argument(help=_("a lesson, or a file with a score"))],
    html: Annotated[Path | None, typer.Option(help=_("write the pages here"))] = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Print a score character by character, and which private texts there are."""
    found = _score(score, key)
    if html is not None:
        from lessons.report.html import save, score_page

        script: Script = "simp" if lang() == "zh_CN" else "trad"
        save(score_page(found, script, _rights(score)), html)
    if json:
        console.emit(found.model_dump(mode="json"))
        return
    heads = ["#", _("word"), _("notes"), _("from beat"), _("marks")]
    console.table(found.title.read(lang()), heads, _rows(found))
    console.out.print(status_line(found), soft_wrap=True)
    if html is not None:
        console.out.print(_("The report is in {file}").format(file=html), soft_wrap=True)
    _say_private(score)


def convert(
    score: Annotated[str, typer.Argument(help=_("a lesson, or a file with a score"))],
    out: Annotated[Path, typer.Argument(help=_("the file to write"))],
    to: Annotated[str, typer.Option(help=_("gcn, musicxml, midi or yaml"))],
    key: Key = None,
    force: Annotated[bool, typer.Option("--force", help=_("write over a file"))] = False,
    json: Json = False,
) -> None:
    """Write a score in another form and say what that form cannot carry."""
    form = next((f for f in forms.ENDINGS.values() if f == to), None)
    if form is None:
        there = ", ".join(dict.fromkeys(forms.ENDINGS.values()))
        raise Refusal(
            _("there is no form “{form}”; there are: {there}").format(form=to, there=there)
        )
    if out.exists() and not force:
        raise Refusal(_("{file} is there already; add --force to write over it").format(file=out))
    found = _score(score, key)
    written = forms.write(found, form)
    remarks = [r.read(lang()) for r in found.remarks] if form != "yaml" else []  # these stay
    try:
        out.write_bytes(written.data)
    except OSError as e:
        sentence = _("{file}: cannot be written ({reason})")
        raise Refusal(sentence.format(file=out, reason=e.strerror or e)) from e
    if json:
        console.emit({"written": str(out), "remarks": [*written.lost, *remarks]})
        return
    console.out.print(_("Written: {file}").format(file=out), soft_wrap=True)
    for sentence in (*written.lost, *remarks):
        console.out.print(f"  {sentence}", soft_wrap=True)


def take_in(
    file: Annotated[Path, typer.Argument(help=_("GCN, MusicXML, MIDI or our YAML"))],
    lesson: Annotated[str, typer.Option(help=_("the lesson whose text this is"))],
    name: Annotated[
        str | None, typer.Option(help=_("what to call it; else the file's name"))
    ] = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Keep a private text of a lesson; it never leaves this machine."""
    library = registry.library()
    own = library.score(registry.score_link(library.lesson(lesson)))
    score, differ = editions.fitted(_score(str(file), key), own)
    kept = editions.keep(registry.user_folder(), lesson, name or file.stem, score, file.name)
    remarks = [*differ, *(r.read(lang()) for r in score.remarks)]
    if json:
        console.emit({"kept": kept.key, "folder": str(kept.folder), "remarks": remarks})
        return
    for sentence in remarks:
        console.out.print(sentence, soft_wrap=True)
    sentence = _("Kept as “{key}” for {lesson}: private, on this machine only ({folder}).")
    text = sentence.format(key=kept.key, lesson=lesson, folder=kept.folder)
    console.out.print(text, soft_wrap=True)


def _score(name: str, key: str | None) -> Score:
    path = Path(name)
    if path.suffix.lower() in forms.ENDINGS or (len(name) < _LONGEST and path.is_file()):
        return forms.read(path, _heading(path, key))
    library = registry.library()
    return library.score(registry.score_link(library.lesson(name)))


def _rights(name: str) -> tuple[Asset, ...]:
    """Return whose the text of a lesson is; a file says nothing of that."""
    library = registry.library()
    if not any(entry.lesson.id == name for entry in library.lessons(set())):
        return ()
    return ask(library, name).rights


def _heading(path: Path, key: str | None) -> Heading:
    key = None if key is None else key.removesuffix("调").removesuffix("調")
    if key is not None and key not in signs.KEYS:
        sentence = _("there is no key “{key}”; there are: {there}")
        raise Refusal(sentence.format(key=key, there=" ".join(signs.KEYS)))
    title = Text(zh_CN=path.stem, en=path.stem)
    edition = Text(zh_CN=f"自有谱本：{path.name}", en=f"own text: {path.name}")
    return Heading(path.stem, title, edition, None if key is None else signs.KEYS[key])


def _rows(score: Score) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for i, syllable in enumerate(score.syllables):
        notes = [n for n in score.notes if n.syllable == i]
        sung = syllable.simp if lang() == "zh_CN" else syllable.trad
        onset = f"{notes[0].onset:g}" if notes else None
        signs_of = " ".join(map(_sign, notes))
        rows.append((i + 1, sung, signs_of, onset, _marks(score, notes)))
    return rows


def _sign(note: Note) -> str:
    kinds = "".join(o.kind for o in note.ornaments)
    return note.gongche + (f"[{kinds}]" if kinds else "") + ("ˇ" if note.breath else "")


def _marks(score: Score, notes: list[Note]) -> str:
    if not notes:
        return ""
    start, end = notes[0].onset, notes[-1].onset + notes[-1].duration
    return " ".join(s.mark or "◆" for s in score.spans if start <= s.onset < end)


def _say_private(lesson: str) -> None:
    """Print which private texts a lesson has; a file's path names no lesson and has none."""
    found, unreadable = editions.editions(registry.user_folder(), lesson)
    sentence = _("On this machine only: {key} ({whence})")
    for one in found:
        text = sentence.format(key=one.key, whence=one.rights.digital_source)
        console.out.print(text, soft_wrap=True)
    for why in unreadable:
        console.refuse(why)
