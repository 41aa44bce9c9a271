"""Characters as ink on a grid, to be cut into boards and written on slips."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pylopdf_fonts_zh_cn as noto
from panda3d.core import Filename, PNMImage, PNMTextMaker, Texture


def glyph_mask(text: str, pixels: int) -> npt.NDArray[np.float64]:
    """Return the ink (0..1) of a line in the serif face, a hanzi `pixels` high, no margin."""
    maker: Any = PNMTextMaker(Filename.fromOsSpecific(str(noto.serif_path())), 0)
    maker.setPixelsPerUnit(pixels)
    maker.setScaleFactor(1)
    maker.setPixelSize(pixels)
    maker.setFg((1, 1, 1, 1))
    wide, high = pixels * (len(text) + 1), pixels * 2
    image = PNMImage(wide, high, 1)
    image.fill(0)
    maker.generateInto(text, image, pixels // 2, int(pixels * 1.4))
    grid = Texture()
    grid.load(image)
    ink = np.frombuffer(grid.getRamImage(), np.uint8).reshape(high, wide)[::-1] / 255
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return ink[:0, :0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
