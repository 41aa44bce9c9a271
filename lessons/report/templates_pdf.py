"""Pages of lines, boxes, text and pictures as one PDF at exactly their own size.

The only module that sees fpdf2.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pylopdf_fonts_zh_cn as noto
from fpdf import FPDF
from fpdf.fonts import TTFFont

from lessons.report.palette import HEX, Colour
from lessons.report.shapes import Line, Page, Rect, Shape, Text


@dataclass(frozen=True)
class Picture:
    """A JPEG with its upper left corner at x, y, in points; shapes lie on it."""

    jpeg: bytes
    x: float
    y: float
    w: float
    h: float


def pdf(pages: Sequence[Page], title: str, pictures: Sequence[Sequence[Picture]] = ()) -> bytes:
    """Return the pages, one of paper each; only the characters that are used are embedded.

    `pictures`: those of each page. Raises TypeError for a shape that is neither line, box nor
    text.
    """
    with _book() as book:
        book.set_title(title)
        for number, page in enumerate(pages):
            book.add_page(format=(page.width, page.height))
            for p in pictures[number] if pictures else ():
                book.image(io.BytesIO(p.jpeg), p.x, p.y, p.w, p.h)
            for shape in page.shapes:
                _paint(book, shape)
        return bytes(book.output())


@contextmanager
def _book() -> Iterator[FPDF]:
    book = FPDF(unit="pt")
    book.set_auto_page_break(False)
    book.add_font("serif", fname=noto.serif_path())
    book.add_font("sans", fname=noto.sans_path())
    try:
        yield book
    finally:
        for font in book.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()  # else the files of the fonts stay open


def _paint(book: FPDF, shape: Shape) -> None:
    match shape:
        case Line():
            _stroke(book, shape.stroke, shape.width)
            book.line(shape.x1, shape.y1, shape.x2, shape.y2)
        case Rect(stroke=stroke, fill=fill) if stroke and fill:
            _stroke(book, stroke, shape.width)
            book.set_fill_color(HEX[fill])
            book.rect(shape.x, shape.y, shape.w, shape.h, style="DF")
        case Text():
            _write(book, shape)
        case _:
            raise TypeError(f"no way to paint {type(shape).__name__} on paper")


def _stroke(book: FPDF, colour: Colour, width: float) -> None:
    book.set_draw_color(HEX[colour])
    book.set_line_width(width)


def _write(book: FPDF, text: Text) -> None:
    book.set_font(text.font, size=text.size)
    book.set_text_color(HEX[text.colour])
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    book.text(text.x - back * book.get_string_width(text.glyphs), text.y, text.glyphs)
