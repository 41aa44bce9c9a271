"""Which parts of raised timber bear their names in the drawing: those in which they can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.report.shapes import Box, Text, text_width

LEAST = 11.0  # points; no name is set smaller
FULL = 14.0
_SIDES = 22.0  # kept free for the mark
_LINE = 1.2  # of the size, from line to line


@dataclass(frozen=True)
class Written:
    """A name as it stands in its part, and the box that it fills."""

    texts: tuple[Text, ...]
    box: Box


def inside(parts: Sequence[tuple[str, Box]]) -> tuple[Written | None, ...]:
    """Return how each part bears its name; None where it would be too small, or hidden.

    The parts come as name and box, later ones drawn over earlier ones.
    """
    found: list[Written | None] = []
    taken: list[Box] = []
    for name, box in reversed(parts):
        written = _set(name, box) if name else None
        if written and any(_meet(written.box, other) for other in taken):
            written = None
        taken.append(box)
        found.append(written)
    return tuple(reversed(found))


def without_glosses(name: str) -> str:
    """Return a name without what stands in brackets."""
    return re.sub(r" \([^)]*\)", "", name)


def _set(name: str, box: Box) -> Written | None:
    """Set a name in the middle of a part: in one line, with what is in brackets below, or
    without that."""
    ways: list[tuple[str, ...]] = [(name,)]
    if " (" in name:
        front, back = name.split(" (", 1)
        ways += [(front, f"({back}"), (without_glosses(name),)]
    return max(
        (written for lines in ways if (written := _lines(lines, box))),
        key=lambda written: written.texts[0].size,
        default=None,
    )


def _lines(lines: tuple[str, ...], box: Box) -> Written | None:
    wide, high = box.right - box.left - _SIDES, box.bottom - box.top
    longest = max(text_width(line, 1.0) for line in lines)
    size = min(FULL, wide / longest, high / (_LINE * len(lines)))
    if size < LEAST:
        return None
    x, y = (box.left + box.right) / 2 + 6, (box.top + box.bottom) / 2
    half, tall = size * longest / 2, _LINE * size * len(lines)
    base = y + 0.37 * size - _LINE * size * (len(lines) - 1) / 2
    texts = tuple(
        Text(line, x, base + _LINE * size * i, size, "ink", "serif", "middle")
        for i, line in enumerate(lines)
    )
    return Written(texts, Box(x - half, y - tall / 2, x + half, y + tall / 2))


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right and other.left < one.right
        and one.top < other.bottom and other.top < one.bottom
    )  # fmt: skip
