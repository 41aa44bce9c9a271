"""Where a take was off most: the reference's figure and the learner's side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from content.movement import Still
from content.texts import _, lang
from lessons.report.motion_figure import (
    TRUNK,
    Blame,
    Pose,
    View,
    enlarged,
    figure,
    hand_of,
    pose_at,
    view_of,
)
from lessons.report.motion_lanes import Course
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Point, Shape, Text, extent, text_width
from motion.graded import Fault, Graded
from motion.motion import Motion
from motion.moves import posed
from motion.reference import MotionReference
from motion.skeleton import JOINTS
from motion.words import words

MOST = 3
ALIKE = 3.0  # degrees that nobody tells apart in a drawing
WIDTH = 760.0
_HIGH = 292.0
_FLOOR = 48.0  # from the floor of a row to its end
_PLACES = (150.0, 400.0)  # of both figures
_WORDS = 540.0
_SIZE, _BIG = 14.0, 19.0
_PIECES = re.compile(r"[!-~°]+ *|. *")  # a word, or a hanzi, with the space after it
_NOT_FIRST = "，。、；：？！）”’"  # never begin a row
_ROW_CHARS = 196.0  # points of a row of words


@dataclass(frozen=True)
class _Shown:
    """A figure: what it is called, what it is compared with, what of it was off."""

    pose: Pose
    view: View
    name: str
    like: Pose | None = None
    blame: Blame | None = None

    def drawn(self, at: Point) -> Iterator[Shape]:
        """Yield the figure with its pelvis at a point; the learner's is ink."""
        colour: Colour = "ink" if self.like else "camphor"
        return figure(self.pose, at, self.view, colour, self.like, self.blame)


def worst(graded: Graded) -> tuple[Fault, ...]:
    """Return the faults that are drawn: the costliest of each bone, at most three."""
    first: dict[str, Fault] = {}
    for fault in graded.faults:
        first.setdefault(fault.bone, fault)
    return tuple(first.values())[:MOST]


def moment(reference: MotionReference, went: Course, fault: Fault) -> float:
    """Return when, in seconds of the reference, a bone was farthest off in a fault's phase.

    Of moments that are alike the one nearest to the middle, where the pose is on its way.
    """
    b = reference.model.bones.index(fault.bone)
    inside = (went.times >= fault.start - 1e-6) & (went.times <= fault.end + 1e-6)
    off = np.where(inside, np.nan_to_num(went.off[:, b], nan=-1.0), -1.0)
    alike = np.flatnonzero(off >= off.max() - ALIKE)
    middle = (fault.start + fault.end) / 2
    return float(went.times[min(alike, key=lambda k: abs(went.times[k] - middle))])


def page(
    reference: MotionReference, take: Motion, graded: Graded, went: Course, names: tuple[str, str]
) -> Page:
    """Draw a row for each fault, or one of the middle where nothing was off.

    `names`: what the reference's figure and the learner's are called.
    """
    shapes: list[Shape] = []
    faults = worst(graded)
    for row, fault in enumerate(faults):
        at = moment(reference, went, fault)
        shapes += _row(row, at, (reference, take, graded), names, fault)
    if not faults:
        middle = _quiet(reference)
        shapes += _row(0, middle, (reference, take, graded), names)
    high = max(len(faults), 1) * _HIGH
    return Page(WIDTH, high, _("Side by side"), tuple(shapes), _notes(bool(faults)))


def stills(drawn: Sequence[Still]) -> Page:
    """Draw poses that are known from words alone, each with its words; nobody stood for them."""
    shapes: list[Shape] = []
    for row, still in enumerate(drawn):
        points = posed(still.pose)[None]
        seen = (~np.isnan(points).any(axis=2)).astype(float)
        pose = pose_at(Motion(np.zeros(1), JOINTS, points, seen), 0.0)
        shapes += _placed(_Shown(pose, "front", _("from the front")), _PLACES[0], row)
        shapes += _placed(_Shown(pose, "left", _("from its left")), _PLACES[1], row)
        shapes += _written(row, still.title.read(lang()), (still.say.read(lang()),))
    label = _("From words, no performer (据文字，无人演示): nothing here is judged or followed.")
    return Page(WIDTH, len(drawn) * _HIGH, _("Poses from words"), tuple(shapes), (label,))


