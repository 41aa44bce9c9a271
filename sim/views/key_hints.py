"""The keys as wooden tallies on a cord along the lower edge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.texts import _
from lessons.report.shapes import ASCENT, DESCENT, Box, Line, Text
from sim.views.frame import Frame
from sim.views.layout import Item, Layout, Paper, Part

_HELP = "?"
_DROP = (ASCENT - DESCENT) / 2  # from the middle of a body to its baseline

Row = tuple[str, str]


@dataclass(frozen=True)
class KeyHints:
    """Rows of (label, does), the most useful first.

    One cord of those that fit; with `all`, as many cords as they need. Where there is `more`
    to show than `rows`, or less, the region "?" asks for it. `presses`: (label, key) of the
    tallies that can be pressed, as the regions "key:<key>".
    """

    rows: tuple[Row, ...]
    all: bool = False
    more: bool = True
    presses: tuple[Row, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Hang the tallies so that cords read from above to below; "?" ends the lowest."""
        hung = _hang(self, frame)
        rows = hung[::-1] if self.all else hung[:1]
        high = _high(frame)
        bottom = frame.height - 2.1 * frame.small
        parts: list[Part] = []
        regions = {_HELP: _HELP, **{label: f"key:{key}" for label, key in self.presses}}
        for k, row in enumerate(rows):
            parts += _cord(row, bottom - k * 1.35 * high, frame, regions)
        wide = max(sum(_wide(r, frame) + _gap(frame) for r in row) for row in rows)
        left = (frame.width - wide) / 2
        top = bottom - 1.35 * high * (len(rows) - 1) - high
        return Layout(Box(left, top, frame.width - left, bottom), tuple(parts))


def _high(frame: Frame) -> float:
    return 1.75 * frame.body


def _gap(frame: Frame) -> float:
    return 0.45 * frame.em


def _wide(row: Row, frame: Frame) -> float:
    label, does = row
    key = frame.measure(label, frame.body) + 1.1 * frame.em
    return key + (frame.measure(does, frame.small) + 1.2 * frame.em if does else 0.0)


def _hang(hints: KeyHints, frame: Frame) -> list[list[Row]]:
    """Share the tallies out to cords as wide as the window; "?" ends the first, or the last where
    all are shown."""
    room = frame.width - 1.6 * frame.em
    more = [(_HELP, _("fewer") if hints.all else _("all keys"))] if hints.more else []
    ends = more if hints.all else []
    free = room - (0.0 if hints.all else sum(_wide(row, frame) for row in more))
    cords: list[list[Row]] = [[]]
    for row in (*hints.rows, *ends):
        need = _wide(row, frame) + _gap(frame)
        if cords[-1] and need > free:
            cords.append([])
            free = room
        cords[-1].append(row)
        free -= need
    if not hints.all:
        cords[0] += more
    return cords


def _cord(row: list[Row], bottom: float, frame: Frame, regions: Mapping[str, str]) -> list[Part]:
    high = _high(frame)
    wide = sum(_wide(r, frame) for r in row) + _gap(frame) * (len(row) - 1)
    x = (frame.width - wide) / 2
    y = bottom - 0.78 * high
    cord = Line(x - frame.em, y, x + wide + frame.em, y, "camphor", 2 * frame.pixel)
    parts = [Part((cord,))]
    for label, does in row:
        long = _wide((label, does), frame)
        box = Box(x, bottom - high, x + long, bottom)
        parts.append(Part(tuple(_tally(label, does, box, frame)), regions.get(label), box))
        x += long + _gap(frame)
    return parts


def _tally(label: str, does: str, box: Box, frame: Frame) -> Iterator[Item]:
    """A light tally with the key on a dark face at its left end."""
    size, small = frame.body, frame.small
    y = (box.top + box.bottom) / 2
    face = frame.measure(label, size) + 1.1 * frame.em
    yield Paper(box, "tally", seed=len(does))
    yield Paper(Box(box.left, box.top, box.left + face, box.bottom), "plaque", seed=len(label))
    yield Text(label, box.left + face / 2, y + _DROP * size, size, "slip", "sans", "middle")
    yield Text(does, box.left + face + 0.6 * frame.em, y + _DROP * small, small, "ink", "sans")
