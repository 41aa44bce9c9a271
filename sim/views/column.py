"""Sets a view from above to below: lines of type, rules, pictures, a row of tallies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lessons.report.palette import Colour
from lessons.report.shapes import ASCENT, Box, Circle, Font, Line, Page, Rect, Text, extent
from sim.look import LEADING
from sim.views.frame import Frame
from sim.views.layout import Item, Paper, Part, Picture
from sim.views.typeset import break_lines, shorten

PAD = 1.0  # of a body: white inside a slip
EDGE = 0.8  # of a body: between a view and the window's edge
_TALLY_HIGH = 1.95  # of a body
_TALLY_PAD = 0.95


@dataclass(frozen=True)
class Button:
    """A tally to press: its region's name and what stands on it; `room` is what may stand on it
    later, so that it stays as wide."""

    name: str
    label: str
    room: str = ""


@dataclass(frozen=True)
class Ink:
    """How a run of type looks."""

    size: float
    colour: Colour = "ink"
    font: Font = "sans"
    most: int | None = None  # lines; what is left over ends in …


class Column:
    """Lines below one another between two margins; `y` is where the next one begins."""

    def __init__(self, frame: Frame, left: float, top: float, width: float) -> None:
        self.frame = frame
        self.left = left
        self.width = width
        self.top = self.y = top
        self.items: list[Item] = []
        self.parts: list[Part] = []

    def text(self, words: str, ink: Ink, terms: Mapping[str, str] | None = None) -> None:
        """Set words. Each label of `terms` found in them becomes a region of that name."""
        for line in self._broken(words, ink):
            base = self.y + (LEADING - 1) / 2 * ink.size + ASCENT * ink.size
            self.items.append(Text(line, self.left, base, ink.size, ink.colour, ink.font))
            for label, name in (terms or {}).items():
                self._term(line, label, name, ink)
            self.y += LEADING * ink.size

    def marked(self, good: bool, words: str, ink: Ink, name: str | None = None) -> None:
        """Set words beside their mark: right is filled moss, off an open red ring.

        With a `name` they are one region.
        """
        top = self.y
        indent, r = 1.25 * ink.size, 0.28 * ink.size
        x, y = self.left + r, self.y + LEADING / 2 * ink.size
        pen = 0.11 * ink.size
        dot = Circle(x, y, r, "moss") if good else Circle(x, y, r - pen / 2, None, "red", pen)
        self.items.append(dot)
        inner = Column(self.frame, self.left + indent, self.y, self.width - indent)
        inner.text(words, ink)
        self.items += inner.items
        self.y = inner.y
        if name is not None:
            box = Box(self.left, top, self.left + self.width, self.y)
            self.parts.append(Part((), name, box, lifts=False))

    def tapped(self, name: str, words: str, ink: Ink) -> None:
        """Set words that are one region as a whole."""
        top, first = self.y, len(self.items)
        self.text(words, ink)
        box = Box(self.left, top, self.left + self.width, self.y)
        lines = tuple(self.items[first:])
        del self.items[first:]
        self.parts.append(Part(lines, name, box, lifts=False))

    def gap(self, bodies: float) -> None:
        """Leave white, in bodies of the reading size."""
        self.y += bodies * self.frame.em

    def rule(self) -> None:
        """Draw a hairline across."""
        right = self.left + self.width
        self.items.append(Line(self.left, self.y, right, self.y, "hair", self.frame.pixel))

    def picture(self, page: Page, high: float) -> None:
        """Leave room for what is drawn on a page, at most `high`, no higher than it needs."""
        drawn = extent(page.shapes)
        high = min(high, self.width * (drawn.bottom - drawn.top) / (drawn.right - drawn.left))
        box = Box(self.left, self.y, self.left + self.width, self.y + high)
        self.items.append(Picture(page, box))
        self.y += high

    def buttons(self, buttons: Sequence[Button]) -> None:
        """Set tallies in rows, the one that matters first."""
        parts, self.y = tallies(self.frame, buttons, (self.left, self.y, self.width), True)
        self.parts += parts

    def _broken(self, words: str, ink: Ink) -> Sequence[str]:
        measure = partial(self.frame.measure, size=ink.size, font=ink.font)
        lines = break_lines(words, self.width, measure)
        if ink.most is None or len(lines) <= ink.most:
            return lines
        rest = _joined(lines[ink.most - 1 :])
        return (*lines[: ink.most - 1], shorten(rest, self.width, measure))

    def _term(self, line: str, label: str, name: str, ink: Ink) -> None:
        """Underline a term where it first stands in the view, and let it be tapped."""
        at = line.find(label)
        if at < 0 or any(part.name == name for part in self.parts):
            return
        left = self.left + self.frame.measure(line[:at], ink.size, ink.font)
        right = self.left + self.frame.measure(line[: at + len(label)], ink.size, ink.font)
        low = self.y + 1.36 * ink.size
        box = Box(left, self.y, right, self.y + LEADING * ink.size)
        if any(part.box and part.box.overlaps(box, 1e-6) for part in self.parts):
            return  # it is part of a longer term
        dots = tuple(_dots(left, right, low, self.frame.pixel))
        self.parts.append(Part(dots, name, box, lifts=False))


def _joined(lines: Sequence[str]) -> str:
    """Return broken lines as one again: Latin words lost the space at which they were broken."""
    whole = lines[0]
    for line in lines[1:]:
        spaced = whole[-1:].isascii() and line[:1].isascii()
        whole += f" {line}" if spaced else line
    return whole


def tallies(
    frame: Frame, buttons: Sequence[Button], room: tuple[float, float, float], corded: bool
) -> tuple[list[Part], float]:
    """Return tallies set in rows from left, top, within a width, and where the rows end.

    With `corded` the first one hangs on a red cord: it is the one that matters.
    """
    left, y, wide = room
    high, gap = _TALLY_HIGH * frame.em, 0.5 * frame.em
    x = left
    parts: list[Part] = []
    for i, button in enumerate(buttons):
        long = min(max(tally_width(frame, w) for w in (button.label, button.room)), wide)
        if x > left and x + long > left + wide + 1e-9:
            x, y = left, y + high + gap
        parts.append(tally(frame, button, Box(x, y, x + long, y + high), corded and i == 0))
        x += long + gap
    return parts, y + high if parts else y


def tally_width(frame: Frame, label: str) -> float:
    """Return how long a tally is for a label."""
    return frame.measure(label, frame.body) + 2 * _TALLY_PAD * frame.em


def tally(frame: Frame, button: Button, box: Box, corded: bool) -> Part:
    """Return one wooden tally to press."""
    size = frame.body
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    room = box.right - box.left - 0.8 * frame.em
    label = shorten(button.label, room, partial(frame.measure, size=size))
    word = Text(label, x, y + 0.38 * size, size, "ink", "sans", "middle")
    paper = Paper(box, "tally", seed=len(button.label))
    return Part((paper, *(_cord(frame, box) if corded else ()), word), button.name, box)


def _cord(frame: Frame, box: Box) -> Iterator[Rect]:
    """The red cord wound round the end of the first tally."""
    thick = 0.13 * frame.em
    for k in (1.6, 3.2):
        x = box.left + k * thick
        yield Rect(x, box.top, thick, box.bottom - box.top, "red")


def _dots(left: float, right: float, y: float, pixel: float) -> Iterator[Rect]:
    step = 4 * pixel
    for k in range(int((right - left) / step)):
        yield Rect(left + k * step, y, 2 * pixel, pixel, "camphor")
