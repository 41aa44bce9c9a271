"""Pages behind a window of paper: scrolled, cut off at its edges, tapped, marked."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from panda3d.core import NodePath

from lessons.report.palette import Colour
from lessons.report.shapes import Box, Page, Rect
from sim.look import ARRIVE_S, ease
from sim.stage import Stage
from sim.views.frame import Frame
from sim.views.layout import Paper, Region, grown, region
from sim.views.paint import paint_items, paint_shapes
from sim.views.sheaf import Fit, Sheaf, lay

_PAD = 0.6  # bodies of white around the window
_THUMB = 4  # pixels
_RUN_S = 0.12  # in which the pages follow a scroll
_NEAR = 0.5  # pixels; closer than that they have arrived

Area = Callable[[Frame], Box]
Point = tuple[float, float]


class PageView:
    """Pages on a slip that covers `area` of the window (units of the layout)."""

    def __init__(self, stage: Stage, pages: Sequence[Page], area: Area, fit: Fit) -> None:
        self._stage, self._pages, self._area, self._fit = stage, tuple(pages), area, fit
        self._age = 0.0
        self._marked: tuple[str, ...] = ()
        self._pointed: tuple[str, ...] = ()
        self.node: Any = NodePath("pages")
        self.node.setBin("unsorted", 0)
        self.node.reparentTo(stage.sheet)
        self._draw()
        # Columns are read from the right.
        self._at = self._to = (self._most[0] if fit == "height" else 0.0, 0.0)
        self._slide()
        self.frame(0.0)

    @property
    def box(self) -> Box:
        """The ground the view covers, in units of the layout."""
        return self._area(self._frame)

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where the taps stand that can be seen, in aspect2d units, later ones on top."""
        return tuple(region(name, box, self._frame) for name, box in self._seen())

    def scroll(self, dx: float, dy: float) -> None:
        """Move on over the pages by dx to the right and dy down, in units of the sheet."""
        self._go(self._to[0] + dx / self._frame.pixel, self._to[1] + dy / self._frame.pixel)

    def reveal(self, name: str) -> None:
        """Move so that what has this tap stands as near the middle as the pages reach."""
        for box in self.sheaf.boxes({name})[:1]:
            x = (box.left + box.right - self._room[0]) / 2
            y = (box.top + box.bottom - self._room[1]) / 2
            self._go(x, y)

    def mark(self, names: Collection[str]) -> None:
        """Lay a wash of colour under all that has one of these taps, and under nothing else."""
        self._marked = tuple(names)
        self._wash()

    def point_out(self, names: Collection[str]) -> None:
        """Lay the one bright colour under these taps, over the wash of what is marked."""
        if self._pointed != tuple(names):
            self._pointed = tuple(names)
            self._wash()

    def hover(self, name: str | None) -> None:
        """Take the pointer's region as other views do; pages lie still under it."""

    def frame(self, elapsed: float) -> None:
        """Go on by `elapsed` seconds: arrive, follow a scroll; redraw in a changed window."""
        if Frame(self._stage.size) != self._frame:
            self._draw()
            self._go(*self._to)
            self._at = self._to
            self._slide()
        self._age += elapsed
        self.node.setAlphaScale(ease(self._age / ARRIVE_S))
        self._follow(elapsed)

    def close(self) -> None:
        """Take the view away."""
        self.node.removeNode()

    @property
    def _most(self) -> Point:
        """How far the pages can be scrolled, in pixels."""
        wide, high = self.sheaf.size
        return max(wide - self._room[0], 0.0), max(high - self._room[1], 0.0)

    def _go(self, x: float, y: float) -> None:
        right, low = self._most
        self._to = (min(max(x, 0.0), right), min(max(y, 0.0), low))

    def _follow(self, elapsed: float) -> None:
        if self._at == self._to:
            return
        part = min(3 * elapsed / _RUN_S, 1.0)
        x, y = (a + (t - a) * part for a, t in zip(self._at, self._to, strict=True))
        near = max(abs(x - self._to[0]), abs(y - self._to[1])) < _NEAR
        self._at = self._to if near else (x, y)
        self._slide()

    def _draw(self) -> None:
        """Paint everything anew for the window as it is."""
        self._frame = frame = Frame(self._stage.size)
        self._window = grown(self.box, -_PAD * frame.em)
        self._room = (
            (self._window.right - self._window.left) / frame.pixel,
            (self._window.bottom - self._window.top) / frame.pixel,
        )
        self.sheaf: Sheaf = lay(self._pages, self._fit, self._room, frame)
        self.node.getChildren().detach()
        self.node.setPosHprScale(-frame.width / 2, 0, frame.height / 2, 0, 0, 0, *[frame.pixel] * 3)
        paint_items([Paper(self.box, "slip")], frame.pixel).reparentTo(self.node)
        pane = self.node.attachNewNode("pane")
        pane.setScissor(*_scissor(self._window, frame))
        self._content: Any = pane.attachNewNode("content")
        self._washed: Any = self._content.attachNewNode("wash")
        paint_sheaf(self.sheaf, frame.pixel).reparentTo(self._content)
        self._thumb: Any = self.node.attachNewNode("thumb")
        self._wash()

    def _slide(self) -> None:
        """Put the pages where the scroll has come to, on whole pixels."""
        left, top = self._origin()
        self._content.setPos(left, 0, -top)
        self._thumb.getChildren().detach()
        paint_shapes(self._thumbs(), 1.0).reparentTo(self._thumb)

    def _origin(self) -> tuple[int, int]:
        """Return where the pages' upper left corner stands, in pixels of the window."""
        slack = max(self._room[0] - self.sheaf.size[0], 0.0) / 2
        left = self._window.left / self._frame.pixel + slack - self._at[0]
        return round(left), round(self._window.top / self._frame.pixel - self._at[1])

    def _thumbs(self) -> Iterator[Rect]:
        """Yield a bead for each way the pages can be scrolled: how much is seen, and where."""
        (wide, high), (right, low) = self._room, self._most
        pixel = self._frame.pixel
        x, y = self._window.left / pixel, self._window.top / pixel
        if right > 0:
            long = wide * wide / (wide + right)
            at = x + (wide - long) * self._at[0] / right
            yield Rect(at, y + high + _THUMB, long, _THUMB, "fir")
        if low > 0:
            long = high * high / (high + low)
            at = y + (high - long) * self._at[1] / low
            yield Rect(x + wide + _THUMB, at, _THUMB, long, "fir")

    def _wash(self) -> None:
        self._washed.getChildren().detach()
        washes: tuple[tuple[tuple[str, ...], Colour], ...]
        washes = ((self._marked, "bar"), (self._pointed, "yellow"))
        marks = (
            Rect(b.left, b.top, b.right - b.left, b.bottom - b.top, colour)
            for names, colour in washes
            for b in self.sheaf.boxes(names)
        )
        paint_shapes(marks, 1.0).reparentTo(self._washed)

    def _seen(self) -> Iterator[tuple[str, Box]]:
        (left, top), pixel, w = self._origin(), self._frame.pixel, self._window
        for name, box in self.sheaf.taps():
            x1, x2 = (max(min((left + x) * pixel, w.right), w.left) for x in (box.left, box.right))
            y1, y2 = (max(min((top + y) * pixel, w.bottom), w.top) for y in (box.top, box.bottom))
            if x1 < x2 and y1 < y2:
                yield name, Box(x1, y1, x2, y2)


def paint_sheaf(sheaf: Sheaf, pixel: float) -> Any:
    """Return a node of a sheaf's pages and legend, in pixels."""
    root = NodePath("sheaf")
    for page, corner in zip(sheaf.pages, sheaf.corners, strict=True):
        paint_shapes(page.shapes, sheaf.scale, corner).reparentTo(root)
    paint_items(sheaf.legend, pixel).reparentTo(root)
    root.flattenStrong()
    return root


def _scissor(box: Box, frame: Frame) -> tuple[float, float, float, float]:
    """Return left, right, bottom, top of a box as parts of the picture."""
    wide, high = frame.width, frame.height
    return box.left / wide, box.right / wide, 1 - box.bottom / high, 1 - box.top / high
