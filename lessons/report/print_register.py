"""How the colours lie beside the key: each block's cross drawn beside the one it should meet."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.texts import _
from lessons.report.palette import Colour
from lessons.report.shapes import Circle, Line, Page, Shape, Text

INKS: dict[str, Colour] = {
    "墨": "ink", "红": "red", "黄": "yellow", "绿": "green", "桃红": "pink", "紫": "purple",
}  # fmt: skip
_CELL, _HIGH, _PER_MM, _ARM, _COLUMNS = 180.0, 188.0, 16.0, 44.0, 4
_MOST_MM = 3.6  # a block farther off is drawn at the rim


@dataclass(frozen=True)
class Lying:
    """One block: its name in words, its ink, how far it lies off (mm), turned (degrees, left
    about is above 0) and whether that is within what is allowed; None where none is."""

    name: str
    ink: str
    dx_mm: float
    dy_mm: float
    turn_deg: float
    ok: bool | None


def page(blocks: Sequence[Lying]) -> Page:
    """Draw every block's cross enlarged over the one it should meet, the arrow with its length."""
    shapes: list[Shape] = []
    for number, block in enumerate(blocks):
        row, column = divmod(number, _COLUMNS)
        shapes += _one(block, column * _CELL + _CELL / 2, row * _HIGH + 62.0)
    rows = -(-max(1, len(blocks)) // _COLUMNS)
    notes = (_("Pale: where the block's cross should lie. In colour: where it lies, enlarged."),)
    size = _CELL * min(_COLUMNS, max(1, len(blocks))), _HIGH * rows
    return Page(*size, _("Register, block by block"), tuple(shapes), notes)


def _one(block: Lying, x: float, y: float) -> Iterator[Shape]:
    yield Line(x - _ARM, y, x + _ARM, y, "hair", 4.0)
    yield Line(x, y - _ARM, x, y + _ARM, "hair", 4.0)
    words: Colour = "red_deep" if block.ok is False else "ink"
    yield Text(block.name, x, y + 76, 11.0, "ink", "sans", "middle")
    if not math.isfinite(block.dx_mm):
        yield Text(_("not told"), x, y + 94, 11.0, "soft", "sans", "middle")
        return
    far = math.hypot(block.dx_mm, block.dy_mm)
    scale = _PER_MM * min(1.0, _MOST_MM / far) if far else _PER_MM
    px, py = x + block.dx_mm * scale, y - block.dy_mm * scale
    colour = INKS.get(block.ink, "ink")
    c, s = (f(math.radians(block.turn_deg)) * _ARM * 0.8 for f in (math.cos, math.sin))
    yield Line(px - c, py + s, px + c, py - s, colour, 2.2)
    yield Line(px - s, py - c, px + s, py + c, colour, 2.2)
    yield Line(x, y, px, py, words, 1.2)
    yield Circle(x, y, 2.2, words)
    text = _("{mm:.2f} mm, {deg:+.2f}°").format(mm=far, deg=block.turn_deg + 0.0)
    yield Text(text.replace("-", "−"), x, y + 94, 11.0, words, "sans", "middle")
    yield Text(_whither(block), x, y + 110, 9.5, "soft", "sans", "middle")


def _whither(block: Lying) -> str:
    """Return where the block's colour lies, as the print is looked at."""
    aside = _("{mm:.2f} right") if block.dx_mm > 0 else _("{mm:.2f} left")
    upward = _("{mm:.2f} up") if block.dy_mm > 0 else _("{mm:.2f} down")
    both = aside.format(mm=abs(block.dx_mm)), upward.format(mm=abs(block.dy_mm))
    return _("{one}, {other}").format(one=both[0], other=both[1])
