"""What a view is when it is laid out, for the tests of views."""

from collections.abc import Iterator

from lessons.report.shapes import ASCENT, Box, Page, Rect, Text
from sim.views.column import Button
from sim.views.frame import Frame
from sim.views.layout import Layout

WINDOWS = ((1280, 720), (960, 540), (1024, 768), (800, 720), (3840, 2160))


BUTTONS = (Button("again", "再来一次"), Button("report", "看报告"), Button("hall", "To the hall"))


PAGE = Page(200.0, 80.0, "drawing", (Rect(0, 0, 200, 80, "fir"),))


def boxes(laid: Layout, frame: Frame) -> Iterator[tuple[Text, Box]]:
    """Every line of type and the ground it takes."""
    for part in laid.parts:
        for item in part.items:
            if isinstance(item, Text):
                wide = frame.measure(item.glyphs, item.size, item.font)
                left = item.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
                top = item.y - ASCENT * item.size
                yield item, Box(left, top, left + wide, top + item.size)


def inside(inner: Box, outer: Box, slack: float) -> bool:
    return (
        outer.left - slack <= inner.left
        and inner.right <= outer.right + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )
