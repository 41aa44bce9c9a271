"""The two faces of the house at whole pixel sizes: widths without a window, glyphs for painting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import pylopdf_fonts_zh_cn as noto
from panda3d.core import DynamicTextFont, Filename, LVecBase4, SamplerState

from lessons.report.shapes import Font
from sim.views.typeset import place

PAGE = 512  # texels of one sheet of glyphs
UNIT = 10  # pixels in Panda3D's unit of type, at which a point is exactly one pixel


@dataclass(frozen=True)
class Glyph:
    """A drawn character: its box in pixels from the pen (y up), its place on `sheet` (0..1)."""

    box: tuple[float, float, float, float]
    uv: tuple[float, float, float, float]
    sheet: Any


@dataclass(frozen=True)
class Face:
    """One font at one size; `px` is the height of a hanzi's body in pixels."""

    font: Any
    px: int
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def advance(self, char: str) -> float:
        """Return a character's own width in pixels."""
        return float(self._glyph(char).getAdvance() * UNIT)

    def draws(self, char: str) -> bool:
        """Whether the face has ink for a character."""
        return bool(self._glyph(char).hasQuad())

    def glyph(self, char: str) -> Glyph | None:
        """Return what to paint for a character, None for a space or a missing one."""
        found = self._glyph(char)
        box, uv = LVecBase4(), LVecBase4()
        if not found.getQuad(box, uv):
            return None
        left, bottom, right, top = (float(v) for v in box * UNIT)
        return Glyph((left, bottom, right, top), tuple(uv), found.getPage())

    def _glyph(self, char: str) -> Any:
        # Kept here too: Panda3D clears glyphs that nobody holds when a sheet is full.
        if char not in self._kept:
            self._kept[char] = self.font.getGlyph(ord(char))
        return self._kept[char]


@cache
def face(font: Font, px: int) -> Face:
    """Return a face at a size in pixels."""
    made = _file(font).makeCopy()
    made.setPointSize(px)
    made.setPixelsPerUnit(UNIT)
    made.setScaleFactor(1)
    made.setNativeAntialias(True)
    made.setPageSize(PAGE, PAGE)
    made.setMinfilter(SamplerState.FT_linear)
    made.setMagfilter(SamplerState.FT_linear)
    return Face(made, px)


@lru_cache(maxsize=8192)
def line_width(font: Font, px: int, text: str) -> float:
    """Return how wide a line runs in pixels."""
    return place(text, face(font, px).advance, px)[1]


@cache
def _file(font: Font) -> Any:
    paths: dict[Font, Callable[[], Any]] = {"sans": noto.sans_path, "serif": noto.serif_path}
    return DynamicTextFont(Filename.fromOsSpecific(str(paths[font]())))
