"""Photographs in, pictures out: JPEG and PNG as arrays of sRGB bytes, and back.

Size and kind are read from the header and refused before anything is decoded.
"""

import io
import struct
import warnings
from pathlib import Path
from zlib import error as ZlibError

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from content.errors import Refusal
from content.texts import _

Pixels = NDArray[np.uint8]  # (h, w, 3), row 0 the upper edge
MOST, MOST_PIXELS, LEAST = 12_000, 60_000_000, 400
MOST_BYTES = 64 * 2**20
DPI = 300
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, ZlibError)


def read(path: Path) -> Pixels:
    """Return a photograph, turned as its camera says. Raises Refusal naming the file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            sentence = _("{file}: more than {most} MB; save the photograph smaller")
            raise Refusal(sentence.format(file=path, most=MOST_BYTES // 2**20))
        return _decoded(path)
    except Refusal:
        raise
    except Image.DecompressionBombError as e:
        raise Refusal(_("{file}: too many pixels; save it smaller").format(file=path)) from e
    except _DAMAGE as e:
        sentence = _("{file}: no photograph that can be read ({reason}); give a JPEG or PNG")
        raise Refusal(sentence.format(file=path, reason=getattr(e, "strerror", None) or e)) from e


def _decoded(path: Path) -> Pixels:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # refused below
        picture = Image.open(path, formats=("JPEG", "PNG"))
    with picture:
        width, height = picture.size
        if max(width, height) > MOST or width * height > MOST_PIXELS:
            sentence = _("{file}: {width} × {height} pixels are too many; save it smaller")
            raise Refusal(sentence.format(file=path, width=width, height=height))
        if min(width, height) < LEAST:
            sentence = _("{file}: {width} × {height} pixels are too few to measure a sheet by")
            raise Refusal(sentence.format(file=path, width=width, height=height))
        return np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))


def png(pixels: Pixels, side_mm: float, about: str = "") -> bytes:
    """Return a square picture as PNG of DPI at its true size; `about` stands in its text."""
    side = round(side_mm / 25.4 * DPI)
    told = PngInfo()
    told.add_itxt("Description", about)
    out = io.BytesIO()
    _sized(pixels, side).save(out, "PNG", dpi=(DPI, DPI), pnginfo=told)
    return out.getvalue()


def jpeg(pixels: Pixels, side: int | None = None, quality: int = 88) -> bytes:
    """Return a square picture as JPEG, `side` pixels a side, else as many as it has."""
    out = io.BytesIO()
    _sized(pixels, side or pixels.shape[1]).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _sized(pixels: Pixels, side: int) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    return picture.resize((side, side * pixels.shape[0] // pixels.shape[1]), _SOFT)


_SOFT = Image.Resampling.LANCZOS