def _quiet(reference: MotionReference) -> float:
    """Return a moment worth seeing where nothing was off: the first hold, else the middle."""
    holds = reference.model.holds
    start, end = holds[0] if holds else (reference.times[0], reference.times[-1])
    return float(start + end) / 2


def _row(
    row: int,
    at: float,
    of: tuple[MotionReference, Motion, Graded],
    names: tuple[str, str],
    fault: Fault | None = None,
) -> Iterator[Shape]:
    reference, take, graded = of
    wanted, mine = pose_at(reference.ghost, at), pose_at(take, _taken(graded, at))
    blame = Blame(fault.bone, fault.direction) if fault else None
    if fault is not None and (side := hand_of(fault.bone)):
        wanted, mine = enlarged(wanted, side), enlarged(mine, side)
    view = view_of(blame, wanted, mine) if blame else "front"
    yield from _placed(_Shown(wanted, view, names[0]), _PLACES[0], row)
    yield from _placed(_Shown(mine, view, names[1], wanted, blame), _PLACES[1], row)
    time = _("second {at:.1f}, {side}").format(at=at, side=_from(view))
    if fault is None:
        judged = graded.score is not None
        yield from _written(row, _("Nothing was off here") if judged else _("Not judged"), (time,))
        return
    off = _("about {off:.0f}° off, {allowed:.0f}° are allowed")
    told = off.format(off=fault.degrees, allowed=fault.tolerance)
    yield from _written(row, words(fault.bone, fault.direction), (time, told))


def _from(view: View) -> str:
    return {
        "front": _("seen from the front"),
        "left": _("seen from its left"),
        "right": _("seen from its right"),
        "top": _("seen from above, the front below"),
    }[view]


def _taken(graded: Graded, at: float) -> float:
    """Return the second of the take that belongs to a second of the reference."""
    if not len(graded.path):
        return at
    return float(graded.path[int(np.argmin(np.abs(graded.path[:, 0] - at))), 1])


def _placed(shown: _Shown, x: float, row: int) -> Iterator[Shape]:
    """Yield a figure on the floor of its row, its name below."""
    floor = (row + 1) * _HIGH - _FLOOR
    yield Text(shown.name, x, floor + 22, _SIZE, "soft", "sans", "middle")
    if not shown.pose.joints:
        yield Text(_("not seen here"), x, floor - 80, _SIZE, "soft", "sans", "middle")
        return
    box = extent(shown.drawn((0.0, 0.0)))
    if shown.pose.size == TRUNK:
        yield Line(x - 96, floor, x + 96, floor, "hair", 1.2)
        yield from shown.drawn((x, floor - box.bottom))
    else:  # a hand stands on nothing
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        yield from shown.drawn((x - middle[0], floor - 110 - middle[1]))


def _written(row: int, title: str, lines: Sequence[str]) -> Iterator[Shape]:
    y = row * _HIGH + 74
    for part in _rows(title, _BIG):
        yield Text(part, _WORDS, y, _BIG, "ink")
        y += 1.45 * _BIG
    for line in lines:
        for part in _rows(line, _SIZE):
            yield Text(part, _WORDS, y, _SIZE, "soft", "sans")
            y += 1.6 * _SIZE


def _rows(text: str, size: float) -> Iterator[str]:
    """Cut a text into rows that fit: between words, or between hanzi."""
    row = ""
    for piece in _PIECES.findall(text):
        full = text_width(row + piece.rstrip(), size) > _ROW_CHARS
        if row and full and piece not in _NOT_FIRST:
            yield row.rstrip()
            row = ""
        row += piece
    yield row.rstrip()


def _notes(off: bool) -> tuple[str, ...]:
    marked = _("Red with an open mark: this was off; the arrow says which way it should go.")
    return (
        *((marked,) if off else ()),
        _("Hatched grey: the camera did not see it; it is drawn as the reference has it."),
        _("Both figures face the same way and are drawn at one size. Seen from the front their "
          "left is on your right. The head is shown, not scored."),
    )  # fmt: skip
