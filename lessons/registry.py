"""Finds what the program can do: packs by shelf, needs by machine, the bench of a lesson."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from audio import calibrations
from audio.ears_messages import LiveMic
from content import yamlfile
from content.errors import Refusal
from content.lesson import Lesson, Need, ScoreLink
from content.library import SHIPPED, Library, open_library
from content.texts import _
from physics import world

if TYPE_CHECKING:
    from lessons.arts.building import Building
    from lessons.arts.inspection import Inspection
    from lessons.arts.joinery import Joinery
    from lessons.arts.printing import Printing
    from lessons.arts.printing_journal import Journal
    from lessons.arts.printing_search import PrintSearch
    from lessons.arts.raising import Raising
    from lessons.arts.workpiece import Workpiece

PACKS = "packs"
IN_WORK = "in_work"  # sheets that a lesson was left with
JOINERY = "joinery"  # the scorer of lessons that cut
BUILDING = "building"  # of free building, which nothing is scored in
PRINTING = "printing"  # of lessons in the print shop
MISPRINTS = "misprints"  # of searches for what is wrong with prints
MOTION = "motion"  # of lessons that are moved
INSPECTION = "inspection"  # the scorer of lessons that find hidden mistakes


def user_folder() -> Path:
    """Return the folder for the user's own packs, recordings and records."""
    return user_data_path("shuimo", appauthor=False)


def shelf() -> Path:
    """Return the folder of the user's own packs."""
    return user_folder() / PACKS


def library() -> Library:
    """Open the shipped packs and the user's own."""
    return open_library((SHIPPED, shelf()))


def needs_met() -> set[Need]:
    """Return what this machine offers a lesson. Recordings are read on every machine."""
    found: set[Need] = {"recording"}
    if world.available():
        found.add("physics")
    if find_spec("mediapipe"):  # loading it takes seconds; the eyes do that when they open
        found.add("camera")
    return found


def microphone() -> LiveMic:
    """Return the system's microphone with what is known of the delay of each pair of devices."""
    return LiveMic(calibrations.read(user_folder())[0])


