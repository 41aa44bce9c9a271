"""A small work for the yard: two drums of stone, two columns on them, a beam across."""

import functools
import math

import numpy as np

from content.model import Text
from lessons import registry
from lessons.arts.raising import Raising
from lessons.arts.workpiece import Workpiece
from physics.pose import Pose, about
from physics.shape import Body, Box
from physics.timber import member, members
from physics.timber.design import Design, Place, Room
from physics.timber.member import Drawing

LESSON = "xiangshan/paike"  # whose words are borrowed
DRUM, COLUMN = 0.2, 1.6
WIDE = 1.8
HALF = 0.8
STEPS = (("drums", ("drum_left", "drum_right")), ("columns", ("column_left", "column_right")),
         ("beam", ("beam",)))  # fmt: skip


@functools.cache
def design() -> Design:
    """Return the work; nothing is joined, all of it only stands."""
    left, right = (-HALF, 0.0), (HALF, 0.0)
    top = DRUM + COLUMN
    drawn = [members.drum(f"drum_{side}", 0.24, 0.28, DRUM) for side in ("left", "right")]
    drawn += [members.column(f"column_{side}", 0.18, COLUMN) for side in ("left", "right")]
    drawn += [Drawing("beam", "fang", Box.between((-WIDE / 2, -0.05, 0.0), (WIDE / 2, 0.05, 0.2)))]
    places = (
        _place("drum_left", (*left, 0.0), (), 0),
        _place("drum_right", (*right, 0.0), (), 0),
        _place("column_left", (*left, DRUM), ("drum_left",), 0),
        _place("column_right", (*right, DRUM), ("drum_right",), 0),
        _place("beam", (0.0, 0.0, top), ("column_left", "column_right"), 2),
    )
    start = {
        "drum_left": _lying(-1.3, -1.2),
        "drum_right": _lying(-0.7, -1.3),
        "column_left": _lying(0.9, -1.3),
        "column_right": _lying(1.4, -1.2),
        "beam": _lying(0.0, 1.2, 6.0),
    }
    ground = Body((Box.between((-9.0, -9.0, -0.5), (9.0, 9.0, 0.0)),), 1.0, np.zeros(3), np.eye(3))
    room = Room(
        low=(-2.2, -2.0, 0.01), high=(2.2, 2.0, 2.6), carry=2.1, near=0.25, assist=0.15,
        assist_rad=math.radians(15), fallen=-0.3, quick=3.0,
    )  # fmt: skip
    parts = tuple(member.cut(drawing, 420.0) for drawing in drawn)
    return Design(parts, places, start, ground, room, setting="yard")


def standing() -> Design:
    """Return the same work with every part in its place from the start."""
    whole = design()
    start = {place.name: place.pose for place in whole.places}
    return Design(whole.parts, whole.places, start, whole.floor, whole.room, setting="yard")


def piece(of: Design) -> Workpiece:
    """Return the work with plain names."""
    names = {part.name: Text(zh_CN=part.name, en=part.name) for part in of.parts}
    return Workpiece(of, names, None)


def raising(of: Design) -> Raising:
    """Return an attempt at the work, under the words of a lesson that there is."""
    lesson = registry.library().lesson(LESSON)
    first = lesson.steps[0]
    goals = tuple(g.model_copy(update={"tolerance": 8.0}) for g in first.goals)
    steps = tuple(
        first.model_copy(update={"id": name, "parts": parts, "after": (), "goals": goals})
        for name, parts in STEPS
    )
    return Raising(lesson.model_copy(update={"steps": steps, "facts": ()}), of)


def _place(name: str, at: tuple[float, float, float], bearers: tuple[str, ...], ways: int) -> Place:
    kind = name.split("_")[0]
    takes = tuple(n for n in (f"{kind}_left", f"{kind}_right") if n != "beam_left")
    return Place(name, Pose(at), takes if kind != "beam" else ("beam",), bearers, ways=ways)


def _lying(x: float, y: float, degrees: float = 0.0) -> Pose:
    return Pose.of(np.array([x, y, 0.0]), about(2, math.radians(degrees)))
