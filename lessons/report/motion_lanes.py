"""A movement over its time: how far each part was off, what was seen of it, early and late.

x is the reference's time. Pale bands are what the master's takes allow, the ink line is the
learner; holds are shaded, keyframes are thin lines. What was not seen is hatched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from content.texts import _
from lessons.report.marks import hatched
from lessons.report.shapes import Box, Circle, Line, Page, Polyline, Rect, Shape, Text
from motion.course import of_body
from motion.features import angles
from motion.graded import Fault, Graded
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.timing import lags
from motion.words import part

WIDTH = 760.0
LANES = 7  # parts that have a lane of their own: the blamed and those that matter most
MOST = 60.0  # degrees at the top of a lane
LAG = 1.0  # s at the edges of the lane of time
_LEFT, _RIGHT, _TOP = 112.0, 58.0, 26.0
_HIGH, _GAP, _SMALL = 34.0, 8.0, 11.0


@dataclass(frozen=True)
class Course:
    """A take along its reference: `times` (N,) s, `off` (N, B) degrees, `lag` (N,) s late."""

    times: Array
    off: Array
    lag: Array


def course(reference: MotionReference, take: Motion, graded: Graded) -> Course | None:
    """Return how a take went along; None where nothing was aligned."""
    if not len(graded.path):
        return None
    model, went = reference.model, of_body(take)
    known, place = np.unique(graded.path[:, 0], return_inverse=True)
    done = np.bincount(place, graded.path[:, 1]) / np.bincount(place)
    at = np.interp(model.times, known, done, left=np.nan, right=np.nan)
    halves = (went.times[1:] + went.times[:-1]) / 2
    near = np.searchsorted(halves, np.nan_to_num(at))
    off = angles(went.of(model.bones)[near], model.curve)
    off[np.isnan(at)] = np.nan
    return Course(model.times, off, lags(model.times, at, graded.on_beat))


def page(reference: MotionReference, went: Course, graded: Graded) -> Page:
    """Draw a lane for each part, one for time, and the clock; taps are "bone:<name>"."""
    bones = _chosen(reference, graded.faults)
    high = _TOP + (len(bones) + 1) * (_HIGH + _GAP) + 26
    scale = _Scale(went.times, high - 26)
    shapes = [*_frame(reference, scale)]
    for row, bone in enumerate(bones):
        shapes += _lane(_Lane(scale, row), bone, reference, went, graded)
    shapes += _time(_Lane(scale, len(bones)), went, graded.late)
    shapes += _clock(scale)
    return Page(WIDTH, high, _("How far off, over time"), tuple(shapes), _notes(graded.on_beat))


@dataclass(frozen=True)
class _Scale:
    times: Array
    floor: float

    def x(self, seconds: float) -> float:
        span = max(float(self.times[-1] - self.times[0]), 1e-6)
        share = (seconds - float(self.times[0])) / span
        return _LEFT + float(np.clip(share, 0.0, 1.0)) * (WIDTH - _LEFT - _RIGHT)


@dataclass(frozen=True)
class _Lane:
    scale: _Scale
    row: int

    @property
    def floor(self) -> float:
        return _TOP + self.row * (_HIGH + _GAP) + _HIGH

    def y(self, share: float) -> float:
        return self.floor - float(np.clip(share, 0.0, 1.0)) * _HIGH


def _chosen(reference: MotionReference, faults: Sequence[Fault]) -> tuple[str, ...]:
    """Return the bones that have a lane: those that are blamed, then those that matter most."""
    model = reference.model
    blamed = list(dict.fromkeys(f.bone for f in faults if f.bone in model.bones))
    rest = [model.bones[k] for k in np.argsort(-model.weights) if model.bones[k] not in blamed]
    named = {*blamed[:LANES], *rest[: max(0, LANES - len(blamed))]}
    return tuple(bone for bone in model.bones if bone in named)


def _frame(reference: MotionReference, scale: _Scale) -> Iterator[Shape]:
    for start, end in reference.model.holds:
        x = scale.x(start)
        wide = max(scale.x(end) - x, 1.0)
        yield Rect(x, _TOP - 4, wide, scale.floor - _TOP + 4, "paper")
        yield Text(_("held pose"), x + wide / 2, _TOP - 9, _SMALL, "soft", "sans", "middle")
    for moment in reference.marks.keyframes:
        yield Line(scale.x(moment), _TOP - 4, scale.x(moment), scale.floor, "hair", 0.8)


def _lane(
    lane: _Lane, bone: str, reference: MotionReference, went: Course, graded: Graded
) -> Iterator[Shape]:
    model, tap = reference.model, f"bone:{bone}"
    b = model.bones.index(bone)
    yield Text(part(bone), _LEFT - 10, lane.floor - 12, _SMALL + 1, "ink", "sans", "end", tap)
    yield from _band(lane, model.times, model.tolerance[:, b])
    yield Line(_LEFT, lane.floor, WIDTH - _RIGHT, lane.floor, "hair", 0.8)
    yield from _unseen(lane, went, b)
    yield from _curve(lane, went.times, went.off[:, b] / MOST)
    for fault in graded.faults:
        if fault.bone == bone:
            yield from _fault(lane, fault)
    seen = f"{100 * graded.bones.get(bone, 0.0):.0f} %"
    yield Text(seen, WIDTH - 6, lane.floor - 12, _SMALL, "soft", "sans", "end", tap)


def _band(lane: _Lane, times: Array, allowed: Array) -> Iterator[Shape]:
    """Yield what is allowed as boxes, a new one where it changes by two degrees."""
    level = np.round(allowed / 2)
    edges = np.concatenate([[0], np.flatnonzero(np.diff(level)) + 1, [len(times)]])
    for a, b in zip(edges[:-1], edges[1:], strict=True):
        x, top = lane.scale.x(times[a]), lane.y(float(allowed[a:b].mean()) / MOST)
        end = lane.scale.x(times[min(b, len(times) - 1)])
        yield Rect(x, top, end - x, lane.floor - top, "bar")


def _unseen(lane: _Lane, went: Course, b: int) -> Iterator[Shape]:
    for first, last in _runs(np.isnan(went.off[:, b])):
        x, end = lane.scale.x(went.times[first]), lane.scale.x(went.times[last])
        if end - x >= 2.0:
            yield from hatched(Box(x, lane.floor - _HIGH, end, lane.floor))


def _curve(lane: _Lane, times: Array, shares: Array) -> Iterator[Shape]:
    for first, last in _runs(~np.isnan(shares)):
        step = max(1, (last - first) // 300)
        kept = range(first, last + 1, step)
        points = tuple((lane.scale.x(times[k]), lane.y(float(shares[k]))) for k in kept)
        if len(points) > 1:
            yield Polyline(points, "ink", 1.6)


def _runs(inside: Array) -> list[tuple[int, int]]:
    """Return first and last index of each run of True."""
    edges = np.diff(np.concatenate([[0], inside.astype(int), [0]]))
    ends = np.flatnonzero(edges < 0) - 1
    return [(int(a), int(b)) for a, b in zip(np.flatnonzero(edges > 0), ends, strict=True)]


def _fault(lane: _Lane, fault: Fault) -> Iterator[Shape]:
    """Yield an open red mark over the phase in which a part was off."""
    x, end = lane.scale.x(fault.start), lane.scale.x(fault.end)
    y = lane.floor - _HIGH + 3
    yield Line(x + 2, y, end - 2, y, "red", 2.0)
    yield Circle((x + end) / 2, y, 3.6, "slip", "red", 1.6)


def _time(lane: _Lane, went: Course, late: Sequence[Fault]) -> Iterator[Shape]:
    middle = lane.floor - _HIGH / 2
    yield Text(_("early ↓ late ↑"), _LEFT - 10, middle + 4, _SMALL, "soft", "sans", "end")
    yield Line(_LEFT, middle, WIDTH - _RIGHT, middle, "hair", 0.8)
    yield from _curve(lane, went.times, 0.5 + went.lag / (2 * LAG))
    for fault in late:
        yield from _fault(lane, fault)


def _clock(scale: _Scale) -> Iterator[Shape]:
    y = scale.floor
    yield Line(_LEFT, y, WIDTH - _RIGHT, y, "stone", 1.0)
    start, end = float(scale.times[0]), float(scale.times[-1])
    step = next((s for s in (1, 2, 5, 10, 30, 60) if (end - start) / s <= 15), 120)
    for second in range(int(np.ceil(start)), int(end) + 1, step):
        x = scale.x(second)
        yield Line(x, y, x, y + 4, "stone", 1.0)
        yield Text(f"{second} s", x, y + 17, _SMALL, "soft", "sans", "middle")


def _notes(on_beat: bool) -> tuple[str, ...]:
    against = _("the beat") if on_beat else _("your own tempo")
    return (
        _("Each lane: degrees off the reference, 0 to 60; the pale band is what is allowed."),
        _("Shaded: a hold (亮相). Thin lines: keyframes. Hatched: not seen. Right: how much of "
          "the time it was seen."),
        _("Lowest lane: early or late by up to a second, against {what}.").format(what=against),
    )  # fmt: skip