def score_link(lesson: Lesson) -> ScoreLink:
    """Return which score a singing lesson has. Raises Refusal where it has none."""
    if lesson.score is None:
        sentence = _("{lesson} is no singing lesson: choose one with a score (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson.id))
    return lesson.score


def bench(library: Library, lesson_id: str) -> "tuple[Raising, Workpiece]":
    """Lay out the parts of a timber lesson. Raises Refusal where it cannot begin."""
    from lessons.arts import workpiece  # slow to load; singing goes without
    from lessons.arts.raising import Raising

    lesson = library.lesson(lesson_id)
    if lesson.parts is None:
        sentence = _("{lesson} is no timber lesson: choose one with parts (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    piece = workpiece.read(library.file(lesson_id, lesson.parts))
    return Raising(lesson, piece.design, library.lesson_hash(lesson_id)), piece


def joinery(library: Library, lesson_id: str) -> "Joinery":
    """Lay out the timbers of a lesson in joinery. Raises Refusal where it cannot begin."""
    from lessons.arts.joinery import Joinery
    from physics.timber import cutting_plan

    lesson = library.lesson(lesson_id)
    if lesson.parts is None or lesson.scorer != JOINERY:
        sentence = _("{lesson} is no lesson in joinery: choose one with stock (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    plan = cutting_plan.Plan.of(cutting_plan.read(library.file(lesson_id, lesson.parts)))
    return Joinery(lesson, plan, library.lesson_hash(lesson_id))


def inspection(library: Library, lesson_id: str) -> "tuple[Inspection, Workpiece]":
    """Raise the work of a search for mistakes. Raises Refusal where it cannot begin."""
    from lessons.arts import workpiece
    from lessons.arts.inspection import Inspection

    lesson = library.lesson(lesson_id)
    if lesson.parts is None or lesson.scorer != INSPECTION:
        sentence = _("{lesson} is no search for mistakes: choose one (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    piece = workpiece.read(library.file(lesson_id, lesson.parts))
    return Inspection(lesson, piece.design, library.lesson_hash(lesson_id)), piece


def building(library: Library, lesson_id: str) -> "Building":
    """Open the free yard. Raises Refusal where it cannot be."""
    from lessons.arts.building import Building
    from lessons.arts.building_catalogue import catalogue

    lesson = library.lesson(lesson_id)
    if lesson.parts is None or lesson.scorer != BUILDING:
        sentence = _("{lesson} is no free building: choose it (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    parts = catalogue(library.file(lesson_id, lesson.parts))
    return Building(lesson, parts, library.lesson_hash(lesson_id))


def printing(library: Library, lesson_id: str, journal: "Journal | None" = None) -> "Printing":
    """Open the print shop as a lesson begins. Raises Refusal where it cannot begin.

    `journal`: where the work in hand is kept, see `printing_journal`; what it holds already is
    done again by `Printing.go_on`.
    """
    from lessons.arts import printing_file
    from lessons.arts.printing import Printing
    from physics.woodblock.touch_world import WorldTouch

    lesson = library.lesson(lesson_id)
    if lesson.parts is None or lesson.scorer != PRINTING:
        sentence = _("{lesson} is no lesson in printing: choose one (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    path = library.file(lesson_id, lesson.parts)
    work = printing_file.work(printing_file.read(path), path)
    touch = WorldTouch(world.World(), work.grid.side) if world.available() else None
    return Printing(lesson, work, library.lesson_hash(lesson_id), touch=touch, journal=journal)


def printing_journal(library: Library, lesson_id: str) -> "Journal":
    """Return the journal of a lesson in printing; one of another version is another file."""
    from lessons.arts.printing_journal import Journal

    name = f"{lesson_id.replace('/', '-')}-{library.lesson_hash(lesson_id)[:12]}.acts"
    return Journal(user_folder() / IN_WORK / name)


def printing_search(library: Library, lesson_id: str) -> "PrintSearch":
    """Open a search for the faults of prints. Raises Refusal where it cannot begin."""
    from lessons.arts import printing_file
    from lessons.arts.printing_search import PrintSearch

    lesson = library.lesson(lesson_id)
    if lesson.parts is None or lesson.scorer != MISPRINTS:
        sentence = _("{lesson} is no search for the faults of prints: choose one (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    path = library.file(lesson_id, lesson.parts)
    work = printing_file.work(printing_file.read(path), path)
    return PrintSearch(lesson, work, library.lesson_hash(lesson_id))


def handwork(
    library: Library, lesson_id: str
) -> "Raising | Joinery | Inspection | Building | Printing | PrintSearch":
    """Lay out a lesson of the hands: to raise, cut, inspect, freely build or print.

    Raises Refusal where it cannot begin.
    """
    if library.lesson(lesson_id).scorer == PRINTING:
        return printing(library, lesson_id)
    if library.lesson(lesson_id).scorer == MISPRINTS:
        return printing_search(library, lesson_id)
    if library.lesson(lesson_id).scorer == BUILDING:
        return building(library, lesson_id)
    if library.lesson(lesson_id).scorer == JOINERY:
        return joinery(library, lesson_id)
    if library.lesson(lesson_id).scorer == INSPECTION:
        return inspection(library, lesson_id)[0]
    return bench(library, lesson_id)[0]


def read_parts(path: Path) -> object:
    """Read a lesson's file of parts, whatever it is of. Raises Refusal where it is wrong."""
    from lessons.arts import building_catalogue, printing_file
    from physics.timber import cutting_plan, pavilion_sizes, sizes

    value = yamlfile.read(path).value
    kind = value.get("kind") if isinstance(value, dict) else None
    read = {
        "stock": cutting_plan.read,
        pavilion_sizes.KIND: pavilion_sizes.read,
        building_catalogue.KIND: building_catalogue.read,
        printing_file.KIND: printing_file.read,
    }
    return read.get(str(kind), sizes.read)(path)
