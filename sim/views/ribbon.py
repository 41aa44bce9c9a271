"""The ribbon under a page while one sings: the notes that come, and what was sung so far.

Time runs to the right; the line in the middle is now. What has been sung stands left of it,
taps stand above the lower edge: a full dot for a 板, a ring for a 眼. ◆ is a marked beat, an
open wedge above a breath (气口).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from panda3d.core import NodePath

from lessons.report.palette import Colour
from lessons.report.shapes import Box, Circle, Line, Polygon, Polyline, Rect, Shape, Text
from sim.look import ARRIVE_S, ease
from sim.stage import Stage
from sim.trace import Trace, Traced
from sim.views import grounds
from sim.views.frame import Frame
from sim.views.layout import Paper, Region, region
from sim.views.paint import paint_items, paint_shapes

SPAN_S = 7.0  # seconds of the reference that are seen
NOW = 0.42  # of the width
NEAR = 0.5  # semitones: nearer than that the dot is full
BEATS, TAPS, NOTES = 2.1, 2.9, 3.5  # lanes in small lines; the caption stands below them
_AIR = 2.0  # semitones above and below the notes


@dataclass(frozen=True)
class RibbonNote:
    """One note to come: seconds of the reference, its MIDI number."""

    onset: float
    duration: float
    pitch: float
    lyric: str = ""


class Ribbon:
    """A sheet under the page. `show` moves it on; without a place it rests at the start.

    `beats` in seconds of the reference.
    """

    def __init__(
        self, stage: Stage, notes: Sequence[RibbonNote], beats: Sequence[float] = ()
    ) -> None:
        self._stage = stage
        self._notes, self._beats = tuple(notes), tuple(beats)
        self._age = 0.0
        self._onsets = [n.onset for n in notes]
        self._trace, self._caption = Trace(), ""
        low, high = min(n.pitch for n in notes), max(n.pitch for n in notes)
        self._range = (low - _AIR, high + _AIR)
        self.node: Any = NodePath("ribbon")
        self.node.setBin("unsorted", 0)
        self.node.reparentTo(stage.sheet)
        self._draw()

    @property
    def box(self) -> Box:
        """The ground it covers, in units of the layout."""
        return grounds.under(Frame(self._stage.size))

    @property
    def regions(self) -> tuple[Region, ...]:
        """The ribbon as a whole is "take": a click on it ends the take, as the caption says."""
        return (region("take", self.box, self._frame),)

    def hover(self, name: str | None) -> None:
        """Take the pointer's region as other sheets do; a ribbon lies still under it."""

    def show(self, trace: Trace, caption: str) -> None:
        """Move to where the trace has come to; `caption` says how the take stands."""
        self._trace, self._caption = trace, caption

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

    @property
    def _now(self) -> float:
        return self._onsets[0] if self._trace.now is None else self._trace.now

    def _x(self, seconds: float) -> float:
        box = self.box
        return box.left + (NOW + (seconds - self._now) / SPAN_S) * (box.right - box.left)

    def _y(self, semitones: float) -> float:
        box, (low, high) = self.box, self._range
        top, floor = box.top + 2.0 * self._frame.body, self._lane(NOTES)
        return floor - (semitones - low) / (high - low) * (floor - top)

    def _lane(self, lines: float) -> float:
        """Return the height of a lane so many small lines above the lower edge."""
        return self.box.bottom - lines * self._frame.small

    def _shapes(self) -> Iterator[Shape]:
        box = self.box
        yield from self._marks()
        for note in self._notes:
            yield from self._bar(note)
        x = self._x(self._now)
        yield Line(x, box.top + 0.02, x, self._lane(BEATS), "hair", 2 * self._frame.pixel)
        low, small = box.bottom - 0.025, self._frame.small
        yield Text(self._caption, box.left + self._frame.em, low, small, "soft", "sans")
        yield from self._taps()
        yield from self._breaths()
        yield from self._line()
        if self._trace.points and self._trace.sure:
            yield from self._dot(self._trace.points[-1])

    def _marks(self) -> Iterator[Shape]:
        """Yield a thin rule for each marked beat, with the sign that it has on the page."""
        box, r = self.box, 0.010
        for beat in self._beats:
            x, y = self._x(beat), self._lane(BEATS)
            if box.left + r < x < box.right - r:
                yield Line(x, box.top + 0.02, x, y, "hair", self._frame.pixel)
                yield Polygon(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), "camphor")

    def _taps(self) -> Iterator[Shape]:
        """Yield a mark for each tap, at its time, where no note is ever drawn."""
        box, frame, r = self.box, self._frame, 0.012
        y = self._lane(TAPS)
        for tap in self._trace.taps:
            x = self._x(tap.at)
            if box.left + r < x < box.right - r:
                full: Colour | None = "camphor" if tap.kind == "ban" else None
                yield Circle(x, y, r, full, "camphor", 2 * frame.pixel)

    def _breaths(self) -> Iterator[Shape]:
        """Yield an open wedge where breath was drawn, in the lane of the taps."""
        box, r = self.box, 0.011
        y = self._lane(TAPS)
        for at in self._trace.breaths:
            x = self._x(at)
            if box.left + r < x < box.right - r:
                wedge = ((x - r, y - r), (x, y + r), (x + r, y - r))
                yield Polyline(wedge, "soft", 2 * self._frame.pixel)

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
        for point in self._trace.points:
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
        note = self._notes[max(bisect_right(self._onsets, point.at) - 1, 0)]
        if not note.onset <= point.at < note.onset + note.duration:
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
