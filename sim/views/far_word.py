"""One word that is read from three metres away, over the figures: the count, the live aid."""

from dataclasses import dataclass

from lessons.report.shapes import ASCENT, Box, Rect, Text
from sim.views.column import EDGE
from sim.views.frame import Frame
from sim.views.layout import Item, Layout, Paper, Part

_SIZE = 0.15  # units: the height of a hanzi's body
_COUNT = 0.42
_PAD = 0.5  # of the size


@dataclass(frozen=True)
class FarWord:
    """A slip at the top of `ground`; `share` 0..1 of the take is over, None shows no bar.

    `count`: it is a number that is counted, much larger.
    """

    words: str
    ground: Box
    share: float | None = None
    count: bool = False

    def layout(self, frame: Frame) -> Layout:
        """Lay the word out in the middle of the ground's upper edge."""
        size = self._size(frame)
        long = frame.measure(self.words, size, "serif")
        pad = _PAD * size
        x = (self.ground.left + self.ground.right) / 2
        top = self.ground.top
        bar = 0.5 * EDGE * frame.em if self.share is not None else 0.0
        box = Box(x - long / 2 - pad, top, x + long / 2 + pad, top + 1.4 * size + bar)
        base = top + 0.2 * size + ASCENT * size
        items: list[Item] = [
            Paper(box, "slip", seed=3),
            Text(self.words, x, base, size, "ink", "serif", "middle"),
        ]
        if self.share is not None:
            wide = box.right - box.left - pad
            low = box.bottom - bar - 0.1 * size
            items.append(Rect(box.left + pad / 2, low, wide, 0.4 * bar, "hair"))
            items.append(Rect(box.left + pad / 2, low, wide * min(self.share, 1.0), 0.4 * bar,
                              "camphor"))  # fmt: skip
        return Layout(box, (Part(tuple(items)),))

    def _size(self, frame: Frame) -> float:
        """Return the size of type at which the words are no wider than the ground."""
        size = _COUNT if self.count else _SIZE
        room = self.ground.right - self.ground.left
        need = frame.measure(self.words, size, "serif") + 2 * _PAD * size
        size = size * min(1.0, room / need)
        return frame.pixels(size) * frame.pixel
