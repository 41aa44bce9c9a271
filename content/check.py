"""Looks a pack through and lists everything that is wrong with it at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content import check_design, check_lesson, check_score, yamlfile
from content import pack as packs
from content.design import DESIGN_FILE
from content.errors import Refusal
from content.faults import Page, Problem, did_you_mean, look
from content.library import Library
from content.packzip import unpacked
from content.score import Score
from content.texts import _
from content.yamlfile import texts_at, walk


def check(
    path: Path,
    library: Library | None = None,
    read_parts: check_lesson.ReadParts = yamlfile.read,
) -> list[Problem]:
    """Return every problem of a pack, sorted by file and line.

    `path` is its folder, a file in that folder, or a zip of it. A score of another pack
    is looked for in `library` (else among the shipped packs). `read_parts` reads
    a file of part sizes as whoever builds with it does; without it they are only YAML.
    Raises Refusal where there is nothing at `path`, or the zip is damaged or unsafe.
    """
    if path.is_dir():
        return _folder(path, library, read_parts)
    if path.suffix == ".yaml" and path.is_file():
        return _folder(path.parent, library, read_parts)
    with unpacked(path) as folder:
        return _folder(folder, library, read_parts)


def _folder(
    folder: Path, library: Library | None, read_parts: check_lesson.ReadParts
) -> list[Problem]:
    page = _look(folder, "pack", packs.PACK_FILE)
    problems = [*page.problems, *_assets(folder, page)]
    scores: dict[str, Score | None] = {}
    for loc, name in texts_at(page.value, "scores", "*"):
        problems += _score(folder, name, page.problem(loc, ""), scores)
    if (folder / packs.LESSON_FILE).exists():
        lesson = _look(folder, "lesson", packs.LESSON_FILE)
        held = check_lesson.Held(folder, page, lesson, scores, library, read_parts)
        problems += [*lesson.problems, *check_lesson.problems(held)]
    if (folder / DESIGN_FILE).exists():
        design = _look(folder, "design", DESIGN_FILE)
        problems += [*design.problems, *check_design.problems(folder, design)]
    problems += _sources(folder, page.value)
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.sentence))


def _look(folder: Path, kind: str, file: str) -> Page:
    try:
        return look(kind, packs.inside(folder, file), file)
    except Refusal as e:
        return Page(file, None, None, (Problem(file, 0, str(e)),))


def _assets(folder: Path, page: Page) -> Iterator[Problem]:
    named = {packs.PACK_FILE}
    for loc, file in texts_at(page.value, "assets", "*", "path"):
        named.add(file)
        yield from (page.problem(loc, s) for s in _unfit(folder, file))
    if page.yaml is None:
        return
    for file in packs.files(folder):
        if file not in named:
            sentence = _("no entry under “assets” says whose {file} is; add one")
            yield page.problem(("assets",), sentence.format(file=file))


def _unfit(folder: Path, file: str) -> Iterator[str]:
    """Yield why a file of a pack cannot be used: it leaves the pack, or is not there."""
    try:
        if not packs.inside(folder, file).is_file():
            yield _("there is no file {file} in this pack").format(file=file)
    except Refusal as e:
        yield str(e)


def _score(
    folder: Path, name: str, at: Problem, scores: dict[str, Score | None]
) -> Iterator[Problem]:
    file = f"{name}.yaml"
    scores[name] = None
    unfit = [Problem(at.file, at.line, sentence) for sentence in _unfit(folder, file)]
    yield from unfit
    if unfit:
        return
    page = look("score", packs.inside(folder, file), file)
    yield from page.problems
    yield from check_score.problems(page)
    for loc, audio in texts_at(page.value, "syllables", "*", "*", "audio"):
        yield from (page.problem(loc, sentence) for sentence in _unfit(folder, audio))
    if isinstance(page.document, Score):
        scores[name] = page.document
        if page.document.id != name:
            sentence = _("the id is “{id}”, but the file is called {file}; make them agree")
            yield page.problem(("id",), sentence.format(id=page.document.id, file=file))


def _sources(folder: Path, pack: Any) -> Iterator[Problem]:
    """Every `source` in any document of a pack has to be one of the pack's sources."""
    known = tuple(str(loc[-1]) for loc, _value in walk(pack, ("sources", "*")))
    if not known:
        return
    for file in packs.files(folder):
        if file == packs.PACK_FILE or not file.endswith(".yaml"):
            continue
        try:
            page = Page(file, yamlfile.read(packs.inside(folder, file)), None, ())
        except Refusal:  # a damaged or forbidden file is named where it is used
            continue
        for loc, name in texts_at(page.value, "**", "source"):
            if name not in known:
                sentence = _("“{source}” is no source of pack.yaml").format(source=name)
                yield page.problem(loc, sentence + did_you_mean(name, known))
