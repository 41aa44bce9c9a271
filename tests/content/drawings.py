"""Drawings and pictures of blocks for tests."""

import io

from PIL import Image

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PAGE = 'width="256mm" height="256mm" viewBox="0 0 256 256"'


def drawing(inside: str, page: str = PAGE) -> bytes:
    return f"<svg {SPACES} {page}>{inside}</svg>".encode()


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
