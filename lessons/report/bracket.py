"""The front of raised timber as it stands: each part in its place, and the height asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.texts import _
from lessons.report.bracket_names import FULL, LEAST, Written, inside, without_glosses
from lessons.report.marks import hatched, mark
from lessons.report.notes import Verdict
from lessons.report.palette import Colour
from lessons.report.shapes import (
    Box,
    Line,
    Page,
    Point,
    Polygon,
    Rect,
    Shape,
    Text,
    bounds,
    text_width,
)

_WIDTH, _HIGHEST = 720.0, 340.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 24.0, 190.0, 22.0, 26.0
_SMALL = LEAST
_ROW = 1.5 * FULL  # between names that stand beside the work
_POINTS_PER_MM = 1.05


@dataclass(frozen=True)
class PartBox:
    """One part seen from the front: outline in mm, x to the right, y up from the ground.

    `ok` is None where the part was not seen or not placed.
    """

    name: str
    outline: tuple[Point, ...]
    ok: bool | None
    gap_mm: float | None = None
    tilt_deg: float | None = None
    offset_mm: float | None = None


@dataclass(frozen=True)
class Height:
    """A measured height over the ground and what it should be; None where nothing was measured."""

    measured_mm: float | None
    goal_mm: float
    tolerance_mm: float
    goal_words: str

    @property
    def verdict(self) -> Verdict:
        """How the height is marked."""
        if self.measured_mm is None:
            return "unseen"
        return "good" if abs(self.measured_mm - self.goal_mm) <= self.tolerance_mm else "off"


@dataclass(frozen=True)
class _View:
    """Millimetres to points."""

    scale: float
    left_mm: float
    ground_y: float

    def at(self, x_mm: float, y_mm: float) -> Point:
        return _LEFT + (x_mm - self.left_mm) * self.scale, self.ground_y - y_mm * self.scale


def elevation(parts: Sequence[PartBox], bed: Height | None) -> Page:
    """Draw the parts to scale, marked, with the height to the bed, if asked, beside its goal."""
    view = _view(parts, bed)
    edge = _WIDTH - _RIGHT
    shapes: list[Shape] = [_level(view, 0.0, edge)]
    if bed is not None:
        shapes += _dimension(view, bed, edge)
    written = inside([(part.name, bounds(_body(view, part))) for part in parts])
    for part, name in zip(parts, written, strict=True):
        shapes += _part(view, part, name)
    unwritten = [part for part, name in zip(parts, written, strict=True) if not name]
    rows = int(view.ground_y / (3 if bed else 1) / _ROW)  # the height is told above them
    shapes += _beside(view, unwritten, edge, rows)
    height = view.ground_y + _BOTTOM
    return Page(_WIDTH, height, _("The work from the front"), tuple(shapes), _notes())


def _notes() -> tuple[str, ...]:
    return (
        _("Drawn to scale from the measured places of the parts, in millimetres."),
        _("How a 升 is held on the 栱 is unresolved in the source; here it only rests."),
    )


def _view(parts: Sequence[PartBox], bed: Height | None) -> _View:
    points = [p for part in parts for p in part.outline] or [(0.0, 0.0)]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top = max([bed.goal_mm if bed else 0.0, *(y for _x, y in points)])
    room = _WIDTH - _LEFT - _RIGHT - 16
    scale = min(_POINTS_PER_MM, room / max(right - left, 1.0), _HIGHEST / max(top, 1.0))
    return _View(scale, left, _TOP + top * scale)


def _level(view: _View, y_mm: float, right: float) -> Line:
    y = view.at(0.0, y_mm)[1]
    return Line(_LEFT - 10, y, right, y, "stone", 0.8)


def _body(view: _View, part: PartBox) -> Polygon:
    outline = tuple(view.at(x, y) for x, y in part.outline)
    off = part.ok is False
    stroke: Colour = "red" if off else "camphor"
    return Polygon(outline, "bar", stroke, 1.8 if off else 1.0, f"part:{part.name}")


def _part(view: _View, part: PartBox, name: Written | None) -> Iterator[Shape]:
    """Yield a part with its mark and, where there is room, its name; on a slip if hatched."""
    body = _body(view, part)
    yield body
    box, tap = bounds(body), body.tap
    if part.ok is None:
        yield from hatched(box, tap)
    if name is None:
        yield from mark(_verdict(part), *_middle(box), tap)
        return
    room = name.box
    if part.ok is None:
        wide, high = room.right - room.left + 20, room.bottom - room.top
        yield Rect(room.left - 16, room.top, wide, high, "slip", None, 1.0, tap)
    for text in name.texts:
        yield replace(text, tap=tap)
    yield from mark(_verdict(part), room.left - 9, (room.top + room.bottom) / 2, tap)


def _beside(view: _View, parts: Sequence[PartBox], edge: float, rows: int) -> Iterator[Shape]:
    """Yield the names of parts that are not right and have no room for them, from the ground
    up, each with a line from its part."""
    asked = [part for part in parts if not part.ok and part.name]
    asked.sort(key=lambda part: _middle(bounds(_body(view, part)))[1], reverse=True)
    for row, part in enumerate(asked[:rows]):
        y, (x, from_y) = view.ground_y - row * _ROW, _middle(bounds(_body(view, part)))
        yield Line(x, from_y, edge + 8, y - 0.37 * FULL, "stone", 0.6)
        line = without_glosses(part.name)
        size = min(FULL, (_RIGHT - 16) / max(text_width(line, 1.0), 1.0))
        yield Text(line, edge + 12, y, size, "ink", "serif", "start", f"part:{part.name}")


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _verdict(part: PartBox) -> Verdict:
    return "unseen" if part.ok is None else "good" if part.ok else "off"


def _dimension(view: _View, bed: Height, edge: float) -> Iterator[Shape]:
    x = edge - 8
    _x, goal_y = view.at(0.0, bed.goal_mm)
    yield Line(_LEFT - 10, goal_y, edge, goal_y, "moss", 0.9)
    words_x = edge + 12
    yield Text(bed.goal_words, words_x, goal_y + 4, _SMALL, "moss_deep", "sans")
    low = view.ground_y
    yield Line(x, low, x, goal_y, "moss", 0.9)
    for y in (low, goal_y):
        yield Line(x - 4, y + 4, x + 4, y - 4, "moss", 1.2)
    middle = (low + goal_y) / 2
    yield from mark(bed.verdict, words_x + 4, middle - 4)
    yield Text(_measured(bed), words_x + 14, middle, FULL, "ink", "sans")
    if bed.measured_mm is not None:
        off = round(bed.measured_mm - bed.goal_mm, 1) + 0.0  # never −0.0
        words = _("{off:+.1f} mm, allowed ±{tolerance:.1f}").format(
            off=off, tolerance=bed.tolerance_mm
        )
        yield Text(words.replace("-", "−"), words_x, middle + 20, _SMALL, "soft", "sans")


def _measured(bed: Height) -> str:
    if bed.measured_mm is None:
        return _("not measured")
    return _("{mm:.1f} mm").format(mm=bed.measured_mm)
