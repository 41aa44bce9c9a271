"""Pages of lines, boxes and text as one PDF at exactly their own size.

The only module that sees fpdf2.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pylopdf_fonts_zh_cn as noto
from fpdf import FPDF
from fpdf.fonts import TTFFont

from lessons.report.palette import HEX, Colour
from lessons.report.shapes import Line, Page, Rect, Shape, Text


def pdf(pages: Sequence[Page], title: str) -> bytes:
    """Return the pages, one of paper each; only the characters that are used are embedded.

    Raises TypeError for a shape that is neither line, box nor text.
    """
    with _book() as book:
        book.set_title(title)
        for page in pages:
            book.add_page(format=(page.width, page.height))
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
