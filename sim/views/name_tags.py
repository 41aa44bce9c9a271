"""Who is who on the practice floor: a small slip below each figure."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import ASCENT, Box, Text
from sim.look import LEADING
from sim.views.frame import Frame
from sim.views.layout import Layout, Paper, Part
from sim.views.typeset import break_lines

_PAD = 0.5  # of a small body
_LINES = 3  # a name, a role and a lineage


@dataclass(frozen=True)
class NameTags:
    """`tags`: what stands on each slip and the middle of it; all begin at `top`, none is wider
    than `wide` or reaches below `floor`. Units of the sheet."""

    tags: tuple[tuple[str, float], ...]
    top: float
    wide: float
    floor: float

    def layout(self, frame: Frame) -> Layout:
        """Lay the slips out beside one another."""
        parts = tuple(self._part(frame, words, middle) for words, middle in self.tags)
        boxes = [part.box for part in parts if part.box is not None]
        ground = Box(
            min(box.left for box in boxes), min(box.top for box in boxes),
            max(box.right for box in boxes), max(box.bottom for box in boxes),
        )  # fmt: skip
        return Layout(ground, parts)

    def _part(self, frame: Frame, words: str, middle: float) -> Part:
        size, pad = frame.small, _PAD * frame.small
        measure = partial(frame.measure, size=size)
        lines = break_lines(words, self.wide - 2 * pad, measure)[:_LINES]
        half = max(measure(line) for line in lines) / 2 + pad
        high = len(lines) * LEADING * size + 0.6 * pad
        top = min(self.top, self.floor - high)
        box = Box(middle - half, top, middle + half, top + high)
        first = top + 0.3 * pad + ((LEADING - 1) / 2 + ASCENT) * size
        texts = [
            Text(line, middle, first + k * LEADING * size, size, "ink", "sans", "middle")
            for k, line in enumerate(lines)
        ]
        return Part((Paper(box, "slip", seed=len(words)), *texts), box=box)
