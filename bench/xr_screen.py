"""Reads the picture that Xvfb keeps in a file: XWD, version 7, as the X server writes it."""

from pathlib import Path

import numpy as np
from PIL import Image

from content.errors import Refusal
from content.texts import _

VERSION, Z_PIXMAP, COLOUR_BYTES = 7, 2, 12


def picture(path: Path) -> Image.Image:
    """Return what a screen of 24 bits of colour shows. Raises Refusal where the file is none."""
    raw = path.read_bytes()
    head = [int(word) for word in np.frombuffer(raw[:100].ljust(100, b"\0"), ">u4")]
    size, version, form, width, height, row, colours = (head[i] for i in (0, 1, 2, 4, 5, 12, 19))
    start = size + colours * COLOUR_BYTES
    whole = len(raw) >= start + row * height and row >= 4 * width and width * height > 0
    if (version, form, head[11]) != (VERSION, Z_PIXMAP, 32) or not whole:
        sentence = _("{path} holds no picture of a screen with 32 bits a pixel.")
        raise Refusal(sentence.format(path=path))
    rows = np.frombuffer(raw, np.uint8, row * height, start).reshape(height, row)
    bgrx = rows[:, : 4 * width].reshape(height, width, 4)
    return Image.fromarray(np.ascontiguousarray(bgrx[:, :, 2::-1]))
