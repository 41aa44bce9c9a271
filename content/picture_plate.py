"""Pictures of one block (PNG) as the share of ink in each cell; the one file that knows Pillow.

Dark stands. Size and kind are read from the header and refused before anything is decoded.
"""

import io
import struct
from zlib import error as ZlibError

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from content.errors import Refusal
from content.texts import _

Coverage = NDArray[np.float32]
LEAST, MOST = 256, 4096  # pixels a side
MOST_BYTES = 32 * 2**20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = (0, 2, 6)  # grey, RGB, RGBA


def coverage(data: bytes, cells: int) -> Coverage:
    """Return how much of each cell is dark, 0..1, (cells, cells), row 0 the lowest of the picture.

    Raises Refusal for anything but a square PNG of 8 bits in grey, RGB or RGBA.
    """
    _guard(data)
    return decoded(data, cells)


def decoded(data: bytes, cells: int) -> Coverage:
    """Return the same of a picture that was made here. Raises Refusal where it is damaged."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            picture.load()
            grey = _on_paper(picture).resize((cells, cells), Image.Resampling.BOX)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, ZlibError) as e:
        sentence = _("the picture is damaged ({reason}); export it anew as PNG")
        raise Refusal(sentence.format(reason=e)) from e
    light = np.asarray(grey, dtype=np.float32)[::-1]
    return np.ascontiguousarray(1 - light / 255)


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("L")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("L")


def _guard(data: bytes) -> None:
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < 33:
        raise Refusal(_("this is no PNG; export the block as PNG or SVG"))
    width, height, bits, kind = struct.unpack(">IIBB", data[16:26])
    if max(width, height) > MOST or len(data) > MOST_BYTES:
        sentence = _("{width} × {height} pixels are too many; at most {most} a side: scale it down")
        raise Refusal(sentence.format(width=width, height=height, most=MOST))
    if width != height:
        sentence = _("{width} × {height} pixels are no square; cut the picture to the whole sheet")
        raise Refusal(sentence.format(width=width, height=height))
    if width < LEAST:
        sentence = _(
            "{width} pixels a side are too few to carve from; draw it with {least} or more"
        )
        raise Refusal(sentence.format(width=width, least=LEAST))
    if bits != 8 or kind not in _KINDS:
        raise Refusal(_("a PNG has to be 8-bit grey, RGB or RGBA; export it so"))
