"""The joint cut open, to scale: the tenon in its mortise as both really are."""

from collections.abc import Iterator

import numpy as np

from content.texts import _
from lessons.arts.joinery_steps import State
from lessons.report.marks import mark
from lessons.report.notes import Verdict
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Point, Polygon, Shape, Text
from physics.pose import Array
from physics.timber.cutting import shoulder_at

_WIDTH, _HIGH = 720.0, 330.0
_SCALE = 5.2  # points a millimetre
_MIDDLE = (250.0, 150.0)  # where the middle of the shoulder is drawn
_LEFT_MM = -42.0  # the rail is cut off there
_SMALL, _NAME = 11.0, 14.0


def cut_open(state: State) -> Page:
    """Draw the joint cut along its middle: rail from the left, post at the right."""
    return Page(_WIDTH, _HIGH, _("The joint cut open"), tuple(_shapes(state)), (_legend(),))


def _legend() -> str:
    return _("Cut along the middle, to scale. Dashed: the lines that were asked for.")


def _shapes(state: State) -> Iterator[Shape]:
    work = state.work
    for outline in work.post.section(0.0):
        yield _wood(outline * 1000, "bar")
    for outline in work.rail.section(0.0):
        yield _wood(_shoved(state, outline * 1000), "fir")
    yield from _asked(state)
    yield Text(_("rail"), *_at(-30, 0), _NAME, "ink", "serif", "middle")
    yield Text(_("post"), *_at(work.plan.post_depth * 1000 - 7, 0), _NAME, "ink", "serif", "middle")
    yield from _figures(state)


def _shoved(state: State, outline: Array) -> Array:
    """Shove the rail as far in as it was driven; the picture ends where the rail is cut off."""
    start = max((shoulder_at(state.work, s) for s in state.work.fallen), default=0.0) * 1000
    long = state.trial.long * 1000 if state.trial else state.work.plan.tenon * 1000
    by = state.depth * 1000 - long - start
    return np.column_stack([np.maximum(outline[:, 0] + by, _LEFT_MM), outline[:, 1]])


def _wood(outline: Array, fill: Colour) -> Polygon:
    return Polygon(tuple(_at(float(x), float(y)) for x, y in outline), fill, "camphor", 1.2)


def _asked(state: State) -> Iterator[Shape]:
    plan = state.work.plan
    deep, half = plan.depth * 1000, plan.thick * 500
    for y in (-half, half):
        yield from _dashed((0.0, y), (deep, y))
    yield from _dashed((deep, -half), (deep, half))
    yield from _dashed((0.0, -plan.width * 500), (0.0, plan.width * 500))


def _dashed(start: Point, end: Point) -> Iterator[Line]:
    a, b = np.array(_at(*start)), np.array(_at(*end))
    count = max(1, int(np.linalg.norm(b - a) / 8))
    for k in range(count):
        one, other = a + (b - a) * k / count, a + (b - a) * (k + 0.55) / count
        yield Line(float(one[0]), float(one[1]), float(other[0]), float(other[1]), "ink", 0.9)


def _figures(state: State) -> Iterator[Shape]:
    x, y = 530.0, 70.0
    for verdict, words in _told(state):
        yield from mark(verdict, x, y - 4)
        yield Text(words, x + 12, y, _SMALL, "ink", "sans")
        y += 24


def _told(state: State) -> Iterator[tuple[Verdict, str]]:
    trial = state.trial
    if trial is None:
        yield "unseen", _("not tried yet")
        return
    across = trial.across * 1000
    fits: Verdict = "good" if trial.verdict in ("sliding", "driving") else "off"
    if across < 0:
        yield fits, _("tenon {mm:.1f} mm thicker").format(mm=-across)
    else:
        yield fits, _("{mm:.1f} mm of play").format(mm=across)
    gap = (trial.long - state.depth) * 1000
    if state.split:
        yield "off", _("the post has split along its grain")
    closed: Verdict = "good" if state.home else "off"
    yield closed, _("shoulder open by {mm:.1f} mm").format(mm=gap + 0.0)
    room: Verdict = "good" if trial.room >= 0 else "off"
    yield room, _("{mm:.1f} mm of room at the bottom").format(mm=trial.room * 1000)


def _at(x: float, y: float) -> Point:
    return _MIDDLE[0] + x * _SCALE, _MIDDLE[1] - y * _SCALE
