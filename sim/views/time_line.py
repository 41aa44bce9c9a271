"""A movement's time from left to right: what is marked in it, and where one looks now."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessons.report.shapes import Box, Line, Polygon, Rect, Shape, Text
from sim.views.column import EDGE
from sim.views.frame import Frame
from sim.views.layout import Item, Layout, Paper, Part

_HIGH = 3.4  # bodies
_LEFT = 1.2  # bodies of margin at each end
_TICKS = 12  # seconds are marked no closer than so many in all


@dataclass(frozen=True)
class TimeLine:
    """A strip at the foot of `ground`; the region "line" answers anywhere on it.

    All in seconds: its `length`, where one looks (`at`), the `keyframes`, the `holds`, and where
    a hold begins whose end is still open (`since`).
    """

    ground: Box
    length: float
    at: float
    keyframes: tuple[float, ...] = ()
    holds: tuple[tuple[float, float], ...] = ()
    since: float | None = None

    def layout(self, frame: Frame) -> Layout:
        """Lay the strip out along the foot of its ground."""
        box = self._box(frame)
        items: list[Item] = [Paper(box, "slip", seed=5), *self._shapes(frame, box)]
        return Layout(box, (Part(tuple(items), "line", box, lifts=False),))

    def seconds(self, frame: Frame, x: float) -> float:
        """Return which second is meant at a place of the sheet (aspect2d, x to the right)."""
        box, pad = self._box(frame), _LEFT * frame.em
        share = (x + frame.width / 2 - box.left - pad) / (box.right - box.left - 2 * pad)
        return min(max(share, 0.0), 1.0) * self.length

    def _box(self, frame: Frame) -> Box:
        edge = EDGE * frame.em
        low = self.ground.bottom
        return Box(self.ground.left + edge, low - _HIGH * frame.em, self.ground.right - edge, low)

    def _shapes(self, frame: Frame, box: Box) -> Iterator[Shape]:
        em, pixel = frame.em, frame.pixel
        pad = _LEFT * em

        def x(seconds: float) -> float:
            share = seconds / self.length if self.length > 0 else 0.0
            return box.left + pad + share * (box.right - box.left - 2 * pad)

        y = box.top + 1.3 * em
        for start, end in self.holds:
            yield Rect(x(start), y - 0.4 * em, x(end) - x(start), 0.8 * em, "bar", "fir", pixel)
        if self.since is not None:
            first, last = sorted((self.since, self.at))
            yield Rect(x(first), y - 0.4 * em, x(last) - x(first), 0.8 * em, None, "fir", pixel)
        yield Line(x(0), y, x(self.length), y, "ink", 2 * pixel)
        yield from self._ticks(frame, y, x(0), x(self.length))
        r = 0.32 * em
        for key in self.keyframes:
            at = x(key)
            yield Polygon(((at, y - r), (at + r, y), (at, y + r), (at - r, y)), "camphor")
        yield Line(x(self.at), box.top + 0.25 * em, x(self.at), y + 0.75 * em, "red", 3 * pixel)

    def _ticks(self, frame: Frame, y: float, left: float, right: float) -> Iterator[Shape]:
        step = next(s for s in (1, 2, 5, 10, 30, 60, 600) if self.length / s <= _TICKS)
        for second in range(0, int(self.length) + 1, step):
            x = left + (right - left) * second / max(self.length, 1e-9)
            yield Line(x, y, x, y + 0.35 * frame.em, "ink", frame.pixel)
            low = y + 0.45 * frame.em + frame.small
            yield Text(str(second), x, low, frame.small, "soft", "sans", "middle")
