"""A design or a lesson of the print shop, by its name: what shall be printed, and from what."""

from dataclasses import dataclass

from content import plates
from content.design import DESIGN_FILE, Design
from content.errors import Refusal
from content.lesson import Lesson
from content.library import Library
from content.texts import _
from lessons import registry
from lessons.arts import printing_file
from lessons.arts.printing_file import PrintFile
from lessons.arts.printing_work import Work


@dataclass(frozen=True)
class Printable:
    """What is printed: the design, its blocks laid out; `lesson` holds the tolerances."""

    lesson: Lesson
    design: Design
    work: Work


def printable(library: Library, name: str, cells: int | None = None) -> Printable:
    """Find a lesson in printing, or for a design's pack the lesson that prints most of it.

    `cells` a side in place of the lesson's own. Every block is carved and lies true. Raises
    Refusal where there is no such lesson.
    """
    found = {lesson.id: _file(library, lesson) for lesson in _lessons(library)}
    if name not in found:
        of_it = {lesson: file for lesson, file in found.items() if file.design == name}
        if not of_it:
            sentence = _("{name} is no lesson in printing and no design that a lesson prints")
            raise Refusal(sentence.format(name=name))
        name = max(of_it, key=lambda lesson: len(of_it[lesson].blocks))
    lesson, file = library.lesson(name), found[name]
    ready = file.model_copy(update={
        "carve": {}, "astray_mm": 0.0, "mixed": True, "cells": cells or file.cells,
    })  # fmt: skip
    work = printing_file.work(ready, library.file(name, lesson.parts or ""))
    folder = library.pack(file.design).folder
    if not (folder / DESIGN_FILE).is_file():
        raise Refusal(_("{name} is no lesson in printing and no design that a lesson prints")
                      .format(name=file.design))  # fmt: skip
    return Printable(lesson, plates.open_design(folder), work)


def _lessons(library: Library) -> tuple[Lesson, ...]:
    return tuple(
        entry.lesson
        for entry in library.lessons(registry.needs_met())
        if entry.lesson.scorer == registry.PRINTING and entry.lesson.parts
    )


def _file(library: Library, lesson: Lesson) -> PrintFile:
    return printing_file.read(library.file(lesson.id, lesson.parts or ""))
