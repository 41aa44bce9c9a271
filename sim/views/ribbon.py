"""The ribbon under a page while one sings: the notes that come, and what was sung so far.

Time runs to the right; the line in the middle is now. What has been sung stands left of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from panda3d.core import NodePath

from lessons.report.shapes import Box, Circle, Line, Polygon, Polyline, Rect, Shape, Text
from sim.look import ARRIVE_S, ease
from sim.stage import Stage
from sim.trace import Traced
from sim.views.column import EDGE
from sim.views.frame import Frame
from sim.views.layout import Paper, Region, region
from sim.views.paint import paint_items, paint_shapes

SPAN_S = 7.0  # seconds of the reference that are seen
NOW = 0.42  # of the width
NEAR = 0.5  # semitones: nearer than that the dot is full
HIGH = 0.52  # of a window 2 units high
_AIR = 3.0  # semitones above and below the notes


@dataclass(frozen=True)
class RibbonNote:
    """One note to come: seconds of the reference, its MIDI number."""

    onset: float
    duration: float
    pitch: float
    lyric: str = ""


class Ribbon:
    """A sheet along the lower edge. `show` moves it on; without a place it rests at the start."""

    def __init__(self, stage: Stage, notes: Sequence[RibbonNote]) -> None:
        self._stage = stage
        self._notes = tuple(notes)
        self._age = 0.0
        self._now = notes[0].onset if notes else 0.0
        self._trace: tuple[Traced, ...] = ()
        self._sure = True
        self._caption = ""
        low, high = min(n.pitch for n in notes), max(n.pitch for n in notes)
        self._range = (low - _AIR, high + _AIR)
        self.node: Any = NodePath("ribbon")
        self.node.setBin("unsorted", 0)
        self.node.reparentTo(stage.sheet)
        self._draw()

    @property
    def box(self) -> Box:
        """The ground it covers, in units of the layout."""
        frame = Frame(self._stage.size)
        edge = EDGE * frame.em
        bottom = frame.height - 3.6 * frame.body
        return Box(edge, bottom - HIGH, frame.width - edge, bottom)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The ribbon as a whole is "take": a click on it ends the take, as the caption says."""
        return (region("take", self.box, self._frame),)

    def hover(self, name: str | None) -> None:
        """Take the pointer's region as other sheets do; a ribbon lies still under it."""

    def show(self, now: float, trace: Sequence[Traced], sure: bool, caption: str) -> None:
        """Move to second `now` of the reference; `sure` false: the place is not certain."""
        self._now, self._trace, self._sure, self._caption = now, tuple(trace), sure, caption

    def frame(self, elapsed: float) -> None:
        """Arrive, follow the window, draw what moves."""
        if Frame(self._stage.size) != self._frame:
            self._draw()
        self._age += elapsed
        self.node.setAlphaScale(ease(self._age / ARRIVE_S))
        self._moving.getChildren().detach()
        paint_shapes(self._shapes(), 1 / self._frame.pixel).reparentTo(self._moving)

    def close(self) -> None:
        """Take the ribbon away."""
        self.node.removeNode()

    def _draw(self) -> None:
        self._frame = frame = Frame(self._stage.size)
        self.node.getChildren().detach()
        self.node.setPosHprScale(-frame.width / 2, 0, frame.height / 2, 0, 0, 0, *[frame.pixel] * 3)
        paint_items([Paper(self.box, "slip")], frame.pixel).reparentTo(self.node)
        self._moving: Any = self.node.attachNewNode("moving")

    def _x(self, seconds: float) -> float:
        box = self.box
        return box.left + (NOW + (seconds - self._now) / SPAN_S) * (box.right - box.left)

    def _y(self, semitones: float) -> float:
        box, (low, high) = self.box, self._range
        head = 1.6 * self._frame.body
        share = (semitones - low) / (high - low)
        return box.bottom - 0.02 - share * (box.bottom - box.top - head - 0.02)

    def _shapes(self) -> Iterator[Shape]:
        box = self.box
        for note in self._notes:
            yield from self._bar(note)
        x = self._x(self._now)
        yield Line(x, box.top + 0.02, x, box.bottom - 0.02, "hair", 2 * self._frame.pixel)
        low, small = box.bottom - 0.025, self._frame.small
        yield Text(self._caption, box.left + self._frame.em, low, small, "soft", "sans")
        yield from self._line()
        if self._trace and self._sure:
            yield from self._dot(self._trace[-1])

    def _bar(self, note: RibbonNote) -> Iterator[Shape]:
        box, frame = self.box, self._frame
        left = max(self._x(note.onset), box.left + 0.02)
        right = min(self._x(note.onset + note.duration), box.right - 0.02)
        if right - left < 2 * frame.pixel:
            return
        y, half = self._y(note.pitch), 0.016
        yield Rect(left, y - half, right - left, 2 * half, "bar", "fir", frame.pixel)
        if note.lyric and self._x(note.onset) > box.left:
            high = box.top + 1.3 * frame.body
            yield Text(note.lyric, left, high, 1.15 * frame.body, "ink", "serif")

    def _line(self) -> Iterator[Shape]:
        """Yield the sung line, broken where nothing was heard or the place jumped."""
        box = self.box
        run: list[tuple[float, float]] = []
        last: Traced | None = None
        for point in self._trace:
            x, y = self._x(point.at), self._y(point.pitch)
            seen = box.left < x < box.right and box.top + 0.04 < y < box.bottom
            broken = last is not None and not 0 <= point.at - last.at < 0.25
            if (broken or not seen) and len(run) > 1:
                yield Polyline(tuple(run), "ink", 3 * self._frame.pixel)
            if broken or not seen:
                run = []
            if seen:
                run.append((x, y))
            last = point
        if len(run) > 1:
            yield Polyline(tuple(run), "ink", 3 * self._frame.pixel)

    def _dot(self, point: Traced) -> Iterator[Shape]:
        """Yield the voice as it is now: full on the note; open, with the way to go, beside it."""
        note = next((n for n in self._notes if n.onset <= point.at < n.onset + n.duration), None)
        if note is None:
            return
        x, y = self._x(point.at), self._y(point.pitch)
        off, r = point.pitch - note.pitch, 0.014
        if abs(off) <= NEAR:
            yield Circle(x, y, r, "moss")
            return
        yield Circle(x, y, r, "slip", "red", 2 * self._frame.pixel)
        way = 1 if off > 0 else -1  # too high: the arrow points down, to the note
        tip, foot = y + way * 4.0 * r, y + way * 2.0 * r
        yield Polygon(((x, tip), (x - r, foot), (x + r, foot)), "red")
